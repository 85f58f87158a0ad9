import type { Waiting } from '../book.ts';
import type { Named } from '../fields.ts';
import type { AppealState } from './state.ts';

/** Who has still to do what with an appeal, whatever its terms. A name that was typed is on nobody's list. */
export function waitingOf(state: AppealState): Waiting {
  const { status, open, executor, executorName, coExecutors, handed, asked, answer, dispatched, control } = state;
  const isInWork = status === 'inWork' || status === 'waiting';
  const ids = open ? coExecutors.map(({ id }) => id).filter((id) => id !== '') : [];
  return {
    coExecutorIds: ids.length > 0 ? ` ${ids.join(' ')} ` : '',
    toHandOver: isInWork && !handed ? handOverKey({ id: executor, name: executorName }) : '',
    asksHead: asked !== null,
    toDispatch: status === 'closed' && answer && !dispatched ? answer.way : '',
    toTakeOff: status === 'closed' && control === 'on',
  };
}

/** Who gets a paper, as the list of papers to be handed over groups them. */
export function handOverKey({ id, name }: Named): string {
  return id !== '' || name === '' ? id : `|${name}`;
}
