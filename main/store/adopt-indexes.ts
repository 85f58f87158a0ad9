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
 * Lets collections be opened whose list of indexes, and nothing else, has changed. RxDB remembers each schema and refuses
 * any other of the same version (DB6); this storage rebuilds its indexes by itself, so for it such a schema is the same.
 * To be called before `addCollections`.
 */
export async function adoptIndexes(database: RxDatabase, schemas: Record<string, unknown>): Promise<void> {
  for (const [name, wanted] of Object.entries(schemas)) {
    const schema = createRxSchema(wanted as RxJsonSchema<StoredDocument>, database.hashFunction);
    const key = _collectionNamePrimary(name, schema.jsonSchema);
    const id = getPrimaryKeyOfInternalDocument(key, INTERNAL_CONTEXT_COLLECTION);
    const [known] = await database.internalStore.findDocumentsById([id], false);
    if (!known || deepEqual(known.data.schema, schema.jsonSchema)) continue;
    if (!deepEqual({ ...known.data.schema, indexes: [] }, { ...schema.jsonSchema, indexes: [] })) continue;
    const document = {
      ...known,
      data: { ...known.data, schema: schema.jsonSchema, schemaHash: await schema.hash },
      _meta: { ...known._meta, lwt: now() },
      _rev: createRevision(database.token, known),
    };
    await database.internalStore.bulkWrite([{ previous: known, document }], 'adopt-indexes');
  }
}
