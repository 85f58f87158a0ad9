import { onTestFinished } from 'vitest';
import { RequestError } from '../../main/sync/errors.ts';
import { createLink } from '../../main/sync/link.ts';
import type { Notes, RemoteDocument, Replica, SyncPorts, United } from '../../main/sync/ports.ts';
import type { Question } from '../../main/sync/request.ts';
import type { Paper } from '../../shared/domain/log/line.ts';

/** A link with a clock that is set by hand, a partner in memory, and a line that breaks when it is told. */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** Until everybody who can go on has done so: what is read ahead waits for the next turn of the loop. */
async function quiet(): Promise<void> {
  for (let turns = 0; turns < 30; turns++) await new Promise((resolve) => setImmediate(resolve));
}

function handClock() {
  let now = 0;
  const timers = new Set<{ at: number; task: () => void }>();
  return {
    now: () => now,
    after(milliseconds: number, task: () => void) {
      const timer = { at: now + milliseconds, task };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async pass(milliseconds: number): Promise<void> {
      await quiet();
      for (const end = now + milliseconds; ; ) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        now = next?.at ?? end;
        if (!next) return;
        timers.delete(next);
        next.task();
        await quiet();
      }
    },
  };
}

function notesInMemory(): Notes {
  const all = new Map<string, Record<string, unknown>>();
  return {
    read: async (key) => all.get(key),
    write: async (key, value) => void all.set(key, value),
    remove: async (key) => void all.delete(key),
    list: async (prefix) => [...all].filter(([key]) => key.startsWith(prefix)),
  };
}

const line = (sig: string) => ({ id: sig, sig, hash: sig }) as unknown as Paper['log'][number];
export const paper = (id: string, sig = id): Paper => ({ id, book: 'appeals', entry: {}, log: [line(sig)] });

/** Papers here; those under a strange number are of another kind than the partner's, until they are not. */
function papersHere() {
  const feed: Paper[] = [];
  const listeners = new Set<() => void>();
  const strange = new Map<string, 'schema' | 'otherPaper'>();
  const replica: Replica = {
    fits: ({ _id: id, book, entry, log }) =>
      strange.get(id) === 'schema'
        ? { ok: false, why: 'schema', detail: '' }
        : { ok: true, paper: { id, book, entry, log } as Paper },
    unite: async (copies) =>
      new Map(
        copies.map(({ current }): [string, United] => {
          if (strange.has(current.id)) return [current.id, { ok: false, why: 'otherPaper', detail: '' }];
          if (!feed.some(({ id }) => id === current.id)) feed.push(current);
          return [current.id, { ok: true, paper: current, covered: true }];
        }),
      ),
    read: async (ids) => feed.filter(({ id }) => ids.includes(id)),
    isLeftToOthers: () => false,
    changedSince: async (since, limit) => {
      const papers = feed.slice(Number(since ?? 0)).slice(0, limit);
      return { papers, checkpoint: Number(since ?? 0) + papers.length };
    },
    comesAfter: async (later, place) => Number(later ?? 0) > Number(place ?? 0),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    count: async () => feed.length,
  };
  const register = (id: string) => {
    feed.push(paper(id));
    for (const listener of listeners) listener();
  };
  return { replica, strange, register, ids: () => feed.map(({ id }) => id) };
}

