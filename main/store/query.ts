import {
  type DeterministicSortComparator,
  getQueryMatcher,
  getSortComparator,
  type PreparedQuery,
  type RxJsonSchema,
  type RxStorageCountResult,
} from 'rxdb';
import { decodeBody } from './body.ts';
import type { Condition } from './conditions.ts';
import { textOfIndexKey } from './index-key.ts';
import { planScans, type Range, type Scan, type StoredQuery } from './query-plan.ts';
import type { StoredDocument } from './stored-document.ts';
import type { Table } from './table.ts';

type Matcher = (document: StoredDocument) => boolean;

/**
 * Answers a query exactly as RxDB defines it (its matcher, its comparator), reading no more of the range than it needs.
 */
export function runQuery(table: Table, { query }: PreparedQuery<StoredDocument>): StoredDocument[] {
  const skip = query.skip ?? 0;
  const end = skip + (query.limit ?? Number.POSITIVE_INFINITY);
  if (end <= skip) return [];
  const scan = scanForReading(table, query);
  if (scan.exact && scan.order === 'scan') {
    // SQL can step over the skipped rows without reading them.
    return take(documentsIn(table, scan, end - skip, skip), end - skip);
  }
  const matches = matcherOf(table, scan, query);
  if (scan.order === 'scan') return take(filtered(documentsIn(table, scan, end, 0), matches), end).slice(skip);
  const compare: DeterministicSortComparator<StoredDocument> = getSortComparator(
    table.schema as RxJsonSchema<StoredDocument>,
    query,
  );
  if (scan.order === 'groups') {
    const sorted = sortedGroups(filtered(documentsIn(table, scan, end + 1, 0), matches), scan.groupOf, compare);
    return take(sorted, end).slice(skip);
  }
  return [...filtered(documentsIn(table, scan, end, 0), matches)].sort(compare).slice(skip, end);
}

/** Counts what {@link runQuery} would return; `slow` when documents had to be read that do not match. */
export function countQuery(table: Table, { query }: PreparedQuery<StoredDocument>): RxStorageCountResult {
  const skip = query.skip ?? 0;
  const end = skip + (query.limit ?? Number.POSITIVE_INFINITY);
  const within = (found: number) => Math.max(0, Math.min(found, end) - skip);
  const counted = table.counters.count(query.selector as Record<string, unknown>);
  if (counted !== undefined) return { count: within(counted), mode: 'fast' };
  const scan = scanForCounting(table, query);
  const found = scan.exact ? countRange(table, scan) : countMatching(table, scan, query);
  return { count: within(found), mode: scan.exact ? 'fast' : 'slow' };
}

/**
 * The primary keys of all that {@link runQuery} would return, in its order and in pages of at most {@link LARGEST_PAGE}; no document is read.
 * Whoever walks through them may let others write between two pages.
 *
 * @throws RangeError when the query is not one range of an index, so that documents would have to be read, or wants a part of it
 */
export function* keysOf(table: Table, { query }: PreparedQuery<StoredDocument>): Generator<string[]> {
  const scan = scanForReading(table, query);
  if (!scan.exact || scan.order !== 'scan' || query.skip || query.limit !== undefined)
    throw new RangeError('no index holds this query, or it wants a part of what matches');
  const direction = scan.backward ? 'DESC' : 'ASC';
  for (let last: Uint8Array | undefined; ; ) {
    const { sql: where, parameters } = conditionsOf(scan, last);
    const rows = table.connection.all(
      `SELECT id, ${scan.column} FROM ${indexed(table, scan.narrow ?? scan)} WHERE ${where} ORDER BY ${scan.column} ${direction} LIMIT ?`,
      [...parameters, LARGEST_PAGE],
    );
    if (rows.length > 0) yield rows.map(([id]) => textOfIndexKey(id as Uint8Array));
    if (rows.length < LARGEST_PAGE) return;
    last = rows.at(-1)![1] as Uint8Array;
  }
}

/** The rows of a narrow range of another index, put into the order of the scan by SQL. */
type ReadingScan = Scan & { narrow?: Range };

/** So few rows are sooner looked up one by one than searched for in the order of a sort. */
const FEW = 500;

function scanForReading(table: Table, query: StoredQuery): ReadingScan {
  const { byRange, byOrder } = planScans(table, query);
  if (byRange === byOrder || (byRange.exact && byRange.order === 'scan')) return byRange;
  if (!byOrder.exact || byOrder.order !== 'scan') return byRange;
  return isFew(table, byRange) ? { ...byOrder, narrow: byRange } : byOrder;
}

