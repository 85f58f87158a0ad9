import { RequestError } from './errors.ts';
import type { RemoteDocument } from './ports.ts';
import type { Question, Requests } from './request.ts';

/** A place in a feed; opaque: a number at PouchDB, a text at CouchDB. */
export type Sequence = string | number;

export type ChangeRow = {
  id: string;
  deleted?: boolean;
  changes: { rev: string }[];
  doc?: RemoteDocument | null;
};
export type Changes = { results: ChangeRow[]; last_seq: Sequence; pending?: number };

/** A document under a key: there, removed, or unknown; `broken`: the server breaks when it is asked for it (keys-apart.ts). */
export type KeyRow =
  | { id: string; is: 'there'; document: RemoteDocument }
  | { id: string; is: 'removed'; rev: string }
  | { id: string; is: 'unknown' | 'broken' };

/** What became of a written document: its new revision, or why there is none. */
export type WriteRow = { rev: string } | { error: string; reason: string };

/** The few calls of CouchDB's protocol that are needed, each answer checked to belong to its question. */
export type Couch = ReturnType<typeof createCouch>;

// `seq_interval`: places between the rows of a page are not asked for. They are long, and a cluster works to make each.

/** More than any cluster has; it asks as many as there are. */
const EVERY_COPY = 9;

/** The server sends a line feed this often while it has nothing to tell. */
export const HEARTBEAT_MS = 10_000;

export function createCouch(requests: Requests, database: string, signal: AbortSignal) {
  const base = `/${encodeURIComponent(database)}`;
  const get = (path: string) => requests.ask({ path: base + path, signal });
  const post = (path: string, body: string, more: Pick<Question, 'isPapers'> = {}) =>
    requests.ask({ method: 'POST', path: base + path, body, ...more, signal });
  const local = (name: string) => `/_local/${encodeURIComponent(name)}`;

  return {
    /** Raised when the exchange ends. */
    signal,

    /** How many documents there are, the place after everything that is there now, and how many copies a cluster keeps of each. */
    async info(): Promise<{ documents: number; last: Sequence; copies: number }> {
      const { db_name, doc_count, update_seq, cluster } = (await get('')) as Record<string, unknown>;
      if (db_name !== database || typeof doc_count !== 'number' || !isSequence(update_seq)) throw strange('database');
      const { n = 1 } = (cluster ?? {}) as { n?: number };
      return { documents: doc_count, last: update_seq, copies: n };
    },

    async getLocal(name: string): Promise<RemoteDocument | undefined> {
      const found = (await get(local(name)).catch(unlessMissing)) as RemoteDocument | undefined;
      if (found && found._id !== `_local/${name}`) throw strange('local document');
      return found;
    },

    async putLocal(name: string, document: Record<string, unknown>): Promise<void> {
      const body = JSON.stringify(document);
      await requests.ask({ method: 'PUT', path: base + local(name), body, signal });
    },

    /** Changes after `since`, oldest first. */
    async changes(options: { since: Sequence; limit: number; documents: boolean }): Promise<Changes> {
      const { limit } = options;
      const range = `since=${encodeURIComponent(String(options.since))}&limit=${limit}&seq_interval=${limit}`;
      return readChanges(await get(`/_changes?style=all_docs&include_docs=${options.documents}&${range}`));
    },

    /** The newest changes, newest first, without their documents. */
    async newest(limit: number): Promise<ChangeRow[]> {
      return readChanges(await get(`/_changes?style=all_docs&descending=true&limit=${limit}&seq_interval=${limit}`))
        .results;
    },

    /** Waits until something changes after `since`. */
    async nextChanges(since: Sequence, limit: number, documents: boolean): Promise<Changes> {
      const query = `feed=longpoll&heartbeat=${HEARTBEAT_MS}&style=all_docs&include_docs=${documents}`;
      const path = `${base}/_changes?${query}&limit=${limit}&seq_interval=${limit}&since=${encodeURIComponent(String(since))}`;
      return readChanges(await requests.ask({ path, live: true, patience: HEARTBEAT_MS * 2.5, signal }));
    },

    /** Documents by key, with the names of revisions in conflict. One row a key, in its order. */
    async byKeys(ids: readonly string[]): Promise<KeyRow[]> {
      const answer = await post('/_all_docs?include_docs=true&conflicts=true', JSON.stringify({ keys: ids }));
      const rows = rowsOf(answer);
      if (rows.length !== ids.length || rows.some((row, i) => row.key !== ids[i])) throw strange('documents by key');
      return rows.map((row, i) => {
        const id = ids[i]!;
        if (row.doc) return { id, is: 'there', document: row.doc };
        return row.value?.deleted ? { id, is: 'removed', rev: String(row.value.rev) } : { id, is: 'unknown' };
      });
    },

    /** The current revisions of documents, without what is in them; of one that was removed ''. Who is unknown is left out. */
    async heads(ids: readonly string[]): Promise<Map<string, string>> {
      if (ids.length === 0) return new Map();
      const rows = rowsOf(await post('/_all_docs', JSON.stringify({ keys: ids })));
      if (rows.length !== ids.length || rows.some((row, i) => row.key !== ids[i])) throw strange('documents by key');
      const heads = new Map<string, string>();
      for (const [i, { value }] of rows.entries())
        if (value) heads.set(ids[i]!, value.deleted ? '' : String(value.rev));
      return heads;
    },

    /** Whether any copy in a cluster has a document: all are asked, where a look-up by key is content with two that agree. */
    async isAnywhere(id: string): Promise<boolean> {
      const found = (await get(`/${encodeURIComponent(id)}?r=${EVERY_COPY}`).catch(unlessMissing)) as
        | RemoteDocument
        | undefined;
      if (found && found._id !== id) throw strange('document');
      return found !== undefined;
    },

    /** Documents with keys below `before` (or from the end), greatest key first. */
    async backwards(before: string | undefined, limit: number): Promise<RemoteDocument[]> {
      const start = before === undefined ? '' : `&startkey=${encodeURIComponent(JSON.stringify(before))}`;
      const path = `/_all_docs?include_docs=true&conflicts=true&descending=true&limit=${limit + 1}${start}`;
      const documents = rowsOf(await get(path)).flatMap(({ doc }) => doc ?? []);
      // Whatever comes after the last of them is not asked for any more.
      const following = documents.filter(({ _id }) => _id !== before);
      const keys = [...(before === undefined ? [] : [before]), ...following.map(({ _id }) => _id)];
      if (keys.some((key, i) => i > 0 && compareBytes(keys[i - 1]!, key) <= 0)) throw strange('documents backwards');
      return following;
    },

    /**
     * Single revisions, every one of them; only one that was removed is left out. `failed`: the partner says that it cannot give them, or does not have
     * them (`isLacking`): the feed has named it, so it will be there, or the feed names what came after it.
     */
    async revisions(asked: readonly { id: string; rev: string }[]): Promise<Revisions> {
      if (asked.length === 0) return { found: [], failed: [] };
      const wanted = new Map(asked.map(({ id, rev }) => [nameOf(id, rev), { id, rev }]));
      return readRevisions(await post('/_bulk_get', JSON.stringify({ docs: [...wanted.values()] })), wanted);
    },

    worthSending: requests.worthSending,

    /** Writes documents (papers, or pieces of files) given as JSON text. One row a document, by its id. */
    async write(
      documents: readonly { id: string; text: string }[],
      { isPapers = true } = {},
    ): Promise<Map<string, WriteRow>> {
      const body = `{"docs":[${documents.map(({ text }) => text).join(',')}]}`;
      const answer = await post('/_bulk_docs', body, { isPapers });
      if (!Array.isArray(answer) || answer.length !== documents.length) throw strange('writing');
      const rows = new Map<string, WriteRow>();
      for (const { id, rev, error, reason } of answer as Record<string, unknown>[])
        rows.set(
          String(id),
          typeof rev === 'string' && error === undefined
            ? { rev }
            : { error: String(error), reason: String(reason ?? '') },
        );
      if (documents.some(({ id }) => !rows.has(id))) throw strange('writing');
      return rows;
    },
  };
}

