import { getIndexableStringMonad, getSchemaByObjectPath, type RxJsonSchema } from 'rxdb';
import type { SqlValue } from './connection.ts';
import { indexKey } from './index-key.ts';
import type { StoredDocument, StoredSchema } from './stored-document.ts';

/** One of RxDB's indexes, kept as a column with RxDB's own index string. */
export interface IndexColumn {
  fields: string[];
  column: string;
  keyOf: (document: StoredDocument) => string;
}

/** One field kept as a column of its own, with values that SQL compares as RxDB's matcher does. */
export interface ValueColumn {
  field: string;
  column: string;
  type: 'string' | 'number' | 'boolean';
  sqlType: 'BLOB' | 'REAL' | 'INTEGER';
  /** The document's value of the column's type; the least one where it has none. */
  valueIn: (document: StoredDocument) => string | number | boolean;
  read: (document: StoredDocument) => SqlValue;
}

/**
 * RxDB's index over the time of the last write is left out: RxDB adds it to every collection for reading what has
 * changed, which is done here by the sequence, and each index costs every insert a page.
 */
export function indexColumns(schema: StoredSchema, primaryPath: string): IndexColumn[] {
  const lists = (schema.indexes ?? []).map((index) => (typeof index === 'string' ? [index] : [...index]) as string[]);
  return lists
    .filter((fields) => fields.join() !== `_meta.lwt,${primaryPath}`)
    .map((fields, position) => ({
      fields,
      column: `i${position}`,
      keyOf: getIndexableStringMonad<Record<string, unknown>>(schema as RxJsonSchema<StoredDocument>, fields),
    }));
}

/**
 * @param prefix of the columns' names, which a number follows
 * @throws RangeError for a field that may be missing or is no string, number or boolean: SQL could not compare it
 */
export function valueColumns(schema: StoredSchema, fields: readonly string[], prefix: string): ValueColumn[] {
  return fields.map((field, position) => {
    const type = scalarType(schema, field);
    if (!type || !isRequired(schema, field))
      throw new RangeError(`${field} has to be required, and a string, a number or a boolean`);
    const steps = field.split('.');
    const at = (document: StoredDocument) => steps.reduce<unknown>((value, step) => Object(value)[step], document);
    // A document from before there was this field: as in RxDB's index strings, it looks like the least one.
    const valueIn = (document: StoredDocument) => {
      const value = at(document);
      return isOfType(type, value) ? value : LEAST[type];
    };
    return {
      field,
      column: `${prefix}${position}`,
      type,
      sqlType: SQL_TYPES[type],
      valueIn,
      read: (document) => sqlValueOf(type, valueIn(document))!,
    };
  });
}

const LEAST = { string: '', number: 0, boolean: false } as const;

const SQL_TYPES = { string: 'BLOB', number: 'REAL', boolean: 'INTEGER' } as const;

/** `undefined` when the value is not of the column's type. */
export function sqlValueOf(type: ValueColumn['type'], value: unknown): SqlValue | undefined {
  if (!isOfType(type, value)) return undefined;
  return typeof value === 'string' ? indexKey(value) : Number(value);
}

function isOfType(type: ValueColumn['type'], value: unknown): value is string | number | boolean {
  return typeof value === type && !Number.isNaN(value);
}

function scalarType(schema: StoredSchema, field: string): ValueColumn['type'] | undefined {
  const type: unknown = getSchemaByObjectPath(schema as RxJsonSchema<StoredDocument>, field)?.type;
  if (type === 'string' || type === 'boolean') return type;
  return type === 'number' || type === 'integer' ? 'number' : undefined;
}

/** Whether a valid document always has a value at this path. */
export function isRequired(schema: StoredSchema, path: string): boolean {
  let at: { required?: readonly string[]; properties?: Record<string, unknown> } = schema as never;
  for (const step of path.split('.')) {
    if (!at?.required?.includes(step)) return false;
    at = at.properties?.[step] as typeof at;
  }
  return true;
}
