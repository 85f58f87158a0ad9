import {
  type FilledMangoQuery,
  getIndexMeta,
  getQueryPlan,
  getSchemaByObjectPath,
  getStartIndexStringFromLowerBound,
  getStartIndexStringFromUpperBound,
  type RxJsonSchema,
} from 'rxdb';
import { indexKey } from './index-key.ts';
import type { StoredDocument, StoredSchema } from './stored-document.ts';
import type { Table } from './table.ts';

export type StoredQuery = FilledMangoQuery<StoredDocument>;

/** How SQL answers a query: a range of one index, read forwards or backwards. */
export interface Scan {
  column: string;
  lower: Buffer;
  upper: Buffer;
  lowerInclusive: boolean;
  upperInclusive: boolean;
  backward: boolean;
  /**
   * `scan`: the order of the range is the order wanted. `groups`: it is, except among neighbours with the same
   * `groupOf`, which have to be sorted. `all`: everything has to be read and sorted.
   */
  order: 'scan' | 'groups' | 'all';
  groupOf: (document: StoredDocument) => string;
  /** The range holds exactly the documents that match: nothing is left to test. */
  exact: boolean;
}

type Direction = 'asc' | 'desc';

/**
 * Plans a query with RxDB's planner over the table's indexes. The planner never uses an index for a descending sort, so
 * it is asked for the same sort ascending, and the range is read backwards.
 */
export function planScan(table: Table, query: StoredQuery): Scan {
  const { schema, primaryPath } = table;
  const sort = sortUpToPrimaryKey(query, primaryPath);
  const ascending = { ...query, sort: sort.map(([field]) => ({ [field]: 'asc' })) } as StoredQuery;
  if (query.index && !table.indexes.some(({ fields }) => fields.join() === query.index?.join())) delete ascending.index;
  const plan = getQueryPlan(plannableSchema(table), ascending);

  const index = table.indexes.find(({ fields }) => fields.join() === plan.index.join())!;
  const relevant = sort.filter(([field]) => !isFixedBySelector(schema, query, field));
  const primaryDirection = relevant.find(([field]) => field === primaryPath)?.[1];
  const directions = new Set(relevant.filter(([field]) => field !== primaryPath).map(([, direction]) => direction));
  const direction = directions.size === 0 ? (primaryDirection ?? 'asc') : [...directions][0]!;
  const tiesReversed = primaryDirection !== undefined && primaryDirection !== direction;
  const parts = partsOf(table, index.fields, query);
  const usable =
    plan.sortSatisfiedByIndex &&
    directions.size <= 1 &&
    parts.every(({ ofMissing }) => !ofMissing || isLeast(ofMissing));
  const groupOf = groupsOf(parts, tiesReversed);
  const bounds = schema as RxJsonSchema<StoredDocument>;

  return {
    column: index.column,
    lower: indexKey(getStartIndexStringFromLowerBound(bounds, plan.index, plan.startKeys as string[])),
    upper: indexKey(getStartIndexStringFromUpperBound(bounds, plan.index, plan.endKeys as string[])),
    lowerInclusive: plan.inclusiveStart,
    upperInclusive: plan.inclusiveEnd,
    backward: usable && direction === 'desc',
    order: !usable ? 'all' : groupOf ? 'groups' : 'scan',
    groupOf: groupOf ?? (() => ''),
    exact: plan.selectorSatisfiedByIndex && Object.keys(query.selector).every((field) => isRequired(schema, field)),
  };
}

/** The sort, one entry a field; what comes after the primary key orders nothing. */
function sortUpToPrimaryKey(query: StoredQuery, primaryPath: string): [field: string, direction: Direction][] {
  const sort = query.sort.map((part) => Object.entries(part)[0] as [string, Direction]);
  const primary = sort.findIndex(([field]) => field === primaryPath);
  return primary < 0 ? sort : sort.slice(0, primary + 1);
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

/** Whether a valid document always has a value at this path. */
function isRequired(schema: StoredSchema, path: string): boolean {
  const steps = path.split('.');
  let at: { required?: readonly string[]; properties?: Record<string, unknown> } = schema as never;
  for (const step of steps) {
    if (!at?.required?.includes(step)) return false;
    at = at.properties?.[step] as typeof at;
  }
  return true;
}

function schemaPart(schema: StoredSchema, path: string): { type?: unknown; enum?: unknown } | undefined {
  return getSchemaByObjectPath(schema as RxJsonSchema<StoredDocument>, path);
}
