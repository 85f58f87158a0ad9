import { Script } from 'node:vm';
import type { BulkOptions, Database, Document, WriteResult } from 'pouchdb';

type Validate = (doc: Document, old: Document | null, user: unknown, security: unknown) => void;

/**
 * Runs a database's `validate_doc_update` functions before it writes, in CouchDB's order: who writes on a revision that is no longer
 * the last hears of the conflict, not of the check; a replicated write is shown its parent where that is here, otherwise
 * nothing; both documents carry their `_revisions`. All ways to write lead through `bulkDocs`; what carries no user is the server's own.
 */
export function validateWrites(database: Database): void {
  const write = database.bulkDocs.bind(database);
  let functions: Promise<Validate[]> | undefined;

  const writeValid = async (docs: Document[], options: BulkOptions): Promise<WriteResult[]> => {
    functions ??= readFunctions(database);
    const checks = await functions;
    const verdicts = await Promise.all(
      docs.map((doc) => (options.userCtx ? verdictOf(database, doc, checks, options) : undefined)),
    );
    const results = await write(
      docs.filter((_, i) => !verdicts[i]),
      options,
    );
    if (docs.some(({ _id }) => String(_id).startsWith('_design/'))) functions = undefined;
    // Of replicated writes only the failed are told.
    if (options.new_edits === false) return [...verdicts.filter((verdict) => verdict !== undefined), ...results];
    const written = results.values();
    return verdicts.map((verdict) => verdict ?? (written.next().value as WriteResult));
  };

  database.bulkDocs = (input, options = {}, callback) => {
    const { docs, ...asked } = Array.isArray(input) ? { docs: input } : input;
    const areDocuments = Array.isArray(docs) && docs.every((doc) => typeof doc === 'object' && doc !== null);
    // What is no list of documents the server refuses as a whole.
    const answer = areDocuments ? writeValid(docs, { ...asked, ...options }) : write(input, options);
    if (callback)
      answer.then(
        (results) => callback(null, results),
        (error: unknown) => callback(error),
      );
    return answer;
  };

  // PouchDB itself writes attachments without saying whose write it is.
  database.putAttachment = (id, name, rev, body, type, options, callback) => {
    const attach = async () => {
      const doc = await attachedTo(database, id, rev);
      const attachments = { ...doc._attachments, [name]: { content_type: type, data: body } };
      return database.put({ ...doc, _attachments: attachments }, options);
    };
    attach().then((result) => callback(null, result), callback);
  };
  database.removeAttachment = (id, name, rev, options, callback) => {
    const detach = async () => {
      const doc = await attachedTo(database, id, rev);
      const { [name]: _gone, ...attachments } = doc._attachments ?? {};
      return database.put({ ...doc, _attachments: attachments }, options);
    };
    detach().then((result) => callback(null, result), callback);
  };
}

async function attachedTo(database: Database, id: string, rev: string | undefined): Promise<Document> {
  const doc = await database.get(id).catch(() => ({ _id: id }) as Document);
  return rev === undefined ? doc : { ...doc, _rev: rev };
}

async function verdictOf(
  database: Database,
  doc: Document,
  checks: Validate[],
  { userCtx, secObj, new_edits }: BulkOptions,
): Promise<WriteResult | undefined> {
  const id = String(doc._id);
  if (checks.length === 0 || id.startsWith('_design/') || id.startsWith('_local/')) return undefined;
  const old = new_edits === false ? await parentOf(database, doc) : await editedBy(database, doc);
  if (old === 'conflict')
    return { id, error: true, status: 409, name: 'conflict', message: 'Document update conflict' };
  try {
    const _revisions = (new_edits === false ? doc._revisions : old?._revisions) ?? { start: 0, ids: [] };
    for (const check of checks)
      check(structuredClone({ ...doc, _revisions }), old && structuredClone(old), userCtx, secObj ?? {});
    return undefined;
  } catch (thrown) {
    return { id, error: true, ...answerTo(thrown) };
  }
}

/**
 * What CouchDB answers to what a check throws: its word about the document is an object with one field, `forbidden` or `unauthorized`.
 * Everything else is the server's own trouble: an error by its name, the rest as `unknown_error`.
 */
function answerTo(thrown: unknown): { status: number; name: string; message: string } {
  const { name, stack, message } = (thrown ?? {}) as Partial<Error>;
  if (name && stack) return { status: 500, name, message: String(message) };
  const [said, ...more] = Object.entries(typeof thrown === 'object' ? (thrown ?? {}) : {});
  if (said && more.length === 0) {
    const [word, reason] = [said[0], String(said[1])];
    if (word === 'forbidden') return { status: 403, name: word, message: reason };
    if (word === 'unauthorized') return { status: 401, name: word, message: reason };
    return { status: 500, name: 'unknown_error', message: reason };
  }
  return { status: 500, name: 'unknown_error', message: typeof thrown === 'string' ? thrown : JSON.stringify(thrown) };
}

/** The document that an ordinary write stands on; null for a new one. */
async function editedBy(database: Database, doc: Document): Promise<Document | null | 'conflict'> {
  const last = await database.get(doc._id, { conflicts: true, revs: true }).catch(() => null);
  if (!last) return doc._rev === undefined ? null : leftOf(database, doc);
  const { _conflicts: others = [], ...old } = last;
  if (doc._rev === old._rev) return old;
  return others.includes(doc._rev as string)
    ? database.get(doc._id, { rev: doc._rev as string, revs: true })
    : 'conflict';
}

/** What is left of a destroyed document, where a write stands on that. */
async function leftOf(database: Database, { _id, _rev }: Document): Promise<Document | 'conflict'> {
  const left = await database.get(_id, { rev: _rev as string, revs: true }).catch(() => undefined);
  return left?._deleted ? left : 'conflict';
}

async function parentOf(database: Database, doc: Document): Promise<Document | null> {
  const { start, ids } = doc._revisions ?? { start: 0, ids: [] };
  if (ids[1] === undefined) return null;
  return database.get(doc._id, { rev: `${start - 1}-${ids[1]}`, revs: true }).catch(() => null);
}

async function readFunctions(database: Database): Promise<Validate[]> {
  const { rows } = await database.allDocs({ startkey: '_design/', endkey: '_design0', include_docs: true });
  return rows.flatMap(({ doc }) =>
    typeof doc.validate_doc_update === 'string'
      ? [new Script(`(${doc.validate_doc_update})`).runInThisContext() as Validate]
      : [],
  );
}
