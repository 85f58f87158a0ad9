import { Button, SegmentedControl, Select, Switch, TextInput, useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import { type DeskSettings, type Printers, talonFormats } from '../../shared/contract/shapes.ts';
import { type InterfaceLanguage, interfaceLanguages } from '../../shared/words/words.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { LawLinks } from '../law/law-links.tsx';
import { Hint, Part, PartColumns } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Screen } from '../parts/screen.tsx';
import { valueWord } from '../parts/value-words.ts';
import { useSession } from '../people/session.ts';
import { SheetReminder } from '../safety/sheet-reminder.tsx';
import { useDesk, useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { BodyFacts } from './body-facts.tsx';
import classes from './desk.module.css';
import { LeaveDemo } from './leave-demo.tsx';

/** How this desk works: who sits here, how talons are printed, how the program looks. Every change is saved at once. */
export function DeskScreen() {
  const { t } = useWords();
  const { directory } = useDirectory();
  const desk = useDesk();
  const session = useSession();
  const [problem, setProblem] = useState<Problem>();
  const [saved, setSaved] = useState(false);
  const save = async (change: Partial<DeskSettings>) => {
    setProblem(undefined);
    setSaved(false);
    try {
      await office.desk.saveSettings({ ...directory.settings, ...change });
      setSaved(true);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <Screen
      title={t('desk.title')}
      aside={
        <span className={classes.saved} role="status">
          {saved && t('desk.saved')}
        </span>
      }
    >
      {problem && <ProblemNote problem={problem} />}
      {session?.administrator === false && <Hint>{t('desk.byAdministrator')}</Hint>}
      <PartColumns
        left={
          <>
            {session?.asked ? <Signed save={save} /> : <Clerk save={save} />}
            <Talon save={save} />
            <Quiet save={save} />
            <Look />
          </>
        }
        right={
          <>
            {desk.sample && <LeaveDemo />}
            <SheetReminder />
            <LawLinks />
            <BodyFacts />
          </>
        }
      />
    </Screen>
  );
}

type Save = { save: (change: Partial<DeskSettings>) => Promise<void> };

/** Minutes; 0 for never. */
const LOCKS = [5, 10, 15, 30, 60, 0];

/** Where people sign in: who it is, and when the desk locks itself. */
function Signed({ save }: Save) {
  const { t } = useWords();
  const { settings } = useDirectory().directory;
  const person = useSession()?.person;
  const choices = [...new Set([...LOCKS, settings.lockAfter])];
  return (
    <Part title={t('desk.person.title')}>
      <p className={classes.signed}>
        {person?.name} <Link to="/me">{t('people.own.title')}</Link>
      </p>
      <Select
        label={t('desk.lock.label')}
        description={t('desk.lock.hint')}
        value={String(settings.lockAfter)}
        onChange={(minutes) => minutes && void save({ lockAfter: Number(minutes) })}
        data={choices.map((minutes) => ({
          value: String(minutes),
          label: minutes === 0 ? t('desk.lock.never') : t('desk.lock.minutes', { count: minutes }),
        }))}
        allowDeselect={false}
      />
    </Part>
  );
}

function Clerk({ save }: Save) {
  const { t, both } = useWords();
  const { directory } = useDirectory();
  return (
    <Part title={t('desk.person.title')}>
      <Select
        label={t('desk.person.label')}
        description={t('desk.person.hint')}
        error={!directory.staff.some(({ id }) => id === directory.settings.clerk) && t('desk.person.gone')}
        value={directory.settings.clerk}
        onChange={(clerk) => clerk && void save({ clerk })}
        data={directory.staff.map(({ id, name, post }) => ({ value: id, label: `${name}, ${both(post)}` }))}
        allowDeselect={false}
        searchable
      />
    </Part>
  );
}

function Talon({ save }: Save) {
  const words = useWords();
  const { t } = words;
  const { settings } = useDirectory().directory;
  const printers = usePrinters();
  return (
    <Part title={t('desk.talon.title')}>
      <div>
        <span className={classes.label}>{t('desk.talon.format')}</span>
        <SegmentedControl
          aria-label={t('desk.talon.format')}
          value={settings.talonFormat}
          onChange={(talonFormat) => void save({ talonFormat: talonFormat as DeskSettings['talonFormat'] })}
          data={talonFormats.map((value) => ({ value, label: valueWord(words, 'talonFormat', value) }))}
        />
      </div>
      {printers && !printers.able && <Hint>{t('desk.talon.unable')}</Hint>}
      {printers?.able && (
        <PrinterSelect
          label={t('desk.talon.printer')}
          printers={printers}
          value={settings.printer}
          onChange={(printer) => void save({ printer })}
        />
      )}
      <Switch
        label={t('desk.talon.atOnce')}
        checked={settings.printAtOnce}
        onChange={(event) => void save({ printAtOnce: event.currentTarget.checked })}
      />
      {printers?.able && (
        <>
          <Switch
            label={t('desk.talon.label')}
            checked={settings.printLabel}
            onChange={(event) => void save({ printLabel: event.currentTarget.checked })}
          />
          {settings.printLabel && (
            <PrinterSelect
              label={t('desk.talon.labelPrinter')}
              printers={printers}
              value={settings.labelPrinter}
              onChange={(labelPrinter) => void save({ labelPrinter })}
            />
          )}
          <PrinterSelect
            label={t('desk.talon.sheetPrinter')}
            printers={printers}
            value={settings.sheetPrinter}
            onChange={(sheetPrinter) => void save({ sheetPrinter })}
          />
        </>
      )}
    </Part>
  );
}

type PrinterSelectProps = {
  label: string;
  printers: Printers;
  /** Name, or '' for the system's default. */
  value: string;
  onChange: (printer: string) => void;
};

function PrinterSelect({ label, printers, value, onChange }: PrinterSelectProps) {
  const { t } = useWords();
  const isMissing = value !== '' && !printers.printers.some(({ name }) => name === value);
  return (
    <Select
      label={label}
      value={value === '' ? DEFAULT_PRINTER : value}
      onChange={(printer) => printer && onChange(printer === DEFAULT_PRINTER ? '' : printer)}
      data={[
        { value: DEFAULT_PRINTER, label: t('desk.talon.defaultPrinter') },
        ...printers.printers.map(({ name, description, isDefault }) => ({
          value: name,
          label: `${description || name}${isDefault ? ` (${t('desk.talon.isDefault')})` : ''}`,
        })),
        ...(isMissing ? [{ value, label: t('desk.talon.missing', { name: value }) }] : []),
      ]}
      allowDeselect={false}
    />
  );
}

/** A list needs a value that is not empty; no printer is called so. */
const DEFAULT_PRINTER = ' ';

function usePrinters(): Printers | undefined {
  const [printers, setPrinters] = useState<Printers>();
  useEffect(() => {
    const end = new AbortController();
    office.talons
      .printers(undefined, { signal: end.signal })
      .then(setPrinters)
      // Without the list the desk prints on the printer it has; the next visit asks again.
      .catch(() => undefined);
    return () => end.abort();
  }, []);
  return printers;
}

/** When the desk reminds of nothing. */
function Quiet({ save }: Save) {
  const { t } = useWords();
  const { quietFrom, quietUntil } = useDirectory().directory.settings;
  return (
    <Part title={t('desk.quiet.title')}>
      <fieldset className={classes.quiet}>
        <legend className={classes.label}>{t('desk.quiet.label')}</legend>
        <TextInput
          type="time"
          label={t('desk.quiet.from')}
          value={quietFrom}
          onChange={(event) => void save({ quietFrom: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t('desk.quiet.until')}
          value={quietUntil}
          onChange={(event) => void save({ quietUntil: event.currentTarget.value })}
        />
        {(quietFrom !== '' || quietUntil !== '') && (
          <Button variant="subtle" onClick={() => void save({ quietFrom: '', quietUntil: '' })}>
            {t('desk.quiet.none')}
          </Button>
        )}
      </fieldset>
      <Hint>{t('desk.quiet.hint')}</Hint>
    </Part>
  );
}

const schemes = ['auto', 'light', 'dark'] as const;

function Look() {
  const { t, language, setLanguage } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Part title={t('desk.look.title')}>
      <div>
        <span className={classes.label}>{t('desk.look.language')}</span>
        <SegmentedControl
          aria-label={t('desk.look.language')}
          value={language}
          onChange={(value) => setLanguage(value as InterfaceLanguage)}
          data={interfaceLanguages.map((value) => ({ value, label: t(`desk.look.${value}`) }))}
        />
      </div>
      <div>
        <span className={classes.label}>{t('desk.look.scheme')}</span>
        <SegmentedControl
          aria-label={t('desk.look.scheme')}
          value={colorScheme}
          onChange={(value) => setColorScheme(schemes.find((scheme) => scheme === value) ?? 'auto')}
          data={schemes.map((value) => ({ value, label: t(`desk.look.${value}`) }))}
        />
      </div>
    </Part>
  );
}
