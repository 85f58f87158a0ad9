import { identityCheckDigit } from '../identity/check-digit.ts';
import { plainDigits } from '../text/digits.ts';
import { beginsWithOneSlip } from '../text/one-slip.ts';
import { phonesIn } from '../text/phone.ts';
import { soundsOf } from './sound.ts';
import { stemOf } from './stem.ts';

/** Who brings a paper, as the paper says it; what it does not say is ''. */
export type Bringer = { idNumber: string; name: string; phone: string; place: string; street: string };

/** By what two papers are from the same person: `number` (IIN or BIN) is sure, a name needs an address or a phone beside it. */
export type Sameness = 'number' | 'nameAndAddress' | 'nameAndPhone';

/**
 * Whether two papers come from the same person or firm (domain §1.5): by IIN or BIN; where one of them has none that can be right, by
 * name and address, or name and phone. Undefined: nothing says so.
 */
export function samePerson(a: Bringer, b: Bringer): Sameness | undefined {
  const [numberA, numberB] = [numberOf(a), numberOf(b)];
  if (numberA !== '' && numberB !== '') {
    if (numberA === numberB) return 'number';
    if (isIssued(numberA) && isIssued(numberB)) return undefined;
  }
  if (!sameName(a.name, b.name)) return undefined;
  if (sameAddress(a, b)) return 'nameAndAddress';
  const phones = phonesIn(b.phone);
  return phonesIn(a.phone).some((phone) => phones.includes(phone)) ? 'nameAndPhone' : undefined;
}

/** Twelve digits as they were given, '' for anything else. */
function numberOf({ idNumber }: Bringer): string {
  const digits = plainDigits(idNumber);
  return /^\d{12}$/.test(digits) ? digits : '';
}

/** Whether a number can be somebody's; one mistyped is nobody's in ten cases out of eleven. */
function isIssued(digits: string): boolean {
  return identityCheckDigit(digits.slice(0, 11)) === Number(digits[11]);
}

/** Words that stand before or behind the name of a firm or a sole trader, by sound. */
const FORMS = new Set(
  soundsOf(
    'ЖШС ТОО АҚ АО ЖК ИП ШҚ КХ МКҚК ГККП КГУ КММ ПК ОО ҚБ жеке кәсіпкер индивидуальный предприниматель шаруа қожалығы крестьянское хозяйство',
  ),
);
/** Endings of patronymics: one person is Серікқызы here and Сериковна there. */
const PATRONYMIC = /(?:ули|кизи|овиш|евиш|овна|евна|инишна|улу|огли|гизи)$/;

/**
 * The surname and one more word have to be the same, up to a slip; initials stand for their names, the order does not matter. Fathers'
 * names count only where both have them.
 */
function sameName(a: string, b: string): boolean {
  const [one, other] = [nameOf(a), nameOf(b)];
  const [fewer, more] = one.words.length <= other.words.length ? [one, other] : [other, one];
  if (fewer.words.length === 0) return false;
  const left = [...more.words];
  let whole = 0;
  for (const word of [...fewer.words].sort((x, y) => y.length - x.length)) {
    const at = left.findIndex((left) => isSameWord(word, left));
    if (at < 0) {
      // The second initial is the father's.
      if (word.length === 1 && more.father.startsWith(word)) continue;
      return false;
    }
    if (word.length > 1 && left[at]!.length > 1) whole++;
    left.splice(at, 1);
  }
  const fathersDiffer = one.father !== '' && other.father !== '' && !isSameWord(one.father, other.father);
  return whole > 0 && !fathersDiffer && (fewer.words.length > 1 || more.words.length === 1);
}

function nameOf(name: string): { words: string[]; father: string } {
  const words: string[] = [];
  let father = '';
  for (const word of soundsOf(name)) {
    if (FORMS.has(word)) continue;
    const root = word.replace(PATRONYMIC, '');
    if (root === '') father = words.pop() ?? '';
    else if (root !== word && root.length >= SHORTEST_FATHER) father = root;
    else words.push(word);
  }
  return { words, father };
}

const SHORTEST_FATHER = 3;
const SHORTEST_WITH_SLIP = 4;
/** Russian surnames and patronymics take an ending for women; what else is behind the beginning of the longer word is too much. */
const MOST_BEHIND = 2;

function isSameWord(a: string, b: string): boolean {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  if (shorter.length === 1) return longer.startsWith(shorter);
  if (a === b) return true;
  if (shorter.length < SHORTEST_WITH_SLIP || longer.length - shorter.length > MOST_BEHIND) return false;
  return beginsWithOneSlip(longer, shorter) || beginsWithOneSlip(shorter, longer);
}

/** What says that a word is a street or a house, by sound: it stands in every address. */
const KINDS = new Set(
  soundsOf(
    'көшесі көш улица ул дом д үй үйі пәтер пәт кв квартира мкр ықшам ауданы микрорайон переулок пер проспект пр тұйық г город қала қаласы село с ауылы ауыл а район р-н ауданы область обл облысы ауылдық округі',
  ),
);

/** The house has the same number, and street or place a word in common; where neither names a street, the place itself decides. */
function sameAddress(a: Bringer, b: Bringer): boolean {
  const [streetA, streetB] = [addressWords(a.street), addressWords(b.street)];
  const [placeA, placeB] = [addressWords(a.place), addressWords(b.place)];
  const placesDiffer = placeA.words.length > 0 && placeB.words.length > 0 && !haveCommon(placeA.words, placeB.words);
  if (placesDiffer) return false;
  if (streetA.words.length === 0 && streetB.words.length === 0)
    return placeA.words.length > 0 && placeB.words.length > 0 && streetA.house === streetB.house;
  return streetA.house === streetB.house && haveCommon(streetA.words, streetB.words);
}

function addressWords(text: string): { words: string[]; house: string } {
  const sounds = soundsOf(text);
  const words = sounds.filter((sound) => sound.length > 1 && !KINDS.has(sound) && !/^\p{N}/u.test(sound)).map(stemOf);
  return { words, house: sounds.find((sound) => /^\p{N}/u.test(sound))?.replace(/\D/g, '') ?? '' };
}

function haveCommon(a: readonly string[], b: readonly string[]): boolean {
  return a.some((word) => b.some((other) => isSameWord(word, other)));
}
