import type { AppealState } from '../../shared/books/appeals/state.ts';
import type { Speech } from '../speech.ts';

/** How it stands with the hearing, '' where nobody spoke of one: what was held was held, one that was called may have been waived. */
export function hearingWords(
  { hearing, hearingWaived }: Pick<AppealState, 'hearing' | 'hearingWaived'>,
  { t, formatDate }: Pick<Speech, 't' | 'formatDate'>,
): string {
  if (hearing?.held) return t('card.present.hearingHeld', { on: formatDate(hearing.on) });
  if (hearingWaived) return t('card.present.hearingWaived');
  return hearing ? t('card.present.hearingCalled', { on: formatDate(hearing.on) }) : '';
}
