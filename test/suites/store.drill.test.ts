import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCollections } from '../../main/office/open/open-store.ts';
import { releaseHandles } from '../../main/office/open/release-handles.ts';
import { createKeyring, findKey } from '../../main/office/profile/keyring.ts';
import { placeOf } from '../../main/office/profile/place.ts';
import { check } from '../../main/office/safety/tasks/check.ts';
import { openConnection } from '../../main/store/connection.ts';
import { first as firstOf, startOffice, temporaryProfile } from '../office/offices.ts';
import { type Case, counted, drillHost, drillIntake, drillOffice, hashOfPaper, randomOf } from './drills.ts';

const CHILD = join(import.meta.dirname, 'drill-child.ts');
/** Every drill can be had again: `KENSE_DRILL_SEED` is printed with its counts. */
const SEED = Number(process.env.KENSE_DRILL_SEED ?? 20_261_125);

/** What Node has compiled once is compiled for all children of the drills. */
const compiled = mkdtempSync(join(tmpdir(), 'kense compiled '));
afterAll(() => rmSync(compiled, { recursive: true, force: true, maxRetries: 5 }));

function startChild(...task: string[]) {
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled };
  return spawn(process.execPath, [CHILD, ...task], { stdio: ['ignore', 'pipe', 'inherit'], env });
}

/** Lets three windows register in a real office and kills its process after some acknowledgements and some more time. */
async function registerUntilKilled(profile: string, drafts: string[], acknowledgements: number, milliseconds: number) {
  const child = spawn(process.execPath, [CHILD, 'clerks', profile, ...drafts], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const sent = new Set<string>();
  const got = new Map<string, string>();
  const troubles: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [what, draft = '', number = ''] = line.split(' ');
    if (what === 'sent') sent.add(draft);
    else if (what === 'got') got.set(draft, number);
    else troubles.push(line);
    if (what === 'got' && got.size === acknowledgements) setTimeout(() => child.kill('SIGKILL'), milliseconds);
    if (what === 'failed') child.kill('SIGKILL');
  }
  return { got, inFlight: [...sent].filter((draft) => !got.has(draft)), troubles };
}

async function openedKey(profile: string) {
  const found = await findKey(placeOf(profile, 'office'), drillHost);
  if ('lock' in found) throw new Error('the vault did not open');
  return found;
}

async function recoveryCodeOf(profile: string): Promise<string> {
  const keyring = createKeyring(placeOf(profile, 'office'), await openedKey(profile), drillHost);
  return (await keyring.recoveryCode()).code;
}

/** What is in a closed office, and whether all of it is in step. */
async function lookInto(profile: string) {
  const folder = join(profile, 'office');
  const { key } = await openedKey(profile);
  const report = await check(
    { folder, key: Buffer.from(key).toString('hex'), thorough: true, aside: join(profile, 'set-aside') },
    () => {},
  );
  const store = await openCollections(folder, key);
  const papers = (await store.papers.find({ sort: [{ id: 'asc' }] }).exec()).map((paper) => paper.toJSON());
  await store.close();
  // A handle that is collected later would write back and remove the WAL of whoever has the file then.
  await releaseHandles();
  return { report, papers, key: Buffer.from(key).toString('hex') };
}

