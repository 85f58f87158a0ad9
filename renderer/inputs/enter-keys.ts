type KeyLike = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'isComposing'
>;

/** Enter by itself, pressed anew and not choosing what an input method offers. */
export function isPlainEnter(event: KeyLike): boolean {
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
  return event.key === 'Enter' && !modified && !event.repeat && !event.isComposing;
}

/** How far Enter goes on from a field: 1, or -1 with Shift, nowhere while it is held down; undefined where it means something else. */
export function enterStep(event: KeyLike, field: { kind: 'line' | 'lines' | 'button' }): -1 | 0 | 1 | undefined {
  if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (field.kind !== 'line') return undefined;
  if (event.repeat) return 0;
  return event.shiftKey ? -1 : 1;
}

/** The field to which Enter goes; undefined at either end of the form. */
export function stepFrom<Field>(fields: readonly Field[], current: Field, step: -1 | 1): Field | undefined {
  const at = fields.indexOf(current);
  return at < 0 ? undefined : fields[at + step];
}
