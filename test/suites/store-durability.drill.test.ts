import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConnection } from '../../main/store/connection.ts';
import { temporaryFolder } from './store-files.ts';

const CHILD = join(import.meta.dirname, 'store-child.ts');

describe('the store in other processes', { timeout: 120_000 }, () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let path: string;
  const key = randomBytes(32);

  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, 'kense.db');
  });

  afterEach(() => folder.remove());

  const start = (task: 'insert' | 'check', file = path, as: SpawnOptions = {}) =>
    spawn(process.execPath, [CHILD, task, file, key.toString('hex')], { stdio: ['ignore', 'pipe', 'inherit'], ...as });

  /** Lets a process insert, kills it after so many acknowledgements and some more time, returns what it acknowledged. */
  const insertUntilKilled = async (acknowledgements: number, milliseconds: number): Promise<string[]> => {
    const child = start('insert');
    const acknowledged: string[] = [];
    for await (const line of createInterface({ input: child.stdout! })) {
      acknowledged.push(line);
      if (acknowledged.length === acknowledgements) setTimeout(() => child.kill('SIGKILL'), milliseconds);
    }
    await exitOf(child);
    return acknowledged;
  };

  const check = (file = path) => answerOf(start('check', file));

  it('loses no acknowledged paper to a process that is killed, and gives no number twice', async () => {
    const acknowledged: string[] = [];
    for (let run = 0; run < 5; run++) {
      const round = await insertUntilKilled(20 + run * 25, (run * 7) % 11);
      expect(round.length).toBeGreaterThanOrEqual(20);
      acknowledged.push(...round);
    }
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    const { ids, searchable, integrity } = await check();
    expect(acknowledged.filter((id) => !ids!.includes(id))).toEqual([]);
    expect(ids).toEqual(ids!.map((_, i) => String(100_001 + i)));
    expect([searchable, integrity]).toEqual([true, 'ok']);
  });

  it('is refused to a second process while the first lives, and free when it was killed', async () => {
    const child = start('insert');
    const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    await lines.next();
    expect(() => openConnection(path, key)).toThrow(expect.objectContaining({ code: 'inUse' }));
    child.kill('SIGKILL');
    await exitOf(child);
    openConnection(path, key).close();
  });

  it('recognises flipped bits as damage or reads every paper unchanged, and ends no process', async () => {
    await insertUntilKilled(60, 0);
    const outcomes: Record<string, number> = {};
    const flipOneIn = async (end: '' | '-wal', part: number) => {
      const copy = join(folder.path, `copy${end}${part}.db`);
      for (const file of ['', '-wal', '.keycheck']) if (existsSync(path + file)) copyFileSync(path + file, copy + file);
      const bytes = readFileSync(copy + end);
      bytes[Math.floor(bytes.length * part)]! ^= 8;
      writeFileSync(copy + end, bytes);
      const { code, ids, integrity, ended } = await check(copy);
      // A WAL ends where its chain of checksums breaks: papers may be missing from its end, never from the middle.
      const sound = ids?.every((id, n) => id === String(100_001 + n));
      const outcome =
        code ?? (ids ? (integrity !== 'ok' ? 'damaged' : sound ? 'sound' : 'unsound') : `ended by ${ended}`);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    };
    for (const part of [0.1, 0.5, 0.9]) await flipOneIn('-wal', part);
    await check(); // closes properly, so that now everything stands in the file itself
    for (const part of [0.001, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95]) await flipOneIn('', part);
    console.info('one flipped bit each:', JSON.stringify(outcomes));
    expect(Object.keys(outcomes).filter((outcome) => outcome !== 'damaged' && outcome !== 'sound')).toEqual([]);
  });

  it('is read where it may not be written, and says so to every write', async () => {
    const acknowledged = await insertUntilKilled(5, 0);
    chmodSync(folder.path, 0o555);
    // An administrator may write everywhere, so somebody else has to ask.
    const somebody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const read = await answerOf(start('check', path, somebody));
    const write = await answerOf(start('insert', path, somebody));
    const create = await answerOf(start('check', join(folder.path, 'new.db'), somebody));
    chmodSync(folder.path, 0o755);
    expect(read.ids).toEqual(expect.arrayContaining(acknowledged));
    expect([write.code, create.code]).toEqual(['readOnly', 'readOnly']);
  });

  it('leaves no name in clear in any of its files, while it is open and after', async () => {
    await insertUntilKilled(60, 3);
    expect((await check()).ids!.length).toBeGreaterThanOrEqual(60);
    await insertUntilKilled(5, 0);
    const files = readdirSync(folder.path);
    expect(files).toContain('kense.db-wal');
    for (const file of files) {
      expect(readFileSync(join(folder.path, file)).includes('marker'), file).toBe(false);
      expect(readFileSync(join(folder.path, file)).includes('appeals'), file).toBe(false);
    }
  });
});

interface CheckResult {
  ids?: string[];
  searchable?: boolean;
  integrity?: string;
  code?: string;
  ended?: number | string | null;
}

async function answerOf(child: ChildProcess): Promise<CheckResult> {
  let output = '';
  child.stdout!.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  const exit = await exitOf(child);
  return output ? JSON.parse(output) : { ended: exit };
}

function exitOf(child: ChildProcess): Promise<number | string | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? child.signalCode);
  return new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
}
