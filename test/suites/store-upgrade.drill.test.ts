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

  /** Runs to its end, or is killed when it has come to so many papers; gives back the lines it printed. */
  const run = async (task: 'fill' | 'rebuild' | 'migrate', killAfter = Number.POSITIVE_INFINITY): Promise<string[]> => {
    const child = spawn(process.execPath, [CHILD, task, join(folder.path, 'kense.db'), key], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(child, 'exit');
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (lines.length === killAfter) child.kill('SIGKILL');
    }
    const [code, signal] = await exit;
    expect([code, signal]).toEqual(killAfter < lines.length + 1 ? [null, 'SIGKILL'] : [0, null]);
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
