import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { StoredPaper } from '../../main/office/open/collections.ts';
import { openCollections } from '../../main/office/open/open-store.ts';
import { keepOriginal, numberOfOriginal } from '../../main/office/open/originals.ts';
import { storedPaper } from '../../main/office/open/stored-paper.ts';
import { closedYears, writeStubs } from '../../main/office/safety/purge.ts';
import { mend } from '../../main/office/safety/tasks/mend.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { law, newPaper, sound } from '../domain/acts.ts';
import { actAt } from '../domain/logs.ts';
import { assign } from '../sync/agency.ts';
import type { BundleDesk } from './bundle-desks.ts';
import { carry, paperAt, pull, three } from './going-over-desks.ts';
import { assets } from './offices.ts';

/** What a paper was before another entry stood in it is here alone: it goes when its paper goes, and by nothing else. */

const KEY = Buffer.alloc(32, 7);
type Collections = Awaited<ReturnType<typeof openCollections>>;

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'kense originals '));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function inStore<T>(at: string, use: (store: Collections) => Promise<T>): Promise<T> {
  const store = await openCollections(at, KEY);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

function mended(from: string, input: { take: 'sound' | 'readable'; purge: boolean; backup?: string }) {
  const to = join(folder(), 'next');
  mkdirSync(to);
  const { backup, ...rest } = input;
  const key = KEY.toString('hex');
  const task = { from, to, key, newKey: key, assets, ...rest };
  return mend({ ...task, ...(backup !== undefined && { backup: { folder: backup, blobs: backup } }) }, () => {}).then(
    () => to,
  );
}

const originalsIn = (at: string) =>
  inStore(at, async ({ local }) =>
    (await local.find().exec()).flatMap((document) =>
      numberOfOriginal(document.id) ? [(document.toMutableJSON().value as { original: Paper }).original] : [],
    ),
  );

const paper = actAt(0, newPaper(), 'register', {});
const withSummary = (one: Paper, summary: string): Paper => {
  const entry = one.entry as { paper: object };
  return { ...one, entry: { ...entry, paper: { ...entry.paper, summary } } };
};

test('goes with a paper that is removed, and stays where the paper was written on since that was decided', async () => {
  const from = folder();
  const ids = ['230000126010000011', '230000126010000022'];
  await inStore(from, async ({ papers, local }) => {
    for (const id of ids) {
      const inserted = await papers.insert(storedPaper({ ...paper, id }, law, ''));
      await keepOriginal({ local } as never, withSummary({ ...paper, id }, 'бұрынғы'));
      await local.insert({ id: `removed:${id}`, value: { revision: inserted.revision } });
    }
    const [written] = await papers.find({ selector: { id: ids[1]! } }).exec();
    const longer = actAt(0, { ...paper, id: ids[1]! }, 'assign', sound.assign);
    await written!.incrementalModify(() => storedPaper(longer, law, ''));
  });
  const to = await mended(from, { take: 'sound', purge: true });
  expect(await inStore(to, async ({ papers }) => (await papers.find().exec()).map(({ id }) => id))).toEqual([ids[1]]);
  expect((await originalsIn(to)).map(({ id }) => id)).toEqual([ids[1]]);
});

test('is taken from a backup that has the paper as it was, when the store that was rescued has lost it', async () => {
  const [from, backup] = [folder(), folder()];
  const before = actAt(0, paper, 'assign', sound.assign);
  const now = withSummary(paper, 'түзетілді');
  await inStore(backup, ({ papers }) => papers.insert(storedPaper(before, law, '')));
  await inStore(from, ({ papers }) => papers.insert(storedPaper(now, law, '')));
  const to = await mended(from, { take: 'readable', purge: false, backup });
  const [stands] = await inStore(to, async ({ papers }) =>
    (await papers.find().exec()).map((one) => one.toMutableJSON()),
  );
  expect(stands).toMatchObject({ entry: now.entry, log: now.log });
  expect(await originalsIn(to)).toEqual([before]);
});

test('a closed paper that lacks something which is kept beside it stays when its year is removed', async () => {
  const [a, b] = await three();
  const [waiting, other] = [(await a.register()).number, (await a.register()).number];
  for (const number of [waiting, other]) {
    await carry(b, (await paperAt(a, number))!);
    await b.act(number, assign('two'));
    await carry(a, (await paperAt(b, number))!);
    await a.correct(number, 'Көше шамы');
  }
  // Of one everything comes over.
  await pull(b, (await paperAt(a, other))!);
  await pull(a, (await paperAt(b, other))!);
  for (const number of [waiting, other]) await close(a, number);
  const office = { ...a.office, now: () => Date.now() + 366 * 86_400_000 };
  const year = 2000 + Number(waiting.slice(7, 9));
  expect(await closedYears(office)).toEqual([{ year, closed: 1, open: 1 }]);
  expect(await writeStubs(office, year)).toBe(1);
  expect(await a.store.local.findOne(`removed:${waiting}`).exec()).toBeNull();
  expect(await a.store.local.findOne(`removed:${other}`).exec()).not.toBeNull();
});

/** Closing a paper is an act of its own; here only its state matters. */
async function close({ store }: BundleDesk, number: string): Promise<void> {
  const document = await store.papers.findOne(number).exec(true);
  await document.incrementalModify((data: StoredPaper) => ({ ...data, state: { ...data.state, open: false } }));
}
