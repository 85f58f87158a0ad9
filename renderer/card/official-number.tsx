import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { warningKey } from '../../shared/contract/actions.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import type { Card } from '../../shared/contract/shapes.ts';
import { officialNumber } from '../../shared/domain/number/official-number.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useWords } from '../words.tsx';
import classes from './card.module.css';

/** What the office has against a number that looks like none of theirs; said here before it is sent. */
const UNUSUAL = warningKey({ path: ['number'], code: 'unusualOfficial' });

/** The number that E-Otinish gave: pasted once, never overwritten; one press more where something is odd about it. */
export function OfficialNumber({ card }: { card: Card }) {
  const { t } = useWords();
  const { state, actions } = card.present;
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [warned, setWarned] = useState<{ of: string; keys: string[] }>();
  const [draft, setDraft] = useState(() => crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  if (state.official !== '')
    return (
      <p className={classes.otinishNumber}>
        {t('card.otinish.number')}: <strong className="figures">{state.official}</strong>
      </p>
    );
  const hindrance = actions.find(({ action }) => action === 'linkOfficial')?.hindrance;
  if (hindrance !== undefined)
    return <p className={classes.otinishHint}>{t(`history.refused.${hindrance}` as never)}</p>;

  const { number, usual } = officialNumber(typed);
  const isWarned = warned?.of === number;
  const link = async (event: FormEvent) => {
    event.preventDefault();
    if (number === '' || busy) return;
    // A number that looks like none of theirs is asked for twice, as what the office warns of.
    if (!usual && !isWarned) return setWarned({ of: number, keys: [] });
    setBusy(true);
    setProblem(undefined);
    try {
      const seen = isWarned ? [UNUSUAL, ...warned.keys] : [];
      await office.papers.act({ number: card.row.number, draft, action: 'linkOfficial', data: { number }, seen });
    } catch (error) {
      const failed = problemOf(error);
      if (failed.code === 'actionWarned') setWarned({ of: number, keys: (failed.issues ?? []).map(warningKey) });
      else {
        setProblem(failed);
        setDraft(crypto.randomUUID());
      }
    }
    setBusy(false);
  };
  const said = !isWarned ? undefined : warned.keys.length > 0 ? t('card.otinish.taken') : t('card.otinish.unusual');
  return (
    <form className={classes.otinishBack} onSubmit={(event) => void link(event)}>
      <TextInput
        label={t('card.otinish.number')}
        description={said}
        placeholder="ЖТ-2026-00000000"
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" disabled={number === '' || busy}>
        {t(isWarned ? 'card.otinish.linkAnyway' : 'card.otinish.link')}
      </Button>
      {problem && <ProblemNote problem={problem} />}
    </form>
  );
}
