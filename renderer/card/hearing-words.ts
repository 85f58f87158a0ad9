import type { AppealState } from '../../shared/books/appeals/state.ts';
import type { Speech } from '../speech.ts';

/**
 * How it stands with the hearing, '' where nobody spoke of one: what was held was held, one that was called may have been waived, or overtaken by a
 * decision or end without it.
 */
export function hearingWords(
  { hearing, hearingWaived, decision, open }: Pick<AppealState, 'hearing' | 'hearingWaived' | 'decision' | 'open'>,
  { t, formatDate }: Pick<Speech, 't' | 'formatDate'>,
): string {
  if (hearing?.held) return t('card.present.hearingHeld', { on: formatDate(hearing.on) });
  if (hearingWaived) return t('card.present.hearingWaived');
  if (!hearing) return '';
  const isAwaited = open && decision === null;
  return t(isAwaited ? 'card.present.hearingCalled' : 'card.present.hearingNotHeld', { on: formatDate(hearing.on) });
}
