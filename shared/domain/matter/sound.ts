import { foldText } from '../text/fold-text.ts';

/** Latin letters that only mean something before their marks are folded away: Kazakh in Latin letters, 2018 and 2021. */
const MARKED: Readonly<Record<string, string>> = { ş: 'sh', ś: 'sh', š: 'sh', ç: 'ch', č: 'ch', ž: 'zh', ý: 'u' };
const MARKED_LETTER = new RegExp(`[${Object.keys(MARKED).join('')}]`, 'gu');

/** How Kazakh and Russian are written in Latin letters, officially and in messages; the longer ones come first. */
const LATIN: readonly (readonly [string, string])[] = [
  ['shch', 'ш'],
  ['sch', 'ш'],
  ['sh', 'ш'],
  ['ch', 'ш'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['gh', 'г'],
  ['ng', 'н'],
  ['ts', 'с'],
  ['ya', 'а'],
  ['ia', 'а'],
  ['yu', 'у'],
  ['iu', 'у'],
  ['yo', 'е'],
  ['ye', 'е'],
];
const SINGLE: Readonly<Record<string, string>> = {
  ...{ a: 'а', b: 'б', c: 'с', d: 'д', e: 'е', f: 'ф', g: 'г', h: 'х', i: 'и', j: 'ж', k: 'к', l: 'л', m: 'м' },
  ...{ n: 'н', o: 'о', p: 'п', q: 'к', r: 'р', s: 'с', t: 'т', u: 'у', v: 'в', w: 'у', x: 'х', y: 'и', z: 'з' },
};
const LATIN_PIECE = new RegExp(`${LATIN.map(([piece]) => piece).join('|')}|[a-z]`, 'g');
const pieces: Readonly<Record<string, string>> = { ...SINGLE, ...Object.fromEntries(LATIN) };

/** Letters that look the same in both alphabets: a slip of the keyboard within a word. */
const LOOKALIKE: Readonly<Record<string, string>> = {
  ...{ a: 'а', b: 'в', c: 'с', e: 'е', h: 'н', i: 'и', k: 'к', m: 'м', o: 'о', p: 'р', t: 'т', x: 'х', y: 'у' },
};

/** Letters that are heard, and misspelled, as one. Folding has made one of й and и, of ё and е already. */
const HEARD: Readonly<Record<string, string>> = {
  ...{ ы: 'и', э: 'е', щ: 'ш', ч: 'ш', ц: 'с', я: 'а', ю: 'у' },
};
const HEARD_LETTER = /[ыэщчцяю]/g;
const TWICE = /(\p{L})\1+/gu;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const NUMBER = /^\p{N}+$/u;

/**
 * The words of a text by their sound, in Cyrillic letters whatever alphabet they were typed in: `Köşe jaryǵy`, `Көше жарығы` and
 * `коше жарыгы` are the same. Doubled letters count once. For comparing only, never for showing.
 */
export function soundsOf(text: string): string[] {
  const lower = text
    .normalize('NFC')
    .toLowerCase()
    .replace(MARKED_LETTER, (letter) => MARKED[letter]!);
  return (foldText(lower).match(WORD) ?? []).flatMap((word) => {
    const heard = soundOf(word);
    return heard === '' ? [] : [heard];
  });
}

function soundOf(folded: string): string {
  if (NUMBER.test(folded)) return folded;
  return inCyrillic(folded)
    .replace(HEARD_LETTER, (letter) => HEARD[letter]!)
    .replace(TWICE, '$1');
}

/** Latin pieces that stand for several Cyrillic letters which the full text keeps apart. */
const SEVERAL = /y|ia|iu|s?ch|shch|ts|[cwx]/;

/**
 * How a name in Latin letters begins in Cyrillic ones, as the full text has it: up to the first letter that may be one of several.
 *
 * @param folded a word as `foldText` gives it; one without Latin letters is its own beginning
 */
export function cyrillicBeginning(folded: string): string {
  if (!/^[a-z]+$/.test(folded)) return folded;
  const at = folded.search(SEVERAL);
  return inCyrillic(at < 0 ? folded : folded.slice(0, at));
}

function inCyrillic(word: string): string {
  if (!/[a-z]/.test(word)) return word;
  if (/\p{Script=Cyrillic}/u.test(word))
    return word.replace(/[a-z]/g, (letter) => LOOKALIKE[letter] ?? SINGLE[letter]!);
  return word.replace(LATIN_PIECE, (piece) => pieces[piece]!);
}
