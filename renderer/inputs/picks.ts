import type { Pick } from './pick-input.tsx';
import { foldedWords, startsIn } from './text-match.ts';

/** Number keys reach so many. */
const MOST = 9;

/**
 * Entries whose words begin as typed; one that is typed whole comes first, then those used most, the others in their own order. A name that stands there whole is
 * offered no longer, unless it is that of several.
 *
 * @param used keys of entries, the most used first
 */
export function picksFor(entries: readonly Pick[], typed: string, used: readonly string[]): Pick[] {
  const wanted = foldedWords(typed);
  const rank = ({ key }: Pick) => (used.includes(key) ? used.indexOf(key) : used.length);
  const whole = wanted.join(' ');
  const isPart = ({ label }: Pick) => (foldedWords(label).join(' ') === whole ? 0 : 1);
  const isSettled = entries.filter(({ label }) => label === typed).length === 1;
  return entries
    .filter(({ label }) => (!isSettled || label !== typed) && startsIn(foldedWords(label), wanted, 'every'))
    .map((entry, order) => ({ entry, order, isPart: isPart(entry) }))
    .sort((a, b) => a.isPart - b.isPart || rank(a.entry) - rank(b.entry) || a.order - b.order)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

/** Whether what was typed is the name of an entry already: then Enter must not make a longer one of it. */
export function isNamed(entries: readonly Pick[], typed: string): boolean {
  return entries.some(({ label }) => label === typed);
}
