import { MOST_WAITING, type SyncStatus } from '../../shared/contract/sync.ts';
import type { Words } from '../../shared/words/words.ts';

/** How grave a state is: nothing to see, under way or without a network, somebody should look. */
export type Tone = 'calm' | 'quiet' | 'alert';

/** The state in one sentence for the status line, and how grave it is. */
export function stateSentence({ t }: Words, { state, waiting }: SyncStatus): { text: string; tone: Tone } {
  switch (state.is) {
    case 'alone':
    case 'unknown':
    case 'connecting':
      return { text: t(`exchange.state.${state.is}`), tone: 'quiet' };
    case 'offline':
      return { text: offlineSentence(t, waiting), tone: 'quiet' };
    case 'syncing':
      return { text: t('exchange.state.syncing', { done: state.done, total: state.total }), tone: 'quiet' };
    case 'upToDate':
      if (state.refused > 0) return { text: t('exchange.state.refused', { count: state.refused }), tone: 'alert' };
      return state.aside > 0
        ? { text: t('exchange.state.aside', { count: state.aside }), tone: 'quiet' }
        : { text: t('exchange.state.upToDate'), tone: 'calm' };
    case 'signInNeeded':
    case 'stopped':
      return { text: t(`exchange.state.${state.is}`), tone: 'alert' };
  }
}

function offlineSentence(t: Words['t'], waiting: number): string {
  if (waiting === 0) return t('exchange.state.offline');
  if (waiting >= MOST_WAITING) return t('exchange.state.offlineMany', { count: MOST_WAITING });
  return t('exchange.state.offlineWaiting', { count: waiting });
}

/** What to do about a state, if anything. */
export function adviceFor({ t }: Words, { state }: SyncStatus, site: string): string | undefined {
  switch (state.is) {
    case 'alone':
      return t('app.status.alone');
    case 'offline':
    case 'stopped':
      return t(`exchange.todo.${state.why}`);
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
