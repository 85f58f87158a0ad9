import { Button, Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { type FormEvent, useState } from 'react';
import type { StaffPerson } from '../../shared/contract/staff.ts';
import { office } from '../client/connection.ts';
import { Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useTask } from '../safety/use-task.ts';
import { useWords } from '../words.tsx';
import classes from './people.module.css';

type Props = { person: StaffPerson; others: readonly StaffPerson[] };

/** When somebody is away or leaves, and who stands in. */
export function PersonTimes({ person, others }: Props) {
  const { t } = useWords();
  const { absence, left } = person;
  return (
    <>
      <TimesForm
        {...{ person, others }}
        title={t('people.times.absence')}
        days={[t('people.times.from'), t('people.times.to')]}
        first={[absence?.from ?? '', absence?.to ?? '', absence?.substitute ?? '']}
        save={([from = '', to = ''], substitute) =>
          office.staff.setAbsence({ person: person.id, from, to, substitute })
        }
      />
      <TimesForm
        {...{ person, others }}
        title={t('people.times.left')}
        what={t('people.times.leftWhat')}
        days={[t('people.times.on')]}
        first={[left?.on ?? '', left?.substitute ?? '']}
        save={([on = ''], substitute) => office.staff.setLeft({ person: person.id, on, substitute })}
      />
    </>
  );
}

type FormProps = Props & {
  title: string;
  what?: string;
  /** What the days are called. */
  days: readonly string[];
  /** The days as they stand, and behind them who stands in. */
  first: readonly string[];
  save: (days: readonly string[], substitute: string) => Promise<unknown>;
};

/** A day or two, and who stands in from then on or meanwhile. */
function TimesForm({ person, others, title, what, days, first, save }: FormProps) {
  const { t } = useWords();
  const [values, setValues] = useState(first);
  const task = useTask();
  const set = (at: number, value: string) => setValues(values.map((one, i) => (i === at ? value : one)));
  const send = (event: FormEvent) => {
    event.preventDefault();
    void task.run(() => save(values.slice(0, -1), values.at(-1) ?? ''));
  };
  return (
    <Part title={title} {...(what !== undefined && { what })}>
      <form className={classes.form} onSubmit={send}>
        <div className={days.length > 1 ? classes.pair : undefined}>
          {days.map((label, at) => (
            <Day key={label} label={label} value={values[at] ?? ''} onChange={(day) => set(at, day)} />
          ))}
        </div>
        <Substitute {...{ person, others }} value={values.at(-1) ?? ''} onChange={(id) => set(values.length - 1, id)} />
        {task.problem && <ProblemNote problem={task.problem} />}
        <div className={classes.actions}>
          <Button type="submit" variant="default" loading={task.busy}>
            {t('people.form.save')}
          </Button>
          <span role="status" className={classes.done}>
            {task.done && t('desk.saved')}
          </span>
        </div>
      </form>
    </Part>
  );
}

type DayProps = { label: string; value: string; onChange: (day: string) => void };

function Day({ label, value, onChange }: DayProps) {
  const { t } = useWords();
  return (
    <DateInput
      label={label}
      value={value === '' ? null : value}
      onChange={(day) => onChange(day ?? '')}
      valueFormat="DD.MM.YYYY"
      clearable
      clearButtonProps={{ 'aria-label': t('people.times.clear') }}
    />
  );
}

type SubstituteProps = Props & { value: string; onChange: (id: string) => void };

function Substitute({ person, others, value, onChange }: SubstituteProps) {
  const { t } = useWords();
  return (
    <Select
      label={t('people.times.substitute')}
      value={value === '' ? null : value}
      onChange={(id) => onChange(id ?? '')}
      data={others
        .filter(({ id, left }) => id !== person.id && !left)
        .map(({ id, name }) => ({ value: id, label: name }))}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('people.times.clear') }}
    />
  );
}
