import { hindranceOf, notFor } from '../../../shared/books/appeals/check-action.ts';
import { openContradictions } from '../../../shared/books/appeals/contradictions.ts';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import { formActions, type Present } from '../../../shared/contract/actions.ts';
import type { ActionName } from '../../../shared/domain/life/life.ts';
import type { Folded } from '../../../shared/domain/log/fold.ts';
import type { Learning } from '../matters/learning.ts';
import { suggestExecutors } from '../matters/suggestions.ts';
import type { OpenOffice } from '../open/open-office.ts';

/** What a paper is now, and what whoever works at this desk can do with it. */
export async function presentOf(office: OpenOffice, learning: Learning, folded: Folded<unknown>): Promise<Present> {
  const state = folded.state as AppealState;
  const actor = office.session.actor();
  const contradictions = openContradictions(folded).map(({ topic, lines, rules }) => ({
    topic,
    lines: lines.map(({ id }) => id),
    rules: rules.id,
    mine: lines.some((line) => notFor(line.do as ActionName, state, actor) === undefined),
  }));
  const usual = await usualExecutor(office, learning, state);
  return {
    state,
    actions: formActions.map((action) => {
      const hindrance = hindranceOf(action, state, actor) ?? unsettled(action, contradictions);
      return { action, ...(hindrance !== undefined && { hindrance }) };
    }),
    contradictions,
    ...(usual && { usualExecutor: usual }),
  };
}

function unsettled(action: ActionName, contradictions: Present['contradictions']): string | undefined {
  return action === 'settle' && !contradictions.some(({ mine }) => mine) ? 'nothingToSettle' : undefined;
}

/** Whoever of those who know the subject has least to do; only while the paper has nobody. */
async function usualExecutor(
  office: OpenOffice,
  learning: Learning,
  { subject, open, executorName }: AppealState,
): Promise<Present['usualExecutor']> {
  if (!open || executorName !== '') return undefined;
  const [usual] = await suggestExecutors(office, learning, subject);
  const person = usual && office.records.staff.find(({ id }) => id === usual.id);
  return person && { id: person.id, name: person.name };
}
