import { flushSync } from 'react-dom';

/** The field of an open list, unless it always stands. */
const OPEN_LIST = '[role="combobox"][aria-expanded="true"]:not([data-list-stays])';

type Press = Pick<KeyboardEvent, 'key' | 'isComposing'> & { target: unknown };

/**
 * Whether a key closes the open list of the field in which it is pressed: then it does no more than that. To be asked before the page
 * has acted on the key, since afterwards the list is closed. A list that always stands (`data-list-stays`) is closed by nothing.
 */
export function closesList({ key, isComposing, target }: Press): boolean {
  if (key !== 'Escape' || isComposing || !(target instanceof Element)) return false;
  if (!target.matches(OPEN_LIST)) return false;
  // A list in which nothing fits what was typed counts as open, though there is none to be seen.
  const list = document.getElementById(target.getAttribute('aria-controls') ?? '');
  return list?.checkVisibility() ?? false;
}

type Sent = Press & Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/**
 * Closes the open list of a field for Enter with another key: that sends the form, goes back or means nothing, and takes nothing of a list. To be
 * asked before the list hears of the key, since it knows Enter alone.
 */
export function closeListToSend({ key, isComposing, target, ctrlKey, metaKey, shiftKey, altKey }: Sent): void {
  if (key !== 'Enter' || isComposing || !(ctrlKey || metaKey || shiftKey || altKey)) return;
  if (!(target instanceof HTMLElement) || !target.matches(OPEN_LIST)) return;
  // Closed by the time the list is told, whoever has made it.
  flushSync(() => target.blur());
  target.focus({ preventScroll: true });
}
