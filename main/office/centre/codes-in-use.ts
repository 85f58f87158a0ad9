import type { OpenOffice } from '../open/open-office.ts';
import { localDate } from '../services/local-time.ts';

const FIRST_YEAR = 2000;
const LAST_CODE = 99;

/**
 * The agency's desk codes that are in use as far as this computer knows, each with the last year of it: of numbers that are here, a sister's
 * too, or were given here; this year where a computer of the agency holds the code.
 */
export function codesInUse(office: Pick<OpenOffice, 'numbers' | 'records' | 'lastYearUnder' | 'now'>) {
  const { numbers, records, lastYearUnder } = office;
  const thisYear = Number(localDate(office.now(), records.settings.zone).slice(0, 4));
  const held = new Set(records.sites.filter((one) => one.revokedAt === '').map(({ desk }) => desk));
  const greatest = numbers.greatestYear();
  const lastYearHere = (code: string): number => {
    for (let year = greatest; year >= FIRST_YEAR; year--) if (numbers.greatestSequence(code, year) > 0) return year;
    return 0;
  };
  const last = new Map<string, number>();
  for (let i = 1; i <= LAST_CODE; i++) {
    const code = String(i).padStart(2, '0');
    const year = Math.max(lastYearHere(code), lastYearUnder(code), held.has(code) ? thisYear : 0);
    if (year > 0) last.set(code, year);
  }
  return last;
}
