/**
 * Endings of Russian and Kazakh nouns, adjectives and verbs as `soundsOf` writes them (ы is и, я is а, ю is у, щ and ч are ш). Both
 * languages only ever add at the end, and papers mix them, so one list serves.
 */
const RUSSIAN = [
  ...['ами', 'ах', 'ам', 'ов', 'ев', 'еи', 'ои', 'ом', 'ем', 'ого', 'его', 'ому', 'ему', 'им', 'их', 'ими', 'ое', 'ие'],
  ...[
    'ием',
    'иам',
    'иах',
    'иа',
    'иу',
    'уу',
    'ут',
    'ат',
    'ет',
    'ит',
    'ла',
    'ло',
    'ли',
    'иш',
    'еш',
    'са',
    'те',
    'а',
    'о',
    'е',
    'у',
    'и',
  ],
];
const KAZAKH = [
  ...['лар', 'лер', 'дар', 'дер', 'тар', 'тер', 'нин', 'дин', 'тин', 'дан', 'ден', 'тан', 'тен', 'нан', 'нен', 'мен'],
  ...['бен', 'пен', 'миз', 'низ', 'нда', 'нде', 'ган', 'ген', 'кан', 'кен', 'ди', 'ти', 'ни', 'га', 'ге', 'ка', 'ке'],
  ...['на', 'не', 'да', 'де', 'та', 'те', 'си', 'им', 'ин', 'ип', 'ад', 'ед'],
];
const ENDINGS = new Set([...RUSSIAN, ...KAZAKH]);
const LONGEST_ENDING = 3;
/** What is left of a word has so many letters at least. */
const SHORTEST = 3;
/** Words that are shorter than that and carry a paper's whole matter: water, house. */
const SHORT_STEMS = ['су', 'уи'];
/** A word takes up to so many endings one behind the other (үй-лер-іміз-ден). */
const MOST_ENDINGS = 3;
/** What stands behind so many letters tells forms of a word apart, hardly ever words. */
const LONGEST = 7;

/** What is common to the forms of a word: `освещения` and `освещение`, `жарығын` and `жарық`. A number is itself. */
export function stemOf(sound: string): string {
  if (/^\p{N}/u.test(sound)) return sound;
  let stem = sound;
  for (let i = 0; i < MOST_ENDINGS; i++) {
    const shorter = withoutEnding(stem);
    if (shorter === stem) break;
    stem = shorter;
  }
  return unvoiced(stem.slice(0, LONGEST));
}

function withoutEnding(word: string): string {
  for (let length = LONGEST_ENDING; length > 0; length--) {
    const left = word.slice(0, -length);
    if (left.length < SHORTEST && !SHORT_STEMS.includes(left)) continue;
    if (ENDINGS.has(word.slice(-length))) return left;
  }
  return word;
}

/** Before an ending қ, к and п are heard as ғ, г and б: жарық, жарығы. */
function unvoiced(stem: string): string {
  return stem.replace(/г$/, 'к').replace(/б$/, 'п');
}
