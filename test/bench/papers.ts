import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { forkChild } from '../../main/host/fork-child.ts';
import { createOffice, type Office } from '../../main/office/office.ts';
import { emptyAppeal } from '../../shared/books/appeals.ts';
import type { JournalColumn } from '../../shared/contract/journal.ts';
import { REGISTER_PIECE } from '../../shared/contract/registers.ts';
import { printFormats } from '../../shared/contract/shapes.ts';
import { fillProfile } from '../office/many-papers.ts';
import { percentile, report, timed } from './figures.ts';

/**
 * What is printed, with a year of 25,000 papers in the store: `register_25000_s` from the key to the whole file of 12 columns in the
 * page's hands, `register_cpu_s` the processor's share of it (in both threads, that of the
 * papers taken meanwhile included), `register_rss_mb` how much the office's memory grows at its greatest, `registering_meanwhile_*` what a clerk waits for
 * who goes on taking papers, `registering_alone_*` the same without a register being made; `talon_*` a PDF of each format.
 * `--save FILE` keeps the register to be looked at.
 */
const PAPERS = 25_000;
const TALONS = 200;
const ALONE = 200;
const columns: JournalColumn[] = [
  'number',
  'accepted',
  'kind',
  'way',
  'from',
  'place',
  'subject',
  'summary',
  'sheets',
  'executor',
  'due',
  'status',
];

const assets = join(import.meta.dirname, '../../assets');
const profile = mkdtempSync(join(tmpdir(), 'kense-bench-'));
const open = (): Office =>
  createOffice({
    profile,
    assets,
    account: 'bench',
    holdProfile: () => () => undefined,
    machine: 'bench',
    now: Date.now,
    vault: undefined,
    printing: undefined,
    startChild: () => forkChild(join(import.meta.dirname, '../../main/host/store-child.ts')),
    log: () => {},
  });
try {
  const first = open();
  await createRouterClient(first.router).office.openDemo();
  await first.close();
  await fillProfile(profile, PAPERS, { which: 'demo', until: Date.now() });

  const office = open();
  const client = createRouterClient(office.router);
  const register = () => client.papers.register({ draft: crypto.randomUUID(), book: 'appeals', intake: intakeNow() });
  const { number } = await register();
  const talons: Record<string, number> = {};
  for (const format of printFormats) {
    const times: number[] = [];
    for (let i = 0; i < TALONS; i++) times.push(await timed(() => client.talons.render({ number, format })));
    talons[`talon_${format}_p50_ms`] = percentile(times, 0.5);
  }
  const alone: number[] = [];
  for (let i = 0; i < ALONE; i++) alone.push(await timed(register));

  const before = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  let rss = before;
  const watch = setInterval(() => {
    rss = Math.max(rss, process.memoryUsage.rss());
  }, 20);
  let made = false;
  const meanwhile: number[] = [];
  let file = { papers: 0, pages: 0, bytes: 0 };
  const pieces: { pdf: string }[] = [];
  const seconds =
    (await timed(async () => {
      const { id } = await client.registers.start({
        selection: { book: 'appeals', from: '2000-01-01', to: '2099-12-31' },
        columns,
        language: 'ru',
      });
      const clerk = (async () => {
        while (!made) {
          meanwhile.push(await timed(register));
          // A clerk takes a paper at a time; twenty a second are far more than any desk sees.
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      })();
      for await (const state of await client.registers.watch({ id })) {
        if (state.phase === 'making') continue;
        if (state.phase !== 'ready') throw new Error(`the register is ${state.phase}`);
        file = state;
        break;
      }
      for (let offset = 0; offset < file.bytes; offset += REGISTER_PIECE)
        pieces.push(await client.registers.piece({ id, offset, limit: REGISTER_PIECE }));
      made = true;
      await clerk;
    })) / 1_000;
  clearInterval(watch);
  const { user, system } = process.cpuUsage(cpu);
  const saveAt = process.argv.indexOf('--save');
  if (saveAt > 0)
    writeFileSync(process.argv[saveAt + 1]!, Buffer.concat(pieces.map(({ pdf }) => Buffer.from(pdf, 'base64'))));
  await office.close();
  report('papers', {
    register_25000_s: seconds,
    register_cpu_s: (user + system) / 1e6,
    register_rss_mb: (rss - before) / 1e6,
    register_papers: file.papers,
    register_pages: file.pages,
    register_mb: file.bytes / 1e6,
    registering_meanwhile_p50_ms: percentile(meanwhile, 0.5),
    registering_meanwhile_p99_ms: percentile(meanwhile, 0.99),
    registering_alone_p50_ms: percentile(alone, 0.5),
    registering_alone_p99_ms: percentile(alone, 0.99),
    ...talons,
  });
} finally {
  rmSync(profile, { recursive: true, force: true });
}

function intakeNow() {
  const intake = emptyAppeal(new Date().toISOString().slice(0, 10));
  intake.applicant.name = 'Әлімқұлова Айгүл Серікқызы';
  intake.paper.summary = 'Көше жарығын орнату туралы';
  return intake;
}
