import { IconAlertTriangle } from '@tabler/icons-react';
import type { Card } from '../../shared/contract/shapes.ts';
import { valueWord } from '../parts/value-words.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './card.module.css';

/** What the check of the log found: altered, missing, forged lines. */
export function Findings({ card: { findings, history } }: { card: Card }) {
  const words = useWords();
  const { t, formatInstant } = words;
  const { zone } = useDirectory().directory.body;
  if (findings.length === 0) return null;
  const at = (line: string) => history.find(({ id }) => id === line)?.at ?? '';
  return (
    <section className={classes.findings} role="alert">
      <h2>
        <IconAlertTriangle size={16} aria-hidden /> {t('card.findings.title', { count: findings.length })}
      </h2>
      <ul>
        {findings.map(({ line, finding }) => (
          <li key={`${line} ${finding}`}>
            {t('card.findings.line', { at: formatInstant(at(line), zone) })}: {valueWord(words, 'finding', finding)}
          </li>
        ))}
      </ul>
    </section>
  );
}