describe('an office that is killed while several windows register', () => {
  const KILLS = 50;

  test(`${KILLS} times: loses nothing acknowledged, gives no number twice, leaves no gap, stays in step`, async () => {
    const profile = mkdtempSync(join(tmpdir(), 'kense drill '));
    try {
      const random = randomOf(SEED);
      const acknowledged = new Map<string, string>();
      const outcomes = { kills: 0, 'write in flight': 0, acknowledged: 0, 'sent again': 0, troubles: 0 };
      let unanswered: string[] = [];
      for (let kill = 0; kill < KILLS; kill++) {
        const round = await registerUntilKilled(profile, unanswered, 1 + Math.floor(random() * 30), random() * 40);
        outcomes.kills++;
        if (round.inFlight.length > 0) outcomes['write in flight']++;
        outcomes['sent again'] += unanswered.length;
        outcomes.troubles += round.troubles.length;
        expect(round.troubles).toEqual([]);
        expect(round.got.size).toBeGreaterThan(0);
        for (const [draft, number] of round.got) acknowledged.set(draft, number);
        unanswered = round.inFlight;
      }
      outcomes.acknowledged = acknowledged.size;
      const { report, papers } = await lookInto(profile);
      const numberOf = new Map(papers.map(({ id, log }) => [String(log[0]?.data.draft), id]));
      const lost = [...acknowledged].filter(([draft, number]) => numberOf.get(draft) !== number);
      const sequences = papers.map(({ id }) => id.slice(9, 17));
      const gaps = sequences.filter((sequence, i) => sequence !== `01${String(i + 1).padStart(6, '0')}`);
      const twice = papers.length - numberOf.size;
      console.info(
        'killed offices:',
        JSON.stringify({
          seed: SEED,
          ...outcomes,
          papers: papers.length,
          lost: lost.length,
          twice,
          gaps: gaps.length,
          damage: report.damage,
        }),
      );
      expect({ lost, twice, gaps, damage: report.damage }).toEqual({ lost: [], twice: 0, gaps: [], damage: {} });
      expect(outcomes['write in flight']).toBeGreaterThanOrEqual(30);
    } finally {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  }, 600_000);
});

describe('files that are damaged', () => {
  // What is damaged here was flushed long ago: a disk in memory, where there is one, spares thousands of flushes.
  const work = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kense drill '));
  /** A store as a power cut leaves it, with a WAL, and one that was closed in order. */
  const bases = { wal: join(work, 'wal'), database: join(work, 'database') };
  let key = '';

  beforeAll(async () => {
    await registerUntilKilled(bases.wal, [], 30, 0);
    await lookInto(bases.wal); // closes it in order: from here on the WAL has but the newest papers
    const { troubles } = await registerUntilKilled(bases.wal, [], 30, 0);
    expect(troubles).toEqual([]);
    cpSync(bases.wal, bases.database, { recursive: true });
    const looked = await lookInto(bases.database);
    key = looked.key;
    // Every page is a live one then.
    const connection = openConnection(join(bases.database, 'office', 'kense.db'), Buffer.from(key, 'hex'));
    connection.exec('VACUUM');
    connection.close();
    await releaseHandles();
    const expected = JSON.stringify(looked.papers.map((paper) => [paper.id, hashOfPaper(paper)]));
    for (const base of Object.values(bases)) writeFileSync(join(base, 'expected.json'), expected);
  }, 300_000);

  afterAll(() => rmSync(work, { recursive: true, force: true, maxRetries: 5 }));

  /** One child for many cases; one that a case ends is a finding, and another goes on behind it. */
  async function outcomesOf(base: string, list: Case[]): Promise<Map<number, string>> {
    const outcomes = new Map<number, string>();
    const cases = join(work, 'cases');
    for (let left = list; left.length > 0; left = left.filter(({ seed }) => !outcomes.has(seed))) {
      rmSync(cases, { recursive: true, force: true });
      mkdirSync(cases);
      const input = JSON.stringify({ base, work: cases, key, list: left });
      const child = startChild('cases', input);
      let begun = left[0]!.seed;
      for await (const line of createInterface({ input: child.stdout })) {
        const [what, seed, ...words] = line.split(' ');
        if (what === 'case') begun = Number(seed);
        else outcomes.set(Number(seed), words.join(' '));
      }
      if (!outcomes.has(begun)) outcomes.set(begun, 'damaged: the child ended, the office does not');
    }
    return outcomes;
  }

  const drill = async (words: string, base: string, list: Case[]) => {
    const outcomes = await outcomesOf(base, list);
    console.info(`${words}:`, JSON.stringify({ seed: SEED, ...counted(outcomes.values()) }));
    const bad = [...outcomes].filter(([, outcome]) => outcome.startsWith('SILENT'));
    expect(bad).toEqual([]);
    expect(outcomes.size).toBe(list.length);
  };
  const casesOf = (count: number, harm: Case['harm'], first: number): Case[] =>
    Array.from({ length: count }, (_, i) => ({ harm, seed: SEED + first + i }));

  test(
    '300 times the WAL cut at a random byte: opens to a whole state or is recognised',
    () => drill('cut WALs', bases.wal, casesOf(300, 'walCut', 1_000)),
    600_000,
  );

  test('300 times one bit flipped in database or WAL: opens to a whole state or is recognised', async () => {
    await drill('flipped bits in the WAL', bases.wal, casesOf(100, 'walFlip', 2_000));
    await drill('flipped bits in the database', bases.database, casesOf(200, 'database', 3_000));
  }, 600_000);
});

describe('numbers', () => {
  const readyAt = async (profile: string, machine = drillHost.machine) => {
    const office = startOffice(profile, { ...drillHost, machine });
    for await (const { phase } of await office.client.office.watch()) {
      if (phase === 'ready') return office;
      // Another computer's vault does not know the key; the sheet from the safe does.
      if (phase === 'locked') void office.client.office.recover({ code: await recoveryCodeOf(profile) });
    }
    throw new Error('the office closed');
  };

  const numbersOf = async ({ client }: ReturnType<typeof startOffice>) => {
    const all = { book: 'appeals', from: '2000-01-01', to: '2099-12-31', offset: 0, limit: 500 };
    return (await firstOf(client.papers.journal(all))).rows.map(({ number }) => number);
  };

  test('are given once: after an old backup, a lost tail, a rescue, and on a second machine, with papers issued since', async () => {
    const profile = temporaryProfile();
    const issued: string[] = [];
    const desks: Record<string, string> = {};
    const take = async (office: ReturnType<typeof startOffice>, where: string, count = 3) => {
      for (let i = 0; i < count; i++) issued.push((await office.register(drillIntake(`${where} ${i}`))).number);
      desks[where] = issued.at(-1)!.slice(9, 11);
    };
    const trial = startOffice(profile, drillHost);
    await trial.client.office.setUp(drillOffice);
    await take(trial, 'new');
    const backup = await trial.client.safety.backUpNow();
    await take(trial, 'since the backup');
    await trial.client.office.restore({ backup: backup.id });
    await take(trial, 'old backup restored');
    await trial.close();

    const killed = await registerUntilKilled(profile, [], 20, 0);
    issued.push(...killed.got.values());
    const wal = join(profile, 'office', 'kense.db-wal');
    truncateSync(wal, Math.floor(statSync(wal).size / 2));
    const lostTail = await readyAt(profile);
    const { missing } = await firstOf(lostTail.client.safety.watch());
    const here = new Set(await numbersOf(lostTail));
    const named = (number: string) =>
      missing.some(({ stretches }) => stretches.some(({ from, to }) => from <= number && number <= to));
    expect(missing.map(({ desk }) => desk)).toEqual(['01', '02']);
    expect(issued.filter((number) => named(number) === here.has(number))).toEqual([]);
    await take(lostTail, 'tail lost');
    await lostTail.client.safety.backUpNow();
    await take(lostTail, 'since then');
    await lostTail.client.office.mend({ by: 'rescue' });
    await take(lostTail, 'rescued');
    await lostTail.close();

    const copy = temporaryProfile();
    cpSync(profile, copy, { recursive: true });
    const copied = await readyAt(copy, 'another computer');
    await take(copied, 'copied to a second machine');
    await take(await readyAt(profile), 'the first machine goes on');
    console.info(
      'numbers:',
      JSON.stringify({ issued: issued.length, twice: issued.length - new Set(issued).size, desks }),
    );
    expect(issued.filter((number, i) => issued.indexOf(number) !== i)).toEqual([]);
    expect(desks).toEqual({
      new: '01',
      'since the backup': '01',
      'old backup restored': '02',
      'tail lost': '03',
      'since then': '03',
      rescued: '04',
      'copied to a second machine': '05',
      'the first machine goes on': '04',
    });
  }, 300_000);
});
