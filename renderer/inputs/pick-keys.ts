type KeyLike = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'isComposing'
>;

/**
 * Which entry of an open list a key picks, from 0; undefined: it types, or means something else. With Ctrl a digit always picks, by its
 * place on the keyboard. Alone it picks where a digit would make no word: at the beginning and after a letter, so that
 * «школа № 5» can be typed. The upper row of the Kazakh layout types letters, and those are typed. With Alt a digit leads to another
 * part of the screen, whatever is open: somebody else's particulars must not come into the form by the key that goes to its next column.
 *
 * @param before what stands in the field before the caret
 * @param alone whether a digit picks without Ctrl at all
 */
export function pickedBy(event: KeyLike, before: string, alone = true): number | undefined {
  if (event.repeat || event.isComposing || event.altKey || event.shiftKey) return undefined;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (digit === undefined) return undefined;
  const picks = event.ctrlKey || event.metaKey || (alone && event.key === digit && /^$|\p{L}$/u.test(before));
  return picks ? Number(digit) - 1 : undefined;
}

/**
 * Picks by number from the entries that are shown: what was picked, if anything. A digit without an entry is typed; with Ctrl it does
 * nothing.
 */
export function pickFrom<Entry>(
  event: KeyLike & { preventDefault(): void },
  entries: readonly Entry[],
  before: string,
  alone = true,
): Entry | undefined {
  const index = pickedBy(event, before, alone);
  const entry = index === undefined ? undefined : entries[index];
  if (index !== undefined && (entry !== undefined || event.ctrlKey || event.metaKey)) event.preventDefault();
  return entry;
}
