import type { AppealState } from '../../shared/books/appeals/state.ts';
import type { Law } from '../../shared/domain/law/law.ts';
import { termOf } from '../../shared/domain/law/terms.ts';
import type { Speech } from '../speech.ts';
import { termReason } from '../term-words.ts';

/**
 * Why a paper's last day is that day, a sentence a line: the law's term with what a check makes of it, what moved it since, what may still change.
 * None where the law has no term for the kind.
 */
export function termLines(
  { kind, registeredOn, dueOn, withCheck }: Pick<AppealState, 'kind' | 'registeredOn' | 'dueOn' | 'withCheck'>,
  today: string,
  law: Law,
  speech: Speech,
): string[] {
  if (dueOn === '' || !law.kindOf(kind)) return [];
  const term = termOf(kind, registeredOn, law, { withCheck });
  const { sentence, caveat } = termReason(term, today, law, speech);
  const later = term.dueOn === dueOn ? '' : speech.t('term.later', { date: speech.formatDate(dueOn) });
  return [sentence, later, caveat].filter((line) => line !== '');
}
