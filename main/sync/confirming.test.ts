import { expect, test } from 'vitest';
import { type Checkpoint, NOTHING } from './checkpoint.ts';
import { createConfirming } from './confirming.ts';

test('two who want it confirmed at once write one token after the other, and what is confirmed once', async () => {
  let writing = 0;
  const written: unknown[] = [];
  const checkpoint = {
    progress: NOTHING,
    isComparing: false,
    async confirm({ pushed }: { pushed: unknown }) {
      expect(++writing).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      written.push(pushed);
      writing--;
    },
  } as unknown as Checkpoint;
  let pushed = 1;
  const { confirm } = createConfirming({ elapsed: () => 0, after: () => () => {} })(checkpoint, {
    progress: () => ({ ...NOTHING, pushed }),
    isComparing: () => false,
    isIdle: () => true,
    isOwing: () => false,
    witnesses: () => [],
  });
  const both = Promise.all([confirm(), confirm()]);
  expect(await both).toEqual([true, false]);
  const first = confirm();
  pushed = 2;
  expect([await first, await confirm()]).toEqual([true, false]);
  expect(written).toEqual([1, 2]);
});
