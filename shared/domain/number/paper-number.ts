import { isRegionCode } from '../places/kato-code.ts';
import { plainDigits } from '../text/digits.ts';
import { dammDigit } from './damm.ts';

/**
 * The number of a paper: 18 digits `RR OOOOO YY DD NNNNNN C` (design §4). Region, agency, year of acceptance and desk
 * make it unique without a network; the sequence runs per desk and year; the last digit is Damm's.
 */
export type PaperNumber = {
  /** Two digits, КАТО. */
  region: string;
  /** Five digits within the region; `00000` is an office for trying out. */
  agency: string;
  /** Year of acceptance in full, 2000–2099. */
  year: number;
  /** 1–99. */
  desk: number;
  /** 1–999 999, without gaps per desk and year. */
  sequence: number;
};

/** A desk that has come to this number in a year can issue no more. */
export const LAST_SEQUENCE = 999_999;

/** With fewer numbers left for the year the clerk hears that the desk needs another code. */
export const NEARLY_FULL = 10_000;

const LENGTH = 18;

/** @throws RangeError when a part is out of its bounds */
export function composeNumber(number: PaperNumber): string {
  if (!isWithin(number.sequence, 1, LAST_SEQUENCE)) throw new RangeError(`not a sequence: ${number.sequence}`);
  const digits = numberPrefix(number) + String(number.sequence).padStart(6, '0');
  return digits + dammDigit(digits);
}

/**
 * The first 11 digits, which all numbers of a desk and year share and no other has: a range in the store. Within it,
 * numbers as text are in order of their sequence.
 *
 * @throws RangeError when a part is out of its bounds
 */
export function numberPrefix({ region, agency, year, desk }: Omit<PaperNumber, 'sequence'>): string {
  if (!isRegionCode(region)) throw new RangeError(`not a region: ${region}`);
  if (!/^\d{5}$/.test(agency)) throw new RangeError(`not an agency: ${agency}`);
  if (!isWithin(year, 2000, 2099)) throw new RangeError(`not a year of numbers: ${year}`);
  if (!isWithin(desk, 1, 99)) throw new RangeError(`not a desk: ${desk}`);
  return region + agency + String(year).slice(2) + String(desk).padStart(2, '0');
}

/**
 * Reads a number in any grouping (spaces, dashes) and in digits of any script. `digits`: something other than digits is
 * in it, or a desk or sequence of zeros, which is never issued. On success `digits` are the 18 plain ones.
 */
export function parseNumber(
  text: string,
):
  | { ok: true; digits: string; number: PaperNumber }
  | { ok: false; reason: 'length' | 'digits' | 'checkDigit' | 'region' } {
  const digits = plainDigits(text);
  if (!/^\d*$/.test(digits)) return { ok: false, reason: 'digits' };
  if (digits.length !== LENGTH) return { ok: false, reason: 'length' };
  if (dammDigit(digits) !== 0) return { ok: false, reason: 'checkDigit' };
  const region = digits.slice(0, 2);
  if (!isRegionCode(region)) return { ok: false, reason: 'region' };
  const [desk, sequence] = [Number(digits.slice(9, 11)), Number(digits.slice(11, 17))];
  if (desk === 0 || sequence === 0) return { ok: false, reason: 'digits' };
  const year = 2000 + Number(digits.slice(7, 9));
  return { ok: true, digits, number: { region, agency: digits.slice(2, 7), year, desk, sequence } };
}

/** As it is printed and read out: `230012 326010 000016`. */
export function groupNumber(number: string): string {
  return number.replace(/\d{6}(?=\d)/g, '$& ');
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
