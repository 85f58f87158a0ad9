import { isEntryField, isToldOf, valueAt } from '../../../shared/books/appeals/corrected.ts';
import { type AppealEntry, appeals } from '../../../shared/books/appeals.ts';
import { orderLog } from '../../../shared/domain/log/graph.ts';
import { hashOf, type Paper } from '../../../shared/domain/log/line.ts';
import { mergeLogs } from '../../../shared/domain/log/merge.ts';
import {
  firstOf,
  isProvedCorrection,
  originsOf,
  type Proof,
  provedIn,
  withLinesOf,
} from '../../../shared/domain/log/replaced.ts';
import { besideOf, type Keeper, keepOriginal, proofOf } from './originals.ts';
import { ownKeys, signerOf } from './site.ts';

/** How a replica of papers goes over to the entry that the registry has (main/sync/replica.ts). */
export function goingOver(office: Keeper) {
  return {
    keepOriginal: (paper: Paper) => keepOriginal(office.store, paper),
    takesPlace: (copy: Paper, here: Paper) => takesPlace(office, copy, here),
    withWaiting: (paper: Paper) => withWaiting(office, paper),
  };
}

/**
 * Whether the registry's copy of a paper takes the place of the one of another entry that stands here. One of the two is proved to be the other's
 * correction, or the copy one of the same original, and says in its log what is another in its entry: by then a person here has seen, or can read, all
 * that the key of this computer is about to be set under. Every line here is proved, so that nothing is left behind of which nobody knows whose it is.
 * Else both stay where they are, and it is said.
 *
 * That the site which registered it is trusted no more changes nothing: what it brings from then on the registry takes from nobody's hand but an
 * administrator's, who answers for it, and nobody here may be left alone with an entry that is nowhere else.
 */
export function takesPlace(office: Keeper, copy: Paper, here: Paper): boolean {
  return isOneBesideOther(copy, here, proofOf(office));
}

function isOneBesideOther(copy: Paper, here: Paper, proof: Proof): boolean {
  const site = firstOf(here.log)?.site;
  if (here.book !== appeals.id || site === undefined || provedIn(here, proof).length !== here.log.length) return false;
  return isTold(copy, here, site, proof, originsOf(here)) || isTold(here, copy, site, proof);
}

function isTold(corrected: Paper, original: Paper, site: string, proof: Proof, origins?: string[]): boolean {
  if (!isProvedCorrection(corrected, original, proof, origins)) return false;
  const told = provedIn(corrected, proof).filter((line) => line.site === site);
  return isToldOf(original.entry as AppealEntry, corrected.entry as AppealEntry, told);
}

/**
 * A paper with what was written here on those that have stood in its place, as far as that can be sealed over its entry by now. What others wrote they
 * bring themselves; what is not in it after that is told of (waiting.ts).
 */
export async function withWaiting(office: Keeper, paper: Paper): Promise<Paper> {
  const beside = (await besideOf(office, paper)).filter(({ lacking }) => lacking.length > 0);
  const proof = proofOf(office);
  return beside.reduce((next, { original }) => {
    if (hashOf(original.entry) === hashOf(next.entry)) return withLog(next, original);
    return isOneBesideOther(next, original, proof) ? withOwnLines(office, next, original, proof) : next;
  }, paper);
}

/** It stands in its place again: what was written on it then stands as it was. */
function withLog(paper: Paper, kept: Paper): Paper {
  const log = mergeLogs(paper.log, kept.log);
  return log.length === paper.log.length ? paper : { ...paper, log };
}

function withOwnLines({ site }: Keeper, paper: Paper, from: Paper, proof: Proof): Paper {
  const seals = ownKeys(site).map((keys) => ({ site: keys.site, sign: signerOf(keys) }));
  const olds = oldValues(from, paper.entry as AppealEntry);
  return withLinesOf(paper, from, seals, proof, ({ id, data: { replaces: _, ...data } }) => {
    return { ...data, old: olds.get(id) ?? '' };
  });
}

/** What stood in its field before each correction of a paper, by the id of its line, when the paper begins with this entry. */
function oldValues({ log }: Paper, entry: AppealEntry): Map<string, unknown> {
  const olds = new Map<string, unknown>();
  const now = new Map<unknown, unknown>();
  for (const { id, do: action, data } of orderLog(log)) {
    if (action !== 'amend' || !isEntryField(data.field)) continue;
    olds.set(id, now.get(data.field) ?? valueAt(entry, data.field));
    now.set(data.field, data.new);
  }
  return olds;
}
