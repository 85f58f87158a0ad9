import { addRxPlugin, createRxDatabase, type RxCollection, type RxJsonSchema, type RxStorage } from 'rxdb';
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema';
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AnyStorage,
  newPaper,
  openInstance,
  type Paper,
  paperSchema,
  prepared,
} from '../../test/suites/rx-storage-papers.ts';
import { temporaryStore } from '../../test/suites/store-files.ts';
import { searchFullText } from './search.ts';

addRxPlugin(RxDBMigrationSchemaPlugin);

const name = (paper: unknown) => (paper as Paper).entry.applicant?.toString().toLowerCase();

describe('a changed layout', () => {
  let store: ReturnType<typeof temporaryStore>;
  let storage: AnyStorage;

  beforeEach(() => {
    store = temporaryStore({ fullText: { papers: name } });
    storage = store.storage as unknown as AnyStorage;
  });

  afterEach(() => store.dispose());

  it('builds its indexes anew when their list or the length of a field has changed, losing nothing', async () => {
    let papers = await openInstance(storage);
    const written = Array.from({ length: 30 }, (_, i) => newPaper(`p${i}`, { book: i % 2 ? 'appeals' : 'letters' }));
    await papers.bulkWrite(
      written.map((document) => ({ document })),
      'test',
    );
    const { checkpoint } = await papers.getChangedDocumentsSince!(20);
    await papers.close();
    const schema = {
      ...paperSchema,
      indexes: ['state.status', ['book', 'state.order']],
      properties: { ...paperSchema.properties, book: { type: 'string', maxLength: 20 } },
    } as RxJsonSchema<Paper>;
    papers = await openInstance(storage, { schema });
    const query = { selector: { book: 'letters' }, sort: [{ 'state.order': 'desc' }, { id: 'desc' }] } as never;
    expect((await papers.query(prepared(papers, query))).documents).toHaveLength(15);
    expect((await papers.getChangedDocumentsSince!(20, checkpoint)).documents).toEqual(written.slice(20));
    expect(searchFullText(store.connection, 'papers', 'гүлн', 100)).toHaveLength(30);
    await papers.close();
  });

  it('migrates documents to a new version of their schema by RxDB', async () => {
    const open = async (version: number) => {
      const database = await createRxDatabase({
        name: 'migrating',
        storage: wrappedValidateAjvStorage({ storage: store.storage as RxStorage<unknown, unknown> }),
        multiInstance: false,
        closeDuplicates: true,
      });
      const { papers } = await database.addCollections({
        papers: {
          schema: { ...paperSchema, version },
          ...(version === 1 && {
            migrationStrategies: { 1: (old: Paper) => ({ ...old, book: `${old.book}-1` }) },
          }),
        },
      });
      return { database, papers: papers as RxCollection<Paper> };
    };
    const before = await open(0);
    const plain = (id: string) => {
      const { _deleted, _attachments, _rev, _meta, ...paper } = newPaper(id);
      return paper;
    };
    await before.papers.bulkInsert(Array.from({ length: 120 }, (_, i) => plain(`p${i}`)));
    await before.database.close();
    const after = await open(1);
    const migrated = await after.papers.find().exec();
    expect(new Set(migrated.map(({ book }) => book))).toEqual(new Set(['appeals-1']));
    expect(migrated).toHaveLength(120);
    expect(searchFullText(store.connection, 'papers', 'гүлн', 200)).toHaveLength(120);
    await after.database.close();
  });
});
