import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createBundleDesk } from '../../main/office/centre/bundle-desk.ts';
import { directoryMirror } from '../../main/office/centre/directory-mirror.ts';
import { foundGranted } from '../../main/office/centre/found-granted.ts';
import { isOfAnotherDesk, withoutSites } from '../../main/office/centre/replicas.ts';
import { makeRequest, readAnswer } from '../../main/office/centre/request.ts';
import { type Assets, readAssets } from '../../main/office/open/assets.ts';
import type { StoredPaper, StoredRecord } from '../../main/office/open/collections.ts';
import { firstDeskSettings, foundOffice } from '../../main/office/open/found-office.ts';
import { goingOver } from '../../main/office/open/go-over.ts';
import { hangLine } from '../../main/office/open/hang-line.ts';
import { withLine } from '../../main/office/open/lines.ts';
import { openOffice } from '../../main/office/open/open-office.ts';
import { openStore, storeExists } from '../../main/office/open/open-store.ts';
import type { Site } from '../../main/office/open/site.ts';
import { storedPaper } from '../../main/office/open/stored-paper.ts';
import { createRegistrar } from '../../main/office/services/register.ts';
import { createSync } from '../../main/sync/engine.ts';
import { paperFits, recordFits } from '../../main/sync/fits.ts';
import { createNotes } from '../../main/sync/notes.ts';
import type { Replica, SyncPorts } from '../../main/sync/ports.ts';
import { createReplica } from '../../main/sync/replica.ts';
import { type AppealEntry, emptyAppeal } from '../../shared/books/appeals.ts';
import { filesOf } from '../../shared/books/index.ts';
import type { SiteAnswer, SiteRequest } from '../../shared/centre/enrolment.ts';
import type { Line, Paper } from '../../shared/domain/log/line.ts';
import type { mergePapers } from '../../shared/domain/log/merge.ts';
import { originOf } from '../../shared/domain/log/replaced.ts';
import { composeNumber, parseNumber } from '../../shared/domain/number/paper-number.ts';

export type DeskOptions = {
  folder: string;
  /** Address of the registry, or of something in front of it. */
  address: string;
  /** Region and agency. */
  agency: string;
  /** Two digits; where the registry is asked, what it grants. */
  desk: string;
  /** Asks the registry for the desk's code, as a desk of an agency does; absent: it takes `desk` without asking. */
  enrol?: (request: SiteRequest) => Promise<SiteAnswer>;
  /** Absent: as the registry has granted. */
  user?: { name: string; password: string } | undefined;
  now?: () => number;
  /** How many times faster than the clock on the wall the engine's waiting goes. */
  speed?: number;
  /** Silence of the registry is borne at least so long, whatever the speed: where a second exchange would be another story. Milliseconds. */
  patience?: number;
  /** In place of the network's. */
  fetch?: typeof fetch;
  merge?: typeof mergePapers;
  /** In place of the office's. */
  withWaiting?: (paper: Paper) => Promise<Paper>;
  /** What a program of another age lets in. */
  fits?: Replica['fits'];
  /** Pulls the registry's directory as well. */
  directory?: boolean;
};

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** Of every desk's store. */
export const KEY = new Uint8Array(32).fill(7);
let assets: Assets | undefined;

