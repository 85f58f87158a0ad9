import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRouterClient } from '@orpc/server';
import { forkChild } from '../../main/host/fork-child.ts';
import { createOffice, type Office } from '../../main/office/office.ts';
import { fillProfile } from '../office/many-papers.ts';
import { actionFigures, logFigures } from './cases/actions.ts';
import { controlFigures } from './cases/control.ts';
import { matterFigures } from './cases/matters.ts';
import { qualityFigures } from './cases/quality.ts';
import { report } from './figures.ts';

/**
 * `npm run bench -- cases [--papers 100000]`: what a paper's life costs, on a store with so many papers. `action_p50_ms` a line hung by the
 * office, on disk; `merge_us` two copies of a paper with 50 actions each united, `fold_us` the hundred of them folded; `repeat_check_ms`,
 * `suggest_ms`, `executors_ms` what a clerk asks while typing (`_p99` the slowest); `control_list_ms` the first page of a controller's list; `learning_block_ms` the longest that reading the office's own papers
 * keeps the office from anything else. How good repeats and subjects are told, on the labelled sets' held-out halves, with their sizes.
 */
const { values: options } = parseArgs({ options: { papers: { type: 'string', default: '100000' } } });

const profile = mkdtempSync(join(tmpdir(), 'kense-bench-cases-'));
const open = (): Office =>
  createOffice({
    profile,
    assets: join(import.meta.dirname, '../../assets'),
    account: 'bench',
    holdProfile: () => () => undefined,
    machine: 'bench',
    now: Date.now,
    vault: undefined,
    printing: undefined,
    startChild: () => forkChild(join(import.meta.dirname, '../../main/host/store-child.ts')),
    log: () => {},
  });
const load = loadavg()[0]!;
try {
  const first = open();
  await createRouterClient(first.router).office.openDemo();
  await first.close();
  await fillProfile(profile, Number(options.papers), { which: 'demo', until: Date.now() });

  const office = open();
  const client = createRouterClient(office.router);
  await client.office.openDemo();
  const figures = {
    papers: Number(options.papers),
    ...qualityFigures(),
    ...(await matterFigures(client, Number(options.papers))),
    ...(await controlFigures(client)),
    ...(await actionFigures(client)),
    ...logFigures(),
  };
  await office.close();
  console.log(`load of the machine: ${load.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after`);
  report('cases', figures);
} finally {
  rmSync(profile, { recursive: true, force: true });
}
