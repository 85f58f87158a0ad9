import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** Value below which a part of the samples lies; `part` 0.5 is the median. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

/** Milliseconds that one call took. */
export async function timed(task: () => Promise<unknown> | unknown): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

/**
 * Prints the figures as a table and keeps them as `test/bench/results/<area>.json`.
 *
 * @param against what they hold for beside the machine
 */
export function report(area: string, figures: Record<string, number>, against: { server?: string } = {}): void {
  const rounded = Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Number(value.toPrecision(3))]),
  );
  const width = Math.max(...Object.keys(rounded).map((name) => name.length));
  for (const [name, value] of Object.entries(rounded)) console.log(`${name.padEnd(width)}  ${value}`);
  const machine = {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${area}.json`),
    `${JSON.stringify({ figures: rounded, ...against, machine }, null, 2)}\n`,
  );
}
