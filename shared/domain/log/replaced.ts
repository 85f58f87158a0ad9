import { orderLog } from './graph.ts';
import { hashOf, type Line, type Paper, type Sign, sealLine } from './line.ts';
import { mergeLogs } from './merge.ts';

/**
 * What nobody but its site has may get another entry (design §6: what the registry has not accepted may be replaced by a corrected paper). Every line
 * stays, sealed anew over the new entry. The line that says who corrected it, when and why, names the paper as it was before: its data carry
 * `replaces`, the hash of that one's first line.
 *
 * @param sign the key of the site that wrote all of its lines
 */
export function withEntry<Entry>(paper: Paper, entry: Entry, sign: Sign): Paper<Entry> {
  const log = sealedOver({ ...paper, entry, log: [] }, paper.log, sign);
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
 * elsewhere too: no line is lost, since all of them stand in the corrected one as well.
 */
export function isCorrectionOf(paper: Paper, original: Paper): boolean {
  if (paper.id !== original.id || paper.book !== original.book) return false;
  const [site, origin] = [firstOf(paper.log)?.site, originOf(original)];
  return (
    paper.log.some((line) => line.site === site && replacedBy(line) === origin) &&
    original.log.every((old) => paper.log.some((line) => isResealed(line, old)))
  );
}

/**
 * A corrected paper with what this site has written on the original meanwhile, sealed anew over the other entry: nobody else can, and without that it
 * would reach nobody.
 *
 * @param own the site whose key signs
 * @returns undefined when the paper is not the corrected one of this original, or others have written on that what is not in it (yet)
 */
export function withOwnLines<Entry>(
  corrected: Paper<Entry>,
  original: Paper,
  { site: own, sign }: { site: string; sign: Sign },
): Paper<Entry> | undefined {
  const ofOthers = original.log.filter(({ site }) => site !== own);
  if (!isCorrectionOf(corrected, { ...original, log: ofOthers })) return undefined;
  const log = sealedOver(corrected, original.log, sign);
  return { ...corrected, log: mergeLogs(corrected.log, log) };
}

/**
 * A corrected paper over the entry of the copy that it was to take the place of: somebody who counts has that one after all, so that its entry stays, and
 * the correction becomes a line like any other. Sealed anew, the old lines are the copy's again: a signature of Ed25519 is the same every time.
 *
 * @param own the site whose key signs
 * @param asAnyOther what a line that replaced the entry says then; it may have been corrected more than once
 * @returns undefined when the copy is not the original of this paper, or another site has written on it: nobody can seal that anew
 */
export function withOriginalEntry<Entry>(
  paper: Paper,
  copy: Paper<Entry>,
  { site: own, sign }: { site: string; sign: Sign },
  asAnyOther: (data: Line['data']) => Line['data'],
): Paper<Entry> | undefined {
  const origin = originOf(copy);
  const { id, book, log } = paper;
  if (id !== copy.id || book !== copy.book || !log.some((line) => replacedBy(line) === origin)) return undefined;
  if (log.some(({ site }) => site !== own)) return undefined;
  const there = new Set(copy.log.map((line) => line.id));
  const isReplacing = (line: Line) => replacedBy(line) !== undefined && !there.has(line.id);
  const lines = log.map((line) => (isReplacing(line) ? { ...line, data: asAnyOther(line.data) } : line));
  return withEntry({ ...paper, log: lines }, copy.entry, sign);
}

/** The lines that a paper has not got, sealed anew over its entry and after those of its lines that they were written after. */
function sealedOver({ id, book, entry, log }: Paper, lines: readonly Line[], sign: Sign): Line[] {
  const identity = { id, book, entryHash: hashOf(entry) };
  const hashes = new Map(log.map((line) => [line.id, line.hash]));
  return orderLog(lines).flatMap(({ hash: _hash, sig: _sig, ...open }) => {
    if (hashes.has(open.id)) return [];
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

function firstOf(log: readonly Line[]): Line | undefined {
  return log.find(({ after }) => after.length === 0);
}
