import { hindranceOf } from '../../../shared/books/appeals/check-action.ts';
import { openContradictions } from '../../../shared/books/appeals/contradictions.ts';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import { formActions, type Present } from '../../../shared/contract/actions.ts';
import type { ActionName } from '../../../shared/domain/life/life.ts';
import { mayDo } from '../../../shared/domain/life/rights.ts';
import type { Folded } from '../../../shared/domain/log/fold.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { newestFirst, rowOf } from './journal.ts';

/** Among so many papers of a subject, the newest, whoever has most of them is the usual executor. */
const LOOKED_AT = 20;

/** What a paper is now, and what whoever works at this desk can do with it. */
export async function presentOf(office: OpenOffice, folded: Folded<unknown>): Promise<Present> {
  const state = folded.state as AppealState;
  const roles = office.roles();
  const contradictions = openContradictions(folded).map(({ topic, lines, rules }) => ({
    topic,
    lines: lines.map(({ id }) => id),
    rules: rules.id,
    mine: lines.some((line) => mayDo(roles, line.do as ActionName)),
  }));
  const usual = await usualExecutor(office, state);
  return {
    state,
    actions: formActions.map((action) => {
      const hindrance = hindranceOf(action, { state, roles }) ?? unsettled(action, contradictions);
      return { action, ...(hindrance !== undefined && { hindrance }) };
    }),
    contradictions,
    ...(usual && { usualExecutor: usual }),
  };
}

function unsettled(action: ActionName, contradictions: Present['contradictions']): string | undefined {
  return action === 'settle' && !contradictions.some(({ mine }) => mine) ? 'nothingToSettle' : undefined;
}

/** Only people of the staff; only while the paper has nobody. */
async function usualExecutor(
  { store, records }: OpenOffice,
  { subject, open, executorName }: AppealState,
): Promise<Present['usualExecutor']> {
  if (subject === '' || !open || executorName !== '') return undefined;
  const selector = { book: 'appeals', 'state.subject': { $gte: subject, $lte: subject } };
  const found = await store.papers.find({ selector, sort: [...newestFirst], limit: LOOKED_AT }).exec();
  const counts = new Map<string, number>();
  for (const document of found) {
    const { executor } = rowOf(document.toJSON() as StoredPaper);
    if (executor !== '') counts.set(executor, (counts.get(executor) ?? 0) + 1);
  }
  const [usual] = [...counts].sort((a, b) => b[1] - a[1]).map(([id]) => records.staff.find((one) => one.id === id));
  return usual && { id: usual.id, name: usual.name };
}
