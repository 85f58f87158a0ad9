import { Button } from '@mantine/core';
import type { SyncOverview } from '../../shared/contract/sync.ts';
import { office } from '../client/connection.ts';
import { useNow } from '../clock.ts';
import { Hint, Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useSession } from '../people/session.ts';
import { useTask } from '../safety/use-task.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './exchange.module.css';
import { adviceFor, mayBeAccepted, stateSentence } from './state-words.ts';

/** How things stand in a sentence, what to do about it, and another try at once. */
export function NowPart({ overview, site }: { overview: SyncOverview; site: string }) {
  const words = useWords();
  const { t, formatInstant } = words;
  const { zone } = useDirectory().directory.body;
  const task = useTask();
  const { state, revokedAt } = overview;
  const { text, tone } = stateSentence(words, overview);
  const mayAccept = useSession()?.administrator !== false;
  const now = Date.parse(useNow());
  const advice = adviceFor(words, overview, { site, now, zone });
  const at = (time: number) => formatInstant(new Date(time).toISOString(), zone);
  return (
    <Part title={t('exchange.now.title')}>
      <p className={classes.state} data-tone={tone} role="status">
        {text}
      </p>
      {revokedAt !== '' && (
        <p className={classes.warning}>{t('exchange.todo.revoked', { at: formatInstant(revokedAt, zone) })}</p>
      )}
      {advice !== undefined && <p className={tone === 'alert' ? classes.warning : classes.sentence}>{advice}</p>}
      {state.is === 'upToDate' && state.refused + state.aside + state.left === 0 && (
        <p className={classes.sentence}>{t('exchange.now.since', { at: at(state.since) })}</p>
      )}
      {state.is === 'offline' && (
        <p className={classes.sentence}>{t('exchange.now.retryAt', { at: at(state.retryAt) })}</p>
      )}
      {state.is !== 'alone' && (
        <>
          <Hint>{t('exchange.now.works')}</Hint>
          {task.problem && <ProblemNote problem={task.problem} />}
          <div className={classes.actions}>
            <Button
              variant={state.is === 'upToDate' ? 'default' : 'filled'}
              onClick={() => void task.run(() => office.sync.retry())}
              loading={task.busy}
            >
              {t('exchange.now.retry')}
            </Button>
            {mayBeAccepted(overview) && (
              <Button
                variant="default"
                disabled={!mayAccept}
                onClick={() => void task.run(() => office.sync.accept())}
                loading={task.busy}
              >
                {t('exchange.now.accept')}
              </Button>
            )}
          </div>
          {mayBeAccepted(overview) && !mayAccept && <Hint>{t('exchange.now.byAdministrator')}</Hint>}
        </>
      )}
    </Part>
  );
}
