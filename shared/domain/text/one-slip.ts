/**
 * Whether a word begins as typed, with at most one wrong, missing, extra or swapped letter in what was typed. The word may go
 * on: people see the list while they type.
 */
export function beginsWithOneSlip(word: string, typed: string): boolean {
  const { length } = typed;
  let at = 0;
  while (at < length && at < word.length && typed.charCodeAt(at) === word.charCodeAt(at)) at++;
  if (at === length) return true;
  // The first difference is where a single slip shows: what follows has to agree again.
  return (
    word.startsWith(typed.slice(at + 1), at + 1) || // another letter
    word.startsWith(typed.slice(at + 1), at) || // one too many
    word.startsWith(typed.slice(at), at + 1) || // one too few
    (typed[at] === word[at + 1] && typed[at + 1] === word[at] && word.startsWith(typed.slice(at + 2), at + 2))
  );
}
