import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { openCollections } from '../../main/office/open/open-store.ts';
import { releaseHandles } from '../../main/office/open/release-handles.ts';
import { keyByPassphrase } from '../../main/office/profile/keyring.ts';
import { placeOf } from '../../main/office/profile/place.ts';
import { check } from '../../main/office/safety/tasks/check.ts';
import { inClosedOffice } from '../office/closed-store.ts';
import { fillProfile } from '../office/many-papers.ts';
import { appeal, PASSPHRASE, problemOf, readyOffice, startOffice, USUAL_TIME } from '../office/offices.ts';

const PAPERS = 600;
/** Papers that came after the backup that is restored. */
const SINCE = 3;
/** Each step is killed so many times, from its beginning to its end; the last one while the new office takes the place of the old one. */
const KILLS = 4;
const NEXT_YEAR = USUAL_TIME + 40 * 86_400_000;
/** Later each time: what is put aside, and each backup, is named by its moment. */
let turns = 0;
const timeFor = (step: string) => (step === 'purge' ? NEXT_YEAR : USUAL_TIME) + ++turns * 60_000;

const work = mkdtempSync(join(tmpdir(), 'kense mend '));
const base = join(work, 'base');
/** All numbers that were ever given, and those of closed papers among them. */
let given: string[] = [];
const closed = new Set<string>();

async function makeBase(): Promise<void> {
  const { profile, close } = await readyOffice();
  await close();
  await fillProfile(profile, PAPERS, { which: 'office', passphrase: PASSPHRASE, until: USUAL_TIME });
  await inClosedOffice(profile, async (_office, { papers }) => {
    // Closing a paper is an act of its own; here only its state matters.
    for (const paper of await papers.find({ sort: [{ id: 'asc' }], limit: PAPERS / 3 }).exec()) {
      closed.add(paper.id);
      await paper.incrementalModify((data) => ({
        ...data,
        state: { ...data.state, open: false, status: 'completed' },
      }));
    }
  });
  const office = startOffice(profile);
  await office.client.office.unlock({ passphrase: PASSPHRASE });
  await office.client.safety.backUpNow();
  for (let i = 0; i < SINCE; i++) await office.register(appeal());
  await office.close();
  given = (await lookInto(profile)).numbers;
  await releaseHandles();
  cpSync(profile, base, { recursive: true });
}

afterAll(() => rmSync(work, { recursive: true, force: true, maxRetries: 5 }));

/** What is in a closed office, and what is wrong with it. */
async function lookInto(profile: string) {
  const { folder } = placeOf(profile, 'office');
  const { key } = await keyByPassphrase(placeOf(profile, 'office'), PASSPHRASE);
  const hex = Buffer.from(key).toString('hex');
  const { damage } = await check({ folder, key: hex, thorough: true, aside: join(profile, 'set-aside') }, () => {});
  const store = await openCollections(folder, key);
  const numbers = (await store.papers.find({ sort: [{ id: 'asc' }] }).exec()).map(({ id }) => id);
  await store.close();
  await releaseHandles();
  return { damage, numbers };
}

/** @param killed milliseconds after the step began, and whether its child is killed with the office, as by a power cut */
async function doIn(profile: string, step: string, killed?: { after: number | 'swap'; withChild: boolean }) {
  const args = [join(import.meta.dirname, 'mend-child.ts'), profile, PASSPHRASE, String(timeFor(step)), step];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const exit = once(child, 'exit');
  const kill = () => {
    if (child.exitCode !== null) return;
    if (killed?.withChild) process.kill(-child.pid!, 'SIGKILL');
    else child.kill('SIGKILL');
  };
  const swaps = watch(profile, (_event, name) => void (killed?.after === 'swap' && name === 'set-aside' && kill()));
  let begun = 0;
  let milliseconds: number | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'begun') begun = performance.now();
    if (line === 'done') milliseconds = performance.now() - begun;
    if (line === 'begun' && killed && killed.after !== 'swap') setTimeout(kill, killed.after);
  }
  await exit;
  swaps.close();
  return milliseconds;
}

/** Opens the office as its clerk does the next morning: what another process still has is asked for again. */
async function nextMorning(profile: string, step: string) {
  const office = startOffice(profile);
  office.clock.now = timeFor(step);
  let waited = 0;
  for (;;) {
    const call = office.client.office.unlock({ passphrase: PASSPHRASE });
    if (await call.then(() => true).catch(() => false)) return { ...office, waited };
    expect((await problemOf(call)).code).toBe('storeInUse');
    waited++;
    await office.client.office.retry();
  }
}

const steps: [step: string, isAsItShould: (numbers: string[], before: string) => boolean][] = [
  ['rebuild', (numbers, before) => numbers.join() === before],
  ['changeKey', (numbers, before) => numbers.join() === before],
  [
    'purge',
    (numbers, before) => numbers.join() === before || numbers.join() === given.filter((one) => !closed.has(one)).join(),
  ],
  ['restore', (numbers, before) => numbers.join() === before || numbers.join() === given.slice(0, PAPERS).join()],
];

test.each(steps)(
  'an office that is killed in the middle of a %s opens with everything, gives no number twice, and does it the next time',
  {
    timeout: 900_000, // it took 300 s beside much other work
  },
  async (step, isAsItShould) => {
    if (!existsSync(base)) await makeBase();
    const profile = join(work, step);
    const copied = () => {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      cpSync(base, profile, { recursive: true });
    };
    copied();
    const whole = (await doIn(profile, step))!;
    let span = whole;
    const outcomes = { kills: 0, 'in the middle': 0, 'as before': 0, 'as after': 0, 'waited for the child': 0 };
    for (let kill = 0; kill < KILLS; kill++) {
      copied();
      const done = await doIn(profile, step, {
        after: kill === KILLS - 1 ? 'swap' : (span * (kill + 0.5)) / KILLS,
        withChild: kill % 2 === 1,
      });
      outcomes.kills++;
      if (done === undefined) outcomes['in the middle']++;
      // The machine has less to do now than when the span was measured.
      else span = Math.min(span, done);
      const { client, register, close, waited } = await nextMorning(profile, step);
      if (waited > 0) outcomes['waited for the child']++;
      const { number } = await register(appeal());
      expect(given).not.toContain(number);
      if (step === 'purge') {
        const some = [...closed][0]!;
        expect((await client.papers.find({ text: some, limit: 5 })).map((row) => row.number)).toEqual([some]);
      }
      await close();
      const { damage, numbers } = await lookInto(profile);
      expect(damage).toEqual({});
      expect(numbers).toContain(number);
      const others = numbers.filter((one) => one !== number);
      expect(isAsItShould(others, given.join())).toBe(true);
      outcomes[others.join() === given.join() ? 'as before' : 'as after']++;
      expect(existsSync(join(profile, 'office.next'))).toBe(false);
      // What a purge removed, or an old key opens, lies nowhere once the office has opened.
      const aside = existsSync(join(profile, 'set-aside')) ? readdirSync(join(profile, 'set-aside')) : [];
      if (step === 'purge' || step === 'changeKey') expect(aside).toEqual([]);
      expect(await doIn(profile, step)).toBeGreaterThan(0);
      expect((await lookInto(profile)).damage).toEqual({});
    }
    console.info(`killed in a ${step}:`, JSON.stringify({ milliseconds: Math.round(whole), ...outcomes }));
    if (step === 'purge' || step === 'restore') expect(outcomes['as after']).toBeGreaterThan(0);
    expect(outcomes['in the middle']).toBeGreaterThanOrEqual(KILLS / 2);
  },
);
