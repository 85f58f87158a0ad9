import { pause } from './bell.ts';
import type { Progress } from './checkpoint.ts';
import { type ChangeRow, type Changes, HEARTBEAT_MS, type KeyRow } from './couch.ts';
import { RequestError } from './errors.ts';
import { type Exchange, Stop } from './exchange.ts';
import { fetched } from './fetch.ts';
import { conflictsOf } from './known.ts';
import { afterEmpty, paced } from './pace.ts';
import type { RemoteDocument } from './ports.ts';
import { readRevisions } from './revisions.ts';
import { takeIn } from './take-in.ts';

/** A database with more documents than this is filled newest first, unless half of them are here. */
const WORTH_A_FILL = 1_000;
/** The newest changes, fetched before anything else of a first fill. */
const NEWEST = 500;
/** A row of changes weighs this much less than a document. */
const ROWS_FOR_A_DOCUMENT = 10;
/** More papers of ours than this removed within an hour is no ordinary destruction of old papers. */
const MOST_REMOVED = 20;
const HOUR_MS = 3_600_000;
/** So many documents tell whether a page is of this database. */
const TELLING = 20;

/** Takes in everything the partner has, up to now. Resumes where `progress` stands, and moves it. */
export async function catchUp(exchange: Exchange, progress: Progress): Promise<void> {
  if (progress.pulled === undefined || progress.filling !== undefined) await firstFill(exchange, progress);
  let next = ask(exchange, progress);
  for (;;) {
    const page = await next;
    if (page.results.length === 0) {
      exchange.meter.pullLeft = 0;
      progress.byRevisions = undefined;
      exchange.known.compared();
      return;
    }
    // While this page is united and written, the next one is already on its way.
    next = ask(exchange, { ...progress, pulled: page.last_seq });
    next.catch(() => undefined);
    await takePage(exchange, page, progress);
  }
}

/** Waits for the next change at the partner and takes it in; where nobody lets it wait, it asks less and less often. */
export async function follow(exchange: Exchange, progress: Progress): Promise<void> {
  const { couch, pace, ports } = exchange;
  if (exchange.emptyAnswers > 0) await pause(afterEmpty(exchange.emptyAnswers), ports, couch.signal);
  const asked = ports.elapsed();
  const page = await couch.nextChanges(progress.pulled!, pace.pull.size, wantsDocuments(exchange));
  const isForNothing = page.results.length === 0 && ports.elapsed() - asked < HEARTBEAT_MS;
  exchange.emptyAnswers = isForNothing ? exchange.emptyAnswers + 1 : 0;
  await takePage(exchange, page, progress);
}

function ask(exchange: Exchange, { pulled, byRevisions = false }: Progress): Promise<Changes> {
  const documents = !byRevisions && wantsDocuments(exchange);
  const { couch, pace, ports } = exchange;
  const rows = byRevisions ? ROWS_FOR_A_DOCUMENT : 1;
  return paced(pace.pull, ports, (size) => couch.changes({ since: pulled!, limit: size * rows, documents }));
}

/** Not while what comes is likely to be what we have just sent. */
function wantsDocuments({ bare, sent, meter }: Exchange): boolean {
  return !bare.is && sent.echoes === 0 && sent.writes === 0 && meter.pushLeft === 0;
}

async function takePage(exchange: Exchange, page: Changes, progress: Progress): Promise<void> {
  await takeRows(exchange, page.results);
  // A page without rows tells nothing by which one could see whose it is: it moves nothing.
  if (page.results.length > 0) progress.pulled = page.last_seq;
  const { meter } = exchange;
  meter.done += page.results.length;
  meter.pullLeft = page.pending ?? 0;
  meter.changed();
}