function readChanges(answer: unknown): Changes {
  const { results, last_seq, pending } = answer as Partial<Changes>;
  if (!Array.isArray(results) || !isSequence(last_seq)) throw strange('changes');
  if (results.some((row) => typeof row?.id !== 'string' || !Array.isArray(row.changes))) throw strange('changes');
  return { results, last_seq, ...(typeof pending === 'number' && { pending }) };
}

/** Keys stand in the order of their bytes. */
const compareBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

type RevisionRow = {
  ok?: RemoteDocument;
  error?: { rev?: string; error?: string };
  /** PouchDB's word for an error `not_found`. */
  missing?: string;
};

/** A revision that the partner does not give. `isLacking`: of a cluster, a copy may be behind. */
export type Failed = { id: string; rev: string; isLacking: boolean };
export type Revisions = { found: RemoteDocument[]; failed: Failed[] };

/** One row must answer each revision: a conflicting one that is passed over would never come again. */
function readRevisions(answer: unknown, wanted: Map<string, { id: string; rev: string }>): Revisions {
  const { results } = answer as { results?: { id?: unknown; docs?: RevisionRow[] }[] };
  if (!Array.isArray(results)) throw strange('revisions');
  const left = new Map(wanted);
  const { found, failed }: Revisions = { found: [], failed: [] };
  for (const { id, docs } of results) {
    for (const { ok, error, missing } of Array.isArray(docs) ? docs : []) {
      if (ok && ok._id !== id) throw strange('revisions');
      const name = nameOf(id, ok ? ok._rev : (error?.rev ?? missing));
      const answered = left.get(name);
      if (!answered) throw strange('revisions');
      left.delete(name);
      if (ok && !ok._deleted) found.push(ok);
      if (!ok) failed.push({ ...answered, isLacking: !error || error.error === 'not_found' });
    }
  }
  if (left.size > 0) throw strange('revisions');
  return { found, failed };
}

const nameOf = (id: unknown, rev: unknown) => JSON.stringify([id, rev]);

type Row = { key?: unknown; value?: { rev?: string; deleted?: boolean } | null; doc?: RemoteDocument | null };

function rowsOf(answer: unknown): Row[] {
  const { rows } = answer as { rows?: Row[] };
  if (!Array.isArray(rows)) throw strange('documents');
  return rows;
}

function isSequence(value: unknown): value is Sequence {
  return typeof value === 'string' || typeof value === 'number';
}

/** A proxy that mixes up its answers, or another server: nothing of it may be believed. */
function strange(what: string): RequestError {
  return new RequestError('nonsense', `the answer does not fit the question (${what})`);
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof RequestError && error.failure === 'missing') return undefined;
  throw error;
}
