import { databaseOf } from '../../shared/centre/names.ts';
import { hashOf, type Line, type Paper } from '../../shared/domain/log/line.ts';
import { mergeLogs, mergePapers } from '../../shared/domain/log/merge.ts';
import { type Couch, isSame, pathOf, RegistryError, read } from '../deploy/couch.ts';

/**
 * Why a losing revision stays: it has lines that the current one lacks, which a desk unites with it (`moreLines`); it is another paper, or says more than a
 * paper does (`otherPaper`); the server names it and does not give it (`unread`); or somebody wrote on it just then (`changed`).
 */
export type Kept = { id: string; rev: string; why: 'moreLines' | 'otherPaper' | 'unread' | 'changed' };

export type Tidied = { removed: number; kept: Kept[] };

type Document = { _id: string; _rev: string; _conflicts?: string[]; log: Line[]; [field: string]: unknown };

/**
 * Removes revisions of an agency's papers and records that lost against another: writes of two parts of a cluster leave them behind, and desks, who unite
 * them, may remove nothing. Each goes only where the current one is proved to hold every line of it. What is removed is that revision alone; the document
 * stays, and desks go on with it.
 *
 * @throws RegistryError when the server refuses
 */
export async function tidyConflicts(couch: Couch, agency: string): Promise<Tidied> {
  const tidied: Tidied = { removed: 0, kept: [] };
  const [papers, records] = [databaseOf(agency), databaseOf(agency, '-office')];
  for (const [database, ids] of [
    [papers, await papersInConflict(couch, papers)],
    [records, await recordsInConflict(couch, records)],
  ] as const)
    for (const id of ids) await tidyDocument(couch, `${database}/${pathOf(id)}`, tidied);
  return tidied;
}

/** How many of an agency's papers have losing revisions; undefined where the server has not been set up to tell. */
export async function countConflicts(couch: Couch, agency: string): Promise<number | undefined> {
  const path = viewOf(databaseOf(agency));
  const { status, body } = await couch.ask('GET', path);
  if (status === 404) return undefined;
  if (status !== 200) throw new RegistryError(`${couch.url}/${path}: ${status}`, status);
  return (body.rows as { value: number }[])[0]?.value ?? 0;
}

const viewOf = (database: string) => `${database}/_design/lines/_view/in_conflict`;

async function papersInConflict(couch: Couch, database: string): Promise<string[]> {
  const { rows } = await couch.demand('GET', `${viewOf(database)}?reduce=false`);
  return (rows as { id: string }[]).map(({ id }) => id);
}

/** They are few. */
async function recordsInConflict(couch: Couch, database: string): Promise<string[]> {
  const { rows } = await couch.demand('GET', `${database}/_all_docs?include_docs=true&conflicts=true`);
  const documents = (rows as { doc: Document }[]).map(({ doc }) => doc);
  return documents.flatMap(({ _id, _conflicts }) => (_conflicts && !_id.startsWith('_') ? [_id] : []));
}

async function tidyDocument(couch: Couch, path: string, tidied: Tidied): Promise<void> {
  const current = (await read(couch, `${path}?conflicts=true`)) as Document | undefined;
  for (const rev of current?._conflicts ?? []) {
    const losing = (await read(couch, `${path}?rev=${rev}`).catch(unlessBroken)) as Document | undefined;
    const why = losing ? whyKept(current!, losing) : 'unread';
    // A write on it that came meanwhile has another revision: it is not removed.
    const isRemoved = why === undefined && (await remove(couch, `${path}?rev=${rev}`));
    if (isRemoved) tidied.removed++;
    else tidied.kept.push({ id: current!._id, rev, why: why ?? 'changed' });
  }
}

/** A revision on which the server breaks keeps no other from being removed. */
function unlessBroken(error: unknown): undefined {
  if (error instanceof RegistryError && error.status === 500) return undefined;
  throw error;
}

/** As a desk judges it: to unite the two changes nothing. */
function whyKept(current: Document, losing: Document): Kept['why'] | undefined {
  const { _rev, _conflicts, log, ...said } = current;
  const { _rev: _, log: lines, ...other } = losing;
  const merged = mergePapers(paperOf(current), paperOf(losing));
  if (!merged.ok || !isSame(said, other)) return 'otherPaper';
  return hashOf(merged.paper.log) === hashOf(mergeLogs(log, [])) ? undefined : 'moreLines';
}

function paperOf({ _id: id, book, entry, log }: Document): Paper {
  return { id, book, entry, log } as Paper;
}

/** @returns whether it was removed; not where somebody was faster */
async function remove(couch: Couch, path: string): Promise<boolean> {
  const { status } = await couch.ask('DELETE', path);
  if (status === 404 || status === 409) return false;
  if (status >= 300) throw new RegistryError(`DELETE ${couch.url}/${path}: ${status}`, status);
  return true;
}
