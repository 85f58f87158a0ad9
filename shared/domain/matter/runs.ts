/**
 * The runs of so many letters of a word, with the mark of its beginning: these forgive slips and endings that no rule knows. Numbers have
 * none, each is another.
 *
 * @param sound as `soundsOf` gives it
 */
export function runsOf(sound: string, letters: number): string[] {
  if (/\p{N}/u.test(sound)) return [];
  const marked = `^${sound}`;
  const runs: string[] = [];
  for (let at = 0; at + letters <= marked.length; at++) runs.push(`~${marked.slice(at, at + letters)}`);
  return runs;
}
