import type { NamedFile } from '../../../shared/books/book.ts';
import type { Paper } from '../../../shared/domain/log/line.ts';
import { describe } from '../../store/errors.ts';
import { Bell, pause } from '../bell.ts';
import { type Checkpoint, CheckpointLost, confirmedHere, openCheckpoint } from '../checkpoint.ts';
import { createCouch } from '../couch.ts';
import { BrokenOff, RequestError } from '../errors.ts';
import type { Link } from '../link.ts';
import { createPace, pauseBefore } from '../pace.ts';
import type { Notes, Replica, SyncPorts } from '../ports.ts';
import { openRepeated, type Repeated } from '../repeated.ts';
import type { Requests } from '../request.ts';
import { faultHere, LONG_PAUSE_MS, leastPause, standingAfter } from '../standing.ts';
import type { SyncState } from '../state.ts';
import { openTroubles } from '../troubles.ts';
import { createFetching, type FetchFile } from './fetching.ts';
import type { Files } from './ports.ts';
import { sendFiles } from './upload.ts';

export type ScanLinkOptions = {
  /** Names the link in notes: partner and database. */
  key: string;
  database: string;
  files: Files;
  /** Which files there are is told by the papers. */
  papers: Replica;
  filesOf: (paper: Paper) => NamedFile[];
  /** Papers go first: files wait while this says no. */
  papersThrough: () => Promise<boolean>;
  requests: Requests;
  site: string;
  notes: Notes;
  ports: SyncPorts;
  changed: () => void;
};

export type ScanLink = Omit<Link, 'hasRemoved'> & {
  /** Something has changed that may let files go: papers are through. */
  wake(): void;
  fetch: FetchFile;
};

/** So many files of those that are there bear witness. */
const WITNESSES = 5;
/** Papers looked through at once. */
const PAGE = 200;
/** A long way is confirmed on the way, this often. Milliseconds. */
const CONFIRM_EVERY_MS = 30_000;

