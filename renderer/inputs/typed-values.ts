import { isIsoDate, isRealDate } from '../../shared/domain/date/iso-date.ts';
import { plainDigits, westernDigits } from '../../shared/domain/text/digits.ts';

/** What a clerk types in date and number fields, read and written. */

const SPOKEN = /^(\d{1,2})[.,/-](\d{1,2})[.,/-](\d{4}|\d{2})(?:\s*[гж]\.?)?$/u;
const RUN = /^(\d{2})(\d{2})(\d{4}|\d{2})$/;

/**
 * A date as people write it (`1.12.2026`, `01/12/26`, `01122026`, also `2026-12-01`) as `YYYY-MM-DD`; two digits of a year are
 * those of this century. '' stays ''; what is no date comes back as it is, for the check to refuse.
 */
export function readDate(typed: string): string {
  const text = westernDigits(typed).trim();
  if (text === '' || isIsoDate(text)) return text;
  const parts = SPOKEN.exec(text) ?? RUN.exec(plainDigits(text));
  if (!parts) return text;
  const [day, month] = [Number(parts[1]), Number(parts[2])];
  const year = Number(parts[3]!.length === 2 ? `20${parts[3]}` : parts[3]);
  if (!isRealDate(year, month, day)) return text;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A number of sheets or people; nothing typed is 0, what is no number is NaN, for the check to refuse. */
export function readCount(typed: string): number {
  const digits = plainDigits(typed);
  if (digits === '') return 0;
  return /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
}
