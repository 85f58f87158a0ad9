import { expect, test } from 'vitest';
import { simulate } from './simulation.ts';

/** A few here; many by `npm run drills`, which prints the seed of every simulation that fails. */
const SEEDS = (process.env.KENSE_SEEDS ?? '1,2').split(',').map(Number);

test.each(SEEDS)(
  'five desks of two agencies and the registry agree in the end, seed %i',
  async (seed) => {
    const outcome = await simulate(seed);
    console.info(JSON.stringify(outcome));
    expect(outcome.broken, `seed ${seed}`).toEqual([]);
  },
  240_000,
);

test.each(['loses', 'keepsMine'] as const)(
  'a merge that %s is caught',
  async (merge) => {
    const { broken } = await simulate(3, { merge, steps: 40, patience: 5_000 });
    expect(broken).not.toEqual([]);
  },
  240_000,
);
