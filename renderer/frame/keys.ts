type KeyLike = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * The name of a pressed key with its modifiers, such as `F2`, `Ctrl+K`, `Escape`. Letters, and digits with a modifier, are named by their
 * place on the keyboard, so that they are the same in the Kazakh, Russian and Latin layouts.
 */
export function keyName(event: KeyLike): string {
  const isModified = event.altKey || event.ctrlKey || event.metaKey;
  const place = /^Key([A-Z])$/.exec(event.code) ?? (isModified ? /^(?:Digit|Numpad)(\d)$/.exec(event.code) : null);
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey ? 'Shift' : '',
  ];
  return [...modifiers.filter(Boolean), place?.[1] ?? event.key].join('+');
}