/** A partner that answers what a link asks, writes when it may, and whose line breaks on request. */
function partnerInMemory(clock: ReturnType<typeof handClock>) {
  const rows: RemoteDocument[] = [];
  const locals = new Map<string, RemoteDocument>();
  const asked: string[] = [];
  const calls = new Set<() => void>();
  let breakLine: (() => void)[] = [];
  const line = {
    holdsWrites: false,
    writesTake: 0,
    breaksAt: (_path: string) => false,
    fails: (_path: string): RequestError | undefined => undefined,
  };
  const put = ({ id, ...said }: Paper) => {
    rows.push({ ...said, _id: id, _rev: `1-${id}` });
    for (const call of calls) call();
  };
  const find = (id: string) => rows.find(({ _id }) => _id === id);
  const changesAfter = (since: number, documents: boolean) => ({
    results: rows.slice(since).map((doc) => ({ id: doc._id, changes: [{ rev: doc._rev }], ...(documents && { doc }) })),
    last_seq: rows.length,
    pending: 0,
  });

  async function answer({ path, body, method = 'GET', signal }: Question, broken: Promise<never>): Promise<unknown> {
    const said = body === undefined ? {} : (JSON.parse(body) as Record<string, unknown>);
    const local = /_local\/(.*)$/.exec(path)?.[1];
    if (local !== undefined && method === 'PUT')
      return locals.set(local, { ...said, _id: `_local/${local}`, _rev: '0-1' });
    if (local !== undefined) {
      if (locals.has(local)) return locals.get(local);
      throw new RequestError('missing', '404');
    }
    if (path.includes('_bulk_docs')) {
      if (line.holdsWrites) return broken;
      if (line.writesTake > 0) await new Promise<void>((resolve) => clock.after(line.writesTake, resolve));
      // What was broken off has never come whole.
      if (signal.aborted) return broken;
      const docs = said.docs as (RemoteDocument & Omit<Paper, 'id'>)[];
      return docs.map(({ _id: id, book, entry, log }) => {
        put({ id, book, entry, log });
        return { id, rev: `1-${id}` };
      });
    }
    if (path.includes('_all_docs') && said.keys)
      return {
        rows: (said.keys as string[]).map((key) => {
          const doc = find(key);
          return doc ? { key, value: { rev: doc._rev }, doc } : { key };
        }),
      };
    if (path.includes('_all_docs'))
      return { rows: [...rows].sort((a, b) => (a._id < b._id ? 1 : -1)).map((doc) => ({ doc })) };
    if (path.includes('_changes')) {
      const since = Number(new URLSearchParams(path.split('?')[1]).get('since'));
      if (path.includes('longpoll') && rows.length <= since)
        await Promise.race([broken, new Promise<void>((resolve) => calls.add(resolve))]);
      return changesAfter(since, path.includes('include_docs=true'));
    }
    return { db_name: 'papers', doc_count: rows.length, update_seq: rows.length };
  }

  /** Somebody has written on what stands there: it goes to the end of the feed, where it was nobody asks any more. */
  const change = (id: string) => {
    const at = rows.findIndex(({ _id }) => _id === id);
    const [document] = rows.splice(at, 1, { _id: `_design/${id}`, _rev: '1-x' });
    rows.push({ ...document!, _rev: `2-${id}` });
    for (const call of calls) call();
  };

  return {
    put,
    change,
    line,
    has: (id: string) => find(id) !== undefined,
    token: () => [...locals.values()][0]?.token,
    asked: (part: string) => asked.filter((path) => path.includes(part)).length,
    /** So often the document itself was fetched by its key. */
    looks: (id: string) => asked.filter((path) => path.includes('conflicts=true{') && path.includes(`"${id}"`)).length,
    /** It is another one from here on, empty. */
    forget: () => {
      rows.length = 0;
      locals.clear();
    },
    /** Everything under way breaks off. */
    cut: () => {
      const all = breakLine;
      breakLine = [];
      for (const one of all) one();
    },
    async ask(question: Question): Promise<unknown> {
      question.signal.throwIfAborted();
      const broken = new Promise<never>((_, reject) => {
        breakLine.push(() => reject(new RequestError('unreachable', 'cut')));
        question.signal.addEventListener('abort', () => reject(question.signal.reason));
      });
      broken.catch(() => undefined);
      asked.push(question.path + (question.body ?? ''));
      if (line.breaksAt(question.path)) throw new RequestError('unreachable', 'cut');
      const failure = line.fails(question.path + (question.body ?? ''));
      if (failure) throw failure;
      return Promise.race([answer(question, broken), broken]);
    },
  };
}

export function setUp() {
  const clock = handClock();
  const [here, partner, notes] = [papersHere(), partnerInMemory(clock), notesInMemory()];
  const messages: string[] = [];
  const ports: SyncPorts = {
    now: () => 1_800_000_000_000 + clock.now(),
    elapsed: clock.now,
    random: () => 0,
    fetch,
    after: clock.after,
    deadline: clock.after,
    log: (_level, message) => void messages.push(message),
  };
  const requests = { ask: partner.ask, tryAgain: () => {}, worthSending: () => Number.POSITIVE_INFINITY };
  /** A program that is started, and how to switch it off. */
  function start() {
    const about = { key: 'registry:papers', database: 'papers', direction: 'both' as const, site: 'site' };
    const link = createLink({ ...about, replica: here.replica, requests, notes, ports, changed: () => {} });
    const switching = new AbortController();
    const running = link.run(switching.signal);
    const stop = async () => {
      switching.abort(new Error('off'));
      await running;
    };
    onTestFinished(stop);
    return { link, stop };
  }
  return { clock, here, partner, start, messages };
}
