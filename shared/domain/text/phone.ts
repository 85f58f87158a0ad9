import { plainDigits } from './digits.ts';

/**
 * The telephone numbers in a text as they are compared: digits alone, without the country's +7 or 8 before ten others, so that
 * `+7 (700) 000-01-23`, `8 700 000 01 23` and `7000000123` are one number. Several are parted by commas, semicolons or
 * slashes, or stand one after the other in full. What has fewer than five digits is no number.
 */
export function phonesIn(text: string): string[] {
  const digits = text
    .slice(0, LONGEST_TEXT)
    .split(/[,;/\n]|\s(?:или|немесе|және|и)\s/u)
    .map((part) => plainDigits(part).replace(/\D/g, ''))
    .flatMap((part) => (IN_A_ROW.test(part) ? (part.match(/\d{11}/g) ?? []) : [part]))
    .map((part) => (/^[78]\d{10}$/.test(part) ? part.slice(1) : part))
    .filter((part) => part.length >= SHORTEST);
  return [...new Set(digits)];
}

/**
 * Under which runs of digits a telephone is found, however it was written: with 7, with 8, without either, and by its last
 * digits. A field may hold several telephones.
 */
export function phoneForms(field: string): string[] {
  return phonesIn(field).flatMap((phone) => {
    const whole = phone.length === NATIONAL_DIGITS ? [`7${phone}`, `8${phone}`, phone] : [phone];
    return [...whole, ...ENDINGS.filter((length) => length < phone.length).map((length) => phone.slice(-length))];
  });
}

const NATIONAL_DIGITS = 10;
const ENDINGS = [7, 6, 5, 4];
const IN_A_ROW = /^(?:[78]\d{10}){2,}$/;
/** Local numbers of small towns; shorter ones are extensions. */
const SHORTEST = 5;
const LONGEST_TEXT = 500;
