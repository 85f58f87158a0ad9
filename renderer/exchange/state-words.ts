import { type Counts, MOST_WAITING, type SyncStatus } from '../../shared/contract/sync.ts';
import { formatInstant } from '../../shared/words/forms.ts';
import type { Words } from '../../shared/words/words.ts';

/** How grave a state is: nothing to see, under way or without a network, somebody should look. */
export type Tone = 'calm' | 'quiet' | 'alert';

/** The state in one sentence for the status line, and how grave it is. */
export function stateSentence(words: Words, { state, waiting, refused }: SyncStatus): { text: string; tone: Tone } {
  const { t } = words;
  switch (state.is) {
    case 'alone':
    case 'unknown':
    case 'connecting':
      return { text: t(`exchange.state.${state.is}`), tone: 'quiet' };
    case 'offline':
      if (state.why === 'diskFull') return { text: t('exchange.state.diskFull'), tone: 'alert' };
      if (state.why === 'failedHere') return { text: t('exchange.state.failedHere'), tone: 'quiet' };
      return { text: offlineSentence(words, waiting), tone: 'quiet' };
    case 'syncing':
      return { text: t('exchange.state.syncing', { done: state.done, total: state.total }), tone: 'quiet' };
    case 'upToDate':
      if (state.refused > 0) return { text: refusedSentence(words, refused), tone: 'alert' };
      if (state.aside > 0) return { text: t('exchange.state.aside', { count: state.aside }), tone: 'quiet' };
      if (state.left > 0) return { text: t('exchange.state.left', { count: state.left }), tone: 'quiet' };
      return { text: t('exchange.state.upToDate'), tone: 'calm' };
    case 'signInNeeded':
    case 'stopped':
      return { text: t(`exchange.state.${state.is}`), tone: 'alert' };
  }
}

function offlineSentence(words: Words, waiting: Counts): string {
  const { t } = words;
  const { papers } = waiting;
  if (isOfPapers(waiting)) {
    if (papers === 0) return t('exchange.state.offline');
    if (papers > MOST_WAITING) return t('exchange.state.offlineMany', { count: MOST_WAITING });
    return t('exchange.state.offlineWaiting', { count: papers });
  }
  const all = kindsOf(waiting).map((what) => countWord(words, what, waiting[what]));
  return t('exchange.state.offlineAll', { what: all.join(', ') });
}

/** All of it is known, and counted. */
function refusedSentence({ t }: Words, refused: Counts): string {
  if (isOfPapers(refused)) return t('exchange.state.refused', { count: refused.papers });
  const all = kindsOf(refused).map((what) => t(`exchange.count.${what}`, { count: refused[what] }));
  return t('exchange.state.refusedAll', { what: all.join(', ') });
}

const isOfPapers = ({ records, files }: Counts) => records + files === 0;
const kindsOf = (counts: Counts) => (['papers', 'records', 'files'] as const).filter((what) => counts[what] > 0);

const MANY = { papers: 'manyPapers', records: 'manyRecords', files: 'manyFiles' } as const;

/** So many of what waits; more than are counted are told as that. */
export function countWord({ t }: Words, what: keyof Counts, count: number): string {
  if (count > MOST_WAITING) return t(`exchange.count.${MANY[what]}`, { count: MOST_WAITING });
  return t(`exchange.count.${what}`, { count });
}

/**
 * What to do about a state, if anything.
 *
 * @param here this computer's name, and what its clock says (milliseconds since 1970) in the office's zone
 */
export function adviceFor(
  { t }: Words,
  { state }: SyncStatus,
  { site, now, zone }: { site: string; now: number; zone: string },
): string | undefined {
  const at = (time: number) => formatInstant(new Date(time).toISOString(), zone);
  switch (state.is) {
    case 'alone':
      return t('app.status.alone');
    case 'offline':
      return t(`exchange.todo.${state.why}`);
    case 'stopped':
      return t(`exchange.todo.${state.why}`, { last: at(state.lastAt ?? now), now: at(now) });
    case 'signInNeeded':
      return t('exchange.todo.signInNeeded', { site });
    default:
      return undefined;
  }
}

/** The registry's reason for a refusal, in words; what another server says is quoted. */
export function refusalWord({ t }: Words, reason: string): string {
  return t([`refusals.${reason}`, 'refusals.other'], { reason });
}

/** States that a person may let go on, having looked. `foreign`, `missing` and `notAllowed` only the registry can put right. */
export function mayBeAccepted({ state }: SyncStatus): boolean {
  return state.is === 'stopped' && ['emptied', 'massRemoval', 'clockBackwards'].includes(state.why);
}
