import { createRxDatabase, type RxJsonSchema } from 'rxdb';
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv';
import { localSchema, papersSchema, recordsSchema, type StoredPaper } from '../../main/office/open/collections.ts';
import { databaseIn } from '../../main/office/open/open-store.ts';
import { adoptIndexes } from '../../main/store/adopt-indexes.ts';
import { readCatalogue } from '../../main/store/care/salvage.ts';
import { openConnection } from '../../main/store/connection.ts';
import { createSqliteStorage } from '../../main/store/storage.ts';
import { parseStamp } from '../../shared/domain/clock/hybrid-clock.ts';

/**
 * How papers were laid out before their lists were filtered beside one index: an index a filter, nothing covered, nothing counted, words
 * without other spellings. To be kept as it is; what comes after the present layout gets its own beside it.
 */
const papersThen = {
  ...papersSchema,
  indexes: [
    ['book', 'state.registeredOn', 'state.order'],
    ['book', 'state.kind', 'state.registeredOn', 'state.order'],
    ['book', 'state.status', 'state.registeredOn', 'state.order'],
    ['book', 'state.kind', 'state.status', 'state.registeredOn', 'state.order'],
    ['state.open', 'state.dueOn'],
    ['state.acceptedAt'],
    ['state.own'],
  ],
} as const as RxJsonSchema<StoredPaper>;

/** Lays the papers of a closed office out as they were then. Gives back how many indexes they have now. */
export async function layOutAsBefore(folder: string, key: Uint8Array): Promise<number> {
  const connection = openConnection(databaseIn(folder), key);
  const storage = createSqliteStorage({
    connection,
    fullText: { papers: (paper) => (paper as StoredPaper).state.from },
    order: { papers: (paper) => parseStamp((paper as StoredPaper).state.order)?.time },
  });
  const database = await createRxDatabase({
    name: 'kense',
    storage: { ...wrappedValidateAjvStorage({ storage }), name: `${folder} before` },
    multiInstance: false,
  });
  await adoptIndexes(database, { papers: papersThen });
  await database.addCollections({
    papers: { schema: papersThen },
    office: { schema: recordsSchema },
    local: { schema: localSchema },
  });
  await database.close();
  const { n } = readCatalogue(connection).find(({ collection }) => collection === 'papers')!;
  const indexes = connection.get(`SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name GLOB 't${n}_i*'`);
  connection.close();
  return Number(indexes?.[0]);
}
