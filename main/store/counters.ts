import { type ValueColumn, valueColumns } from './columns.ts';
import { splitSelector } from './conditions.ts';
import type { Connection, SqlValue } from './connection.ts';
import { textOfIndexKey } from './index-key.ts';
import type { StoredDocument, StoredSchema } from './stored-document.ts';

/** A document before and after a write; `undefined` where there is none. */
export type Change = readonly [before: StoredDocument | undefined, after: StoredDocument];

/**
 * How many documents there are for each combination of values of some fields, one small SQL table a list of fields. Kept
 * in the transaction of the documents; deleted ones do not count.
 */
export class Counters {
  readonly #connection: Connection;
  readonly #lists: { columns: ValueColumn[]; name: () => string }[];

  constructor(
    connection: Connection,
    schema: StoredSchema,
    lists: readonly (readonly string[])[],
    name: (list: number) => string,
  ) {
    this.#connection = connection;
    this.#lists = lists.map((fields, i) => ({ columns: valueColumns(schema, fields, 'v'), name: () => name(i) }));
  }

  create(): void {
    for (const { columns, name } of this.#lists) {
      const values = columns.map(({ column, sqlType }) => `${column} ${sqlType} NOT NULL, `).join('');
      const key = columns.map(({ column }) => column).join(', ');
      this.#connection.exec(
        `CREATE TABLE ${name()} (${values}n INTEGER NOT NULL, PRIMARY KEY (${key})) STRICT, WITHOUT ROWID`,
      );
    }
  }

  /** The fields of each list and their types. */
  get lists(): string[][][] {
    return this.#lists.map(({ columns }) => columns.map(({ field, type }) => [field, type]));
  }

  /** Has to run in the transaction that writes the documents. */
  apply(changes: readonly Change[]): void {
    for (const { columns, name } of this.#lists) {
      for (const { values, difference } of differences(columns, changes)) {
        if (difference !== 0) this.#add(name(), columns, values, difference);
      }
    }
  }

  /** How many documents match, when a list of fields can tell; the selector has to leave out deleted ones. */
  count(selector: Record<string, unknown>): number | undefined {
    const { _deleted, ...conditions } = selector;
    if ((_deleted as { $eq?: unknown } | undefined)?.$eq !== false || Object.keys(_deleted as object).length !== 1)
      return undefined;
    for (const { columns, name } of this.#lists) {
      const { condition, rest } = splitSelector(columns, conditions);
      if (Object.keys(rest).length > 0) continue;
      const where = condition ? `WHERE ${condition.sql}` : '';
      const sum = this.#connection.get(`SELECT sum(n) FROM ${name()} ${where}`, condition?.parameters ?? []);
      return Number(sum?.[0] ?? 0);
    }
    return undefined;
  }

  /**
   * How many documents match for each value of a field, the greatest count first. Selector and field have to be on one list.
   *
   * @throws RangeError when no list has them all
   */
  countBy(field: string, selector: Record<string, unknown>): [value: string, count: number][] {
    for (const { columns, name } of this.#lists) {
      const by = columns.find((column) => column.field === field && column.type === 'string');
      const { condition, rest } = splitSelector(columns, selector);
      if (!by || Object.keys(rest).length > 0) continue;
      const where = condition ? `WHERE ${condition.sql}` : '';
      const sums = this.#connection.all(
        `SELECT ${by.column}, sum(n) FROM ${name()} ${where} GROUP BY ${by.column} ORDER BY sum(n) DESC, ${by.column}`,
        condition?.parameters ?? [],
      );
      return sums.map(([value, n]) => [textOfIndexKey(value as Uint8Array), Number(n)]);
    }
    throw new RangeError(`nothing counts by ${field} what ${Object.keys(selector).join()} select`);
  }

  /** Counts anew beside: `add` what there is, then `matches` tells whether the counters say the same. */
  tally(): { add(changes: readonly Change[]): void; matches(): boolean } {
    const sums = this.#lists.map(() => new Map<string, number>());
    return {
      add: (changes) =>
        this.#lists.forEach(({ columns }, i) => {
          for (const { values, difference } of differences(columns, changes))
            sums[i]!.set(keyOf(values), (sums[i]!.get(keyOf(values)) ?? 0) + difference);
        }),
      matches: () =>
        this.#lists.every(({ name }, i) => {
          const counted = this.#connection.all(`SELECT * FROM ${name()}`);
          const expected = [...sums[i]!].filter(([, n]) => n !== 0);
          return (
            counted.length === expected.length &&
            counted.every((row) => sums[i]!.get(keyOf(row.slice(0, -1))) === Number(row.at(-1)))
          );
        }),
    };
  }

  #add(name: string, columns: ValueColumn[], values: SqlValue[], difference: number): void {
    const marks = columns.map(() => '?').join(', ');
    const key = columns.map(({ column }) => column).join(', ');
    const same = columns.map(({ column }) => `${column} = ?`).join(' AND ');
    this.#connection.run(
      `INSERT INTO ${name} VALUES (${marks}, ?) ON CONFLICT (${key}) DO UPDATE SET n = n + excluded.n`,
      [...values, difference],
    );
    if (difference < 0) this.#connection.run(`DELETE FROM ${name} WHERE ${same} AND n = 0`, values);
  }
}

function keyOf(values: SqlValue[]): string {
  return values
    .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value)))
    .join();
}

/** What the changes add up to, by combination of values: one write each, however many documents a batch has. */
function differences(
  columns: ValueColumn[],
  changes: readonly Change[],
): Iterable<{ values: SqlValue[]; difference: number }> {
  const sums = new Map<string, { values: SqlValue[]; difference: number }>();
  const add = (document: StoredDocument | undefined, difference: number) => {
    if (!document || document._deleted) return;
    let key = '';
    for (const { valueIn } of columns) {
      const value = valueIn(document);
      key += typeof value === 'string' ? `${value.length}:${value}` : `${value},`;
    }
    const sum = sums.get(key);
    if (sum) sum.difference += difference;
    else sums.set(key, { values: columns.map(({ read }) => read(document)), difference });
  };
  for (const [before, after] of changes) {
    add(before, -1);
    add(after, 1);
  }
  return sums.values();
}
