import type { Connection, SqlValue } from '../connection.ts';
import { StoreError } from '../errors.ts';
import { indexKey } from '../index-key.ts';
import type { Changes, Table } from '../table.ts';
import { tablesOf } from '../tables.ts';
import type { WholeRow } from './salvage.ts';

/** What is computed from documents and can be made again from them. */
export type Computed = 'index' | 'fullText' | 'counters';

/**
 * Whether what is computed from documents is what they make it, a few documents at a time and while others write: a check for a
 * store that is open. It asks the table for its own formulas, so it finds damage, and no fault of a formula (check.ts does).
 */
export function followTable(connection: Connection, n: number) {
  const table = [...tablesOf(connection)].find(({ sql }) => sql === `t${n}`);
  const tally = table?.counters.tally();
  let passed = Number.MIN_SAFE_INTEGER;
  const subscription = table?.changes.subscribe((changes) => countAgain(changes));

  /** A document that has been counted and is another one now. */
  function countAgain({ events }: Changes): void {
    for (const { documentId, documentData, previousDocumentData } of events) {
      const stored = readable(() => table!.find(documentId));
      if (stored && stored.row <= passed) tally!.add([[previousDocumentData as never, documentData as never]]);
    }
  }

  return {
    /** The next rows in the table's order, as they have just been read. Returns what is not in step. */
    pass(rows: WholeRow[]): Computed[] {
      const found = new Set<Computed>();
      if (!table) return [];
      for (const one of rows) {
        if (!readable(() => columnsInStep(table, one))) found.add('index');
        if (!readable(() => table.fullText?.finds(one.row, one.document) ?? true)) found.add('fullText');
        tally!.add([[undefined, one.document]]);
      }
      passed = rows.at(-1)?.row ?? passed;
      return [...found];
    },
    /** To be asked when every row has passed, from the first one on. */
    countersInStep: () => readable(() => tally?.matches() ?? true) ?? false,
    stop: () => subscription?.unsubscribe(),
  };
}

/** Its columns, and its entries in all indexes over them. */
function columnsInStep(table: Table, { row, id, sequence, document }: WholeRow): boolean {
  const { sql, connection, indexes, covered, coveringIndexes } = table;
  const deleted = document._deleted ? 1 : 0;
  const { lwt } = document._meta;
  const finds = (by: string, conditions: string[], values: SqlValue[]) =>
    connection.get(`SELECT 1 FROM ${sql} ${by} WHERE ${[...conditions, 'row = ?'].join(' AND ')}`, [...values, row]) !==
    undefined;
  const isValue = covered.map(({ column }) => `${column} IS ?`);
  const values = covered.map(({ read }) => read(document));
  return (
    finds('NOT INDEXED', ['deleted = ?', 'lwt = ?', ...isValue], [deleted, lwt, ...values]) &&
    finds(`INDEXED BY sqlite_autoindex_${sql}_1`, ['id = ?'], [indexKey(id)]) &&
    finds(`INDEXED BY ${sql}_sequence`, ['sequence = ?'], [sequence]) &&
    (deleted === 0 || finds(`INDEXED BY ${sql}_deleted`, ['deleted = 1', 'lwt = ?'], [lwt])) &&
    indexes.every((index) => {
      const key = indexKey(index.keyOf(document));
      const behind = coveringIndexes.includes(index);
      return (
        finds('NOT INDEXED', [`${index.column} = ?`], [key]) &&
        finds(
          `INDEXED BY ${sql}_${index.column}`,
          [`${index.column} = ?`, ...(behind ? isValue : [])],
          behind ? [key, ...values] : [key],
        )
      );
    })
  );
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof StoreError && error.code === 'damaged') return undefined;
    throw error;
  }
}
