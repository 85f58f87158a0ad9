import { mkdirSync } from 'node:fs';
import PouchDB from 'pouchdb';
import { createRxDatabase, type RxCollection } from 'rxdb';
import { replicateCouchDB } from 'rxdb/plugins/replication-couchdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import type { Paper } from '../../shared/domain/log/line.ts';
import { timed } from './figures.ts';
import type { Server } from './sync-server.ts';

/** Documents a request, for everybody. */
const PAGE = 1_000;

/** What one way of exchanging takes, in milliseconds for all papers. */
export type Took = { push: number; pull: number };

const basic = ({ name, password }: { name: string; password: string }) =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

/** The limit: nothing but `_bulk_docs` and `_changes`, one request after the other, answers parsed and thrown away. */
export async function raw(server: Server, papers: readonly Paper[], checked = true): Promise<Took> {
  await server.renew(checked);
  const ask = async (method: string, path: string, body?: string) => {
    const headers = { authorization: basic(server.user), 'content-type': 'application/json' };
    const response = await fetch(`${server.address}/${server.database}/${path}`, {
      method,
      headers,
      ...(body !== undefined && { body }),
    });
    return (await response.json()) as unknown;
  };
  const push = await timed(async () => {
    for (let at = 0; at < papers.length; at += PAGE) {
      const docs = papers.slice(at, at + PAGE).map(({ id: _id, ...paper }) => ({ _id, ...paper }));
      const rows = (await ask('POST', '_bulk_docs', JSON.stringify({ docs }))) as { error?: string }[];
      const refused = rows.find(({ error }) => error !== undefined);
      if (refused) throw new Error(`the raw loop was refused: ${JSON.stringify(refused)}`);
    }
  });
  const pull = await timed(async () => {
    let since: unknown = 0;
    let seen = 0;
    for (;;) {
      const path = `_changes?include_docs=true&limit=${PAGE}&since=${encodeURIComponent(String(since))}`;
      const page = (await ask('GET', path)) as { results: { id: string }[]; last_seq: unknown };
      if (page.results.length === 0) break;
      seen += page.results.filter(({ id }) => !id.startsWith('_')).length;
      since = page.last_seq;
    }
    if (seen !== papers.length) throw new Error(`the raw loop saw ${seen} papers`);
  });
  return { push, pull };
}

/**
 * RxDB's CouchDB plugin as it comes, out of and into RxDB's memory storage. It sends fields of its own with every document, which the
 * check refuses to a desk: so it has the administrator's rights here, and for it the check ends at its first question.
 */
export async function rxdb(server: Server, papers: readonly Paper[]): Promise<Took> {
  await server.renew();
  const open = async (name: string) => {
    const database = await createRxDatabase({ name, storage: getRxStorageMemory(), multiInstance: false });
    const text = { type: 'string', maxLength: 24 } as const;
    const { papers: collection } = await database.addCollections({
      papers: {
        schema: {
          version: 0,
          primaryKey: 'id',
          type: 'object',
          properties: { id: text, book: text, entry: { type: 'object' }, log: { type: 'array' } },
          required: ['id', 'book', 'entry', 'log'],
        },
      },
    });
    return { database, collection: collection as RxCollection<Paper> };
  };
  const replicate = async (collection: RxCollection<Paper>, direction: 'push' | 'pull') => {
    const replication = replicateCouchDB<Paper>({
      replicationIdentifier: `bench-${direction}`,
      collection,
      url: `${server.address}/${server.database}/`,
      live: false,
      fetch: (url, init) =>
        fetch(url, {
          ...init,
          headers: { ...init?.headers, authorization: basic(server.administrator) } as Record<string, string>,
        }),
      [direction]: { batchSize: PAGE },
    });
    replication.error$.subscribe((error) => {
      throw error;
    });
    await replication.awaitInitialReplication();
    await replication.cancel();
  };
  const here = await open('here');
  await here.collection.bulkInsert(papers.map((paper) => ({ ...paper })));
  const push = await timed(() => replicate(here.collection, 'push'));
  // Closed alone, what is in memory would be there in the next run.
  await here.database.remove();
  // It would store design documents as papers, and this one is none; the administrator takes it away for the pull.
  const { body } = await server.couch.ask('GET', `${server.database}/_design/check`);
  await server.couch.demand('DELETE', `${server.database}/_design/check?rev=${String(body._rev)}`);
  const there = await open('there');
  const pull = await timed(() => replicate(there.collection, 'pull'));
  const count = await there.collection.count().exec();
  if (count < papers.length) throw new Error(`RxDB pulled ${count} papers`);
  await there.database.remove();
  return { push, pull };
}

type Replicating = { replicate: Record<'to' | 'from', (remote: unknown, options: object) => Promise<unknown>> } & {
  bulkDocs(docs: object[]): Promise<unknown>;
  info(): Promise<{ doc_count: number }>;
  close(): Promise<void>;
};

/**
 * PouchDB's replication, out of and into leveldb (which it never syncs to disk). It writes with `new_edits: false`, which the check
 * refuses to a desk: so it has the administrator's rights here, and for it the check ends at its first question.
 */
export async function pouchdb(server: Server, papers: readonly Paper[], folder: string): Promise<Took> {
  await server.renew();
  mkdirSync(folder, { recursive: true });
  const Local = PouchDB as unknown as new (name: string, options?: object) => Replicating;
  const remote = new Local(`${server.address}/${server.database}`, { auth: auth(server), skip_setup: true });
  const here = new Local(`${folder}/pouch-here`);
  for (let at = 0; at < papers.length; at += PAGE)
    await here.bulkDocs(papers.slice(at, at + PAGE).map(({ id: _id, ...paper }) => ({ _id, ...paper })));
  const options = { batch_size: PAGE, batches_limit: 2 };
  const push = await timed(() => here.replicate.to(remote, options));
  const there = new Local(`${folder}/pouch-there`);
  const pull = await timed(() => there.replicate.from(remote, options));
  const { doc_count } = await there.info();
  if (doc_count < papers.length) throw new Error(`PouchDB pulled ${doc_count} papers`);
  await Promise.all([here.close(), there.close()]);
  return { push, pull };
}

function auth({ administrator }: Server): { username: string; password: string } {
  return { username: administrator.name, password: administrator.password };
}
