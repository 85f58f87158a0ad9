import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Problem } from '../../shared/contract/problems.ts';
import { isDisconnection } from '../client/problem.ts';
import { useWords } from '../words.tsx';
import classes from './problem-note.module.css';
import { sizeWord } from './size-words.ts';

/** A problem in words, with what the support needs folded away, and a button where trying again makes sense. */
export function ProblemNote({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  const words = useWords();
  const { t } = words;
  const disconnected = isDisconnection(problem);
  const { limit } = problem;
  const said = limit && { size: sizeWord(words, limit.bytes), files: limit.files ?? 0 };
  return (
    <Alert role="alert" variant="light" color="red" icon={<IconAlertTriangle aria-hidden />} className={classes.note}>
      <p className={classes.words}>{t(disconnected ? 'problems.disconnected' : `problems.${problem.code}`, said)}</p>
      {problem.hindrance !== undefined && (
        <p className={classes.words}>{t([`history.refused.${problem.hindrance}`, 'history.refused.other'])}</p>
      )}
      {problem.refusal && <p className={classes.words}>{t(`refusals.${problem.refusal}`)}</p>}
      {problem.code === 'noClerk' && (
        <p className={classes.words}>
          <Link to="/desk">{t('problems.chooseClerk')}</Link>
        </p>
      )}
      {problem.detail && !disconnected && (
        <details className={classes.detail}>
          <summary>{t('problems.detail')}</summary>
          <code>{problem.detail}</code>
        </details>
      )}
      {onRetry && (
        <Group mt="sm">
          <Button variant="default" onClick={onRetry}>
            {t('app.retry')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
