import { percentile, timed } from '../figures.ts';
import type { BenchClient } from './client.ts';

const ROUNDS = 20;
const SHOWN = 100;

/** What a controller waits for: how many papers are on each list, and the first page of one, each list in turn. */
export async function controlFigures(client: BenchClient): Promise<Record<string, number>> {
  const [counts, lists]: [number[], number[]] = [[], []];
  const { lists: shown } = await firstOf(client.control.watch({}));
  for (let round = 0; round < ROUNDS; round++) {
    counts.push(await timed(() => firstOf(client.control.watch({}))));
    for (const list of shown)
      lists.push(await timed(() => firstOf(client.control.list({ list, offset: 0, limit: SHOWN }))));
  }
  return {
    control_counts_ms: percentile(counts, 0.5),
    control_list_ms: percentile(lists, 0.5),
    control_list_max_ms: percentile(lists, 1),
  };
}

async function firstOf<T>(live: Promise<AsyncIterable<T>>): Promise<T> {
  for await (const snapshot of await live) return snapshot;
  throw new Error('no snapshot');
}
