/** What the recogniser has to know of a pressed key. */
export type ScannedKey = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'isComposing'
> & {
  /** Milliseconds, of any clock that runs evenly. */
  at: number;
};

/**
 * What a key press was. `begins`: the first character of what may become a scan: remember how things stand now. `scan`: the Enter
 * that ends one, or a line of one; what was scanned may be read in two ways. `follows`: the next line of the same code.
 */
export type Heard =
  | { was: 'nothing' }
  | { was: 'begins' }
  | { was: 'scan'; readings: readonly string[]; follows: boolean };

/** A shorter code is not worth telling apart from typing. */
const SHORTEST = 8;
const LONGEST = 4_000;
/** A scanner presses a key every 1–20 ms, slow wireless ones every 30; the fastest typists need 60 on the average. */
const SLOWEST_AVERAGE_MS = 35;
/** One hiccup of a busy computer is no end of a scan. */
const LONGEST_GAP_MS = 90;
/** Codes of several lines (the zone of an ID card) come line by line; nobody scans two of them so soon after each other. */
export const BETWEEN_LINES_MS = 300;

/**
 * Tells a barcode scanner, which types like a keyboard and ends with Enter, from a person. A key held down repeats as fast as a
 * scanner, so a repeated key ends what was begun. Characters are read by their place on the keyboard, since the scanner presses the
 * keys of a Latin one whatever layout is switched on; beside that as the layout typed them.
 */
export class ScanBurst {
  #keys: { byPlace: string; typed: string }[] = [];
  #firstAt = 0;
  #lastAt = Number.NEGATIVE_INFINITY;
  #endedAt = Number.NEGATIVE_INFINITY;
  #follows = false;

  hear(key: ScannedKey): Heard {
    // A scanner presses Shift on its own before a capital letter.
    if (key.key === 'Shift') return { was: 'nothing' };
    if (key.repeat || key.isComposing || key.ctrlKey || key.metaKey || key.altKey) return this.#forget();
    const gap = key.at - this.#lastAt;
    if (key.key === 'Enter') return gap <= LONGEST_GAP_MS ? this.#end(key.at) : this.#forget();
    const byPlace = characterAt(key.code, key.shiftKey);
    const typed = [...key.key].length === 1 ? key.key : '';
    if (byPlace === '' && typed === '') return this.#forget();
    const begins = gap > LONGEST_GAP_MS || this.#keys.length === 0 || this.#keys.length >= LONGEST;
    if (begins) {
      this.#keys = [];
      this.#firstAt = key.at;
      this.#follows = key.at - this.#endedAt <= BETWEEN_LINES_MS;
    }
    this.#keys.push({ byPlace, typed });
    this.#lastAt = key.at;
    return { was: begins ? 'begins' : 'nothing' };
  }

  #end(at: number): Heard {
    const keys = this.#keys;
    const average = (at - this.#firstAt) / keys.length;
    this.#forget();
    const follows = this.#follows;
    // The last line of a code may be short.
    const shortest = follows ? 1 : SHORTEST;
    if (keys.length < shortest || average > SLOWEST_AVERAGE_MS) return { was: 'nothing' };
    this.#endedAt = at;
    const readings = [keys.map(({ byPlace }) => byPlace).join(''), keys.map(({ typed }) => typed).join('')];
    return { was: 'scan', follows, readings: [...new Set(readings)].filter(({ length }) => length >= shortest) };
  }

  #forget(): Heard {
    this.#keys = [];
    this.#lastAt = Number.NEGATIVE_INFINITY;
    return { was: 'nothing' };
  }
}

/** Keys of a Latin keyboard that are neither letters nor digits: without and with Shift. */
const SIGNS: Readonly<Record<string, string>> = {
  Space: '  ',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
  NumpadDecimal: '..',
};
const SHIFTED_DIGITS = ')!@#$%^&*(';

/** The character that a Latin keyboard has at this place; '' where it has none. */
function characterAt(code: string, shift: boolean): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  const digit = /^(Digit|Numpad)(\d)$/.exec(code);
  if (digit) return shift && digit[1] === 'Digit' ? SHIFTED_DIGITS.charAt(Number(digit[2])) : digit[2]!;
  return SIGNS[code]?.charAt(shift ? 1 : 0) ?? '';
}
