import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { forkChild } from '../../main/host/fork-child.ts';
import { createOffice } from '../../main/office/office.ts';
import { emptyAppeal } from '../../shared/books/appeals.ts';
import { percentile, report, timed } from './figures.ts';
import { startMs } from './start.ts';

/**
 * What a clerk waits for with 10,000 papers in the store: `register_*` the whole service call (validation, number, line with
 * signature, commit with fsync, mark), `talon_*` the PDF, `start_ms` from the start of the process to the usable form.
 */
const PAPERS = 10_000;
const SAMPLES = 1_000;
const TALONS = 300;
const STARTS = 5;

const assets = join(import.meta.dirname, '../../assets');
const profile = mkdtempSync(join(tmpdir(), 'kense-bench-'));
try {
  const office = createOffice({
    profile,
    assets,
    machine: 'bench',
    account: 'bench',
    holdProfile: () => () => undefined,
    now: Date.now,
    vault: { wrap: async (secret) => secret, unwrap: async (secret) => secret },
    printing: undefined,
    startChild: () => forkChild(join(import.meta.dirname, '../../main/host/store-child.ts')),
    log: () => {},
  });
  const client = createRouterClient(office.router);
  await client.office.openDemo();
  const register = (i: number) =>
    client.papers.register({ draft: crypto.randomUUID(), book: 'appeals', intake: intakeOf(i) });
  for (let i = 0; i < PAPERS; i++) await register(i);
  const numbers: string[] = [];
  const registering: number[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    registering.push(
      await timed(async () => {
        numbers.push((await register(PAPERS + i)).number);
      }),
    );
  }
  const talons: number[] = [];
  for (const number of numbers.slice(0, TALONS))
    talons.push(await timed(() => client.talons.render({ number, format: 'a6' })));
  await office.close();
  const start = await startMs(STARTS);
  report('intake', {
    register_p50_ms: percentile(registering, 0.5),
    register_p99_ms: percentile(registering, 0.99),
    talon_p50_ms: percentile(talons, 0.5),
    ...(start !== undefined && { start_ms: start }),
  });
} finally {
  rmSync(profile, { recursive: true, force: true });
}

function intakeOf(i: number) {
  const intake = emptyAppeal(new Date().toISOString().slice(0, 10));
  Object.assign(intake.applicant, {
    idNumber: '850412400123',
    name: `Әлімқұлова Айгүл Серікқызы ${i}`,
    place: { id: '233620100', name: 'Құлсары қаласы' },
    street: `Абай көшесі, ${i % 200}-үй`,
    phone: '+7 700 000 01 23',
  });
  Object.assign(intake.paper, {
    summary: `Көше жарығын орнату туралы, ${i}`,
    text: `Құрметті әкім! Біздің көшеде жарық жоқ, балалар кешке мектептен қараңғыда қайтады. Өтініш № ${i}. `.repeat(
      6,
    ),
    sheets: 2,
  });
  return intake;
}
