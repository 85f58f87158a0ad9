import { type Control, type ControlList, controlLists } from '../../shared/contract/control.ts';

/** What the controller looks at, as it stands in the address. `executor`: an id, '' for those without one; `row`: where he was. */
export type ControlSearch = { list?: ControlList; executor?: string | undefined; row?: number };

/** Reads an address; what makes no sense there is left out. */
export function readControlSearch({ list, executor, row }: Record<string, unknown>): ControlSearch {
  return {
    ...(controlLists.includes(list as ControlList) && { list: list as ControlList }),
    ...(typeof executor === 'string' && executor.length <= 40 && { executor }),
    ...(typeof row === 'number' && Number.isInteger(row) && row >= 0 && { row }),
  };
}

/** The list that was chosen; where there is none, or it is somebody else's, the first that has papers, in the order of urgency. */
export function listToShow(
  chosen: ControlList | undefined,
  { counts, lists }: Pick<Control, 'counts' | 'lists'>,
): ControlList {
  if (chosen && lists.includes(chosen)) return chosen;
  return lists.find((list) => counts[list] > 0) ?? 'today';
}
