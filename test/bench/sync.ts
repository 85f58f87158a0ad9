import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { watchDocuments } from '../../main/office/open/watch-documents.ts';
import { maintain } from '../../main/store/maintain.ts';
import { type Desk, openDesk } from '../sync/desk.ts';
import { until } from '../sync/until.ts';
import { percentile, report, timed } from './figures.ts';
import { pouchdb, raw, rxdb, type Took } from './sync-peers.ts';
import { startServer } from './sync-server.ts';

/**
 * What it takes to bring papers from a desk's store to the registry and into another desk's store, side by side with the limit (a
 * loop of requests against the same check) and with two peers, each out of and into its own kind of store. Ratios: below 1 we
 * are quicker. `latency_*`: registered at one desk to visible at another, both live.
 */
const { values } = parseArgs({
  options: { papers: { type: 'string', default: '20000' }, runs: { type: 'string', default: '3' } },
});
const PAPERS = Number(values.papers);
const RUNS = Number(values.runs);
const LATENCIES = 100;
const AGENCY = '2399901';
/** What else the machine does, as it was before this began. */
const load = loadavg()[0]!;

const folder = mkdtempSync(join(tmpdir(), 'kense-bench-'));
const server = await startServer(join(folder, 'registry'), AGENCY);
console.log(`${PAPERS} papers, ${RUNS} runs, against ${server.name}`);
let opened = 0;
let sent = 0;
/** Milliseconds of idle time that a pull leaves to be done: its words, into the full text. */
let settled = 0;
const open = (desk: string) =>
  openDesk({
    folder: join(folder, `desk ${++opened}`),
    address: server.address,
    agency: AGENCY,
    desk,
    user: server.user,
    fetch: (url, init) => {
      if (String(url).endsWith('/_bulk_docs')) sent += (init!.body as Uint8Array).length;
      return fetch(url, init);
    },
  });
const upToDate = ({ sync }: Desk) =>
  new Promise<void>((resolve) => {
    const stop = sync.listen(() => {
      if (sync.state().is !== 'upToDate') return;
      stop();
      resolve();
    });
    sync.start();
  });

try {
  const desk = await open('01');
  await desk.registerMany(PAPERS, (i) => `Көше жарығын орнату туралы, ${i}: ${crypto.randomUUID()}`);
  const papers = await desk.all();
  await desk.close();
  const took: Record<string, Took[]> = { raw: [], unchecked: [], rxdb: [], pouchdb: [], ours: [] };
  for (let run = 0; run < RUNS; run++) {
    const again = await open('01');
    await again.store.papers.bulkInsert(await storedOf(again, papers));
    // What it has to do in idle time would take the time of whoever is measured next.
    await settle(again);
    took.raw!.push(await raw(server, papers));
    took.unchecked!.push(await raw(server, papers, false));
    took.rxdb!.push(await rxdb(server, papers));
    took.pouchdb!.push(await pouchdb(server, papers, join(folder, `run ${run}`)));
    await server.renew();
    sent = 0;
    const push = await timed(() => upToDate(again));
    const bytes = sent / PAPERS;
    // The other desk is another computer: its housekeeping must not take this one's time.
    await again.close();
    const fresh = await open('02');
    const pull = await timed(() => upToDate(fresh));
    took.ours!.push({ push, pull });
    if ((await fresh.store.papers.count().exec()) !== PAPERS) throw new Error('not all papers came');
    settled = await timed(() => settle(fresh));
    if (run === RUNS - 1) {
      const live = await open('01');
      await upToDate(live);
      await finish(live, fresh, took, bytes);
      await live.close();
    }
    await fresh.close();
  }
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function settle({ store }: Desk): Promise<void> {
  while (maintain(store.connection)) await nextTurn();
}

async function storedOf(desk: Desk, papers: Awaited<ReturnType<Desk['all']>>) {
  const { storedPaper } = await import('../../main/office/open/stored-paper.ts');
  return papers.map((paper) => storedPaper(paper, desk.office.assets.law, desk.office.site.site));
}

async function finish(a: Desk, b: Desk, took: Record<string, Took[]>, bytes: number): Promise<void> {
  const latencies: number[] = [];
  for (let i = 0; i < LATENCIES; i++) {
    latencies.push(
      await timed(async () => {
        const arrived = new Promise<string>((resolve) => {
          const subscription = watchDocuments(b.store.papers, ([paper]) => {
            subscription.unsubscribe();
            resolve(paper!.documentId);
          });
        });
        const { number } = await a.register();
        if ((await arrived) !== number) throw new Error('another paper came');
      }),
    );
    await until(
      () => a.sync.state().is,
      (is) => is === 'upToDate',
    );
  }
  const median = (who: string, way: keyof Took) =>
    percentile(
      took[who]!.map((one) => one[way]),
      0.5,
    );
  for (const [who, times] of Object.entries(took)) console.log(who, JSON.stringify(times));
  const ratio = (way: keyof Took, who: string) => median('ours', way) / median(who, way);
  const figures = {
    papers: PAPERS,
    pull_docs_per_s: (PAPERS / median('ours', 'pull')) * 1000,
    push_docs_per_s: (PAPERS / median('ours', 'push')) * 1000,
    pull_ratio_to_raw: ratio('pull', 'raw'),
    push_ratio_to_raw: ratio('push', 'raw'),
    pull_ratio_to_pouchdb: ratio('pull', 'pouchdb'),
    push_ratio_to_pouchdb: ratio('push', 'pouchdb'),
    pull_ratio_to_rxdb: ratio('pull', 'rxdb'),
    push_ratio_to_rxdb: ratio('push', 'rxdb'),
    latency_p50_ms: percentile(latencies, 0.5),
    latency_p95_ms: percentile(latencies, 0.95),
    validate_us_per_doc: ((median('raw', 'push') - median('unchecked', 'push')) / PAPERS) * 1000,
    bytes_per_doc: bytes,
    words_settled_ms: settled,
    load,
  };
  report('sync', figures, { server: server.name });
}
