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
  if (ofSubject && !(ofSubject.akimat && isRegional && place.region === own.region))
    return { name: placed(ofSubject.name, placeOf(ofSubject.level, place)), because: 'subject' };
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

/** The akim's office of a region or of a city that is one, by its name; any other is a district's or less. */
function levelOf({ name }: OwnBody): BodyLevel {
  const isRegion = /област|облыс/i.test(`${name.ru} ${name.kk}`) || CITIES.test(name.ru);
  return isRegion && !/район|сельск|ауылд/i.test(`${name.ru} ${name.kk}`) ? 'region' : 'district';
}

const CITIES = /город[ау]? (?:астан|алмат|шымкент)/i;

/** A district's office knows its district by its own name; where no district is known the place says nothing. */
function isHere(own: OwnBody, isRegional: boolean, { region, district }: MatterPlace): boolean {
  if (region !== own.region) return false;
  if (isRegional || !district) return true;
  return (['kk', 'ru'] as const).some((language) => own.name[language].includes(properName(district[language])));
}

/** `Исатайский район` → `Исатай`: in a name of a body the word stands in another case. */
function properName(district: string): string {
  const [word = ''] = district.replace(/^(?:г\.|город|район)\s+/i, '').split(' ');
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
