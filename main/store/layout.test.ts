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
import { adoptIndexes } from './adopt-indexes.ts';
import { countBy } from './count-by.ts';
import { searchFullText } from './search.ts';
import { createSqliteStorage } from './storage.ts';

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

  it('takes up a field that its documents do not have yet, in indexes, covered and counted', async () => {
    const behind = [['book', 'state.due']];
    const open = async (schema: RxJsonSchema<Paper>, extras: object) => {
      const sqlite = createSqliteStorage({ connection: store.connection, ...extras });
      const database = await createRxDatabase({
        name: 'growing',
        storage: wrappedValidateAjvStorage({ storage: sqlite as unknown as RxStorage<unknown, unknown> }),
        multiInstance: false,
        closeDuplicates: true,
        allowSlowCount: true,
      });
      await adoptIndexes(database, { papers: schema });
      const { papers } = await database.addCollections({ papers: { schema } });
      return { database, papers: papers as RxCollection<Paper> };
    };
    const before = await open(paperSchema, {});
    const { _deleted, _attachments, _rev, _meta, ...paper } = newPaper('old');
    await before.papers.insert(paper);
    await before.database.close();

    const { state, ...properties } = paperSchema.properties as { state: { properties: object; required: string[] } };
    const grown = {
      ...paperSchema,
      properties: {
        ...properties,
        state: {
          ...state,
          properties: { ...state.properties, due: { type: 'string', maxLength: 10 } },
          required: [...state.required, 'due'],
        },
      },
      indexes: behind,
    } as unknown as RxJsonSchema<Paper>;
    const extras = {
      covered: { papers: { behind, fields: ['state.due'] } },
      counted: { papers: [['state.due']] },
    };
    const after = await open(grown, extras);
    await after.papers.insert({ ...paper, id: 'new', state: { ...paper.state, due: '2026-12-01' } } as Paper);
    const due = (range: object) => ({ selector: { book: paper.book, 'state.due': range } as never });
    expect((await after.papers.find(due({ $gt: '' })).exec()).map(({ id }) => id)).toEqual(['new']);
    expect(countBy(store.connection, 'papers', 'state.due', {})).toEqual([
      ['', 1],
      ['2026-12-01', 1],
    ]);
    await (await after.papers.findOne('old').exec())!.incrementalModify((old) => ({
      ...old,
      state: { ...old.state, due: '2026-12-02' },
    }));
    expect((await after.papers.find(due({ $gt: '2026-12-01' })).exec()).map(({ id }) => id)).toEqual(['old']);
    expect(countBy(store.connection, 'papers', 'state.due', { 'state.due': { $gt: '' } })).toEqual([
      ['2026-12-01', 1],
      ['2026-12-02', 1],
    ]);
    await after.database.close();
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
