import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { LawDays, OwnDayRow } from '../../shared/contract/law-days.ts';
import { sayFullDay } from '../../shared/words/day-words.ts';
import { office } from '../client/connection.ts';
import { fieldWord } from '../parts/field-words.ts';
import { Hint, Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useTask } from '../safety/use-task.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './law.module.css';

/** What was entered in this office, and what became of it; nothing goes from this list. */
export function OwnDaysPart({ days: { own, mayChange } }: { days: LawDays }) {
  const { t } = useWords();
  return (
    <Part title={t('law.days.own.title')}>
      {own.length === 0 && <Hint>{t('law.days.own.none')}</Hint>}
      <ul className={classes.own}>
        {own.map((day) => (
          <OwnDay key={day.line} own={day} mayChange={mayChange} />
        ))}
      </ul>
    </Part>
  );
}

function OwnDay({ own, mayChange }: { own: OwnDayRow; mayChange: boolean }) {
  const { t, formatDate, formatInstant } = useWords();
  const { zone } = useDirectory().directory.body;
  const { day, to, decree, by, at, stands, takenBack } = own;
  return (
    <li data-stands={stands}>
      <p className={classes.ownDay}>
        <strong>{t('law.days.own.day', { day: sayFullDay(day, t), is: t(`law.days.is.${to}`) })}</strong>
        <span className={classes.stands}>{t(`law.days.stands.${stands}`)}</span>
      </p>
      <p>{t('law.days.own.decree', { ...decree, date: formatDate(decree.date) })}</p>
      <p className={classes.quiet}>{t('law.days.own.by', { name: by.name, at: formatInstant(at, zone) })}</p>
      {takenBack && (
        <p className={classes.quiet}>
          {t('law.days.own.takenBack', {
            name: takenBack.by.name,
            at: formatInstant(takenBack.at, zone),
            why: takenBack.why,
          })}
        </p>
      )}
      {mayChange && !takenBack && <TakeBack own={own} />}
    </li>
  );
}

/** Asks why before it takes a day back. */
function TakeBack({ own: { day, line } }: { own: OwnDayRow }) {
  const words = useWords();
  const { t, formatDate } = words;
  const [asked, setAsked] = useState(false);
  const [why, setWhy] = useState('');
  const [empty, setEmpty] = useState(false);
  const task = useTask();
  if (!asked)
    return (
      <div>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t('law.days.takeBack.askDay', { day: formatDate(day) })}
          onClick={() => setAsked(true)}
        >
          {t('law.days.takeBack.ask')}
        </Button>
      </div>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEmpty(why.trim() === '');
    if (why.trim() !== '') void task.run(() => office.lawDays.takeBack({ line, why }));
  };
  return (
    <form className={classes.asked} onSubmit={submit} noValidate>
      <p>{t('law.days.takeBack.sure')}</p>
      <TextInput
        required
        autoFocus
        autoComplete="off"
        maxLength={300}
        label={t('law.days.takeBack.why')}
        value={why}
        error={empty && fieldWord(words, 'required')}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      {task.problem && <ProblemNote problem={task.problem} />}
      <div className={classes.actions}>
        <Button type="submit" loading={task.busy}>
          {t('law.days.takeBack.yes')}
        </Button>
        <Button variant="default" onClick={() => setAsked(false)} disabled={task.busy}>
          {t('law.days.takeBack.no')}
        </Button>
      </div>
    </form>
  );
}
