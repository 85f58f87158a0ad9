import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import heapFlags from '../../../main/machine/heap-flags.json' with { type: 'json' };

/** How long processes that have just begun take to open our store in this folder, until the newest 50 are there. Milliseconds of each. */
export async function openColdly(folder: string, times: number): Promise<number[]> {
  const script = join(import.meta.dirname, 'cold-process.ts');
  return Array.from({ length: times }, () =>
    Number(execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...heapFlags, script, folder])),
  );
}
