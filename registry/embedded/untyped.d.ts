/** The little that is used of two libraries that come without types. */
declare module 'pouchdb' {
  type Document = { _id: string; _rev?: string } & Record<string, unknown>;
  export type Database = {
    get(id: string): Promise<Document>;
    put(document: Document): Promise<unknown>;
    close(): Promise<void>;
  };
  export type PouchClass = {
    new (name: string): Database;
    defaults(options: { prefix: string }): PouchClass;
    allDbs(): Promise<string[]>;
  };
  const PouchDB: PouchClass;
  export default PouchDB;
}

declare module 'express-pouchdb' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  import type { PouchClass } from 'pouchdb';

  export type CouchRequest = IncomingMessage & {
    path: string;
    couchSession: { userCtx: { name: string | null; roles: string[] } };
  };
  type Handler = (request: CouchRequest, response: ServerResponse, next: () => void) => void;
  type Application = {
    (request: IncomingMessage, response: ServerResponse): void;
    use(handler: Handler): void;
    setPouchDB(PouchDB: PouchClass): Promise<void>;
    /** Handlers in the order in which they are asked; those of a path have a `route`. */
    _router: { stack: { route?: unknown }[] };
  };
  type Options = { configPath: string; logPath: string; overrideMode: { exclude: string[] } };
  export default function expressPouchDB(options: Options): Application;
}
