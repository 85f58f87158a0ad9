import type { Pick } from './pick-input.tsx';
import { foldedWords, startsIn } from './text-match.ts';

/** Number keys reach so many. */
const MOST = 9;

/**
 * Entries whose words begin as typed; those used most come first, the others in their own order. A name that stands there whole is
 * offered no longer, unless it is that of several.
 *
 * @param used keys of entries, the most used first
 */
export function picksFor(entries: readonly Pick[], typed: string, used: readonly string[]): Pick[] {
  const wanted = foldedWords(typed);
  const rank = ({ key }: Pick) => (used.includes(key) ? used.indexOf(key) : used.length);
  const isSettled = entries.filter(({ label }) => label === typed).length === 1;
  return entries
    .filter(({ label }) => (!isSettled || label !== typed) && startsIn(foldedWords(label), wanted, 'every'))
    .map((entry, order) => ({ entry, order }))
    .sort((a, b) => rank(a.entry) - rank(b.entry) || a.order - b.order)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}
