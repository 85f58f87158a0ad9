/** Papers that have more than one revision: reduced, how many. */
export function map(doc) {
  if (doc._conflicts) emit(null, null);
}
