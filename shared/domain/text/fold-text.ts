/**
 * Letters that people write one for the other: Kazakh ones for lack of the keyboard (domain §4 names are asked for in
 * Russian letters), й and ё, the Latin and Cyrillic look-alikes of ә and ө, and Latin letters that have no
 * decomposition.
 */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  ә: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  і: 'и',
  ь: '',
  ъ: '',
  ə: 'а',
  ɵ: 'о',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 'ss',
  ς: 'σ',
};
/** Has neither marks nor neighbours. */
const ASCII = /^[ -~]*$/;
const NEIGHBOUR = new RegExp(`[${Object.keys(NEIGHBOURS).join('')}]`, 'gu');
const MARKS = /[\p{M}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * The form in which texts are indexed and asked for, so that «алимкулова» finds «Әлімқұлова»: lower case, without
 * diacritics (ё is е, й is и), Kazakh letters as their Russian neighbours, ь and ъ dropped. Folding twice changes nothing
 * more. For comparing only, never for showing.
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(NEIGHBOUR, (letter) => NEIGHBOURS[letter]!);
}
