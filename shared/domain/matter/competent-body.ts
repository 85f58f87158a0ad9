import type { Both } from '../log/line.ts';

/** How far a body's powers reach. */
export type BodyLevel = 'district' | 'region' | 'republic';

/** Who decides what, as data. `akimat`: a department of the region's akimat, so its front desk is the right one. */
export type CompetenceData = {
  bodies: Readonly<Record<string, { level: BodyLevel; name: Both; akimat?: boolean | undefined }>>;
  /** Body by code of a subject or of what is above it; the longest code decides. What stands nowhere is the local akimat's. */
  subjects: Readonly<Record<string, string>>;
};

/** The body at whose desk the paper lies. */
export type OwnBody = { name: Both; region: string };
/** Where the matter is: names of its district and region as far as they are known. */
export type MatterPlace = { region: string; regionName: Both; district?: Both | undefined };

/** Whose matter it is: a body by name, and why: its `subject`, or the `place` in which it is. */
export type Competent = { name: Both; because: 'subject' | 'place' };

/** Akims of other districts and regions. */
const AKIMAT = 'akimat';

/**
 * The body that a paper is for, when it is not this one (art. 65): citizens do not know whom to write to. Undefined: it is this body's
 * matter, or nothing says otherwise.
 */
export function competentBody(
  { bodies, subjects }: CompetenceData,
  { subject, own, place }: { subject: string; own: OwnBody; place: MatterPlace },
): Competent | undefined {
  const ofSubject = bodies[longestOf(subjects, subject) ?? ''];
  const isRegional = levelOf(own) === 'region';
  const isOurs = ofSubject?.akimat && isRegional && place.region === own.region;
  if (ofSubject && !isOurs) {
    if (isItself(own, ofSubject, place)) return undefined;
    return { name: placed(ofSubject.name, placeOf(ofSubject.level, place)), because: 'subject' };
  }
  const akimat = bodies[AKIMAT];
  if (subject === '' || !akimat || isHere(own, isRegional, place)) return undefined;
  const level = place.region === own.region ? 'district' : 'region';
  return { name: placed(akimat.name, placeOf(level, place)), because: 'place' };
}

function longestOf(subjects: CompetenceData['subjects'], code: string): string | undefined {
  for (let levels = code.split('.'); levels.length > 0; levels = levels.slice(0, -1)) {
    const found = subjects[levels.join('.')];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The akim's office of a region or of a city that is one, by its name, which may name the region of a district or town too. */
function levelOf({ name }: OwnBody): BodyLevel {
  // Town planning is no town.
  const called = `${name.ru} ${name.kk.replace(/қала\s+құрылыс/giu, '')}`;
  const isRegion = CITIES.test(name.ru) || (/област|облыс/i.test(called) && !/город|қала/i.test(called));
  return isRegion && !/район|аудан/i.test(called) && !isOfSettlement(name) ? 'region' : 'district';
}

const CITIES = /город[ау]? (?:астан|алмат|шымкент)/i;

/** The akim of a village, a rural district or a settlement; not a department of agriculture, nor one of a town like Шымкент or Кентау. */
const isOfSettlement = ({ kk, ru }: Both): boolean =>
  SETTLEMENT.test(` ${ru.replace(/сельск\p{L}*\s+хоз/giu, '')} ${kk.replace(/ауыл\s+шаруашы/giu, '')}`);

const SETTLEMENT =
  /[^\p{L}](?:сельск|аульн|ауыл|сел[оае](?!\p{L})|пос[её]л(?:ок|к)|кент(?:і|інің|тің|тік)?(?!\p{L}))/iu;

/**
 * A district's office knows its district by its own name, in which that of its region does not count: it is often that of a town. Where no district
 * is known the place says nothing, and to an akim within a district no place of his region does: his village stands in no list of districts.
 */
function isHere(own: OwnBody, isRegional: boolean, { region, regionName, district }: MatterPlace): boolean {
  if (region !== own.region) return false;
  if (isRegional || !district || isOfSettlement(own.name)) return true;
  const names = withoutRegion(own.name, regionName);
  return (['kk', 'ru'] as const).some((language) => names[language].includes(properName(district[language])));
}

/** Whether the paper lies at the desk of the very body that it is for: all words of that body are in its name, and the place is its own. */
function isItself(own: OwnBody, body: { level: BodyLevel; name: Both }, place: MatterPlace): boolean {
  const isCalledSo = (['kk', 'ru'] as const).some((language) => {
    const called = beginningsOf(own.name[language]);
    const sought = beginningsOf(body.name[language]);
    return sought.length > 0 && sought.every((word) => called.includes(word));
  });
  return isCalledSo && (body.level === 'republic' || isHere(own, body.level === 'region', place));
}

/** Words as far as they do not change with their endings. */
const beginningsOf = (name: string): string[] =>
  (name.toLowerCase().match(/\p{L}{3,}/gu) ?? []).map((word) => word.slice(0, 5));

function withoutRegion({ kk, ru }: Both, region: Both): Both {
  const [inKazakh, inRussian] = [region.kk.replace(/\s+облысы$/, ''), properName(region.ru)];
  return {
    kk: kk.replace(new RegExp(`${inKazakh}\\s+облыс\\p{L}*`, 'giu'), ''),
    ru: ru.replace(new RegExp(`${inRussian}\\p{L}*\\s+област\\p{L}*|област\\p{L}*\\s+${inRussian}\\p{L}*`, 'giu'), ''),
  };
}

/** `Исатайский район` → `Исатай`: in a name of a body the word stands in another case. */
function properName(district: string): string {
  const [word = ''] = district.replace(/^(?:г\.|город|район|область)\s*/i, '').split(' ');
  return word.replace(/(?:ский|ская)$/i, '');
}

function placeOf(level: BodyLevel, { district, regionName }: MatterPlace): Both | undefined {
  if (level === 'republic') return undefined;
  return level === 'district' ? (district ?? regionName) : regionName;
}

/** In brackets: names of places are declined in both languages, and not all that are there can be. */
function placed(name: Both, place: Both | undefined): Both {
  return place ? { kk: `${name.kk} (${place.kk})`, ru: `${name.ru} (${place.ru})` } : name;
}
