import { useMemo } from 'react';
import { ways } from '../../shared/books/appeals/ways.ts';
import { languages } from '../../shared/books/appeals.ts';
import { useToday } from '../clock.ts';
import { bodiesOn } from '../inputs/bodies.ts';
import type { Pick } from '../inputs/pick-input.tsx';
import classes from '../inputs/picks.module.css';
import { isNamed, picksFor } from '../inputs/picks.ts';
import { kindWord, valueWord } from '../parts/value-words.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { ChoiceChips } from './choice-chips.tsx';
import { ChoiceField } from './choice-field.tsx';
import { Column } from './column.tsx';
import { DateField } from './date-field.tsx';
import { meantExecutor } from './draft.ts';
import { FieldPair, LineField, LinesField } from './field.tsx';
import { Fold, FoldButtons } from './fold.tsx';
import { PickField } from './pick-field.tsx';
import { SubjectField } from './subject-field.tsx';
import { TextField } from './text-field.tsx';
import { intake, useMatter, useTyped } from './use-intake.ts';

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
      <TextField />
      <FieldPair>
        <LineField path="paper.sheets" inputMode="numeric" digits onFocus={(event) => event.currentTarget.select()} />
        <LineField
          path="paper.attachments"
          inputMode="numeric"
          digits
          onFocus={(event) => event.currentTarget.select()}
        />
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

/** A body of the list, or any other: which bodies there are follows the day. */
function BodyField({ path, ...rest }: BodyProps) {
  const { t, both } = useWords();
  const { body, higherBodies, used } = useDirectory().directory;
  const today = useToday(body.zone);
  const typed = useTyped((form) => form[path]);
  const isAddressee = path === 'paper.addressee.body';
  const names = useMemo(() => {
    const known = bodiesOn(today, higherBodies).map(({ id, name }): Pick => ({ key: id, label: both(name) }));
    // An addressee is written by name; those written before are offered with the known ones.
    const written = isAddressee ? used.addressees.filter((name) => !known.some(({ label }) => label === name)) : [];
    return [...known, ...written.map((name): Pick => ({ key: name, label: name }))];
  }, [today, higherBodies, both, isAddressee, used]);
  const usedKeys = useMemo(
    () => (isAddressee ? used.addressees.flatMap((name) => keyOf(names, name)) : used.higherBodies),
    [isAddressee, used, names],
  );
  const picks = useMemo(() => picksFor(names, typed, usedKeys), [names, typed, usedKeys]);
  return (
    <PickField
      {...rest}
      path={path}
      picks={picks}
      onPick={(key) => intake.set(path, names.find((name) => name.key === key)?.label ?? '')}
      heading={typed === '' ? t('intake.pick.used') : t('intake.pick.found')}
      opensEmpty
      marksFirst={false}
    />
  );
}

function keyOf(names: readonly Pick[], name: string): string[] {
  return names.flatMap(({ key, label }) => (label === name ? [key] : []));
}

type BodyProps = { path: 'paper.addressee.body' | 'paper.higherBody'; placeholder: string; required?: boolean };

function ExecutorField() {
  const { t, both } = useWords();
  const { staff, used } = useDirectory().directory;
  const typed = useTyped((form) => form['handling.executor']);
  const people = useMemo(
    () => staff.map(({ id, name, post }): Pick => ({ key: id, label: name, detail: both(post) })),
    [staff, both],
  );
  const { executors } = useMatter();
  const ofSubject = useMemo(() => executors.map(({ id }) => id), [executors]);
  const withLoad = useMemo(
    () =>
      people.map((person) => {
        const known = executors.find(({ id }) => id === person.key);
        if (!known) return person;
        const load = t('intake.executor.load', { open: known.open });
        return { ...person, detail: `${t('intake.executor.had', { had: known.had })}, ${load}` };
      }),
    [people, executors, t],
  );
  const picks = useMemo(
    () => picksFor(withLoad, typed, [...ofSubject, ...used.executors]),
    [withLoad, typed, ofSubject, used],
  );
  const isKnown = useTyped((form) => meantExecutor(form, staff) !== undefined);
  return (
    <PickField
      path="handling.executor"
      picks={picks}
      onPick={(key) => {
        const person = people.find((one) => one.key === key);
        if (person) intake.fill({ 'handling.executor': person.label, 'handling.executor.id': key });
      }}
      heading={
        typed !== ''
          ? t('intake.pick.found')
          : t(executors.length > 0 ? 'intake.executor.suggested' : 'intake.pick.used')
      }
      opensEmpty
      marksFirst={!isNamed(people, typed)}
      digitsPick
      placeholder={t('intake.example.executor')}
      note={typed.trim() !== '' && !isKnown && <span className={classes.placeNote}>{t('intake.executor.free')}</span>}
    />
  );
}