async function takeRows(exchange: Exchange, rows: readonly ChangeRow[]): Promise<void> {
  const ordinary = rows.filter(({ id }) => !id.startsWith('_'));
  const removed = ordinary.filter(({ deleted }) => deleted).map(({ id }) => id);
  await noteRemoved(exchange, removed);
  const documents: RemoteDocument[] = [];
  const conflicts: { id: string; rev: string }[] = [];
  const unseen: Unseen = new Map();
  const { sent, known } = exchange;
  await sent.writing;
  for (const { id, deleted, doc, changes } of ordinary) {
    if (deleted) continue;
    if (changes.length === 1) known.recall(id, changes[0]!.rev);
    const holding = known.get(id);
    const isEcho = holding?.fingerprint !== undefined && changes.length === 1 && changes[0]!.rev === holding.rev;
    if (isEcho) sent.echoes = Math.max(0, sent.echoes - 1);
    else if (!doc)
      unseen.set(
        id,
        changes.map(({ rev }) => rev),
      );
    else {
      documents.push(doc);
      for (const { rev } of changes) if (rev !== doc._rev) conflicts.push({ id, rev });
    }
  }
  // The same document may stand in a page twice when it changed while the page was made; the last row is the newest.
  const newest = [...new Map(documents.map((document) => [document._id, document])).values()];
  // Echoes are ours, and what is unseen is looked at further down.
  if (newest.length + removed.length === ordinary.length)
    await assertOurs(exchange, newest, [...newest.map(({ _id }) => _id), ...removed]);
  await takeIn(exchange, newest, { conflicts });
  // A page without documents: what is not an echo of our own is fetched.
  if (unseen.size > 0) sent.echoes = 0;
  for await (const rows of fetched(exchange, [...unseen.keys()])) await takeUnseen(exchange, rows, unseen);
}

/** Documents that a page has named without bringing them, with all their revisions there that nothing stands on. */
export type Unseen = Map<string, readonly string[]>;

/**
 * Takes in what was fetched by key. A cluster answers that by two copies that agree, and both may be behind the one whose feed named it; the
 * feed goes on and never names it again. So every revision that was named has to be there: what is not is asked for by its name. Only a document
 * that is newer may stand on what was named; should it not, the copy whose feed that was will name it once more when it has it.
 *
 * @throws RequestError also where they are not to be had yet: the feed must not move on. Nor over those of another database.
 */
export async function takeUnseen(exchange: Exchange, rows: readonly KeyRow[], unseen: Unseen): Promise<void> {
  const documents: RemoteDocument[] = [];
  const conflicts: { id: string; rev: string }[] = [];
  const lacking: { id: string; rev: string }[] = [];
  /** Of documents that were not fetched as they were named. */
  const parts = new Map<string, RemoteDocument[]>();
  for (const row of rows) {
    const { id } = row;
    const leaves = unseen.get(id)!;
    // What was named stands before the removal. If not, it was put back since, and the copies do not know that yet.
    if (row.is === 'removed' && leaves.every((rev) => rev === row.rev || isOfLater(row.rev, rev))) continue;
    if (row.is === 'broken') {
      await exchange.troubles.setUnread(new Map([[id, leaves]]));
      continue;
    }
    const found = row.is === 'there' ? [row.document._rev!, ...conflictsOf(row.document).map(({ rev }) => rev)] : [];
    const left = leaves.filter((rev) => !found.includes(rev));
    if (row.is === 'there') conflicts.push(...conflictsOf(row.document));
    if (row.is === 'there' && (left.length === 0 || leaves.every((rev) => isOfLater(found[0]!, rev))))
      documents.push(row.document);
    else {
      lacking.push(...left.map((rev) => ({ id, rev })));
      parts.set(id, row.is === 'there' && leaves.includes(found[0]!) ? [row.document] : []);
    }
  }
  const { revisions: byId, unread } = await readRevisions(exchange, lacking);
  for (const [id, found] of byId) parts.get(id)!.push(...found);
  for (const [id, revisions] of parts) {
    const current = revisions.reduce<RemoteDocument | undefined>((a, b) => (a && wins(a, b) ? a : b), undefined);
    if (current) documents.push(current);
    for (const { _rev: rev = '' } of revisions) if (rev !== current!._rev) conflicts.push({ id, rev });
  }
  await takeIn(exchange, documents, { conflicts, lacking: unread });
}

const generationOf = (rev = '') => Number.parseInt(rev, 10);
const isOfLater = (a: string, b: string) => generationOf(a) > generationOf(b);

