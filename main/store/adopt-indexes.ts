import {
  _collectionNamePrimary,
  createRxSchema,
  getPrimaryKeyOfInternalDocument,
  INTERNAL_CONTEXT_COLLECTION,
  type RxDatabase,
  type RxJsonSchema,
} from 'rxdb';
import { createRevision, deepEqual, now } from 'rxdb/plugins/utils';
import type { StoredDocument } from './stored-document.ts';

/**
 * Lets collections be opened whose schema has other indexes, or fields that it had not before, and is the same otherwise. RxDB remembers
 * each schema and refuses any other of the same version (DB6); this storage rebuilds its indexes by itself, and takes a field that a
 * document lacks for the least value, so for it such a schema is the same. To be called before `addCollections`.
 */
export async function adoptIndexes(database: RxDatabase, schemas: Record<string, unknown>): Promise<void> {
  for (const [name, wanted] of Object.entries(schemas)) {
    const schema = createRxSchema(wanted as RxJsonSchema<StoredDocument>, database.hashFunction);
    const key = _collectionNamePrimary(name, schema.jsonSchema);
    const id = getPrimaryKeyOfInternalDocument(key, INTERNAL_CONTEXT_COLLECTION);
    const [known] = await database.internalStore.findDocumentsById([id], false);
    if (!known || deepEqual(known.data.schema, schema.jsonSchema)) continue;
    if (!isGrownFrom({ ...known.data.schema, indexes: [] }, { ...schema.jsonSchema, indexes: [] })) continue;
    const document = {
      ...known,
      data: { ...known.data, schema: schema.jsonSchema, schemaHash: await schema.hash },
      _meta: { ...known._meta, lwt: now() },
      _rev: createRevision(database.token, known),
    };
    await database.internalStore.bulkWrite([{ previous: known, document }], 'adopt-indexes');
  }
}

/** Whether a schema says all that the other one said, and at most has more fields. */
function isGrownFrom(before: unknown, now: unknown): boolean {
  if (!isObject(before) || !isObject(now)) return deepEqual(before, now);
  return Object.keys({ ...before, ...now }).every((key) => {
    const [was, is] = [before[key], now[key]];
    if (key === 'properties' && isObject(was) && isObject(is))
      return Object.keys(was).every((field) => isGrownFrom(was[field], is[field]));
    if (key === 'required' && Array.isArray(was) && Array.isArray(is)) return was.every((field) => is.includes(field));
    return isGrownFrom(was, is);
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
