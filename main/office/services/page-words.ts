import type { Words } from '../../../shared/words/words.ts';

const SPLIT = '\u0000';

/** The words around the numbers in `page 2 of 5`: the number of pages is known when all are set. */
export function pageWords({ t }: Words): { before: string; between: string; after: string } {
  const [before = '', between = '', after = ''] = t('register.page', { page: SPLIT, pages: SPLIT }).split(SPLIT);
  return { before, between, after };
}
