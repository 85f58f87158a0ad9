import { randomBytes, randomUUID } from 'node:crypto';
import type { NamedFile } from '../../shared/books/book.ts';
import { filesOf } from '../../shared/books/index.ts';
import { writeBundle } from '../../shared/centre/bundle/bundle.ts';
import { documentParts, type Part, STRETCH } from '../../shared/centre/bundle/parts.ts';
import { databaseOf } from '../../shared/centre/names.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { mergePapers } from '../../shared/domain/log/merge.ts';
import { type Couch, read } from '../deploy/couch.ts';
import { readRegistryKey } from '../provisioning/registry-key.ts';
import { readSite } from '../provisioning/site.ts';
import { packing, writeFileBytes } from './bundle-file.ts';
import { readExchange, type Since } from './exchanged.ts';
import { checkpointsHere } from './network.ts';
import { readScan } from './scans.ts';

/**
 * `leftOut`: files that papers in the bundle name and the registry has not, or not whole; `unread`: papers of which it names a revision in conflict
 * that it does not have: they go without that one.
 */
export type MadeBundle =
  | { ok: true; documents: number; files: number; leftOut: string[]; unread: string[] }
  | { ok: false; problem: 'unknownSite' | 'otherAgency' | 'revoked' };

/** Papers read in one request. */
const DOCUMENTS_A_PAGE = 100;

/**
 * Writes all that a site has not acknowledged into a file that it alone can read: its first papers, or what came since its last bundle.
 *
 * @throws RegistryError when the server refuses, and what the file system throws
 */
export async function makeBundle(
  couch: Couch,
  { agency, site, withScans }: { agency: string; site: string; withScans: boolean },
  path: string,
): Promise<MadeBundle> {
  const stored = await readSite(couch, site);
  if (!stored) return { ok: false, problem: 'unknownSite' };
  if (stored.agency !== agency) return { ok: false, problem: 'otherAgency' };
  if (stored.revokedAt !== '') return { ok: false, problem: 'revoked' };
  const registry = (await readRegistryKey(couch)).siteOf(agency);
  const bundle = randomUUID();
  const exchange = await readExchange(couch, agency, site);
  const { since } = exchange;
  const counts = { documents: 0, files: 0 };
  const leftOut: string[] = [];
  const unread = new Set<string>();

  async function* parts(): AsyncGenerator<Part> {
    const named = new Map<string, NamedFile>();
    const checkpoints = await checkpointsHere(couch, agency, site);
    yield { part: 'about', agency, ...exchange.standing(bundle), checkpoints };
    for (const database of ['office', 'papers'] as const) {
      const name = databaseOf(agency, database === 'papers' ? '' : '-office');
      for await (const { papers, last } of changesSince(couch, name, since[database], unread)) {
        for (const paper of papers) for (const file of filesOf(paper)) named.set(file.sha256, file);
        counts.documents += papers.length;
        yield* documentParts(database, papers);
        since[database] = last;
      }
    }
    for (const { sha256, type, isText } of named.values()) {
      if (!isText && !withScans) continue;
      const file = await readScan(couch, agency, sha256);
      if (!file) {
        leftOut.push(sha256);
        continue;
      }
      const bytes = file.length;
      for (let from = 0; from < bytes; from += STRETCH)
        yield { part: 'file', sha256, bytes, type, from, data: file.subarray(from, from + STRETCH) };
      counts.files++;
    }
    yield { part: 'end', ...counts };
  }

  const { site: from, sign } = registry;
  const sealing = { from, sign, reader: stored.publicKey, secret: randomBytes(32), packing };
  await writeFileBytes(path, writeBundle(parts(), sealing));
  await exchange.noteMade(bundle, since);
  return { ok: true, ...counts, leftOut, unread: [...unread] };
}

type Changed = { _id: string; _rev: string; _conflicts?: string[] } & Omit<Paper, 'id'>;

/** What a feed has after a place, each paper with the lines of all its revisions. */
async function* changesSince(
  couch: Couch,
  database: string,
  since: Since,
  unread: Set<string>,
): AsyncGenerator<{ papers: Paper[]; last: Since }> {
  for (let place = since; ; ) {
    const query = `include_docs=true&conflicts=true&limit=${DOCUMENTS_A_PAGE}&since=${encodeURIComponent(place)}`;
    const page = await couch.demand('GET', `${database}/_changes?${query}`);
    const { results, last_seq: last } = page as unknown as { results: { doc?: Changed }[]; last_seq: Since };
    if (results.length === 0) return;
    const documents = results.flatMap(({ doc }) => (doc?.log && !doc._id.startsWith('_') ? [doc] : []));
    const papers: Paper[] = [];
    for (const document of documents) papers.push(await wholePaper(couch, database, document, unread));
    yield { papers, last };
    place = last;
  }
}

/** @param unread the paper is added where a revision that is named is not there: that one keeps no stick from its desk */
async function wholePaper(
  couch: Couch,
  database: string,
  { _id: id, _conflicts, ...said }: Changed,
  unread: Set<string>,
) {
  const paperOf = ({ book, entry, log }: Omit<Changed, '_id'>): Paper => ({ id, book, entry, log });
  let paper = paperOf(said);
  for (const rev of _conflicts ?? []) {
    const other = await read(couch, `${database}/${encodeURIComponent(id)}?rev=${rev}`);
    const merged = other && mergePapers(paper, paperOf(other as unknown as Changed));
    if (!merged) unread.add(id);
    else if (merged.ok) paper = merged.paper;
  }
  return paper;
}
