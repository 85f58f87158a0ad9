import type { InterfaceLanguage } from './words.ts';

const collators = {
  kk: new Intl.Collator('kk', { numeric: true }),
  ru: new Intl.Collator('ru', { numeric: true }),
} satisfies Record<InterfaceLanguage, Intl.Collator>;

/** Orders names as people of the language look them up («Ә» behind «А», «Ё» with «Е»); for eyes, never for what has to be the same everywhere. */
export function alphabetical(language: InterfaceLanguage): (a: string, b: string) => number {
  return collators[language].compare;
}
