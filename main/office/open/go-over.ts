import { isEntryField, isToldOf, valueAt } from '../../../shared/books/appeals/corrected.ts';
import { type AppealEntry, appeals } from '../../../shared/books/appeals.ts';
import { orderLog } from '../../../shared/domain/log/graph.ts';
import { hashOf, type Paper } from '../../../shared/domain/log/line.ts';
import { mergeLogs } from '../../../shared/domain/log/merge.ts';
import {
  firstOf,
  isProvedCorrection,
  lackingIn,
  type Proof,
  provedIn,
  withLinesOf,
} from '../../../shared/domain/log/replaced.ts';
import type { OpenOffice } from './open-office.ts';
import { keepOriginal, keptOf } from './originals.ts';
import { signerOf, verifyEd25519 } from './site.ts';

/** What of an office is needed to go over to another entry of a paper. */
export type Goer = {
  store: Pick<OpenOffice['store'], 'local'>;
  site: OpenOffice['site'];
  records: Pick<OpenOffice['records'], 'keyOfSite' | 'revokedAt'>;
};

/** How a replica of papers goes over to the entry that the registry has (main/sync/replica.ts). */
export function goingOver(office: Goer) {
  return {
    keepOriginal: (paper: Paper) => keepOriginal(office.store, paper),
    takesPlace: (copy: Paper, here: Paper) => takesPlace(office, copy, here),
    withWaiting: (paper: Paper) => withWaiting(office, paper),
  };
}

/**
 * Whether the registry's copy of a paper takes the place of the one of another entry that stands here. One of the two is proved to be the other's
 * correction, by a site that is trusted, and says in its log what is another in its entry: by then a person here has seen, or can read, all that the key
 * of this computer is about to be set under. Every line here is proved, so that nothing is left behind of which nobody knows whose it is.
 * Else both stay where they are, and it is said.
 */
export function takesPlace(office: Goer, copy: Paper, here: Paper): boolean {
  const site = firstOf(here.log)?.site;
  return site !== undefined && office.records.revokedAt(site) === '' && isOneBesideOther(copy, here, proofOf(office));
}

/** The same, whether its site is trusted or not any more: of papers that this computer has gone over from already. */
function isOneBesideOther(copy: Paper, here: Paper, proof: Proof): boolean {
  const site = firstOf(here.log)?.site;
  if (here.book !== appeals.id || site === undefined || provedIn(here, proof).length !== here.log.length) return false;
  return isTold(copy, here, site, proof) || isTold(here, copy, site, proof);
}

function isTold(corrected: Paper, original: Paper, site: string, proof: Proof): boolean {
  if (!isProvedCorrection(corrected, original, proof)) return false;
  const told = provedIn(corrected, proof).filter((line) => line.site === site);
  return isToldOf(original.entry as AppealEntry, corrected.entry as AppealEntry, told);
}

/**
 * A paper with what was written here on those that have stood in its place, as far as that can be sealed over its entry by now. `waits`: some of it is
 * not in the paper yet, be it of this computer or of others, who bring theirs.
 */
async function withWaiting(office: Goer, paper: Paper): Promise<{ paper: Paper; waits: boolean }> {
  const kept = await keptOf(office.store, paper.id);
  if (kept.length === 0) return { paper, waits: false };
  const proof = proofOf(office);
  let next = paper;
  for (const one of kept) {
    if (hashOf(one.entry) === hashOf(next.entry)) next = withLog(next, one);
    else if (lackingIn(next, one, proof).length > 0 && isOneBesideOther(next, one, proof))
      next = withOwnLines(office, next, one, proof);
  }
  return { paper: next, waits: kept.some((one) => lackingIn(next, one, proof).length > 0) };
}

/** It stands in its place again: what was written on it then stands as it was. */
function withLog(paper: Paper, kept: Paper): Paper {
  const log = mergeLogs(paper.log, kept.log);
  return log.length === paper.log.length ? paper : { ...paper, log };
}

function withOwnLines({ site }: Goer, paper: Paper, from: Paper, proof: Proof): Paper {
  const seals = [site, ...(site.former ?? [])].map((keys) => ({ site: keys.site, sign: signerOf(keys) }));
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

/** The keys of this computer it knows itself, also those under its former names. */
function proofOf({ site, records }: Goer): Proof {
  const own = new Map([site, ...(site.former ?? [])].map((keys) => [keys.site, keys.publicKey]));
  return { keyOfSite: (one) => own.get(one) ?? records.keyOfSite(one), verify: verifyEd25519 };
}
