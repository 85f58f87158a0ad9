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
 * them is forged, and it is not for a merge to say which.
 */
export function mergeLogs(a: readonly Line[], b: readonly Line[]): Line[] {
  const lines = new Map<string, Line>();
  for (const line of [...a, ...b]) lines.set(`${keyOf(line)} ${line.sig}`, line);
  return [...lines.values()].sort((x, y) => compareLines(x, y) || compareText(x.sig, y.sig));
}
