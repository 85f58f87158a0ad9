import { appealActions } from '../../../shared/books/appeals/actions/index.ts';
import { hindranceOf, notFor, unlawful } from '../../../shared/books/appeals/check-action.ts';
import { openContradictions } from '../../../shared/books/appeals/contradictions.ts';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import { formActions, type Present } from '../../../shared/contract/actions.ts';
import type { ActionName } from '../../../shared/domain/life/life.ts';
import type { Folded } from '../../../shared/domain/log/fold.ts';
import type { Line } from '../../../shared/domain/log/line.ts';
import type { OpenOffice } from '../open/open-office.ts';

/**
 * What a paper is now, and what whoever works at this desk can do with it.
 *
 * @param beside the void number on whose account it is closed, or '', and which papers name it
 */
export function presentOf(
  office: OpenOffice,
  folded: Folded<unknown>,
  beside: Pick<Present, 'voidFirst' | 'linkedFrom'>,
): Present {
  const state = folded.state as AppealState;
  const actor = office.session.actor();
  const contradictions = openContradictions(folded).map(({ topic, lines, rules }) => ({
    topic,
    lines: lines.map(({ id }) => id),
    rules: rules.id,
    told: lines.some((line) => line !== rules && isTold(line)),
    mine: lines.some((line) => notFor(line.do as ActionName, state, actor) === undefined),
  }));
  return {
    state,
    actions: formActions.map((action) => {
      const hindrance =
        hindranceOf(action, state, actor) ??
        unlawful(action, state, office.assets.law) ??
        unsettled(action, contradictions);
      return { action, ...(hindrance !== undefined && { hindrance }) };
    }),
    contradictions,
    ...beside,
  };
}

/** The first line of a paper is none of the actions. */
function isTold(line: Line): boolean {
  return Object.hasOwn(appealActions, line.do) && appealActions[line.do as ActionName].tells === true;
}

function unsettled(action: ActionName, contradictions: Present['contradictions']): string | undefined {
  return action === 'settle' && !contradictions.some(({ mine }) => mine) ? 'nothingToSettle' : undefined;
}
