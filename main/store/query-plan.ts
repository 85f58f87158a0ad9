import {
  type FilledMangoQuery,
  getIndexMeta,
  getQueryPlan,
  getSchemaByObjectPath,
  getStartIndexStringFromLowerBound,
  getStartIndexStringFromUpperBound,
  type RxJsonSchema,
  type RxQueryPlan,
} from 'rxdb';
import { type IndexColumn, isRequired } from './columns.ts';
import { type Condition, splitSelector } from './conditions.ts';
import { indexKey } from './index-key.ts';
import type { StoredDocument, StoredSchema } from './stored-document.ts';
import type { Table } from './table.ts';

export type StoredQuery = FilledMangoQuery<StoredDocument>;

/** A range of one index. */
export interface Range {
  column: string;
  lower: Buffer;
  upper: Buffer;
  lowerInclusive: boolean;
  upperInclusive: boolean;
}

/** How SQL answers a query: a range of one index, read forwards or backwards, and what else the rows have to satisfy. */
export interface Scan extends Range {
  backward: boolean;
  /**
   * `scan`: the order of the range is the order wanted. `groups`: it is, except among neighbours with the same
   * `groupOf`, which have to be sorted. `all`: everything has to be read and sorted.
   */
  order: 'scan' | 'groups' | 'all';
  groupOf: (document: StoredDocument) => string;
  /** On covered fields. */
  condition: Condition | undefined;
  /** Range and condition hold for exactly the documents that match: nothing is left to test. */
  exact: boolean;
}

type Direction = 'asc' | 'desc';

/**
 * Plans a query with RxDB's planner over the table's indexes. The planner never uses an index for a descending sort, so
 * it is asked for the same sort ascending, and the range is read backwards.
 *
 * `byRange` is what the planner chooses for the whole query: the narrowest range. `byOrder` is what it chooses when SQL
 * decides the conditions on covered fields, so that they need no index: more often the order of the sort.
 */
export function planScans(table: Table, query: StoredQuery): { byRange: Scan; byOrder: Scan } {
  const { condition, rest } = splitSelector(table.covered, query.selector as Record<string, unknown>);
  const whole = asPlannable(table, query, query.selector);
  const byRange = scanOf(table, query, getQueryPlan(plannableSchema(table), whole), condition, rest);
  if (!condition) return { byRange, byOrder: byRange };
  const open = asPlannable(table, query, rest);
  const plan = getQueryPlan(plannableSchema(table), open);
  if (plan.index.join() === byRange.index.fields.join()) return { byRange, byOrder: byRange };
  return { byRange, byOrder: scanOf(table, query, getQueryPlan(oneIndex(table, plan.index), whole), condition, rest) };
}

function scanOf(
  table: Table,
  query: StoredQuery,
  plan: RxQueryPlan,
  condition: Condition | undefined,
  rest: Record<string, unknown>,
): Scan & { index: IndexColumn } {
  const { schema, primaryPath } = table;
  const index = table.indexes.find(({ fields }) => fields.join() === plan.index.join())!;
  const sort = relevantSort(table, query);
  const primaryDirection = sort.find(([field]) => field === primaryPath)?.[1];
  const directions = new Set(sort.filter(([field]) => field !== primaryPath).map(([, direction]) => direction));
  const direction = directions.size === 0 ? (primaryDirection ?? 'asc') : [...directions][0]!;
  const tiesReversed = primaryDirection !== undefined && primaryDirection !== direction;
  const parts = partsOf(table, index.fields, query);
  const usable =
    plan.sortSatisfiedByIndex &&
    directions.size <= 1 &&
    parts.every(({ ofMissing }) => !ofMissing || isLeast(ofMissing));
  const groupOf = groupsOf(parts, tiesReversed);
  const whole = rangeOf(table, index, plan);
  const byRangeAlone = isSatisfied(schema, plan, query.selector);
  // Where the planner meets an operator that it does not know it widens the range, so the range of what remains may be
  // narrower. Each holds all documents that match, so what both hold does.
  const restPlan = condition && getQueryPlan(oneIndex(table, plan.index), asPlannable(table, query, rest));
  const range = restPlan ? intersection(whole, rangeOf(table, index, restPlan)) : whole;

  return {
    index,
    ...range,
    backward: usable && direction === 'desc',
    order: !usable ? 'all' : groupOf ? 'groups' : 'scan',
    groupOf: groupOf ?? (() => ''),
    condition: byRangeAlone ? undefined : condition,
    exact: byRangeAlone || (restPlan !== undefined && isSatisfied(schema, restPlan, rest)),
  };
}

function rangeOf(table: Table, { column }: IndexColumn, plan: RxQueryPlan): Range {
  const schema = table.schema as RxJsonSchema<StoredDocument>;
  return {
    column,
    lower: indexKey(getStartIndexStringFromLowerBound(schema, plan.index, plan.startKeys as string[])),
    upper: indexKey(getStartIndexStringFromUpperBound(schema, plan.index, plan.endKeys as string[])),
    lowerInclusive: plan.inclusiveStart,
    upperInclusive: plan.inclusiveEnd,
  };
}

