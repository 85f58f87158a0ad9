import { parseNumber } from '../../domain/number/paper-number.ts';
import type { Waiting } from '../book.ts';
import type { Named } from '../fields.ts';
import type { AppealState } from './state.ts';

/** Who has still to do what with an appeal, whatever its terms. A name that was typed is on nobody's list. */
export function waitingOf(state: AppealState): Waiting {
  const { status, open, coExecutors, handed, asked, answer, dispatched, control, outcome } = state;
  const isInWork = status === 'inWork' || status === 'waiting';
  const ids = open ? coExecutors.map(({ id }) => id).filter((id) => id !== '') : [];
  return {
    coExecutorIds: ids.length > 0 ? ` ${ids.join(' ')} ` : '',
    toHandOver: isInWork && !handed ? handOverKey(executorOf(state)) : '',
    asksHead: asked !== null,
    toDispatch: status === 'closed' && answer && !dispatched ? answer.way : '',
    toTakeOff: status === 'closed' && control === 'on',
    duplicateOf: outcome === 'duplicate' ? firstOf(state) : '',
  };
}

/** On account of which paper a duplicate is closed; '' where that has a number of another kind. */
export function firstOf({ links }: Pick<AppealState, 'links'>): string {
  const first = parseNumber(links.findLast(({ as }) => as === 'duplicate')?.number ?? '');
  return first.ok ? first.digits : '';
}

/** Who has a paper in work; nobody where neither id nor name stands. */
export function executorOf({ executor, executorName }: Pick<AppealState, 'executor' | 'executorName'>): Named {
  return { id: executor, name: executorName };
}

/** Whether this is the executor who waits for the paper. */
export function isExecutor(state: AppealState, person: Named): boolean {
  return handOverKey(executorOf(state)) === handOverKey(person);
}

/** Who gets a paper, as the list of papers to be handed over groups them. */
function handOverKey({ id, name }: Named): string {
  return id !== '' || name === '' ? id : `|${name}`;
}
