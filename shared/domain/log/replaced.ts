import { orderLog } from './graph.ts';
import { hashOf, type Line, type Paper, type Sign, sealLine } from './line.ts';
import { mergeLogs } from './merge.ts';

/** A site and its key: only what is proved to be its own is ever handed in here to be sealed by it. */
export type Seal = { site: string; sign: Sign };

/**
 * What nobody but sticks has may get another entry (design §6: what the registry has not accepted may be replaced by a corrected paper). The site's
 * lines stay, sealed anew over the new entry. What others have written on the original, and what was built on that, waits beside it (`withOwnLines`). The
 * line that says who corrected it, when and why, names the paper as it was before: its data carry `replaces`, the hash of that one's first line.
 */
export function withEntry<Entry>(paper: Paper, entry: Entry, seal: Seal): Paper<Entry> {
  const log = sealedOver({ ...paper, entry, log: [] }, paper.log, seal);
  return { ...paper, entry, log: mergeLogs(log, []) };
}

/** By what a corrected paper names the one that it takes the place of. */
export function originOf({ log }: Pick<Paper, 'log'>): string {
  return firstOf(log)?.hash ?? '';
}

/** The origin that a line names whose paper got another entry with it. */
export function replacedBy({ data }: Line): string | undefined {
  return typeof data.replaces === 'string' ? data.replaces : undefined;
}

/**
 * Whether a paper stands where another one did that its site has corrected before the registry had it. It may then take the other's place
 * elsewhere too: what is not in it is kept beside it, until those who wrote it have sealed it anew.
 */
export function isCorrectionOf(paper: Paper, original: Paper): boolean {
  if (paper.id !== original.id || paper.book !== original.book) return false;
  const [first, before] = [firstOf(paper.log), firstOf(original.log)];
  return (
    first !== undefined &&
    before !== undefined &&
    isResealed(first, before) &&
    paper.log.some((line) => line.site === first.site && replacedBy(line) === before.hash)
  );
}

/**
 * A corrected paper with what a site has written on the original, as far as what that was written after is in it: nobody else can seal it anew, and
 * without that it would reach nobody. The rest waits for others to do the same.
 *
 * @param lines on the original, each proved to be the site's
 */
export function withOwnLines<Entry>(corrected: Paper<Entry>, lines: readonly Line[], seal: Seal): Paper<Entry> {
  const log = sealedOver(corrected, lines, seal);
  return log.length === 0 ? corrected : { ...corrected, log: mergeLogs(corrected.log, log) };
}

/**
 * A corrected paper over the entry of the copy that it was to take the place of: somebody who counts has that one after all, so that its entry stays, and
 * the correction becomes a line like any other. Sealed anew, the old lines are the copy's again: a signature of Ed25519 is the same every time.
 *
 * @param asAnyOther what a line that replaced the entry says then; it may have been corrected more than once
 * @returns undefined when the copy is not the original of this paper, or another site has written on it: nobody can seal that anew
 */
export function withOriginalEntry<Entry>(
  paper: Paper,
  copy: Paper<Entry>,
  seal: Seal,
  asAnyOther: (line: Line) => Line['data'],
): Paper<Entry> | undefined {
  const origin = originOf(copy);
  const { id, book, log } = paper;
  if (id !== copy.id || book !== copy.book || !log.some((line) => replacedBy(line) === origin)) return undefined;
  if (log.some(({ site }) => site !== seal.site)) return undefined;
  const there = new Set(copy.log.map((line) => line.id));
  const isReplacing = (line: Line) => replacedBy(line) !== undefined && !there.has(line.id);
  const lines = log.map((line) => (isReplacing(line) ? { ...line, data: asAnyOther(line) } : line));
  return withEntry({ ...paper, log: lines }, copy.entry, seal);
}

/** The site's lines that a paper has not got, sealed anew over its entry, as far as it has what each was written after. */
function sealedOver({ id, book, entry, log }: Paper, lines: readonly Line[], { site: own, sign }: Seal): Line[] {
  const identity = { id, book, entryHash: hashOf(entry) };
  const hashes = new Map(log.map((line) => [line.id, line.hash]));
  return orderLog(lines).flatMap(({ hash: _hash, sig: _sig, ...open }) => {
    if (open.site !== own || hashes.has(open.id) || open.after.some((before) => !hashes.has(before))) return [];
    const past = open.after.map((before) => hashes.get(before)!);
    const line = sealLine(identity, open, past, sign);
    hashes.set(line.id, line.hash);
    return [line];
  });
}

function isResealed(line: Line, old: Line): boolean {
  const open = ({ hash: _hash, sig: _sig, ...rest }: Line) => hashOf(rest);
  return line.id === old.id && open(line) === open(old);
}

export function firstOf(log: readonly Line[]): Line | undefined {
  return log.find(({ after }) => after.length === 0);
}