/** A desk with the office's real parts on a real store, and the engine. The store is founded at the first opening. */
export async function openDesk(options: DeskOptions) {
  const { folder, agency, desk, now = Date.now, merge } = options;
  assets ??= await readAssets(join(import.meta.dirname, '../../assets'));
  const { law } = assets;
  await mkdir(folder, { recursive: true });
  const isNew = !storeExists(folder);
  const store = await openStore(folder, join(folder, 'mark'), KEY);
  const host = { now, machine: folder, log: () => {} };
  if (isNew) {
    const post = { kk: 'маман', ru: 'специалист' };
    const name = { kk: 'Әкім аппараты', ru: 'Аппарат акима' };
    const channels = { site: '', sms: '', phones: [], complaintPhone: '' };
    const settings = { name, region: agency.slice(0, 2), agency: agency.slice(2), zone: 'Asia/Atyrau', channels };
    const clerk = `clerk-${desk}`;
    const founding = { settings, staff: [{ id: clerk, name: `Сейтова ${desk}`, post }], clerk };
    if (options.enrol) {
      const asked = { agency, name: `${desk}-терезе`, issuesNumbers: true, address: options.address };
      const kept = makeRequest(asked, host);
      const granted = readAnswer(kept, JSON.stringify(await options.enrol(kept.request)), folder);
      await foundGranted(store, granted, { founding, desk: firstDeskSettings(clerk), local: [] }, host, true);
    } else {
      await foundOffice(store, founding, host);
      const site = await store.local.findOne('site').exec(true);
      await site.incrementalPatch({ value: { ...site.toMutableJSON().value, desk } });
      store.mark.write({ ...store.mark.value!, used: { [desk]: {} } });
    }
  }
  const office = await openOffice(store, assets, host);
  const registrar = await createRegistrar(office);
  const { site } = office.site;
  const papers = createReplica({
    collection: store.papers,
    gate: office.gate,
    fits: options.fits ?? paperFits(agency),
    stored: (paper) => storedPaper(paper, law, site),
    leftToOthers: (number) => isOfAnotherDesk(office, number),
    ...goingOver(office),
    ...(options.withWaiting && { withWaiting: options.withWaiting }),
    ...(merge && { merge }),
  });
  const records = createReplica({
    collection: store.records,
    gate: office.gate,
    fits: recordFits,
    stored: (record) => record,
  });
  const bundles = createBundleDesk(office);
  const messages: string[] = [];
  const notes = createNotes(store.local);
  const sync = createSync({
    site,
    notes,
    ports: { ...portsAt(options), now, log: note },
    partners: [
      {
        name: 'registry',
        address: options.address,
        credentials: async () => options.user ?? grantedUser(office.site),
        databases: [
          { name: `agency-${agency}`, direction: 'both', replica: papers },
          { name: `agency-${agency}-office`, direction: 'both', replica: withoutSites(records) },
          ...(options.directory
            ? [{ name: 'directory', direction: 'pull' as const, replica: directoryMirror(office) }]
            : []),
        ],
        scans: { database: `agency-${agency}-scans`, files: store.blobs, papers, filesOf },
      },
    ],
  });

  function note(level: string, message: string, details?: Record<string, unknown>): void {
    messages.push(`${level} ${message} ${JSON.stringify(details)}`);
  }

  /** Papers as if they had been registered one by one, written in one go. Returns the ids of their first lines. */
  async function registerMany(papers: number, summaryOf: (i: number) => string): Promise<string[]> {
    const made: StoredPaper[] = [];
    const { number } = await register();
    const parsed = parseNumber(number);
    if (!parsed.ok) throw new Error(parsed.reason);
    const [first] = (await store.papers.findOne(number).exec(true)).toMutableJSON().log as Line[];
    const { entry } = (await store.papers.findOne(number).exec(true)).toMutableJSON() as { entry: AppealEntry };
    return office.gate(async () => {
      let { sequence } = parsed.number;
      for (let i = 1; i < papers; i++) {
        const id = composeNumber({ ...parsed.number, sequence: ++sequence });
        const own = { ...entry, paper: { ...entry.paper, summary: summaryOf(i) } };
        const paper: Paper = { id, book: 'appeals', entry: own, log: [] };
        const data = { draft: crypto.randomUUID() };
        const line = office.lines.write(paper, { do: 'register', v: 1, by: office.clerk(), data });
        office.lines.commit(line);
        made.push(storedPaper({ ...paper, log: [line] }, law, site));
      }
      for (let at = 0; at < made.length; at += 500) await store.papers.bulkInsert(made.slice(at, at + 500));
      office.noteIssued({ desk, year: parsed.number.year, sequence }, office.lines.n, entry.receipt.acceptedAt);
      return [first!.id, ...made.map(({ log }) => log[0]!.id)];
    });
  }

  function register(change: (intake: ReturnType<typeof emptyAppeal>) => void = () => {}) {
    const intake = emptyAppeal(new Date(now() - 86_400_000).toISOString().slice(0, 10));
    intake.applicant.name = 'Әлімқұлова Айгүл Серікқызы';
    intake.paper.summary = 'Көше жарығын орнату туралы';
    change(intake);
    return registrar.register({ draft: crypto.randomUUID(), intake });
  }

  return {
    store,
    office,
    sync,
    papers,
    bundles,
    notes,
    messages,
    register,
    registerMany,
    /** Adds a line to a paper, the way every action will. Returns the line's id. */
    act: (number: string, action: { do: string; data: Record<string, unknown> }): Promise<string> =>
      office.gate(async () => {
        const document = await store.papers.findOne(number).exec(true);
        const { id, book, entry, log } = document.toMutableJSON() as StoredPaper;
        const line = office.lines.write({ id, book, entry, log }, { v: 1, by: office.clerk(), ...action });
        await document.incrementalModify(() => storedPaper({ id, book, entry, log: [...log, line] }, law, site));
        office.lines.commit(line);
        return line.id;
      }),
    /** Puts another summary into a paper that nobody else has, the way the office does it. Returns the line's id. */
    async correct(number: string, summary: string): Promise<string> {
      const line = await hangLine(office, number, ({ effects }, stored) => {
        const entry = stored as AppealEntry;
        const replaces = originOf({ log: effects.map((one) => one.line) });
        const data = { field: 'paper.summary', new: summary, why: 'тізілім қабылдамады', replaces };
        return { do: 'amend', v: 1, data, entry: { ...entry, paper: { ...entry.paper, summary } } };
      });
      return line!.id;
    },
    /** Adds a line to one of the office's records, which begins with it. Returns the line's id. */
    record: ({ id, book, data }: { id: string; book: string; data: Record<string, unknown> }): Promise<string> =>
      office.gate(async () => {
        const found = await store.records.findOne(id).exec();
        const record = (found?.toMutableJSON() ?? { id, book, entry: {}, log: [] }) as StoredRecord;
        const line = office.lines.write(record, { do: 'set', v: 1, by: office.clerk(), data });
        await store.records.upsert(withLine(record, line));
        office.lines.commit(line);
        return line.id;
      }),
    /** Settings, staff and the like as they are replicated; sites are the centre's. */
    async records(): Promise<Paper[]> {
      const found = await store.records.find({ sort: [{ id: 'asc' }] }).exec();
      const all = found.map((document) => document.toMutableJSON() as StoredRecord);
      return all.filter(({ book }) => book !== 'site').map(({ id, book, entry, log }) => ({ id, book, entry, log }));
    },
    /** Every paper as it is replicated. */
    async all(): Promise<Paper[]> {
      const found = await store.papers.find({ sort: [{ id: 'asc' }] }).exec();
      return found.map((document) => {
        const { id, book, entry, log } = document.toMutableJSON() as StoredPaper;
        return { id, book, entry, log };
      });
    },
    async close() {
      await sync.stop();
      await bundles.stop();
      await office.stop();
      await store.close();
    },
  };
}

