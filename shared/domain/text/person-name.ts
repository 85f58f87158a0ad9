import { cleanLine } from './clean-text.ts';

/** Second words of a patronymic (Али оглы, Серік қызы): they get no initial of their own. */
const PATRONYMIC_ENDINGS = new Set([
  'ұлы',
  'улы',
  'қызы',
  'кызы',
  'оглы',
  'оғлы',
  'гызы',
  'uly',
  'qyzy',
  'kyzy',
  'ogly',
]);
const LETTER = /\p{L}\p{M}*/u;

/** `Әлімқұлова Айгүл Серікқызы` → `Ә. А. С.`; '' when there is no letter in it. */
export function initials(fullName: string): string {
  return wordsOf(fullName).map(initialOf).join(' ');
}

/**
 * `Әлімқұлова Айгүл Серікқызы` → `Әлімқұлова А. С.`: the surname first, as it is written in papers. One word stays
 * itself; a name without letters is given back as it is.
 */
export function shortName(fullName: string): string {
  const [surname, ...names] = wordsOf(fullName);
  if (surname === undefined) return cleanLine(fullName);
  return [surname, ...names.map(initialOf)].join(' ');
}

const TRADE = '(?:ИП|ЖК|индивидуальный предприниматель|жеке кәсіпкер)';
const TRADE_BEFORE = new RegExp(`^${TRADE}[\\s:,.«"]+(?=.)`, 'iu');
const TRADE_BEHIND = new RegExp(`(?<=.)[\\s,»"]+${TRADE}\\.?$`, 'iu');

/** A sole trader's name without the word for what he is, at whichever end it was written: `Өміров ЖК` → `Өміров`. */
export function withoutTrade(fullName: string): string {
  return cleanLine(fullName).replace(TRADE_BEFORE, '').replace(TRADE_BEHIND, '');
}

/** Words that have a letter; initials written together (`А.С.`) are words of their own. */
function wordsOf(fullName: string): string[] {
  return cleanLine(fullName)
    .split(/[\s.,;]+/u)
    .filter((word, i) => LETTER.test(word) && (i === 0 || !PATRONYMIC_ENDINGS.has(word.toLowerCase())));
}

/** `Айгүл` → `А.`, `Анна-Мария` → `А.-М.` */
function initialOf(word: string): string {
  return word
    .split(/\p{Pd}/u)
    .flatMap((part) => LETTER.exec(part)?.[0] ?? [])
    .map((letter) => `${letter.toUpperCase()}.`)
    .join('-');
}
