import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { releaseHandles } from '../../main/office/open/release-handles.ts';
import { keyByPassphrase } from '../../main/office/profile/keyring.ts';
import { placeOf } from '../../main/office/profile/place.ts';
import { fillProfile } from '../office/many-papers.ts';
import { appeal, first, PASSPHRASE, readyOffice, startOffice, USUAL_TIME } from '../office/offices.ts';
import { layOutAsBefore } from './earlier-layout.ts';

const PAPERS = 2_000;
const KILLS = 12;

type Run = { lines: string[]; ms: number };

async function openIn(folder: string, key: string, killAfterMs?: number): Promise<Run> {
  const begun = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, 'office-upgrade-child.ts'), folder, key], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const lines: string[] = [];
  let ms = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line === 'begun' && killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    if (line === 'begun') ms = performance.now();
    if (line === 'opened') ms = performance.now() - ms;
  }
  await exit;
  return { lines, ms: lines.length > 1 ? ms : performance.now() - begun };
}

test('an office of an earlier layout opens with all its papers, also when its first start is killed in the middle', {
  timeout: 240_000,
}, async () => {
  const { profile, register, close } = await readyOffice();
  await register(appeal());
  await close();
  await fillProfile(profile, PAPERS, { which: 'office', passphrase: PASSPHRASE, until: USUAL_TIME });
  const place = placeOf(profile, 'office');
  const { key: secret } = await keyByPassphrase(place, PASSPHRASE);
  const key = Buffer.from(secret).toString('hex');
  const now = JSON.parse((await openIn(place.folder, key)).lines.at(-1)!);
  expect(now).toMatchObject({ counted: PAPERS + 1, found: PAPERS + 1 });

  expect(await layOutAsBefore(place.folder, secret)).toBe(7);
  await releaseHandles();
  const copy = join(profile, 'copy');
  const copied = () => {
    rmSync(copy, { recursive: true, force: true });
    cpSync(place.folder, copy, { recursive: true });
    return copy;
  };
  const whole = await openIn(copied(), key);
  expect(JSON.parse(whole.lines.at(-1)!)).toEqual(now);
  const outcomes = { 'killed in the middle': 0, 'opened before': 0 };
  let span = whole.ms;
  for (let i = 0; i < KILLS; i++) {
    const at = (span * (i + 0.5)) / KILLS;
    const killed = await openIn(copied(), key, at);
    const isLate = killed.lines.includes('opened');
    outcomes[isLate ? 'opened before' : 'killed in the middle']++;
    // The machine has less to do now than when the span was measured.
    if (isLate) span = at;
    expect(JSON.parse((await openIn(copy, key)).lines.at(-1)!)).toEqual(now);
  }
  console.info('upgrade of an office:', JSON.stringify(outcomes));
  expect(outcomes['killed in the middle']).toBeGreaterThanOrEqual(KILLS / 2);

  const office = startOffice(profile);
  await office.client.office.unlock({ passphrase: PASSPHRASE });
  expect(await first(office.client.desk.watch())).toMatchObject({ desk: '01', papers: expect.any(Number) });
  const [newest] = now.ids as string[];
  const next = await office.register(appeal());
  expect(Number(next.number.slice(11, 17))).toBe(Number(newest!.slice(11, 17)) + 1);
  await office.close();
});
