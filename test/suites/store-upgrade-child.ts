import { writeSync } from 'node:fs';
import { addRxPlugin, createRxDatabase, type RxCollection, type RxStorage } from 'rxdb';
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema';
import { adoptIndexes } from '../../main/store/adopt-indexes.ts';
import { openConnection } from '../../main/store/connection.ts';
import { searchFullText } from '../../main/store/search.ts';
import { createSqliteStorage } from '../../main/store/storage.ts';
import { newPaper, type Paper, paperSchema } from './rx-storage-papers.ts';

addRxPlugin(RxDBMigrationSchemaPlugin);

/**
 * A process that changes how papers are stored, and that is killed in the middle when a test wants it. Arguments: what to do, the file, its
 * key in hexadecimal digits, the line after which it is killed, if any.
 *
 * - `fill`: inserts 300 papers.
 * - `rebuild`: opens them with another list of indexes, counters and covered fields.
 * - `migrate`: opens them with the next version of their schema.
 *
 * `rebuild` and `migrate` print a line for each paper they come to, and at the end JSON of what is there.
 */
const [task, path, key, last] = process.argv.slice(2) as ['fill' | 'rebuild' | 'migrate', string, string, string?];
const PAPERS = 300;
let lines = 0;

const connection = openConnection(path, Buffer.from(key, 'hex'));
const changing = task !== 'fill';
const storage = createSqliteStorage({
  connection,
  fullText: {
    papers: (paper) => {
      if (changing) tell('paper');
      return (paper as Paper).entry.applicant as string;
    },
  },
  counted: { papers: task === 'rebuild' ? [['book'], ['state.status']] : [['state.status']] },
  ...(task === 'rebuild' && { covered: { papers: { behind: [['state.order']], fields: ['book'] } } }),
});
const database = await createRxDatabase({
  name: 'office',
  storage: storage as RxStorage<unknown, unknown>,
  multiInstance: false,
});
const schema = {
  ...paperSchema,
  version: task === 'migrate' ? 1 : 0,
  ...(task === 'rebuild' && { indexes: ['state.order'] }),
};
await adoptIndexes(database, { papers: schema });
const { papers } = (await database.addCollections({
  papers: {
    schema,
    ...(task === 'migrate' && { migrationStrategies: { 1: (paper: Paper) => ({ ...paper, book: 'migrated' }) } }),
  },
})) as { papers: RxCollection<Paper> };

if (task === 'fill') {
  const all = Array.from({ length: PAPERS }, (_, i) => {
    const { _deleted, _attachments, _rev, _meta, ...paper } = newPaper(String(1_000 + i));
    return paper;
  });
  await papers.bulkInsert(all);
} else {
  const found = await papers.find({ sort: [{ 'state.order': 'asc' }] }).exec();
  tell(
    JSON.stringify({
      ids: found.map(({ id }) => id),
      books: [...new Set(found.map(({ book }) => book))],
      counted: await papers.count({ selector: { 'state.status': 'registered' } }).exec(),
      searchable: searchFullText(connection, 'papers', 'Әлім', PAPERS + 1).length,
    }),
  );
}
await database.close();
connection.close();

function tell(line: string): void {
  // Written at once: the work itself is synchronous, and the process may be killed during it.
  writeSync(1, `${line}\n`);
  // By itself: whoever kills it from outside may come when the work is done already.
  if (++lines === Number(last)) process.kill(process.pid, 'SIGKILL');
}