/** Keeps a partner's files complete: sends what papers here name and it lacks, and fetches single ones when they are wanted. */
export function createScanLink(options: ScanLinkOptions): ScanLink {
  const { key, database, files, papers, filesOf, papersThrough, requests, site, notes, ports } = options;
  let state: SyncState = { is: 'unknown' };
  let troubles: Awaited<ReturnType<typeof openTroubles>> | undefined;
  /** Place in the papers' feed up to which every file is there. */
  let place: unknown;
  let confirmed: Checkpoint | undefined;
  let confirmedAt = Number.NEGATIVE_INFINITY;
  /** What was refused, or left, is to be offered once more. */
  let again = false;
  let offering: Repeated | undefined;
  let attempt = 0;
  const wake = new Bell();
  const retried = new Bell();
  const pace = {
    up: createPace({ start: 131_072, least: 1, most: 2_097_152 }),
    down: createPace({ start: 4, least: 1, most: 32 }),
  };
  const sure = new Set<string>();
  const breaking = new Map<string, number>();

  function become(next: SyncState): void {
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    options.changed();
  }

  async function run(signal: AbortSignal): Promise<void> {
    troubles ??= await openTroubles(notes, key, ports.now);
    offering ??= await openRepeated(notes, `offering:${key}`, ports, troubles.blockedSince());
    again = troubles.refused().length > 0;
    // What waits is told before the partner is reached.
    place = (await confirmedHere(notes, key)).pushed;
    while (!signal.aborted) {
      try {
        await exchange(signal);
      } catch (error) {
        if (signal.aborted) return;
        await rest(error, signal);
      }
    }
  }

  /** Works until something breaks. */
  async function exchange(outer: AbortSignal): Promise<never> {
    const session = new AbortController();
    const signal = AbortSignal.any([outer, session.signal]);
    const offer = () => {
      again = true;
      wake.ring();
    };
    const tasks = [working(signal), offering!.run(() => troubles!.blocked().length > 0, offer, signal)];
    try {
      return await Promise.race(tasks);
    } finally {
      session.abort(new BrokenOff('the exchange has ended'));
      await Promise.allSettled(tasks);
    }
  }

  async function working(signal: AbortSignal): Promise<never> {
    const couch = createCouch(requests, database, signal);
    const due = new Bell();
    const stop = papers.listen(() => due.ring());
    try {
      for (;;) {
        const called = AbortSignal.any([wake.next(), due.next()]);
        if (await papersThrough()) await catchUp(couch, signal);
        let isQuiet = true;
        await pause(LONG_PAUSE_MS, ports, AbortSignal.any([signal, called])).catch(() => {
          signal.throwIfAborted();
          isQuiet = false;
        });
        // Nothing has happened for long: is it still the database that it was?
        if (isQuiet) await confirmed?.verify();
      }
    } finally {
      stop();
    }
  }

  async function catchUp(couch: ReturnType<typeof createCouch>, signal: AbortSignal): Promise<void> {
    const { papers: some } = await papers.changedSince(place, PAGE);
    if (confirmed && !again && some.length === 0) return settle();
    // Known before the partner has said a word.
    const total = some.flatMap(filesOf).length;
    if (total > 0 && (state.is === 'unknown' || state.is === 'upToDate')) become({ is: 'syncing', done: 0, total });
    const checkpoint = await openCheckpoint(couch, notes, { key, site }, ports);
    // A database that is not the one it was is looked through from the beginning.
    if (!confirmed || checkpoint.standing === 'differs') {
      place = checkpoint.progress.pushed;
      sure.clear();
    }
    confirmed = checkpoint;
    const there: string[] = [];
    let done = 0;
    async function send(named: readonly NamedFile[]): Promise<void> {
      let left = named.length;
      const show = () => left > 0 && become({ is: 'syncing', done, total: done + left });
      show();
      const through = (sha256: string, isThere: boolean) => {
        if (isThere) there.push(sha256);
        done++;
        left--;
        attempt = 0;
        show();
      };
      await sendFiles({ couch, files, pace, sure, breaking, troubles: troubles!, ports, through }, named);
    }
    const seen = () => there.slice(-WITNESSES).map((id) => ({ id, rev: '', lines: '' }));
    let confirmedText = JSON.stringify([checkpoint.progress.pushed, checkpoint.isComparing]);
    async function confirm(isComparing: boolean): Promise<void> {
      const text = JSON.stringify([place, isComparing]);
      if (text === confirmedText) return;
      await checkpoint.confirm({ ...checkpoint.progress, pushed: place }, seen(), isComparing);
      confirmedText = text;
      confirmedAt = ports.elapsed();
    }
    if (again) {
      const troubled = new Set(troubles!.list().map(({ id }) => id));
      for await (const { named } of pagesAfter(undefined, signal))
        await send(named.filter(({ sha256 }) => troubled.has(sha256)));
      again = false;
    }
    for await (const { named, next } of pagesAfter(place, signal)) {
      await send(named);
      place = next;
      if (ports.elapsed() - confirmedAt >= CONFIRM_EVERY_MS) await confirm(checkpoint.isComparing);
    }
    await confirm(false);
    settle();
  }

  /** Files that papers name, in the order of the papers' feed, each once a page, and the place after them. */
  async function* pagesAfter(
    from: unknown,
    signal: AbortSignal,
  ): AsyncGenerator<{ named: NamedFile[]; next: unknown }> {
    for (let at = from; ; ) {
      signal.throwIfAborted();
      const { papers: some, checkpoint: next } = await papers.changedSince(at, PAGE);
      if (some.length === 0) return;
      yield { named: [...new Map(some.flatMap(filesOf).map((file) => [file.sha256, file])).values()], next };
      at = next;
    }
  }

  function settle(): void {
    attempt = 0;
    const since = state.is === 'upToDate' ? state.since : ports.now();
    become({ is: 'upToDate', since, refused: troubles!.refused().length, aside: 0, left: 0 });
  }

  async function rest(error: unknown, signal: AbortSignal): Promise<void> {
    if (error instanceof CheckpointLost) {
      confirmed = undefined;
      return;
    }
    let wait = pauseBefore(attempt++, ports.random());
    // Papers come and go meanwhile; a wait that was asked for is ended by a person alone.
    let call = wake;
    if (error instanceof RequestError) {
      if (error.retryAfter !== undefined) call = retried;
      wait = Math.max(wait, error.retryAfter ?? 0);
      const standing = standingAfter(error, ports.now() + wait);
      wait = Math.max(wait, leastPause(standing, attempt));
      become(standing);
    } else {
      ports.log('error', 'sending files broke off', { database, error: describe(error) });
      become({ is: 'offline', why: faultHere(error), retryAt: ports.now() + wait });
    }
    await pause(wait, ports, AbortSignal.any([signal, call.next()])).catch(() => undefined);
  }

  /** Files that are here, named by the papers of a stretch of their feed: it is not read again for every word about what waits. */
  let named: { from: string; upTo: unknown; here: Set<string> } | undefined;

  async function namedSince(most: number): Promise<string[]> {
    const from = JSON.stringify(place ?? null);
    if (named?.from !== from) named = { from, upTo: place, here: new Set() };
    const looked = named;
    while (looked.here.size < most) {
      const { papers: some, checkpoint: next } = await papers.changedSince(looked.upTo, PAGE);
      for (const { sha256 } of some.flatMap(filesOf)) if (await files.has(sha256)) looked.here.add(sha256);
      if (some.length === 0 && JSON.stringify(next) === JSON.stringify(looked.upTo)) break;
      looked.upTo = next;
    }
    return [...looked.here].slice(0, most);
  }

  return {
    key,
    state: () => state,
    troubles: () => troubles?.list() ?? [],
    /** Files that are here, named by papers that have not been looked through; some may be there already. */
    standing: async (most) => ({ waiting: await namedSince(most), left: [] }),
    run,
    wake: () => wake.ring(),
    retry() {
      attempt = 0;
      again = (troubles?.list().length ?? 0) > 0;
      wake.ring();
      retried.ring();
    },
    accept: () => wake.ring(),
    fetch: createFetching({ database, files, requests, pace: pace.down, ports }),
  };
}
