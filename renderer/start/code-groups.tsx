import { IconCheck, IconX } from '@tabler/icons-react';
import { useWords } from '../words.tsx';
import classes from './start.module.css';
import { typedGroups } from './typed-code.ts';

/** The typed code as it stands on the sheet: eight groups, each marked as soon as it is whole. */
export function CodeGroups({ typed }: { typed: string }) {
  const { t } = useWords();
  return (
    <ol className={classes.groups} aria-label={t('start.recover.groups')}>
      {typedGroups(typed).map(({ n, digits, state }) => (
        <li
          key={n}
          data-state={state}
          aria-label={`${t('start.recover.group', { n })}: ${t(`start.recover.state.${state}`)}`}
        >
          <span className={classes.groupNumber}>{n}</span>
          <span className={classes.groupDigits}>{digits.padEnd(6, '·')}</span>
          {state === 'right' && <IconCheck size={16} aria-hidden />}
          {state === 'wrong' && <IconX size={16} aria-hidden />}
        </li>
      ))}
    </ol>
  );
}
