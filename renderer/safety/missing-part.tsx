import type { Safety } from '../../shared/contract/safety.ts';
import { Part } from '../parts/part.tsx';
import { BackupChoice } from '../start/backup-choice.tsx';
import { useWords } from '../words.tsx';
import classes from './safety.module.css';
import { MendFromBackup } from './scan-part.tsx';

/** Numbers that were given here and whose papers are not here any more, and the backups they may be in; only where there are such. */
export function MissingPart({ missing, backups }: Pick<Safety, 'missing' | 'backups'>) {
  const { t, groupNumber } = useWords();
  if (missing.length === 0) return null;
  return (
    <Part title={t('safety.missing.title')} what={t('safety.missing.what')}>
      {missing.map(({ desk, year, count, stretches }) => (
        <div key={`${desk} ${year}`}>
          <p className={classes.warning}>{t('safety.missing.desk', { desk, year, all: count })}</p>
          <ul className={classes.numbers}>
            {stretches.map(({ from, to }) => (
              <li key={from}>{from === to ? groupNumber(from) : `${groupNumber(from)} – ${groupNumber(to)}`}</li>
            ))}
          </ul>
        </div>
      ))}
      <p className={classes.sentence}>{t('safety.missing.last')}</p>
      <MendFromBackup />
      <p className={classes.sentence}>{t('safety.missing.earlier')}</p>
      <BackupChoice known={backups.list} first={false} />
    </Part>
  );
}
