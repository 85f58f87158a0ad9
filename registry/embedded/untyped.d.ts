/** The little that is used of two libraries that come without types. */
declare module 'pouchdb' {
  export type Document = {
    _id: string;
    _rev?: string;
    _conflicts?: string[];
    _revisions?: { start: number; ids: string[] };
    _attachments?: Record<string, unknown>;
  } & Record<string, unknown>;
  export type WriteResult = { id: string } & Record<string, unknown>;
  /** `userCtx` and `secObj`: added by the server for its plugins; absent where the server itself writes. */
  export type BulkOptions = { new_edits?: boolean; userCtx?: unknown; secObj?: unknown };
  type Callback<Result> = (error: unknown, result?: Result) => void;
  type Rows = { rows: { doc: Document }[] };
  export type Database = {
    get(id: string, options?: { conflicts?: boolean; rev?: string; revs?: boolean }): Promise<Document>;
    put(document: Document, options?: BulkOptions): Promise<WriteResult>;
    bulkDocs(
      input: Document[] | ({ docs: Document[] } & BulkOptions),
      options?: BulkOptions,
      callback?: Callback<WriteResult[]>,
    ): Promise<WriteResult[]>;
    putAttachment(
      id: string,
      name: string,
      rev: string | undefined,
      body: unknown,
      type: string,
      options: BulkOptions,
      callback: Callback<WriteResult>,
    ): void;
    removeAttachment(
      id: string,
      name: string,
      rev: string | undefined,
      options: BulkOptions,
      callback: Callback<WriteResult>,
    ): void;
    allDocs(options: { startkey: string; endkey: string; include_docs: true }): Promise<Rows>;
    changes(options: { since: 0; live: true; include_docs: true }): {
      on(event: 'change', listener: (change: { id: string; doc?: Document }) => void): unknown;
      cancel(): void;
    };
    close(): Promise<void>;
  };
  export type PouchClass = {
    new (name: string): Database;
    defaults(options: { prefix: string }): PouchClass;
    allDbs(): Promise<string[]>;
    setMaxListeners(count: number): unknown;
  };
  const PouchDB: PouchClass;
  export default PouchDB;
}

declare module 'express-pouchdb' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  import type { Database, PouchClass } from 'pouchdb';

  export type CouchRequest = IncomingMessage & {
    path: string;
    couchSession: { userCtx: { name: string | null; roles: string[] } };
  };
  type Handler = (request: CouchRequest, response: ServerResponse, next: () => void) => void;
  type Application = {
    (request: IncomingMessage, response: ServerResponse): void;
    use(handler: Handler): void;
    setPouchDB(PouchDB: PouchClass): Promise<void>;
    /** Called once a database, before the first request reaches it. */
    dbWrapper: { registerWrapper(wrapper: (name: string, database: Database, next: () => unknown) => unknown): void };
    /** Handlers in the order in which they are asked; those of a path have a `route`. */
    _router: { stack: { route?: unknown }[] };
  };
  type Options = { configPath: string; logPath: string; overrideMode: { exclude: string[] } };
  export default function expressPouchDB(options: Options): Application;
}
