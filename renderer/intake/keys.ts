type KeyLike = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'isComposing'
>;

export type IntakeKey =
  | { do: 'register' }
  | { do: 'block'; block: 1 | 2 | 3 }
  /** Puts the form aside and begins another. */
  | { do: 'park' }
  /** Goes to a form that was put aside, by its number. */
  | { do: 'open'; parked: number }
  /** Takes what is offered: particulars of an earlier paper, or of a pasted text. */
  | { do: 'fill' }
  /** Takes back what was filled in last. */
  | { do: 'untake' }
  /** Links the paper to the earlier one about the same, or no longer. */
  | { do: 'link' }
  /** Shows the earlier paper about the same beside the form, or no longer. */
  | { do: 'look' }
  /** Addresses the paper to the body that it is for. */
  | { do: 'toBody' }
  /** Goes to the subject, where those that the text suggests are offered. */
  | { do: 'subject' }
  /** A key that only lists have, while none has taken it: it leads nowhere, not even to another tab of the browser. */
  | { do: 'nothing' };

/** Alt and the digits before lead to the columns. */
const FIRST_PARKED_KEY = 4;

/**
 * The digit that leads to a parked form together with Alt; undefined for one that no key reaches. Not Ctrl, which picks in lists, and not
 * Shift beside Alt, which changes the keyboard layout.
 *
 * @param number the form's number, from 1
 */
export function parkedKey(number: number): number | undefined {
  const digit = number + FIRST_PARKED_KEY - 1;
  return digit <= 9 ? digit : undefined;
}

/**
 * What a key press means anywhere on the intake; undefined: nothing of its own. Digits and letters are named by their place on the
 * keyboard: the upper row types letters in the Kazakh layout. A key held down says it once.
 */
export function intakeKey(event: KeyLike): IntakeKey | undefined {
  if (event.isComposing || event.shiftKey) return undefined;
  const ctrl = event.ctrlKey || event.metaKey;
  if (ctrl && !event.altKey && /^(?:Digit|Numpad)[1-9]$/.test(event.code)) return { do: 'nothing' };
  if (event.repeat) return undefined;
  if (ctrl && !event.altKey && event.key === 'Enter') return { do: 'register' };
  const digit = event.altKey && !ctrl ? Number(/^Digit([1-9])$/.exec(event.code)?.[1] ?? 0) : 0;
  if (digit >= FIRST_PARKED_KEY) return { do: 'open', parked: digit - FIRST_PARKED_KEY + 1 };
  if (digit > 0) return { do: 'block', block: digit as 1 | 2 | 3 };
  if (event.code === 'KeyN' && event.altKey && !ctrl) return { do: 'park' };
  if (event.code === 'KeyO' && event.altKey && !ctrl) return { do: 'look' };
  if (event.code === 'KeyZ' && event.altKey && !ctrl) return { do: 'untake' };
  if (event.code === 'KeyL' && event.altKey && !ctrl) return { do: 'link' };
  const plain = ctrl || event.altKey ? undefined : functionKeys[event.key];
  if (plain) return plain;
  return undefined;
}

const functionKeys: Readonly<Record<string, IntakeKey>> = {
  F4: { do: 'fill' },
  F7: { do: 'toBody' },
  F8: { do: 'subject' },
};
