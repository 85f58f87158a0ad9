import { Link } from '@tanstack/react-router';
import type { Bundles } from '../../shared/contract/bundles.ts';
import { MOST_WAITING, type SyncOverview } from '../../shared/contract/sync.ts';
import { parseNumber } from '../../shared/domain/number/paper-number.ts';
import { Hint, Part } from '../parts/part.tsx';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './exchange.module.css';
import { countWord, refusalWord } from './state-words.ts';

type Exchanges = { exchanges: SyncOverview['exchanges'] };

/** A file is called by its SHA-256, of which the beginning tells it apart. */
const FILE = /^[0-9a-f]{64}/;
const SHOWN_OF_NAME = 8;

/** A paper that can be opened, or a record of the office or a file by its name. */
function Document({ id }: { id: string }) {
  const { t, groupNumber } = useWords();
  if (FILE.test(id)) return t('exchange.refused.file', { id: id.slice(0, SHOWN_OF_NAME) });
  if (!parseNumber(id).ok) return t('exchange.refused.record', { id });
  return (
    <Link to="/papers/$number" params={{ number: id }} className="figures">
      {groupNumber(id)}
    </Link>
  );
}

/** What the registry does not take, each with the reason; only when there is any. */
export function RefusedPart({ exchanges }: Exchanges) {
  const words = useWords();
  const { t } = words;
  const refused = exchanges.flatMap(({ troubles }) =>
    troubles.flatMap((trouble) => (trouble.kind === 'refused' ? [trouble] : [])),
  );
  if (refused.length === 0) return null;
  return (
    <Part title={t('exchange.refused.title')} what={t('exchange.refused.what')}>
      <ul className={classes.list}>
        {refused.map(({ id, reason, isCorrectable }) => (
          <li key={id}>
            <Document id={id} /> {refusalWord(words, reason)}{' '}
            {isCorrectable && parseNumber(id).ok && (
              <Link to="/papers/$number" params={{ number: id }} search={{ correct: true }}>
                {t('exchange.refused.correct')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** What came from the registry and is not taken over; only when there is any. */
export function AsidePart({ exchanges }: Exchanges) {
  const { t } = useWords();
  const aside = exchanges.flatMap(({ troubles }) =>
    troubles.flatMap((trouble) => (trouble.kind === 'aside' ? [trouble] : [])),
  );
  if (aside.length === 0) return null;
  return (
    <Part title={t('exchange.aside.title')} what={t('exchange.aside.what')}>
      <AsideList aside={aside} />
    </Part>
  );
}

/** Documents that came and were not taken over, each with the reason. */
export function AsideList({ aside }: { aside: Bundles['troubles'] }) {
  const { t } = useWords();
  return (
    <ul className={classes.list}>
      {aside.map(({ id, why }) => (
        <li key={`${id} ${why}`}>
          <Document id={id} /> {t(`exchange.aside.${why}`)}
        </li>
      ))}
    </ul>
  );
}

/** Papers of other desks that came on a stick; only when there is any that the registry does not have. */
export function LeftPart({ left }: Pick<SyncOverview, 'left'>) {
  const { t } = useWords();
  if (left.length === 0) return null;
  return (
    <Part title={t('exchange.left.title')} what={t('exchange.left.what')}>
      <ul className={classes.list}>
        {left.map(({ number, code, desk }) => (
          <li key={number}>
            <Document id={number} />{' '}
            {desk === '' ? t('exchange.left.code', { code }) : t('exchange.left.desk', { code, desk })}
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function WaitingPart({ exchanges, waiting }: Exchanges & Pick<SyncOverview, 'waiting'>) {
  const words = useWords();
  const { t } = words;
  const papers = exchanges.find(({ what }) => what === 'papers')?.waiting ?? [];
  const { records, files } = waiting;
  return (
    <Part title={t('exchange.waiting.title')}>
      {papers.length + records + files === 0 && <Hint>{t('exchange.waiting.none')}</Hint>}
      {papers.length > 0 && (
        <ul className={classes.numbers}>
          {papers.map((id) => (
            <li key={id}>
              <Document id={id} />
            </li>
          ))}
        </ul>
      )}
      {waiting.papers > MOST_WAITING && <Hint>{t('exchange.waiting.many', { count: MOST_WAITING })}</Hint>}
      {(['records', 'files'] as const)
        .filter((what) => waiting[what] > 0)
        .map((what) => (
          <p key={what} className={classes.sentence}>
            {t(`exchange.waiting.${what}`, { what: countWord(words, what, waiting[what]) })}
          </p>
        ))}
    </Part>
  );
}

export function CamePart({ came }: Pick<SyncOverview, 'came'>) {
  const { t, formatInstant } = useWords();
  const { zone } = useDirectory().directory.body;
  return (
    <Part title={t('exchange.came.title')}>
      <Hint>{came.papers === 0 ? t('exchange.came.none') : t('exchange.came.count', { count: came.papers })}</Hint>
      {came.last.length > 0 && (
        <ul className={classes.list}>
          {came.last.map(({ number, at }) => (
            <li key={number}>
              <Document id={number} /> <span className={classes.quiet}>{formatInstant(at, zone)}</span>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
