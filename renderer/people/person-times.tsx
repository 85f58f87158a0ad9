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
  return (
    <>
      <Absence person={person} others={others} />
      <Leaving person={person} others={others} />
    </>
  );
}

function Absence({ person, others }: Props) {
  const { t } = useWords();
  const [from, setFrom] = useState(person.absence?.from ?? '');
  const [to, setTo] = useState(person.absence?.to ?? '');
  const [substitute, setSubstitute] = useState(person.absence?.substitute ?? '');
  const task = useTask();
  const send = (event: FormEvent) => {
    event.preventDefault();
    void task.run(() => office.staff.setAbsence({ person: person.id, from, to, substitute }));
  };
  return (
    <Part title={t('people.times.absence')}>
      <form className={classes.form} onSubmit={send}>
        <div className={classes.pair}>
          <Day label={t('people.times.from')} value={from} onChange={setFrom} />
          <Day label={t('people.times.to')} value={to} onChange={setTo} />
        </div>
        <Substitute person={person} others={others} value={substitute} onChange={setSubstitute} />
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

function Leaving({ person, others }: Props) {
  const { t } = useWords();
  const [on, setOn] = useState(person.left?.on ?? '');
  const [substitute, setSubstitute] = useState(person.left?.substitute ?? '');
  const task = useTask();
  const send = (event: FormEvent) => {
    event.preventDefault();
    void task.run(() => office.staff.setLeft({ person: person.id, on, substitute }));
  };
  return (
    <Part title={t('people.times.left')} what={t('people.times.leftWhat')}>
      <form className={classes.form} onSubmit={send}>
        <Day label={t('people.times.on')} value={on} onChange={setOn} />
        <Substitute person={person} others={others} value={substitute} onChange={setSubstitute} />
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
