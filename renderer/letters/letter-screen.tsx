import { Alert, Autocomplete, Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconFileText, IconPrinter } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { LetterRequest, LettersOfPaper } from '../../shared/contract/letters.ts';
import { numberSchema } from '../../shared/contract/shapes.ts';
import { isIsoDate } from '../../shared/domain/date/iso-date.ts';
import { isField } from '../../shared/letters/fields.ts';
import { fieldWord } from '../../shared/letters/fill.ts';
import { letterLanguages } from '../../shared/letters/kinds.ts';
import { office } from '../client/connection.ts';
import { useLive } from '../client/use-live.ts';
import { NotFound } from '../frame/not-found.tsx';
import { useKeys } from '../frame/use-keys.ts';
import { readDate } from '../inputs/typed-values.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { saveFile } from '../parts/save-file.ts';
import { Screen } from '../parts/screen.tsx';
import { useTask } from '../safety/use-task.ts';
import { useDirectory } from '../state/directory.tsx';
import { bytesOf } from '../talon/pdf-file.ts';
import { useWords } from '../words.tsx';
import classes from './letters.module.css';
import { Pages } from './pages.tsx';
import { useLetter } from './use-letter.ts';

const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** A letter of a paper: what is added to it by hand at the left, the sheet as it prints at the right, and every way to paper. */
export function LetterScreen() {
  const { number } = useParams({ from: '/papers/$number/letter' });
  return numberSchema.safeParse(number).success ? <LettersOf key={number} number={number} /> : <NotFound />;
}

function LettersOf({ number }: { number: string }) {
  const { t, groupNumber } = useWords();
  const navigate = useNavigate();
  const back = () => void navigate({ to: '/papers/$number', params: { number } });
  useKeys({ Escape: back });
  const { value, problem } = useLive((client, signal) => client.letters.ofPaper({ number }, { signal }), [number]);
  return (
    <Screen
      title={`${t('letters.title')}: ${groupNumber(number)}`}
      aside={
        <Button variant="subtle" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={back}>
          {t('card.back')}
        </Button>
      }
    >
      {problem && !value && <ProblemNote problem={problem} />}
      {value?.fitting.length === 0 && <p className={classes.hint}>{t('letters.panel.none')}</p>}
      {value && value.fitting.length > 0 && <OneLetter number={number} letters={value} />}
    </Screen>
  );
}

type Outgoing = { number: string; date: string };
const NOT_TYPED: Outgoing = { number: '', date: '' };

