import { useMemo } from 'react';
import { languages, ways } from '../../shared/books/appeals.ts';
import { useToday } from '../clock.ts';
import { kindWord, valueWord } from '../parts/value-words.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { bodiesOn } from './bodies.ts';
import { ChoiceChips } from './choice-chips.tsx';
import { ChoiceField } from './choice-field.tsx';
import { Column } from './column.tsx';
import { DateField } from './date-field.tsx';
import { FieldPair, LineField, LinesField } from './field.tsx';
import { Fold, FoldButtons } from './fold.tsx';
import { NameField } from './name-field.tsx';
import { SubjectField } from './subject-field.tsx';
import { useTyped } from './use-intake.ts';

/** What the paper is, what it is about, and who will work on it. */
export function PaperColumn() {
  const words = useWords();
  const { t } = words;
  const toOther = useTyped((form) => form['paper.addressee.own'] === 'other');
  return (
    <Column block="paper">
      <KindField />
      <ChoiceField path="paper.way" data={ways.map((way) => ({ value: way, label: valueWord(words, 'way', way) }))} />
      <FieldPair>
        <DateField path="paper.arrivedOn" required />
        <ChoiceField
          path="paper.language"
          data={languages.map((language) => ({ value: language, label: valueWord(words, 'language', language) }))}
        />
      </FieldPair>
      <ChoiceChips
        path="paper.addressee.own"
        inRow
        options={(['own', 'other'] as const).map((value) => ({ value, label: t(`intake.addressee.${value}`) }))}
      />
      {toOther && <BodyField path="paper.addressee.body" placeholder={t('intake.example.addresseeBody')} required />}
      <SubjectField />
      <LinesField path="paper.summary" required rows={2} lines="one" placeholder={t('intake.example.summary')} />
      <LinesField path="paper.text" rows={5} grow lines="many" />
      <FieldPair>
        <LineField path="paper.sheets" inputMode="numeric" onFocus={(event) => event.currentTarget.select()} />
        <LineField path="paper.attachments" inputMode="numeric" onFocus={(event) => event.currentTarget.select()} />
      </FieldPair>
      <ExecutorField />
      <Fold of="sender">
        <FieldPair>
          <LineField path="paper.senderNumber" />
          <DateField path="paper.senderDate" />
        </FieldPair>
      </Fold>
      <Fold of="higherBody">
        <BodyField path="paper.higherBody" placeholder={t('intake.example.higherBody')} />
      </Fold>
      <Fold of="note">
        <LinesField path="handling.note" rows={2} lines="one" />
      </Fold>
      <FoldButtons of={['sender', 'higherBody', 'note']} />
    </Column>
  );
}

function KindField() {
  const words = useWords();
  const { t } = words;
  const { law } = useDirectory();
  const data = useMemo(() => {
    const group = (common: boolean) =>
      law.kinds
        .filter((kind) => kind.common === common)
        .map(({ id }) => ({ value: id, label: kindWord(words, law, id) }));
    return [
      { group: t('intake.kind.common'), items: group(true) },
      { group: t('intake.kind.rare'), items: group(false) },
    ];
  }, [law, words, t]);
  return <ChoiceField path="paper.kind" data={data} nothingFound={t('intake.kind.none')} />;
}

function BodyField(props: {
  path: 'paper.addressee.body' | 'paper.higherBody';
  placeholder: string;
  required?: boolean;
}) {
  const { both } = useWords();
  const { body, higherBodies } = useDirectory().directory;
  const today = useToday(body.zone);
  return <NameField {...props} names={bodiesOn(today, higherBodies).map(({ name }) => ({ name: both(name) }))} />;
}

function ExecutorField() {
  const { t, both } = useWords();
  const { directory } = useDirectory();
  return (
    <NameField
      path="handling.executor"
      names={directory.staff.map(({ name, post }) => ({ name, detail: both(post) }))}
      placeholder={t('intake.example.executor')}
    />
  );
}
