import { type IsoDate, isRealDate } from '../date/iso-date.ts';
import { plainDigits } from '../text/digits.ts';
import { identityCheckDigit } from './check-digit.ts';

/** Stable codes; the catalogue of words has a sentence for each. A wrong number warns, it never stops a paper. */
export const identityWarnings = [
  'characters',
  'length',
  'looksLikeBin',
  'looksLikeIin',
  'birthDate',
  'birthFuture',
  'age',
  'centuryDigit',
  'registrationDate',
  'entityType',
  'checkDigit',
] as const;
export type IdentityWarning = (typeof identityWarnings)[number];

/** What a number says of its bearer, as far as it can be read. */
export type IdentityCheck = {
  /** Digits 0–9 without separators; what else was in it is left out. */
  digits: string;
  kind: 'iin' | 'bin';
  /** In the order of `identityWarnings`; none: nothing speaks against the number. */
  warnings: IdentityWarning[];
  birthDate?: IsoDate;
  sex?: 'male' | 'female';
  entity?: 'resident' | 'nonResident' | 'jointSoleTrader';
  unit?: 'head' | 'branch' | 'representative' | 'jointPeasantFarm';
};

const OLDEST_AGE = 110;

/**
 * Reads an individual identification number, ЖСН/ИИН: birth date YYMMDD, century and sex, serial, check digit
 * (domain §4.1). An empty text has the wrong length.
 *
 * @param today the date by which age and future are judged
 */
export function checkIin(text: string, today: IsoDate): IdentityCheck {
  return check(text, 'iin', (digits) => {
    if (isEntityDigit(digits[4]!)) return { warnings: ['looksLikeBin'] };
    return readPerson(digits, today);
  });
}

/**
 * Reads a business identification number, БСН/БИН: month of registration YYMM, type of entity, type of unit, serial,
 * check digit (domain §4.2).
 *
 * @param today the date by which the future is judged
 */
export function checkBin(text: string, today: IsoDate): IdentityCheck {
  return check(text, 'bin', (digits) => {
    if (digits[4]! <= '3') return { warnings: ['looksLikeIin'] };
    return readEntity(digits, today);
  });
}

type Reading = Omit<IdentityCheck, 'digits' | 'kind'>;

function check(text: string, kind: IdentityCheck['kind'], read: (digits: string) => Reading): IdentityCheck {
  const plain = plainDigits(text);
  const digits = plain.replace(/\D/g, '');
  if (digits !== plain) return { digits, kind, warnings: ['characters'] };
  if (digits.length !== 12) return { digits, kind, warnings: ['length'] };
  const reading = read(digits);
  const checked = identityCheckDigit(digits.slice(0, 11)) === Number(digits[11]);
  return { digits, kind, ...reading, warnings: checked ? reading.warnings : [...reading.warnings, 'checkDigit'] };
}

function readPerson(digits: string, today: IsoDate): Reading {
  const centuryDigit = Number(digits[6]);
  const [year, month, day] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)];
  if (centuryDigit < 1 || centuryDigit > 6) {
    // The century is unknown (0 has been met with foreigners): the date is wrong only if it is in each.
    const possible = ['19', '20'].some((century) => isRealDate(Number(century + year), Number(month), Number(day)));
    return { warnings: possible ? ['centuryDigit'] : ['birthDate', 'centuryDigit'] };
  }
  const sex = centuryDigit % 2 === 1 ? 'male' : 'female';
  const fullYear = 1800 + Math.floor((centuryDigit - 1) / 2) * 100 + Number(year);
  if (!isRealDate(fullYear, Number(month), Number(day))) return { warnings: ['birthDate'], sex };
  const birthDate = `${fullYear}-${month}-${day}`;
  return { warnings: judgeAge(birthDate, today), birthDate, sex };
}

function judgeAge(birthDate: IsoDate, today: IsoDate): IdentityWarning[] {
  if (birthDate > today) return ['birthFuture'];
  const birthdayToCome = today.slice(5) < birthDate.slice(5) ? 1 : 0;
  const age = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - birthdayToCome;
  return age > OLDEST_AGE ? ['age'] : [];
}

const entities: Readonly<Record<string, NonNullable<IdentityCheck['entity']>>> = {
  '4': 'resident',
  '5': 'nonResident',
  '6': 'jointSoleTrader',
};
const units: Readonly<Record<string, NonNullable<IdentityCheck['unit']>>> = {
  '0': 'head',
  '1': 'branch',
  '2': 'representative',
  '3': 'jointPeasantFarm',
};

function readEntity(digits: string, today: IsoDate): Reading {
  const warnings: IdentityWarning[] = [];
  const [year, month] = [digits.slice(0, 2), digits.slice(2, 4)];
  // Two digits of the year leave the century open; only a month later in this very year is surely in the future.
  const toCome = year === today.slice(2, 4) && month > today.slice(5, 7);
  if (month < '01' || month > '12' || toCome) warnings.push('registrationDate');
  const [entity, unit] = [entities[digits[4]!], units[digits[5]!]];
  if (!entity || !unit) warnings.push('entityType');
  return { warnings, ...(entity && { entity }), ...(unit && { unit }) };
}

function isEntityDigit(digit: string): boolean {
  return digit >= '4' && digit <= '6';
}
