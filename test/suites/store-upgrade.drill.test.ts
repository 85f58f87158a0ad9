import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from './store-files.ts';

const CHILD = join(import.meta.dirname, 'store-upgrade-child.ts');
const IDS = Array.from({ length: 300 }, (_, i) => String(1_000 + i));

describe('papers whose storage changes', { timeout: 120_000 }, () => {
  let folder: ReturnType<typeof temporaryFolder>;
  const key = randomBytes(32).toString('hex');

  beforeEach(async () => {
    folder = temporaryFolder();
    await run('fill');
  }, 120_000);

  afterEach(() => folder.remove());

  /** Runs to its end, or is killed at the paper of this number; gives back the lines it printed. */
  const run = async (task: 'fill' | 'rebuild' | 'migrate', killAt?: number): Promise<string[]> => {
    const args = [CHILD, task, join(folder.path, 'kense.db'), key, ...(killAt === undefined ? [] : [String(killAt)])];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const exit = once(child, 'exit');
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) lines.push(line);
    const [code, signal] = await exit;
    expect([code, signal]).toEqual(killAt === undefined ? [0, null] : [null, 'SIGKILL']);
    if (killAt !== undefined) expect(lines).toEqual(Array.from({ length: killAt }, () => 'paper'));
    return lines;
  };

  const whole = (lines: string[]) => JSON.parse(lines.at(-1)!);

  it.each([1, 120, 299])('are all there when the rebuilding of their indexes was killed at paper %i', async (at) => {
    await run('rebuild', at);
    const finished = await run('rebuild');
    expect(finished.filter((line) => line === 'paper')).toHaveLength(300);
    expect(whole(finished)).toEqual({ ids: IDS, books: ['appeals'], counted: 300, searchable: 300 });
    // What is rebuilt stays rebuilt, and the way back is the same.
    expect(await run('rebuild')).toHaveLength(1);
  });

  it.each([15, 160])('are all migrated when their migration was killed at paper %i', async (at) => {
    await run('migrate', at);
    const finished = await run('migrate');
    expect(whole(finished)).toEqual({ ids: IDS, books: ['migrated'], counted: 300, searchable: 300 });
  });
});
