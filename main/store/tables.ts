import type { Connection } from './connection.ts';
import { StoreError } from './errors.ts';
import type { StoredSchema } from './stored-document.ts';
import { Table, type TableName, type TableOptions } from './table.ts';

const openTables = new WeakMap<Connection, Map<string, Table>>();

/** The open tables of a connection. */
export function tablesOf(connection: Connection): Iterable<Table> {
  return openTables.get(connection)?.values() ?? [];
}

/**
 * The open table of a collection's newest schema version: while RxDB migrates, the old one is open beside it.
 *
 * @throws StoreError `failed` when there is none that is wanted
 */
export function newestTable(
  connection: Connection,
  collection: string,
  wanted: (table: Table) => boolean = () => true,
) {
  let newest: Table | undefined;
  for (const table of tablesOf(connection)) {
    if (table.name.collection !== collection || !wanted(table)) continue;
    if (!newest || table.name.version > newest.name.version) newest = table;
  }
  if (!newest) throw new StoreError('failed', `no such open collection: ${collection}`);
  return newest;
}

/**
 * Opens the table of a collection at one schema version, creating it, or rebuilding it when its list of indexes has
 * changed. Everyone who opens the same one shares it; each has to call `release`.
 */
export function openTable(connection: Connection, name: TableName, schema: StoredSchema, options: TableOptions): Table {
  const tables = openTables.get(connection) ?? new Map<string, Table>();
  openTables.set(connection, tables);
  const key = JSON.stringify([name.database, name.collection, name.version]);
  const shared = tables.get(key);
  if (shared) return shared.retain();
  const table = new Table(connection, name, schema, options, () => tables.delete(key));
  tables.set(key, table);
  return table;
}
