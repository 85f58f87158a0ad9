type Press = Pick<KeyboardEvent, 'key' | 'isComposing'> & { target: unknown };

/**
 * Whether a key closes the open list of the field in which it is pressed: then it does no more than that. To be asked before the page
 * has acted on the key, since afterwards the list is closed. A list that always stands (`data-list-stays`) is closed by nothing.
 */
export function closesList({ key, isComposing, target }: Press): boolean {
  if (key !== 'Escape' || isComposing || !(target instanceof Element)) return false;
  if (!target.matches('[role="combobox"][aria-expanded="true"]:not([data-list-stays])')) return false;
  // A list in which nothing fits what was typed counts as open, though there is none to be seen.
  const list = document.getElementById(target.getAttribute('aria-controls') ?? '');
  return list?.checkVisibility() ?? false;
}