/** Which of two revisions of a document CouchDB shows: the one with more before it, else the one with the greater name. */
function wins({ _rev: a = '' }: RemoteDocument, { _rev: b = '' }: RemoteDocument): boolean {
  return generationOf(a) === generationOf(b) ? a > b : isOfLater(a, b);
}

/**
 * A page of changes or documents does not say of which database it is. One in which nothing fits may be another's that somebody in front mixed up:
 * then this database knows none of its documents. Its place in a feed would make us pass over our own.
 *
 * @throws RequestError
 */
async function assertOurs(
  { couch, replica }: Exchange,
  documents: readonly RemoteDocument[],
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0 || documents.some((document) => replica.fits(document).ok)) return;
  const heads = await couch.heads(ids.slice(0, TELLING));
  if (heads.size === 0) throw notOurs();
}

const notOurs = () => new RequestError('nonsense', 'the changes of another database');

/** What the partner has removed stays here, and is told of. @throws Stop when it is a great deal at once */
async function noteRemoved(exchange: Exchange, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { replica, known, troubles, ports, accepts } = exchange;
  const held = await replica.read(ids);
  // They may come in any number of pages.
  const since = Math.max(ports.now() - HOUR_MS, exchange.removalsSeenAt());
  const noted = new Map(
    troubles
      .list()
      .flatMap((one) => (one.kind === 'aside' && one.why === 'removed' ? [[one.id, one.at] as const] : [])),
  );
  // After a restart the same ones may come once more.
  const fresh = held.filter(({ id }) => (noted.get(id) ?? since + 1) > since).map(({ id }) => id);
  const lately = [...noted].filter(([, at]) => at > since).map(([id]) => id);
  if (fresh.length > 0 && new Set([...lately, ...fresh]).size > MOST_REMOVED && !accepts('massRemoval'))
    throw new Stop('massRemoval');
  for (const { id } of held) {
    known.forget(id);
    await troubles.setAside(id, 'removed', '');
  }
}

/**
 * The first time at this partner: the newest changes first, then by number from the end, year by year, so that the desk has
 * today's papers while the old ones are still coming. Where there are several copies, a range of numbers is read from one of each part, which may
 * lack some; and no range tells what was removed of what is here. Then the feed is gone through from its beginning after that, without documents, and
 * what has not come is fetched.
 */
async function firstFill(exchange: Exchange, progress: Progress): Promise<void> {
  const { couch, replica, meter, pace, ports, bare } = exchange;
  // The documents of a range are not to be had: all are gone through by their revisions.
  if (bare.is) {
    [progress.pulled, progress.filling, progress.byRevisions] = [0, undefined, true];
    return;
  }
  if (progress.pulled === undefined) {
    const { documents, last, copies } = await couch.info();
    const here = await replica.count();
    if (documents <= WORTH_A_FILL || here > documents / 2 || progress.byRevisions) {
      progress.pulled = 0;
      return;
    }
    // Rows without documents: many more of them fit.
    const rows = await paced(pace.pull, ports, (size) => couch.newest(Math.min(NEWEST, size * ROWS_FOR_A_DOCUMENT)));
    await takeRows(exchange, rows);
    [progress.pulled, progress.filling] = [copies > 1 || here > 0 ? 0 : last, ''];
    meter.pullLeft = documents;
  }
  let next = askBackwards(exchange, progress.filling);
  while (progress.filling !== undefined) {
    const documents = await next;
    const papers = documents.filter(({ _id }) => !_id.startsWith('_'));
    await assertOurs(
      exchange,
      papers,
      papers.map(({ _id }) => _id),
    );
    const last = documents.at(-1)?._id;
    if (last !== undefined) {
      next = askBackwards(exchange, last);
      next.catch(() => undefined);
    }
    await takeIn(exchange, papers);
    progress.filling = last;
    meter.done += documents.length;
    meter.pullLeft = Math.max(0, meter.pullLeft - documents.length);
    meter.changed();
  }
  if (progress.pulled === 0) progress.byRevisions = true;
}

function askBackwards({ couch, pace, ports }: Exchange, before: string | undefined): Promise<RemoteDocument[]> {
  return paced(pace.pull, ports, (limit) => couch.backwards(before || undefined, limit));
}
