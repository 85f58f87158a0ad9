import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { LetterText } from '../../shared/contract/letters.ts';
import { type FieldName, fieldNames, fields, isFieldOf } from '../../shared/letters/fields.ts';
import { fieldWord } from '../../shared/letters/fill.ts';
import { type LetterKind, type LetterLanguage, letterKinds, letterLanguages } from '../../shared/letters/kinds.ts';
import {
  faultsOf,
  type Template,
  type TemplateFault,
  type TemplatePart,
  templateParts,
} from '../../shared/letters/template.ts';
import { office } from '../client/connection.ts';
import { useLive } from '../client/use-live.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Screen } from '../parts/screen.tsx';
import { useTask } from '../safety/use-task.ts';
import { useDirectory } from '../state/directory.tsx';
import { bytesOf } from '../talon/pdf-file.ts';
import { useWords } from '../words.tsx';
import classes from './letters.module.css';
import { Pages } from './pages.tsx';
import { Tabs } from './tabs.tsx';
import { dropTyped, keepTyped, useTypedTexts } from './typed-texts.ts';

/** The texts of letters: which one, its parts to be changed, and how it prints. */
export function TextsScreen() {
  const { t } = useWords();
  const [letter, setLetter] = useState<LetterKind>('extensionNotice');
  const [language, setLanguage] = useState<LetterLanguage>('kk');
  const { value, problem } = useLive((client, signal) => client.letters.texts(undefined, { signal }), []);
  const typed = useTypedTexts();
  const text = value?.texts.find((one) => one.letter === letter && one.language === language);
  const changed = (of: LetterKind) =>
    value?.texts.some((one) => one.letter === of && one.language === language && one.changed) ?? false;
  return (
    <Screen title={t('letters.texts')} aside={<Tabs />}>
      {problem && !value && <ProblemNote problem={problem} />}
      {value && text && (
        <>
          <p className={classes.hint}>{t(value.mayChange ? 'letters.edit.what' : 'letters.edit.mayNot')}</p>
          <div className={classes.texts}>
            <div className={classes.side}>
              <SegmentedControl
                aria-label={t('letters.panel.language')}
                value={language}
                data={letterLanguages.map((one) => ({ value: one, label: t(`letters.language.${one}`) }))}
                onChange={(one) => setLanguage(letterLanguages.find((known) => known === one) ?? language)}
              />
              <ul className={classes.names}>
                {letterKinds.map((one) => (
                  <li key={one}>
                    <button
                      type="button"
                      className={classes.name}
                      aria-current={one === letter || undefined}
                      onClick={() => setLetter(one)}
                    >
                      {t(`letters.kind.${one}`)}
                      {(changed(one) || typed.has(`${one}.${language}`)) && (
                        <span className={classes.mark} aria-hidden>
                          {' '}
                          ●
                        </span>
                      )}
                    </button>
                  </li>
                ))}
              </ul>
            </div>
            <OneText key={`${letter}.${language}`} text={text} mayChange={value.mayChange} />
          </div>
        </>
      )}
    </Screen>
  );
}

function OneText({ text, mayChange }: { text: LetterText; mayChange: boolean }) {
  const { t, formatInstant } = useWords();
  const { zone } = useDirectory().directory.body;
  const { letter, language, changed } = text;
  const key = `${letter}.${language}`;
  const typed = useTypedTexts().get(key);
  const shown: Template = typed ?? text.text;
  const faults = faultsOf(letter, shown);
  const task = useTask();
  const [said, setSaid] = useState<'saved' | 'wasReset'>();
  const focused = useRef<HTMLTextAreaElement>(null);
  const type = (part: TemplatePart, words: string) => {
    setSaid(undefined);
    task.forget();
    keepTyped(key, { ...shown, [part]: words });
  };
  const leave = async (work: () => Promise<unknown>, what: 'saved' | 'wasReset') => {
    if (!(await task.run(work))) return;
    dropTyped(key);
    setSaid(what);
  };
  return (
    <>
      <div className={classes.form}>
        <p className={classes.hint}>
          {changed
            ? t('letters.edit.changed', { at: formatInstant(changed.at, zone), by: changed.by })
            : t('letters.edit.builtIn')}
        </p>
        {templateParts.map((part) => (
          <Part
            key={part}
            part={part}
            words={shown[part]}
            faults={faults}
            readOnly={!mayChange}
            focused={focused}
            onType={(words) => type(part, words)}
          />
        ))}
        {mayChange && (
          <div className={classes.ways}>
            <Button
              disabled={typed === undefined || faults.length > 0 || task.busy}
              onClick={() => void leave(() => office.letters.saveText({ letter, language, text: shown }), 'saved')}
            >
              {t('letters.edit.save')}
            </Button>
            <Button
              variant="default"
              disabled={(typed === undefined && !changed) || task.busy}
              onClick={() => void leave(() => office.letters.resetText({ letter, language }), 'wasReset')}
            >
              {t('letters.edit.reset')}
            </Button>
            <span role="status" className={classes.said}>
              {said
                ? t(`letters.edit.${said}`)
                : typed && t(faults.length > 0 ? 'letters.edit.faults' : 'letters.edit.unsaved')}
            </span>
          </div>
        )}
        {task.problem && <ProblemNote problem={task.problem} />}
        {mayChange && <Fields letter={letter} focused={focused} />}
      </div>
      <TextPreview letter={letter} language={language} text={shown} faulty={faults.length > 0} />
    </>
  );
}

