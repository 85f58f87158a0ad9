import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { linkAction, type RepeatFound } from '../../shared/contract/matters.ts';
import type { Card } from '../../shared/contract/shapes.ts';
import { office } from '../client/connection.ts';
import { useToday } from '../clock.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { RepeatReason } from '../parts/repeat-reason.tsx';
import { useMay } from '../people/use-may.ts';
import { useTask } from '../safety/use-task.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './card.module.css';

/** Earlier papers about the same as an open one, to be linked with; asked for anew when something was done to it. */
export function Repeats({ card }: { card: Card }) {
  const { t } = useWords();
  const { number, open } = card.row;
  const [found, setFound] = useState<readonly RepeatFound[]>([]);
  const task = useTask();
  const may = useMay('linkRepeat') && !card.readOnly;
  const today = useToday(useDirectory().directory.body.zone);
  const lines = card.history.length;
  useEffect(() => {
    const end = new AbortController();
    const settle = (repeats: readonly RepeatFound[]) => {
      if (!end.signal.aborted) setFound(repeats);
    };
    // Whatever keeps the answer away, the card is there without it.
    if (open && lines > 0) office.matters.repeatsOf({ number }, { signal: end.signal }).then(settle, () => settle([]));
    else settle([]);
    return () => end.abort();
  }, [number, open, lines]);
  if (found.length === 0) return null;
  const link = (as: 'repeat' | 'duplicate', earlier: string) => {
    const line = linkAction({ as, number: earlier }, today);
    if (!task.busy) void task.run(() => office.papers.act({ number, draft: crypto.randomUUID(), ...line }));
  };
  return (
    <section className={classes.block} aria-labelledby="card-repeats">
      <h2 id="card-repeats" className={classes.blockTitle}>
        {t('matter.title')}
      </h2>
      {task.problem && <ProblemNote problem={task.problem} />}
      {found.map((one) => (
        <Repeat key={one.row.number} found={one} onLink={may ? link : undefined} />
      ))}
    </section>
  );
}

type RepeatProps = {
  found: RepeatFound;
  onLink: ((as: 'repeat' | 'duplicate', number: string) => void) | undefined;
};

function Repeat({ found, onLink }: RepeatProps) {
  const { t, formatDate, groupNumber } = useWords();
  const { as, row } = found;
  return (
    <div className={classes.repeat}>
      <strong>{t(`matter.as.${as}`)}</strong>
      <RepeatReason found={found} />
      <Link to="/papers/$number" params={{ number: row.number }}>
        <span className="figures">
          {groupNumber(row.number)}, {formatDate(row.registeredOn)}
        </span>
      </Link>
      <p>{row.summary}</p>
      {onLink && (as === 'repeat' || as === 'duplicate') && (
        <Button variant="default" size="xs" onClick={() => onLink(as, row.number)}>
          {t(`matter.link.${as}`)}
        </Button>
      )}
      {onLink && as === 'duplicate' && <p className={classes.reason}>{t('matter.duplicateCloses')}</p>}
    </div>
  );
}
