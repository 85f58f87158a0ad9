import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { percentile, report, timed } from './figures.ts';
import { openColdly } from './store/open-coldly.ts';
import { QUERIES } from './store/papers.ts';
import type { Peer } from './store/peer.ts';
import { startPeer } from './store/start-peer.ts';

/**
 * `npm run bench -- store [--papers 1000000] [--peers ours,raw]`: the store beside its limit and beside what others would take, the
 * same papers, in turns, so that whatever else the machine does falls on all alike. An insert is the store's alone: what registering adds
 * to it (a seal, the mark's own flush) is in `npm run bench -- intake`. `open_ms` is that of a process that has just begun; `reopen_ms` of one
 * that has worked.
 */
const { values: options } = parseArgs({
  options: {
    papers: { type: 'string', default: '100000' },
    inserts: { type: 'string', default: '1000' },
    peers: { type: 'string', default: 'ours,raw,pouchdb,dexie,ours unsynced' },
  },
});
const PAPERS = Number(options.papers);
const INSERTS = Number(options.inserts);
const NAMES: Record<string, string> = { 'ours unsynced': 'ours, synchronous=OFF' };
/** What others do in seconds is measured a few times, not a few hundred. */
const SLOW = new Set(['pouchdb', 'dexie']);

type Row = Record<string, number>;

const folder = mkdtempSync(join(tmpdir(), 'kense-bench-store-'));
const peers = new Map<string, Peer>();
const rows = new Map<string, Row>();

try {
  for (const asked of options.peers.split(',')) {
    const name = NAMES[asked] ?? asked;
    try {
      const own = folderOf(asked);
      mkdirSync(own);
      peers.set(name, await startPeer(name, own));
      rows.set(name, {});
      console.log(`${name}: ${(await peers.get(name)!.settings()).join(', ')}`);
    } catch (error) {
      console.log(`${name} NOT MEASURED: ${String(error)}`);
    }
  }
  const load = loadavg()[0]!;
  await measureWriting();
  for (const [name, peer] of [...peers]) await measureReading(name, peer);
  printTable();
  console.log(`load of the machine: ${load.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after`);
  report(PAPERS === 100_000 ? 'store' : `store-${PAPERS}`, figures());
} finally {
  for (const peer of peers.values()) await peer.close().catch(() => undefined);
  if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
}

/** In turns: a batch for each, then single papers for each. */
async function measureWriting(): Promise<void> {
  const times = new Map([...peers.keys()].map((name) => [name, 0]));
  const batch = 5_000;
  for (let i = 0; i < PAPERS; i += batch) {
    for (const [name, peer] of peers)
      times.set(name, times.get(name)! + (await peer.bulk(i, Math.min(batch, PAPERS - i))));
  }
  for (const [name, time] of times) rows.get(name)!.bulk_docs_per_s = (PAPERS / time) * 1000;
  for (const [name, peer] of peers) rows.get(name)!.rss_bulk_mb = await peer.rss();
  for (const [name, peer] of peers) rows.get(name)!.idle_after_bulk_ms = await timed(() => peer.idle());
  const samples = new Map<string, number[]>([...peers.keys()].map((name) => [name, []]));
  for (let i = 0; i < INSERTS; i += 25) {
    for (const [name, peer] of peers)
      samples.get(name)!.push(...(await peer.insert(PAPERS + i, Math.min(25, INSERTS - i))));
  }
  for (const [name, all] of samples) {
    rows.get(name)!.insert_p50_ms = percentile(all, 0.5);
    rows.get(name)!.insert_p99_ms = percentile(all, 0.99);
  }
}

async function measureReading(name: string, peer: Peer): Promise<void> {
  const row = rows.get(name)!;
  const times = SLOW.has(name) ? 3 : 200;
  const queries = SLOW.has(name) ? QUERIES.slice(0, 5) : Array.from({ length: 40 }, () => QUERIES).flat();
  await peer.idle();
  row.newest50_p50_ms = percentile(await peer.newest(times), 0.5);
  const searches = await peer.search(queries);
  row.search_p50_ms = percentile(searches, 0.5);
  row.search_p99_ms = percentile(searches, 0.99);
  row.count_status_p50_ms = percentile(await peer.count(times), 0.5);
  row.reopen_ms = percentile([await peer.reopen(), await peer.reopen(), await peer.reopen()], 0.5);
  await peer.readAll();
  row.rss_mb = await peer.rss();
  if (name !== 'ours') return;
  await peer.close();
  peers.delete(name);
  row.open_ms = percentile(await openColdly(folderOf(name), 5), 0.5);
}

function folderOf(asked: string): string {
  return join(folder, asked.replaceAll(' ', '-'));
}

function printTable(): void {
  const ours = rows.get('ours');
  const names = Object.keys(ours ?? [...rows.values()][0] ?? {});
  const cell = (value: number | undefined) =>
    (value === undefined || Number.isNaN(value) ? '–' : Number(value.toPrecision(3))).toString();
  console.log(`\n${PAPERS} papers`.padEnd(22), ...[...rows.keys()].map((name) => name.padStart(22)));
  for (const name of names) {
    const cells = [...rows.values()].map((row) => {
      const [value, own] = [row[name], ours?.[name]];
      const ratio = row !== ours && value && own ? ` (${cell(own / value)}×)` : '';
      return (cell(value) + ratio).padStart(22);
    });
    console.log(name.padEnd(21), ...cells);
  }
  console.log('in brackets: ours divided by theirs\n');
}

function figures(): Row {
  const { ours = {}, raw, dexie, pouchdb } = Object.fromEntries(rows);
  const ratio = (name: string, peer: Row | undefined) => (peer?.[name] ? { by: ours[name]! / peer[name] } : undefined);
  const named = (figure: string, value: { by: number } | undefined) => (value ? { [figure]: value.by } : {});
  return {
    ...ours,
    ...named('insert_ratio_to_raw', ratio('insert_p50_ms', raw)),
    ...named('insert_ratio_to_dexie', ratio('insert_p50_ms', dexie)),
    ...named('insert_ratio_to_pouchdb', ratio('insert_p50_ms', pouchdb)),
    ...(raw && { bulk_ratio_to_raw: raw.bulk_docs_per_s! / ours.bulk_docs_per_s! }),
    ...named('search_ratio_to_dexie', ratio('search_p50_ms', dexie)),
    ...(rows.has('ours, synchronous=OFF') && {
      insert_unsynced_p50_ms: rows.get('ours, synchronous=OFF')!.insert_p50_ms!,
      bulk_unsynced_docs_per_s: rows.get('ours, synchronous=OFF')!.bulk_docs_per_s!,
    }),
  };
}
