import { Link } from '@tanstack/react-router';
import type { Bundles } from '../../shared/contract/bundles.ts';
import { MOST_WAITING, type SyncOverview } from '../../shared/contract/sync.ts';
import { parseNumber } from '../../shared/domain/number/paper-number.ts';
import { Hint, Part } from '../parts/part.tsx';
import { useMay } from '../people/use-may.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './exchange.module.css';
import { countWord, refusalWord } from './state-words.ts';

type Exchange = SyncOverview['exchanges'][number];
type Refused = Extract<Exchange['troubles'][number], { kind: 'refused' }> & Pick<Exchange, 'what'>;
type Parts = Pick<SyncOverview, 'exchanges' | 'inAll'>;

/** A file is called by its SHA-256, of which the beginning tells it apart. */
const FILE = /^[0-9a-f]{64}/;
const SHOWN_OF_NAME = 8;

/** A paper that can be opened, or what it is called: under its number where it is not here, a record of the office or a file by its name. */
function Document({ id, what = 'papers', isHere = true }: { id: string; what?: Exchange['what']; isHere?: boolean }) {
  const { t, groupNumber } = useWords();
  const named = (name: string) => <span className={classes.named}>{name}</span>;
  if (FILE.test(id)) return named(t('exchange.refused.file', { id: id.slice(0, SHOWN_OF_NAME) }));
  if (what !== 'papers') return named(t('exchange.refused.record', { id }));
  const isNumber = parseNumber(id).ok;
  const number = isNumber ? groupNumber(id) : id;
  if (!isHere || !isNumber) return named(t('exchange.refused.paper', { id: number }));
  return (
    <Link to="/papers/$number" params={{ number: id }} className="figures">
      {number}
    </Link>
  );
}

/** How many of all are shown, where that is not all. */
function Shown({ shown, count }: { shown: number; count: number }) {
  const { t } = useWords();
  return count > shown && <Hint>{t('exchange.shown', { shown, count })}</Hint>;
}

function refusedOf({ exchanges }: Parts): Refused[] {
  return exchanges.flatMap(({ what, troubles }) =>
    troubles.flatMap((trouble) => (trouble.kind === 'refused' ? [{ ...trouble, what }] : [])),
  );
}

/** What the registry does not take, each with the reason; only when there is any. */
export function RefusedPart(parts: Parts) {
  const { t } = useWords();
  const refused = refusedOf(parts).filter(({ isTriedAgain }) => !isTriedAgain);
  if (refused.length === 0) return null;
  return (
    <Part title={t('exchange.refused.title')} what={t('exchange.refused.what')}>
      <RefusedList refused={refused} count={parts.inAll.refused} />
    </Part>
  );
}

/** What did not get through to the registry and is offered again by itself; only when there is any. */
export function TriedAgainPart(parts: Parts) {
  const { t } = useWords();
  const refused = refusedOf(parts).filter(({ isTriedAgain }) => isTriedAgain);
  if (refused.length === 0) return null;
  return (
    <Part title={t('exchange.again.title')} what={t('exchange.again.what')}>
      <RefusedList refused={refused} count={parts.inAll.triedAgain} />
    </Part>
  );
}

function RefusedList({ refused, count }: { refused: readonly Refused[]; count: number }) {
  const words = useWords();
  const mayCorrect = useMay('amend');
  return (
    <>
      <ul className={classes.list}>
        {refused.map(({ id, what, reason, isCorrectable }) => (
          <li key={`${what} ${id}`}>
            <Document id={id} what={what} /> {refusalWord(words, reason)}{' '}
            {isCorrectable && mayCorrect && parseNumber(id).ok && (
              <Link to="/papers/$number" params={{ number: id }} search={{ correct: true }}>
                {words.t('exchange.refused.correct')}
              </Link>
            )}
          </li>
        ))}
      </ul>
      <Shown shown={refused.length} count={count} />
    </>
  );
}

/** What came from the registry and is not taken over; only when there is any. */
export function AsidePart({ exchanges, inAll }: Parts) {
  const { t } = useWords();
  const aside = exchanges.flatMap(({ troubles }) =>
    troubles.flatMap((trouble) => (trouble.kind === 'aside' ? [trouble] : [])),
  );
  if (aside.length === 0) return null;
  return (
    <Part title={t('exchange.aside.title')} what={t('exchange.aside.what')}>
      <AsideList aside={aside} count={inAll.aside} />
    </Part>
  );
}

/** Documents that came and were not taken over, each with the reason. */
export function AsideList({ aside, count }: { aside: Bundles['troubles']; count: number }) {
  const { t } = useWords();
  return (
    <>
      <ul className={classes.list}>
        {aside.map(({ id, what, isHere, why }) => (
          <li key={`${what} ${id} ${why}`}>
            <Document id={id} what={what} isHere={isHere} /> {t(`exchange.aside.${why}`)}
          </li>
        ))}
      </ul>
      <Shown shown={aside.length} count={count} />
    </>
  );
}

/** Papers of other desks that came on a stick; only when there is any that the registry does not have. */
export function LeftPart({ left, inAll }: Pick<SyncOverview, 'left' | 'inAll'>) {
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
      <Shown shown={left.length} count={inAll.left} />
    </Part>
  );
}

export function WaitingPart({ exchanges, waiting }: Pick<SyncOverview, 'exchanges' | 'waiting'>) {
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
