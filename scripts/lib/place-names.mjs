import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names of places in both languages, out of the classifier's Russian ones. A Kazakh name is given only where it is sure: by hand
 * (kazakh-names.tsv, kazakh-whole.tsv), or because the whole name falls into words whose spelling is not in doubt
 * (kazakh-words.tsv: Карабулак = кара + булак), or because it is a Russian name that Kazakh texts keep. Else it stays Russian.
 */
export function placesFile(folder) {
  const rows = readFileSync(join(folder, 'kato-2022-10-17.csv'), 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const [, , code, name] = line.split(';');
      return { code, name };
    });
  const lines = namesOf(rows, folder).map(({ code, ru, kk, aliases }) => [code, ru, kk, aliases.join('|')].join('\t'));
  return `${lines.join('\n')}\n`;
}

function namesOf(rows, folder) {
  const byCode = readTable(join(folder, 'kazakh-names.tsv'), ([code, kk, aliases]) => [code, { kk, aliases }]);
  const words = readTable(join(folder, 'kazakh-words.tsv'), ([ru, kk]) => [ru, kk]);
  const whole = readTable(join(folder, 'kazakh-whole.tsv'), ([ru, kk]) => [ru, kk]);
  const parted = rows.map(({ code, name }) => ({ code, ...partName(mended(name)) }));
  const baseOf = ({ code, base }) => byCode.get(code)?.kk ?? kazakhOf(base, words, whole);
  const seats = new Map(
    parted.filter(({ code }) => code.endsWith('100')).map((place) => [place.code.slice(0, 6), place]),
  );

  return parted.map((place) => {
    const { code, kind, base, adjective } = place;
    const known = byCode.get(code);
    let kk = known?.kk;
    if (kk === undefined && adjective)
      kk = ofSeat(base, seats.get(code.slice(0, 6)), baseOf) ?? ofStem(base, words, whole);
    else if (kk === undefined) kk = baseOf(place);
    const word = kinds[kind]?.kk;
    const aliases = known?.aliases === undefined || known.aliases === '' ? [] : known.aliases.split('|');
    return {
      code,
      ru: russianName(place),
      kk: kk === undefined || (word === undefined && kind !== '') ? '' : kazakhName(kk, word),
      aliases,
    };
  });
}

/** How a kind is written before (or `after`) the Russian name, and after the Kazakh one. */
const kinds = {
  область: { ru: 'область', kk: 'облысы' },
  город: { ru: 'г.', kk: 'қаласы' },
  район: { ru: 'район', kk: 'ауданы' },
  'г.а.': { ru: 'г.а.', kk: 'қ.ә.', after: true },
  'п.а.': { ru: 'п.а.', kk: 'к.ә.', after: true },
  'р.а.': { ru: 'р.а.', kk: 'а.ә.', after: true },
  'с.о.': { ru: 'с.о.', kk: 'ауылдық округі', after: true },
  'с.': { ru: 'с.', kk: 'ауылы' },
  'п.': { ru: 'п.', kk: 'кенті' },
  'ст.': { ru: 'ст.', kk: 'станциясы' },
  'рзд.': { ru: 'рзд.', kk: 'разъезі' },
  'уч.': { ru: 'уч.', kk: 'учаскесі' },
  зимовка: { ru: 'зимовка', kk: 'қыстауы' },
  ферма: { ru: 'ферма', kk: 'фермасы' },
  'отг.': { ru: 'отг.' },
  точка: { ru: 'точка' },
};

const before = [
  // In small letters only: с.А.Токмаганбетова is a village.
  [/^г\.а\.\s*/, 'г.а.'],
  [/^п\.а\.\s*/, 'п.а.'],
  [/^р\.а\.\s*/, 'р.а.'],
  [/^с\.[оа]\.\s*/, 'с.о.'],
  [/^г\.\s*/i, 'город'],
  [/^с\.\s*/i, 'с.'],
  [/^п\.\s*/i, 'п.'],
  [/^ст\.\s*/i, 'ст.'],
  [/^рзд[.\s]\s*/i, 'рзд.'],
  [/^уч\.\s*/i, 'уч.'],
  [/^отг\.\s*/i, 'отг.'],
  [/^зимовка\s+/i, 'зимовка'],
  [/^точка\s+/i, 'точка'],
  [/^ферма\s+/i, 'ферма'],
  [/^район\s+/i, 'район'],
  [/^область\s+/i, 'область'],
];
const after = [
  [/\s*г\.а\.$/i, 'г.а.'],
  [/\s*п\.а\.$/i, 'п.а.'],
  [/\s*р\.а\.$/i, 'р.а.'],
  [/\s*с\.[оа]\.?$/i, 'с.о.'],
  [/\s*район$/i, 'район'],
  [/\s*область$/i, 'область'],
];
const ADJECTIVE = /(ский|ская|ское|цкий|цкая|ный|ная)$/;