type PartProps = {
  part: TemplatePart;
  words: string;
  faults: TemplateFault[];
  readOnly: boolean;
  focused: RefObject<HTMLTextAreaElement | null>;
  onType: (words: string) => void;
};

/** One part of a text; what is wrong with it stands below, with the name of the field. */
function Part({ part, words, faults, readOnly, focused, onType }: PartProps) {
  const { t } = useWords();
  const said = faults
    .filter((fault) => fault.part === part)
    .map(({ fault, field }) => t(`letters.fault.${fault}`, { field: `{${field ?? 'applicant.name'}}` }));
  return (
    <Textarea
      label={t(`letters.part.${part}`)}
      autosize
      minRows={part === 'body' ? 6 : 1}
      maxRows={18}
      readOnly={readOnly}
      value={words}
      error={said.length > 0 ? said.join(' ') : undefined}
      data-part={part}
      onFocus={(event) => {
        focused.current = event.currentTarget;
      }}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}

/** The fields that this letter may name; a click writes one where the cursor was. */
function Fields({ letter, focused }: { letter: LetterKind; focused: RefObject<HTMLTextAreaElement | null> }) {
  const words = useWords();
  const { t } = words;
  const insert = (name: FieldName) => {
    const area = focused.current;
    if (!area) return;
    area.focus();
    area.setRangeText(`{${name}}`, area.selectionStart, area.selectionEnd, 'end');
    // React hears of it as of typing.
    area.dispatchEvent(new Event('input', { bubbles: true }));
  };
  return (
    <>
      <h2 className={classes.subtitle}>{t('letters.edit.fields')}</h2>
      <ul className={classes.fields}>
        {fieldNames
          .filter((name) => isFieldOf(letter, name))
          .map((name) => (
            <li key={name}>
              <button
                type="button"
                className={classes.field}
                aria-label={t('letters.edit.insert', { field: fieldWord(name, words) })}
                onClick={() => insert(name)}
              >
                {fieldWord(name, words)}
                <span className={classes.fieldName}>{`{${name}} · ${t(`letters.source.${fields[name].source}`)}`}</span>
              </button>
            </li>
          ))}
      </ul>
    </>
  );
}

/** A pause in typing after which the sheet is drawn anew. */
const PAUSE_MS = 300;

type PreviewProps = { letter: LetterKind; language: LetterLanguage; text: Template; faulty: boolean };

/** How the text prints, with invented values; while something is wrong with it, the last sheet stays. */
function TextPreview({ letter, language, text, faulty }: PreviewProps) {
  const { t } = useWords();
  const [drawn, setDrawn] = useState<{ pdf: Uint8Array; pages: number }>();
  const key = JSON.stringify({ letter, language, text });
  useEffect(() => {
    if (faulty) return;
    const end = new AbortController();
    const timer = window.setTimeout(() => {
      // A sheet that cannot be drawn now is drawn when something is typed or looked at again.
      office.letters.previewText(JSON.parse(key), { signal: end.signal }).then(
        ({ pdf, pages }) => !end.signal.aborted && setDrawn({ pdf: bytesOf(pdf), pages }),
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      window.clearTimeout(timer);
      end.abort();
    };
  }, [key, faulty]);
  return (
    <section className={classes.sheet} aria-label={t('letters.edit.preview')}>
      <p className={classes.hint}>{t('letters.edit.preview')}</p>
      {drawn && (
        <Pages
          pdf={drawn.pdf}
          pages={drawn.pages}
          label={(page) =>
            t('letters.panel.preview', { letter: t(`letters.kind.${letter}`), page, pages: drawn.pages })
          }
        />
      )}
    </section>
  );
}