function intersection(a: Range, b: Range): Range {
  const [lower, upper] = [Buffer.compare(a.lower, b.lower), Buffer.compare(a.upper, b.upper)];
  return {
    column: a.column,
    lower: lower > 0 ? a.lower : b.lower,
    lowerInclusive: lower === 0 ? a.lowerInclusive && b.lowerInclusive : (lower > 0 ? a : b).lowerInclusive,
    upper: upper < 0 ? a.upper : b.upper,
    upperInclusive: upper === 0 ? a.upperInclusive && b.upperInclusive : (upper < 0 ? a : b).upperInclusive,
  };
}

function isSatisfied(schema: StoredSchema, plan: RxQueryPlan, selector: object): boolean {
  return plan.selectorSatisfiedByIndex && Object.keys(selector).every((field) => isRequired(schema, field));
}

/** The query as the planner is to see it: ascending, and without fields in the sort that order nothing. */
function asPlannable(table: Table, query: StoredQuery, selector: object): StoredQuery {
  const sort = relevantSort(table, query).map(([field]) => ({ [field]: 'asc' }));
  const plannable = { ...query, selector, sort } as StoredQuery;
  if (query.index && !table.indexes.some(({ fields }) => fields.join() === query.index?.join())) delete plannable.index;
  return plannable;
}

/** The sort, one entry a field; what is fixed or comes after the primary key orders nothing. */
function relevantSort({ schema, primaryPath }: Table, query: StoredQuery): [field: string, direction: Direction][] {
  const sort = query.sort.map((part) => Object.entries(part)[0] as [string, Direction]);
  const primary = sort.findIndex(([field]) => field === primaryPath);
  const untilPrimary = primary < 0 ? sort : sort.slice(0, primary + 1);
  return untilPrimary.filter(([field]) => !isFixedBySelector(schema, query, field));
}

const plannableSchemas = new WeakMap<Table, RxJsonSchema<StoredDocument>>();

function plannableSchema(table: Table): RxJsonSchema<StoredDocument> {
  let schema = plannableSchemas.get(table);
  if (!schema) {
    schema = { ...table.schema, indexes: table.indexes.map(({ fields }) => fields) } as RxJsonSchema<StoredDocument>;
    plannableSchemas.set(table, schema);
  }
  return schema;
}

function oneIndex(table: Table, fields: string[]): RxJsonSchema<StoredDocument> {
  return { ...table.schema, indexes: [fields] } as RxJsonSchema<StoredDocument>;
}

/** A field that the selector fixes to one value orders nothing. The planner's own rule, which it does not export. */
function isFixedBySelector(schema: StoredSchema, query: StoredQuery, field: string): boolean {
  const condition = (query.selector as Record<string, unknown>)[field];
  if (typeof condition !== 'object' || condition === null || !Object.hasOwn(condition, '$eq')) return false;
  const part = schemaPart(schema, field);
  if (!part) return false;
  if (part.type === 'boolean' || part.enum) return true;
  const value = (condition as { $eq: unknown }).$eq;
  return ['string', 'number', 'integer'].includes(part.type as string) && ['string', 'number'].includes(typeof value);
}

interface IndexPart {
  isPrimary: boolean;
  textOf: (document: StoredDocument) => string;
  /** What a missing value looks like; `undefined` when no document that matches can lack it. */
  ofMissing: string | undefined;
}

function partsOf({ schema, primaryPath }: Table, fields: string[], query: StoredQuery): IndexPart[] {
  return getIndexMeta(schema as RxJsonSchema<StoredDocument>, fields).map(({ fieldName, getIndexStringPart }) => ({
    isPrimary: fieldName === primaryPath,
    textOf: getIndexStringPart,
    ofMissing:
      isRequired(schema, fieldName) || isFixedBySelector(schema, query, fieldName)
        ? undefined
        : getIndexStringPart({} as StoredDocument),
  }));
}

/** A missing number looks like 0, which is not the smallest where the schema allows negative ones. */
function isLeast(text: string): boolean {
  return /^(0*| *)$/.test(text);
}

/**
 * Where the order of an index is only nearly the order of a sort, and how to tell the neighbours that have to be sorted:
 * - RxDB ends every sort with the primary key ascending, also a descending one: equal ones are then read in reverse;
 * - in an index string a missing value looks like an empty one (or the smallest number, or `false`).
 * `undefined`: the order is exact.
 */
function groupsOf(parts: IndexPart[], tiesReversed: boolean): ((document: StoredDocument) => string) | undefined {
  if (!tiesReversed && parts.every(({ ofMissing }) => ofMissing === undefined)) return undefined;
  return (document) => {
    let group = '';
    for (const { isPrimary, textOf, ofMissing } of parts) {
      if (isPrimary && tiesReversed) return group;
      const text = textOf(document);
      group += text;
      if (text === ofMissing) return group;
    }
    return group;
  };
}

function schemaPart(schema: StoredSchema, path: string): { type?: unknown; enum?: unknown } | undefined {
  return getSchemaByObjectPath(schema as RxJsonSchema<StoredDocument>, path);
}
