import { identityCheckDigit } from '../identity/check-digit.ts';
import { checkBin, checkIin } from '../identity/iin-bin.ts';
import { parseNumber } from '../number/paper-number.ts';
import { plainDigits } from '../text/digits.ts';
import { readings } from './keyboard-layouts.ts';

/** What a scanned code is. */
export type Scan =
  /** A paper of Kense: its 18 digits, also inside the address on the talon. */
  | { kind: 'paper'; number: string }
  /** A person's or a firm's identification number, also with more around it as on an ID card. */
  | { kind: 'identity'; number: string; of: 'iin' | 'bin' }
  /** A number of another system, official (`ЖТ-2026-00001234`) or of «Айқын» (18 digits): papers may name it. */
  | { kind: 'foreign'; number: string }
  /** Anything else: to be looked for as a text. */
  | { kind: 'text'; text: string };

/** No code that means something here is longer. */
const LONGEST = 2_000;

/**
 * What a scanner has typed, whatever keyboard layout was on. Goods have codes of twelve digits too: a number of a person or a
 * firm must have its check digit and a date that there is.
 *
 * @param today by which dates of birth are judged
 */
export function readScan(typed: string, today: string): Scan {
  const text = typed.slice(0, LONGEST).trim();
  const known = readings.map((reading) => reading(text));
  for (const read of [paperOf, identityOf, foreignOf]) {
    for (const one of known) {
      const scan = read(one, today);
      if (scan) return scan;
    }
  }
  return { kind: 'text', text };
}

function paperOf(text: string): Scan | undefined {
  const address = /^https?:\/\/\S*?(\d{18})\/?(?:[?#]\S*)?$/iu.exec(text);
  const number = parseNumber(address?.[1] ?? text);
  return number.ok ? { kind: 'paper', number: number.digits } : undefined;
}

function identityOf(text: string, today: string): Scan | undefined {
  const numbers = new Set(candidates(text).filter((digits) => kindOf(digits, today) !== undefined));
  const [number] = numbers;
  // Two different people in one code: better none than the wrong one.
  if (number === undefined || numbers.size > 1) return undefined;
  return { kind: 'identity', number, of: kindOf(number, today)! };
}

/** The first line of an ID card's machine-readable zone: document, its check digit, IIN. */
const ID_CARD = /I[A-Z<]KAZ[A-Z0-9<]{9}[0-9<](\d{12})/u;

function candidates(text: string): string[] {
  const plain = plainDigits(text);
  if (/^\d+$/.test(plain)) return [plain];
  const card = ID_CARD.exec(text);
  if (card) return [card[1]!];
  return text.match(/(?<!\d)\d{12}(?!\d)/g) ?? [];
}

function kindOf(digits: string, today: string): 'iin' | 'bin' | undefined {
  if (digits.length !== 12 || identityCheckDigit(digits.slice(0, 11)) !== Number(digits[11])) return undefined;
  if (checkIin(digits, today).warnings.length === 0) return 'iin';
  return checkBin(digits, today).warnings.length === 0 ? 'bin' : undefined;
}

function foreignOf(text: string): Scan | undefined {
  const official = /^(\p{Lu}{1,3})\s*[-–]\s*(\d{4})\s*[-–]\s*(\d{8})(\/\d{1,3})?$/u.exec(text.toUpperCase());
  if (official) return { kind: 'foreign', number: `${official[1]}-${official[2]}-${official[3]}${official[4] ?? ''}` };
  const digits = plainDigits(text);
  return /^\d{18}$/.test(digits) ? { kind: 'foreign', number: digits } : undefined;
}
