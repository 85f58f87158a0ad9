import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { checkDay, type DayEntry } from '../../shared/books/office-days.ts';
import type { LawDays } from '../../shared/contract/law-days.ts';
import { isIsoDate } from '../../shared/domain/date/iso-date.ts';
import { sayFullDay } from '../../shared/words/day-words.ts';
import { office } from '../client/connection.ts';
import { readDate } from '../inputs/typed-values.ts';
import { fieldWord } from '../parts/field-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useTask } from '../safety/use-task.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './law.module.css';

type Typed = { day: string; to: DayEntry['to']; number: string; date: string; name: string };
type Field = Exclude<keyof Typed, 'to'>;

/** Paths of the check, by field. */
const paths: Record<Field, string> = { day: 'day', number: 'decree.number', date: 'decree.date', name: 'decree.name' };
const untouched: Typed = { day: '', to: 'off', number: '', date: '', name: '' };

/**
 * A day and the decree behind it. A field is judged when it has been left, all of them when the form is sent; what may be gone past is said
 * beside the day at once. A failed sending leaves everything as it was typed.
 */
export function DayForm({ days: { today, own } }: { days: LawDays }) {
  const words = useWords();
  const { t, formatDate } = words;
  const { law } = useDirectory();
  const [typed, setTyped] = useState(untouched);
  const [left, setLeft] = useState<readonly Field[]>([]);
  const [entered, setEntered] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const task = useTask();
  const issues = checkDay(entryOf(typed), law, today);
  const issueAt = (field: Field, severity: 'error' | 'warning') =>
    issues.find((issue) => issue.path === paths[field] && issue.severity === severity)?.message;
  const day = readDate(typed.day);
  const warning = issueAt('day', 'warning');
  const isHeld = own.some((one) => one.day === entered && one.stands === 'inForce');

  // A field that is left while another change is on its way must not bring back what was there before.
  const change = (some: Partial<Typed>) => setTyped((before) => ({ ...before, ...some }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setLeft(['day', 'number', 'date', 'name']);
    setEntered('');
    if (issues.some(({ severity }) => severity === 'error')) {
      // It is marked only after this render.
      window.setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    if (!(await task.run(() => office.lawDays.enter(entryOf(typed))))) return;
    setEntered(day);
    // Of one decree there are often several days: only the day is typed anew.
    change({ day: '' });
    setLeft([]);
    form.current?.querySelector('input')?.focus();
  };

  const field = (name: Field, isDate = false) => {
    const message = left.includes(name) ? issueAt(name, 'error') : undefined;
    const isEmpty = typed[name].trim() === '';
    return {
      required: true,
      autoComplete: 'off',
      ...(isDate && { inputMode: 'numeric' as const, placeholder: t('intake.example.date') }),
      value: typed[name],
      error: message !== undefined && fieldWord(words, isEmpty ? 'required' : message),
      onChange: ({ currentTarget: { value } }: { currentTarget: HTMLInputElement }) => change({ [name]: value }),
      onBlur: () => {
        if (isEmpty) return;
        setLeft((before) => [...before, name]);
        const date = isDate ? readDate(typed[name]) : '';
        if (isIsoDate(date)) change({ [name]: formatDate(date) });
      },
    };
  };

  return (
    <form ref={form} className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      <div className={classes.row}>
        <TextInput label={t('law.days.enter.day')} {...field('day', true)} />
        <div>
          <span className={classes.label}>{t('law.days.enter.to')}</span>
          <SegmentedControl
            aria-label={t('law.days.enter.to')}
            value={typed.to}
            onChange={(to) => change({ to: to as DayEntry['to'] })}
            data={(['off', 'work'] as const).map((value) => ({ value, label: t(`law.days.to.${value}`) }))}
          />
        </div>
      </div>
      <p className={classes.said} aria-live="polite">
        {isIsoDate(day) && sayFullDay(day, t)}
      </p>
      {warning !== undefined && (
        <p className={classes.warning} role="status">
          {t(`law.days.warning.${warning as 'pastDay' | 'holidayWorked'}`)}
        </p>
      )}
      <div className={classes.row}>
        <TextInput label={t('law.days.enter.number')} {...field('number')} />
        <TextInput label={t('law.days.enter.date')} {...field('date', true)} />
      </div>
      <TextInput label={t('law.days.enter.name')} placeholder={t('law.days.enter.nameExample')} {...field('name')} />
      {task.problem && <ProblemNote problem={task.problem} />}
      <div className={classes.actions}>
        <Button type="submit" loading={task.busy}>
          {t('law.days.enter.submit')}
        </Button>
        <span className={classes.good} role="status">
          {isHeld && t('law.days.enter.done', { day: formatDate(entered) })}
        </span>
      </div>
    </form>
  );
}

function entryOf({ day, to, number, date, name }: Typed): DayEntry {
  return { day: readDate(day), to, decree: { number, date: readDate(date), name } };
}
