import { compareLines, compareText, keyOf } from './graph.ts';
import { hashOf, type Line, type Paper } from './line.ts';

/** `otherPaper`: not two copies of one paper; both have to be kept and shown, neither may overwrite the other. */
export type Merged<Entry> = { ok: true; paper: Paper<Entry> } | { ok: false; reason: 'otherPaper' };

/**
 * Unites two copies of a paper: the union of their logs. Commutative, associative, idempotent; no line is ever lost. The
 * same id with other content keeps both lines (the check flags them).
 */
export function mergePapers<Entry>(a: Paper<Entry>, b: Paper<Entry>): Merged<Entry> {
  if (a.id !== b.id || a.book !== b.book || hashOf(a.entry) !== hashOf(b.entry))
    return { ok: false, reason: 'otherPaper' };
  return { ok: true, paper: { id: a.id, book: a.book, entry: a.entry, log: mergeLogs(a.log, b.log) } };
}

/**
 * Union of two logs, sorted so that equal sets are equal documents. Where only the signature differs both stay too: one of
 * them is forged, and it is not for a merge to say which. The same holds for other content under a line's own seal.
 */
export function mergeLogs(a: readonly Line[], b: readonly Line[]): Line[] {
  const lines = new Map<string, Line>();
  for (const line of [...a, ...b]) {
    const seal = `${keyOf(line)} ${line.sig}`;
    const known = lines.get(seal);
    if (!known) lines.set(seal, line);
    else if (!isSame(known, line)) for (const one of [known, line]) lines.set(`${seal} ${hashOf(one)}`, one);
  }
  return [...new Set(lines.values())].sort(
    (x, y) => compareLines(x, y) || compareText(x.sig, y.sig) || compareText(hashOf(x), hashOf(y)),
  );
}

/** The wording (order of keys) may differ; the content may not. */
function isSame(a: Line, b: Line): boolean {
  return JSON.stringify(a) === JSON.stringify(b) || hashOf(a) === hashOf(b);
}
