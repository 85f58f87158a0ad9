type KeyLike = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'>;

/**
 * The digit of a key of the upper row that types something else in the layout that is on, as all of them do in the Kazakh one; undefined for
 * every other key. Only where nothing but digits is written: a date or a telephone may want the point or the comma of that row.
 */
export function digitByPlace(event: KeyLike): string | undefined {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  return digit !== undefined && /^\P{Nd}$/u.test(event.key) ? digit : undefined;
}

/** Types that digit in the place of what the key would have typed; the browser's undo knows of it. */
export function typeDigitByPlace(event: KeyLike & { preventDefault(): void }): void {
  const digit = digitByPlace(event);
  if (digit === undefined) return;
  event.preventDefault();
  document.execCommand('insertText', false, digit);
}
