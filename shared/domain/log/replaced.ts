import { sealsOf } from './check.ts';
import { orderLog } from './graph.ts';
import { hashOf, type Line, type Paper, type Sign, sealLine, type Verify } from './line.ts';
import { mergeLogs } from './merge.ts';

/** A site and its key: only what is proved to be its own is ever sealed by it. */
export type Seal = { site: string; sign: Sign };
/** By what a line is proved to be a site's. */
export type Proof = { keyOfSite: (site: string) => string | undefined; verify: Verify };

/**
 * What nobody but sticks has may get another entry (design §6: what the registry has not accepted may be replaced by a corrected paper). The site's
 * lines stay, sealed anew over the new entry. What others have written on the original, and what was built on that, waits beside it (`withLinesOf`). The
 * line that says who corrected it, when and why, names the paper as it was before: its data carry `replaces`, the hash of that one's first line.
 */
export function withEntry<Entry>({ id, book, log }: Paper, entry: Entry, { site, sign }: Seal): Paper<Entry> {
  const identity = { id, book, entryHash: hashOf(entry) };
  const sealed = new Map<string, Line>();
  for (const line of ownPartOf(log, site)) {
    const past = line.after.map((before) => sealed.get(before)!.hash);
    sealed.set(line.id, sealLine(identity, openOf(line), past, sign));
  }
  return { id, book, entry, log: mergeLogs([...sealed.values()], []) };
}

/** A site's lines that were built on nothing but its own: what a corrected paper has of its original. */
export function ownPartOf(log: readonly Line[], site: string): Line[] {
  const own = new Set<string>();
  return orderLog(log).filter((line) => {
    const isOwn = line.site === site && !own.has(line.id) && line.after.every((before) => own.has(before));
    if (isOwn) own.add(line.id);
    return isOwn;
  });
}

/** By what a corrected paper names the one that it takes the place of. */
export function originOf({ log }: Pick<Paper, 'log'>): string {
  return firstOf(log)?.hash ?? '';
}

/** The same, and what it has taken the place of itself: what else took the place of that says no less of it. */
export function originsOf(paper: Pick<Paper, 'log'>): string[] {
  return [originOf(paper), ...paper.log.flatMap((line) => replacedBy(line) ?? [])];
}

/** The origin that a line names whose paper got another entry with it. */
export function replacedBy({ data }: Line): string | undefined {
  return typeof data.replaces === 'string' ? data.replaces : undefined;
}

/**
 * Whether a paper stands where another one did that its site has corrected before the registry had it, whatever others have written on the two: by
 * what the lines say, not by their seals (`isProvedCorrection`).
 *
 * @param origins by which the other one is known; with `originsOf` also what corrects the same original as it does: a computer that was restored does
 *   not know what it had corrected before. Only of a paper whose lines are proved
 */
export function isCorrectionOf(paper: Paper, original: Paper, origins = [originOf(original)]): boolean {
  if (paper.id !== original.id || paper.book !== original.book) return false;
  const [first, before] = [firstOf(paper.log), firstOf(original.log)];
  return (
    first !== undefined &&
    before !== undefined &&
    hashOf(openOf(first)) === hashOf(openOf(before)) &&
    paper.log.some((line) => line.site === first.site && origins.includes(replacedBy(line) ?? ''))
  );
}

/** The same, and the key of its site has sealed the first line of both, and every line by which the entry was replaced. */
export function isProvedCorrection(paper: Paper, original: Paper, proof: Proof, origins?: string[]): boolean {
  if (!isCorrectionOf(paper, original, origins)) return false;
  const [proved, provedBefore] = [provedIn(paper, proof), provedIn(original, proof)];
  const replacing = paper.log.filter((line) => replacedBy(line) !== undefined);
  return (
    provedBefore.includes(firstOf(original.log)!) &&
    [firstOf(paper.log)!, ...replacing].every((line) => proved.includes(line))
  );
}

/** The lines of a paper whose seals hold: of two under one id, each for itself. */
export function provedIn(paper: Paper, { keyOfSite, verify }: Proof): Line[] {
  return sealsOf(paper, keyOfSite, verify).flatMap(({ line, found }) =>
    found.every((finding) => finding === 'twin') ? [line] : [],
  );
}

/**
 * A paper with what was written on another one in the place of which it stands, be it the original or a correction of it: every line of a site whose
 * key is at hand, proved to be its own, and built on what is in the paper by now, proved as well. Nobody else can seal it anew, and without that it
 * would reach nobody. A line that replaced the entry is one like any other here. What others wrote they bring themselves.
 *
 * A line counts as there when its own site has sealed it there: what others put under its id stays beside it.
 *
 * @param seals of this computer: its present name, and its former ones
 * @param asAnyOther what a line that replaced the entry says then; the same every time
 */
export function withLinesOf<Entry>(
  paper: Paper<Entry>,
  from: Paper,
  seals: readonly Seal[],
  proof: Proof,
  asAnyOther: (line: Line) => Line['data'],
): Paper<Entry> {
  const identity = { id: paper.id, book: paper.book, entryHash: hashOf(paper.entry) };
  const hashes = new Map(provedIn(paper, proof).map((line) => [nameOf(line), line.hash]));
  const proved = orderLog(provedIn(from, proof));
  const names = new Map(proved.map((line) => [line.id, nameOf(line)]));
  const sealed = proved.flatMap((line) => {
    const seal = seals.find(({ site }) => site === line.site);
    const past = line.after.map((id) => hashes.get(names.get(id) ?? ''));
    if (!seal || hashes.has(nameOf(line)) || past.includes(undefined)) return [];
    const open = openOf(replacedBy(line) === undefined ? line : { ...line, data: asAnyOther(line) });
    const anew = sealLine(identity, open, past as string[], seal.sign);
    hashes.set(nameOf(anew), anew.hash);
    return [anew];
  });
  return sealed.length === 0 ? paper : { ...paper, log: mergeLogs(paper.log, sealed) };
}

/** What stands in one paper and not, under its site's own seal, in the other; where a site is not known, under any that says so. */
export function lackingIn(paper: Paper, from: Paper, { keyOfSite, verify }: Proof): Line[] {
  const there = sealsOf(paper, keyOfSite, verify).flatMap(({ line, found }) =>
    found.every((finding) => finding === 'twin' || finding === 'unknownSite') ? [nameOf(line)] : [],
  );
  return from.log.filter((line) => !there.includes(nameOf(line)));
}

/** Of what is lacking, what may still come: nobody seals what a site wrote that is gone, nor what was built on that. */
export function comingOf(lacking: readonly Line[], isGone: (site: string) => boolean): Line[] {
  const gone = new Set<string>();
  return orderLog(lacking).filter((line) => {
    const comes = !isGone(line.site) && !line.after.some((before) => gone.has(before));
    if (!comes) gone.add(line.id);
    return comes;
  });
}

export function firstOf(log: readonly Line[]): Line | undefined {
  return log.find(({ after }) => after.length === 0);
}

const nameOf = ({ id, site }: Line) => `${id} ${site}`;

function openOf({ hash: _hash, sig: _sig, ...open }: Line) {
  return open;
}