function OneLetter({ number, letters }: { number: string; letters: LettersOfPaper }) {
  const words = useWords();
  const { t, formatDate } = words;
  const { directory } = useDirectory();
  const search = useSearch({ from: '/papers/$number/letter' });
  const navigate = useNavigate();
  const chosen =
    letters.fitting.find(({ letter, about }) => letter === search.letter && about === search.about) ??
    letters.fitting[0]!;
  const [language, setLanguage] = useState(letters.language);
  // Each letter goes under a number of its own: what was typed for one stays with it, and never reaches another.
  const [typed, setTyped] = useState<Readonly<Record<string, Outgoing>>>({});
  const [signers, setSigners] = useState(letters.signers);
  const [prints, setPrints] = useState(0);
  const [able, setAble] = useState<boolean>();
  const [sent, setSent] = useState(false);
  const task = useTask();
  useEffect(() => {
    office.talons.printers().then(
      (printers) => setAble(printers.able),
      () => setAble(false),
    );
  }, []);

  const { letter, about } = chosen;
  const key = `${letter} ${about}`;
  const outgoing = typed[key] ?? NOT_TYPED;
  const setOutgoing = (change: Partial<Outgoing>) => setTyped({ ...typed, [key]: { ...outgoing, ...change } });
  const date = readDate(outgoing.date);
  const isDate = date === '' || isIsoDate(date);
  const signer = signers[language] ?? { name: '', post: '' };
  const request: LetterRequest = {
    ...{ number, letter, about, language, signer },
    outgoing: { number: outgoing.number, date: isDate ? date : '' },
  };
  const { drawn, problem } = useLetter(request, prints);
  const kind = t(`letters.kind.${letter}`);
  const ready = drawn !== undefined && isDate && !task.busy;
  const leave = async (work: () => Promise<unknown>, said: boolean) => {
    setSent(false);
    if (!(await task.run(work))) return;
    setSent(said);
    setPrints((count) => count + 1);
  };
  const print = () => ready && able && void leave(() => office.letters.print(request), true);
  const save = (as: 'pdf' | 'docx') =>
    void leave(async () => {
      const { file } = await office.letters.issue({ ...request, as });
      const name = t('letters.panel.file', { letter: kind, number });
      saveFile(new Blob([new Uint8Array(bytesOf(file))], { type: TYPES[as] }), `${name}.${as}`);
    }, false);
  const sign = (change: Partial<typeof signer>) =>
    setSigners((before) => ({ ...before, [language]: { ...signer, ...change } }));
  useKeys({ 'Ctrl+P': () => (able ? print() : ready && save('pdf')) });

  return (
    <div className={classes.letter}>
      <div className={classes.form}>
        <Select
          label={t('letters.panel.choose')}
          allowDeselect={false}
          value={key}
          data={letters.fitting.map((one) => ({
            value: `${one.letter} ${one.about}`,
            label: [
              t(`letters.kind.${one.letter}`),
              one.to !== '' && t('letters.panel.to', { body: one.to }),
              one.by !== '' && t('letters.panel.by', { date: formatDate(one.by) }),
            ]
              .filter(Boolean)
              .join(' '),
          }))}
          onChange={(value) => {
            const next = letters.fitting.find((one) => `${one.letter} ${one.about}` === value);
            if (!next) return;
            const { letter, about } = next;
            void navigate({
              to: '/papers/$number/letter',
              params: { number },
              search: { letter, about },
              replace: true,
            });
          }}
        />
        <SegmentedControl
          aria-label={t('letters.panel.language')}
          value={language}
          data={letterLanguages.map((value) => ({ value, label: t(`letters.language.${value}`) }))}
          onChange={(value) => setLanguage(letterLanguages.find((known) => known === value) ?? language)}
        />
        <div className={classes.pair}>
          <TextInput
            label={t('letters.panel.number')}
            placeholder={t('letters.panel.blank')}
            maxLength={100}
            value={outgoing.number}
            onChange={(event) => setOutgoing({ number: event.currentTarget.value })}
          />
          <TextInput
            label={t('letters.panel.date')}
            placeholder={t('letters.panel.blank')}
            inputMode="numeric"
            error={isDate ? undefined : t('problems.field.notDate')}
            value={outgoing.date}
            onChange={(event) => setOutgoing({ date: event.currentTarget.value })}
            onBlur={() => isIsoDate(date) && setOutgoing({ date: formatDate(date) })}
          />
        </div>
        {letter !== 'reminder' && (
          <>
            <Autocomplete
              label={t('letters.panel.signer')}
              maxLength={300}
              data={[...new Set(directory.staff.map(({ name }) => name))]}
              value={signer.name}
              onChange={(name) => sign({ name })}
              onOptionSubmit={(name) => {
                const person = directory.staff.find((one) => one.name === name);
                if (person) sign({ name, post: person.post[language] });
              }}
            />
            <TextInput
              label={t('letters.panel.post')}
              maxLength={300}
              value={signer.post}
              onChange={(event) => sign({ post: event.currentTarget.value })}
            />
          </>
        )}
        {letters.olderLaw && <Alert color="yellow">{t('letters.panel.olderLaw')}</Alert>}
        {drawn && drawn.missing.length > 0 && (
          <Alert color="yellow">
            {t('letters.panel.missing', {
              fields: drawn.missing.map((name) => (isField(name) ? fieldWord(name, words) : name)).join(', '),
            })}
          </Alert>
        )}
        {drawn?.duplicate && <p className={classes.hint}>{t('letters.panel.printedBefore')}</p>}
        {able === false && <p className={classes.hint}>{t('letters.panel.unable')}</p>}
        <div className={classes.ways}>
          {able && (
            <Button
              leftSection={<IconPrinter size={16} aria-hidden />}
              rightSection={<kbd>Ctrl P</kbd>}
              disabled={!ready}
              onClick={print}
            >
              {t(task.busy ? 'letters.panel.printing' : 'letters.panel.print')}
            </Button>
          )}
          <Button
            variant={able ? 'default' : 'filled'}
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={!ready}
            onClick={() => save('pdf')}
          >
            {t('letters.panel.pdf')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconFileText size={16} aria-hidden />}
            disabled={!ready}
            onClick={() => save('docx')}
          >
            {t('letters.panel.docx')}
          </Button>
        </div>
        <p role="status" className={classes.said}>
          {sent && t('letters.panel.sent')}
        </p>
        {task.problem && <ProblemNote problem={task.problem} />}
      </div>
      <div className={classes.sheet}>
        {problem && <ProblemNote problem={problem} />}
        {drawn ? (
          <Pages
            key={`${letter} ${about} ${language}`}
            pdf={drawn.pdf}
            pages={drawn.pages}
            label={(page) => t('letters.panel.preview', { letter: kind, page, pages: drawn.pages })}
          />
        ) : (
          !problem && <p className={classes.hint}>{t('letters.panel.loading')}</p>
        )}
      </div>
    </div>
  );
}
