import {
  type DeterministicSortComparator,
  getQueryMatcher,
  getSortComparator,
  type PreparedQuery,
  type RxJsonSchema,
  type RxStorageCountResult,
} from 'rxdb';
import { decodeBody } from './body.ts';
import type { SqlValue } from './connection.ts';
import { planScan, type Scan, type StoredQuery } from './query-plan.ts';
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
  const scan = planScan(table, query);
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
  const scan = planScan(table, query);
  const found = scan.exact ? countRange(table, scan) : countMatching(table, scan, query);
  return { count: Math.max(0, Math.min(found, end) - skip), mode: scan.exact ? 'fast' : 'slow' };
}

function countRange(table: Table, scan: Scan): number {
  const { where, parameters } = rangeOf(scan);
  return Number(table.connection.get(`SELECT count(*) FROM ${table.sql} WHERE ${where}`, parameters)?.[0]);
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
function* documentsIn(table: Table, scan: Scan, wanted: number, skip: number): Generator<StoredDocument> {
  const direction = scan.backward ? 'DESC' : 'ASC';
  let range = rangeOf(scan);
  let offset = skip;
  let size = Math.min(Math.max(wanted, SMALLEST_PAGE), LARGEST_PAGE);
  for (;;) {
    const rows = table.connection.all(
      `SELECT body, ${scan.column} FROM ${table.sql} WHERE ${range.where}
       ORDER BY ${scan.column} ${direction} LIMIT ? OFFSET ?`,
      [...range.parameters, size, offset],
    );
    for (const row of rows) yield decodeBody<StoredDocument>(row[0]);
    if (rows.length < size) return;
    range = rangeOf(scan, rows.at(-1)![1] as Uint8Array);
    offset = 0;
    size = Math.min(size * 2, LARGEST_PAGE);
  }
}

function rangeOf(scan: Scan, after?: Uint8Array): { where: string; parameters: SqlValue[] } {
  let {
    lower,
    upper,
    lowerInclusive,
    upperInclusive,
  }: Pick<Scan, 'lowerInclusive' | 'upperInclusive'> & { lower: Uint8Array; upper: Uint8Array } = scan;
  if (after && scan.backward) [upper, upperInclusive] = [after, false];
  else if (after) [lower, lowerInclusive] = [after, false];
  const { column } = scan;
  return {
    where: `${column} ${lowerInclusive ? '>=' : '>'} ? AND ${column} ${upperInclusive ? '<=' : '<'} ?`,
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
