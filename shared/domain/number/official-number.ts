/**
 * The official number as it was pasted: letters of its index written in Latin look like the Cyrillic ones, and pasted text brings spaces and
 * long dashes. What does not look like such a number is kept as it is: not all letters of the index are known (domain §2.2).
 */
export function officialNumber(pasted: string): { number: string; usual: boolean } {
  const number = pasted
    .trim()
    .toUpperCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s*-\s*/g, '-')
    .replace(/^[A-ZА-ЯЁ]{2}(?=-)/u, (index) => [...index].map((letter) => CYRILLIC[letter] ?? letter).join(''));
  return { number, usual: USUAL.test(number) };
}

const CYRILLIC: Record<string, string> = {
  T: 'Т',
  K: 'К',
  A: 'А',
  B: 'В',
  C: 'С',
  E: 'Е',
  H: 'Н',
  M: 'М',
  O: 'О',
  P: 'Р',
  X: 'Х',
};
const USUAL = /^[А-ЯЁӘҒҚҢӨҰҮҺІ]{2}-20\d{2}-\d{8}(\/\d{1,2})?$/u;
