import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CHROMIUM_SWITCHES } from '../../main/shell/switches.ts';
import { requireElectron } from '../tools.ts';
import { launch, temporaryProfile } from './launch.ts';

test.runIf(requireElectron())(
  'an answer of the office does not wait until the letter that asked is painted',
  async () => {
    const { app } = await launch(temporaryProfile());
    const pids = await app.evaluate(({ app }) => {
      return app.getAppMetrics().flatMap(({ type, pid }) => (type === 'Tab' ? [pid] : []));
    });
    const told = pids.map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    expect(told).toEqual([expect.stringContaining(CHROMIUM_SWITCHES['disable-features'])]);
  },
);