/**
 * A server that is given needs a while for an answer, however fast the engine's clock goes: silence is borne at least so long. Shorter than what
 * the tests hold answers back for, so that a start slower than anybody waits is one. Milliseconds.
 */
const LEAST_DEADLINE_MS = process.env.COUCHDB_URL ? 1_400 : 0;

function grantedUser({ grant }: Site) {
  if (!grant) throw new Error('nothing was granted');
  return { name: grant.user, password: grant.password };
}

/** The real world, with waits that pass `speed` times faster, also those asked of the server. */
function portsAt({
  speed = 1,
  patience = LEAST_DEADLINE_MS,
  fetch: ask = fetch,
}: Pick<DeskOptions, 'speed' | 'patience' | 'fetch'>): SyncPorts {
  const after: SyncPorts['after'] = (milliseconds, task) => {
    const timer = setTimeout(task, milliseconds / speed);
    timer.unref();
    return () => clearTimeout(timer);
  };
  return {
    now: Date.now,
    elapsed: () => performance.now() * speed,
    random: Math.random,
    fetch: (url, init) =>
      ask(
        String(url).replace(/heartbeat=(\d+)/, (_, ms) => `heartbeat=${Math.ceil(Number(ms) / speed)}`),
        init,
      ),
    after,
    deadline: (milliseconds, task) => after(Math.max(milliseconds, patience * speed), task),
    log: () => {},
  };
}