function scanForCounting(table: Table, query: StoredQuery): Scan {
  const { byRange, byOrder } = planScans(table, query);
  if (!byOrder.exact || (byRange.exact && !byRange.condition)) return byRange;
  return byRange.exact && isFew(table, byRange) ? byRange : byOrder;
}

function isFew(table: Table, range: Range): boolean {
  const { sql: where, parameters } = rangeOf(range);
  const sql = `SELECT count(*) FROM (SELECT 1 FROM ${indexed(table, range)} WHERE ${where} LIMIT ?)`;
  return Number(table.connection.get(sql, [...parameters, FEW + 1])?.[0]) <= FEW;
}

function countRange(table: Table, scan: Scan): number {
  const { sql: where, parameters } = conditionsOf(scan);
  return Number(table.connection.get(`SELECT count(*) FROM ${indexed(table, scan)} WHERE ${where}`, parameters)?.[0]);
}

function countMatching(table: Table, scan: Scan, query: StoredQuery): number {
  let count = 0;
  for (const _document of filtered(documentsIn(table, scan, LARGEST_PAGE, 0), matcherOf(table, scan, query))) count++;
  return count;
}

function matcherOf(table: Table, scan: Scan, query: StoredQuery): Matcher {
  if (scan.exact) return () => true;
  return getQueryMatcher(table.schema as RxJsonSchema<StoredDocument>, query) as Matcher;
}

const SMALLEST_PAGE = 16;
const LARGEST_PAGE = 512;

/**
 * The documents of a range in its order, read page by page (index strings are unique, the primary key is in them): an
 * open SQL iterator would lock the file for as long as the caller takes. `wanted` is a guess for the first page.
 */
function* documentsIn(table: Table, scan: ReadingScan, wanted: number, skip: number): Generator<StoredDocument> {
  const direction = scan.backward ? 'DESC' : 'ASC';
  const from = indexed(table, scan.narrow ?? scan);
  let last: Uint8Array | undefined;
  let offset = skip;
  let size = Math.min(Math.max(wanted, SMALLEST_PAGE), LARGEST_PAGE);
  for (;;) {
    const { sql: where, parameters } = conditionsOf(scan, last);
    const rows = table.connection.all(
      `SELECT body, ${scan.column} FROM ${from} WHERE ${where} ORDER BY ${scan.column} ${direction} LIMIT ? OFFSET ?`,
      [...parameters, size, offset],
    );
    for (const row of rows) yield decodeBody<StoredDocument>(row[0]);
    if (rows.length < size) return;
    last = rows.at(-1)![1] as Uint8Array;
    offset = 0;
    size = Math.min(size * 2, LARGEST_PAGE);
  }
}

/** SQLite knows nothing of how many rows a condition leaves, so the choice of an index is not left to it. */
function indexed(table: Table, { column }: Range): string {
  return `${table.sql} INDEXED BY ${table.sql}_${column}`;
}

function conditionsOf(scan: ReadingScan, after?: Uint8Array): Condition {
  const parts = [rangeOf(scan, after, scan.backward)];
  if (scan.narrow) parts.push(rangeOf(scan.narrow));
  if (scan.condition) parts.push(scan.condition);
  return {
    sql: parts.map(({ sql }) => sql).join(' AND '),
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

function rangeOf(range: Range, after?: Uint8Array, backward = false): Condition {
  let {
    lower,
    upper,
    lowerInclusive,
    upperInclusive,
  }: Omit<Range, 'lower' | 'upper'> & Record<'lower' | 'upper', Uint8Array> = range;
  if (after && backward) [upper, upperInclusive] = [after, false];
  else if (after) [lower, lowerInclusive] = [after, false];
  const { column } = range;
  return {
    sql: `${column} ${lowerInclusive ? '>=' : '>'} ? AND ${column} ${upperInclusive ? '<=' : '<'} ?`,
    parameters: [lower, upper],
  };
}

function* filtered(documents: Iterable<StoredDocument>, matches: Matcher): Generator<StoredDocument> {
  for (const document of documents) if (matches(document)) yield document;
}

function* sortedGroups(
  documents: Iterable<StoredDocument>,
  groupOf: (document: StoredDocument) => string,
  compare: DeterministicSortComparator<StoredDocument>,
): Generator<StoredDocument> {
  let group: StoredDocument[] = [];
  let current = '';
  for (const document of documents) {
    const next = groupOf(document);
    if (next !== current && group.length > 0) {
      yield* group.sort(compare);
      group = [];
    }
    current = next;
    group.push(document);
  }
  yield* group.sort(compare);
}

function take<Value>(values: Iterable<Value>, count: number): Value[] {
  const taken: Value[] = [];
  for (const value of values) {
    taken.push(value);
    if (taken.length >= count) break;
  }
  return taken;
}