/** `с.Акшабай` → с. + Акшабай; `Абралинский с.о.` → an adjective of its seat. */
function partName(name) {
  for (const [pattern, kind] of before) {
    if (pattern.test(name)) return { name, kind, base: name.replace(pattern, '').trim(), adjective: false };
  }
  for (const [pattern, kind] of after) {
    if (!pattern.test(name)) continue;
    const base = name.replace(pattern, '').trim();
    return { name, kind, base, adjective: ADJECTIVE.test(base) };
  }
  return { name, kind: '', base: name, adjective: false };
}

/** Letters that an old code page has spoilt, spaces, full stops that are missing. */
function mended(name) {
  return name
    .replaceAll('Ќ', 'Қ')
    .replaceAll('ў', 'ұ')
    .replace(/^([сп])\."(.+)"$/, '$1.$2')
    .replace(/с\.о$/, 'с.о.')
    .replace(/\s+/g, ' ')
    .trim();
}

function russianName({ kind, base, adjective }) {
  const spaced = base.replace(/^им(ени)?\.?\s*(?=\p{Lu})/u, 'им. ');
  const word = kinds[kind]?.ru;
  if (word === undefined) return spaced;
  if (adjective || (kinds[kind].after && kind !== 'с.о.')) return `${spaced} ${word}`;
  return `${word} ${spaced}`;
}

function kazakhName(kk, word) {
  if (word === undefined) return kk;
  const named = / атындағы$/.test(kk);
  return `${kk} ${named ? word.replace(/ы$|і$/u, '') : word}`;
}

const stemOf = (adjective) => adjective.replace(/(инский|инская|овский|евский|ский|ская)$/, '');

/** The name within the adjective, where there is one that is known: Жамбылский, Каратальский, Амангельдинский. */
function ofStem(adjective, words, whole) {
  if (!/(ский|ская)$/.test(adjective) || /(овский|евский|овская|евская)$/.test(adjective)) return undefined;
  const stem = stemOf(adjective).replace(/ь$/, '');
  const candidates = /инск..$/.test(adjective) ? [`${stem}ы`, `${stem}и`, `${stem}а`, `${stem}е`] : [stem, `${stem}ь`];
  const found = new Set(
    candidates.flatMap((name) => {
      const kk = composed(name.toLowerCase(), words);
      return [...kk].map(capital).concat(whole.get(name) ?? []);
    }),
  );
  return found.size === 1 ? [...found][0] : undefined;
}

/** A district is named after its seat when the adjective begins as the seat does: Абралинский – Абралы. */
function ofSeat(adjective, seat, baseOf) {
  if (!seat) return undefined;
  const stem = stemOf(adjective).toLowerCase();
  const whole = seat.base.toLowerCase();
  const fits = stem.length >= 3 && whole.startsWith(stem) && whole.length - stem.length <= 2;
  // Of a Russian name the district's Kazakh one drops the ending (Дмитриев, not Дмитриевка); how, is not for a rule to say.
  return fits && !RUSSIAN.test(seat.base) ? baseOf(seat) : undefined;
}

function kazakhOf(base, words, whole) {
  const numbered = /^(.+?)[ -]?(\d+)$/.exec(base);
  if (numbered) {
    const kk = kazakhOf(numbered[1], words, whole);
    return kk && `${kk} ${numbered[2]}`;
  }
  if (whole.has(base)) return whole.get(base);
  if (/[әғқңөұүһі]/i.test(base)) return /^им|(ой|ова|ева)$/.test(base) ? undefined : base;
  const kk = composed(base.toLowerCase(), words);
  if (kk.size === 1) return capital([...kk][0]);
  if (kk.size === 0 && RUSSIAN.test(base)) return base;
  return undefined;
}

/** Endings that only names of Russian make have. */
const RUSSIAN = /^[А-ЯЁ][а-яё]+(овка|евка|ёвка|ово|ево|ское|ская|ный|ной|ное|ное)$/;

/** Every spelling of a name that is made of known words; more than one is none to rely on. */
function composed(name, words, from = 0) {
  if (from === name.length) return new Set(['']);
  const found = new Set();
  for (let end = from + 2; end <= name.length; end++) {
    const kk = words.get(name.slice(from, end));
    if (kk === undefined) continue;
    for (const rest of composed(name, words, end)) found.add(kk + rest);
  }
  return found;
}

function capital(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function readTable(path, entryOf) {
  const lines = readFileSync(path, 'utf8').split('\n');
  return new Map(lines.filter((line) => line !== '').map((line) => entryOf(line.split('\t'))));
}
