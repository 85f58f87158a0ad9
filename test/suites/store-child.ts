import { createRxDatabase, type RxCollection, type RxStorage } from 'rxdb';
import { openConnection } from '../../main/store/connection.ts';
import { toStoreError } from '../../main/store/errors.ts';
import { greatestKeyInRange } from '../../main/store/keys.ts';
import { maintain } from '../../main/store/maintain.ts';
import { searchFullText } from '../../main/store/search.ts';
import { createSqliteStorage } from '../../main/store/storage.ts';
import { newPaper, type Paper, paperSchema } from './rx-storage-papers.ts';

/**
 * A process that a test may kill, or let meet a damaged file. Arguments: what to do, the file, its key in hexadecimal
 * digits. Its answers are lines on standard output.
 *
 * - `insert`: two clerks register without end; prints each number once it is acknowledged.
 * - `check`: prints one line of JSON: all numbers in the store and whether the full text agrees, or the error's code.
 */
const [task, path, key] = process.argv.slice(2) as ['insert' | 'check', string, string];

try {
  if (task === 'insert') await insertForEver();
  else process.stdout.write(`${JSON.stringify(await check())}\n`);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ code: toStoreError(error).code, message: String(error) })}\n`);
}

async function open() {
  const connection = openConnection(path, Buffer.from(key, 'hex'));
  const storage = createSqliteStorage({
    connection,
    fullText: { papers: (paper) => (paper as Paper).entry.applicant as string },
  });
  const database = await createRxDatabase({
    name: 'office',
    storage: storage as RxStorage<unknown, unknown>,
    multiInstance: false,
  });
  const { papers } = (await database.addCollections({ papers: { schema: paperSchema } })) as {
    papers: RxCollection<Paper>;
  };
  return { connection, database, papers };
}

async function insertForEver(): Promise<void> {
  const { connection, papers } = await open();
  let next = Number(greatestKeyInRange(connection, 'papers', '0', '9') ?? '100000') + 1;
  const clerk = async () => {
    for (;;) {
      const id = String(next++);
      const { _deleted, _attachments, _rev, _meta, ...paper } = newPaper(id, {
        entry: { applicant: `marker${id}`, text: 'x'.repeat(1200) },
      });
      await papers.insert(paper);
      process.stdout.write(`${id}\n`);
      if (Number(id) % 50 === 0) maintain(connection, 5);
    }
  };
  await Promise.all([clerk(), clerk()]);
}

async function check() {
  const { connection, database, papers } = await open();
  const integrity = connection.get('SELECT CAST(integrity_check AS BLOB) FROM pragma_integrity_check(1)')?.[0];
  const found = await papers.find({ sort: [{ id: 'asc' }] }).exec();
  const ids = found.map(({ id }) => id);
  const searchable = ids.every((id) => searchFullText(connection, 'papers', `marker${id}`, 2).join() === id);
  await database.close();
  connection.close();
  return { ids, searchable, integrity: Buffer.from(integrity as Uint8Array).toString() };
}
