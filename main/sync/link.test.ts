import { expect, onTestFinished, test } from 'vitest';
import type { Paper } from '../../shared/domain/log/line.ts';
import { RequestError } from './errors.ts';
import { createLink } from './link.ts';
import type { Notes, RemoteDocument, Replica, SyncPorts, United } from './ports.ts';
import type { Question } from './request.ts';

/** What takes minutes, with a clock that is set by hand, a partner in memory and a line that breaks when it is told. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

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
const paper = (id: string, sig = id): Paper => ({ id, book: 'appeals', entry: {}, log: [line(sig)] });

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
    isEmpty: async () => feed.length === 0,
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

  async function answer({ path, body, method = 'GET' }: Question, broken: Promise<never>): Promise<unknown> {
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

  return {
    put,
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

function setUp() {
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

test('while a paper is on its way nobody says that all is through', async () => {
  const { clock, here, partner, start } = setUp();
  const { link } = start();
  await clock.pass(1_000);
  expect(link.state()).toMatchObject({ is: 'upToDate' });
  partner.line.holdsWrites = true;
  here.register('p1');
  await clock.pass(1_000);
  expect(link.state()).toEqual({ is: 'syncing', done: 0, total: 1 });
  partner.line.holdsWrites = false;
  partner.cut();
  await clock.pass(5_000);
  expect(partner.has('p1')).toBe(true);
  expect(link.state()).toMatchObject({ is: 'upToDate' });
});

test('while papers go out, others’ are asked for again as soon as a line is back on which that broke off', async () => {
  const { clock, here, partner, start } = setUp();
  start();
  await clock.pass(1_000);
  partner.line.writesTake = 20_000;
  for (let i = 0; i < 8_000; i++) here.register(`p${i}`);
  // What was asked for before has come by then.
  await clock.pass(45_000);
  partner.put(paper('q1'));
  let breaks = 1;
  partner.line.breaksAt = (path) => path.includes('_changes') && breaks-- > 0;
  while (breaks > 0) await clock.pass(1_000);
  await clock.pass(30_000);
  expect(here.ids()).toContain('q1');
  expect(partner.has('p7999')).toBe(false);
});

test.each([
  ['whose line breaks all the time', true],
  ['that is switched off all the time', false],
])('a desk %s looks again at what it took for another paper, and then says so', async (_, isOneProgram) => {
  const { clock, here, partner, start } = setUp();
  here.strange.set('q1', 'otherPaper');
  partner.put(paper('q1'));
  let desk = start();
  await clock.pass(20_000);
  expect(desk.link.state()).toMatchObject({ is: 'upToDate', aside: 1 });
  here.strange.clear();
  for (let sessions = 0; sessions < 3; sessions++) {
    if (isOneProgram) partner.cut();
    else {
      await desk.stop();
      desk = start();
    }
    await clock.pass(25_000);
  }
  expect(desk.link.troubles()).toEqual([]);
  expect(desk.link.state()).toMatchObject({ is: 'upToDate', aside: 0 });
});

test('what was looked at is not looked at again before its time by a desk that is switched off meanwhile', async () => {
  const { clock, here, partner, start } = setUp();
  here.strange.set('q1', 'otherPaper');
  partner.put(paper('q1'));
  let desk = start();
  await clock.pass(5 * HOUR + 4 * MINUTE);
  const asked = partner.looks('q1');
  for (let starts = 0; starts < 5; starts++) {
    await desk.stop();
    desk = start();
    await clock.pass(5 * MINUTE);
  }
  expect(partner.looks('q1')).toBe(asked);
  await clock.pass(HOUR);
  expect(partner.looks('q1')).toBe(asked + 1);
});

test('what only a newer program may know is asked for when one may have started, not every hour', async () => {
  const { clock, here, partner, start } = setUp();
  here.strange.set('q1', 'schema').set('q2', 'otherPaper');
  for (const id of ['q1', 'q2']) partner.put(paper(id));
  const { stop } = start();
  await clock.pass(5 * HOUR);
  expect(partner.looks('q1')).toBe(0);
  await stop();
  here.strange.clear();
  start();
  await clock.pass(1_000);
  expect(here.ids()).toContain('q1');
});

test('what has come is confirmed although the line never holds for as long as is waited between two confirmations', async () => {
  const { clock, here, partner, start } = setUp();
  start();
  await clock.pass(1_000);
  partner.line.holdsWrites = true;
  here.register('p1');
  await clock.pass(30_000);
  const before = partner.token();
  for (let sessions = 0; sessions < 20; sessions++) {
    partner.put(paper(`q${sessions}`));
    await clock.pass(3_000);
    partner.cut();
  }
  await clock.pass(1_000);
  expect(partner.token()).not.toBe(before);
});

/** What the server does not do, whoever asks. */
const broken = () => new RequestError('broken', '500');

test.each([
  ['that has never been confirmed', 'new'],
  ['that is another when the program starts', 'atStart'],
  ['that is another from one moment on, while the program runs', 'meanwhile'],
])('a partner whose feed fails for ever gets all there is all the same, and once: one %s', async (_, since) => {
  const { clock, here, partner, start } = setUp();
  const isAnother = since !== 'new';
  let desk: ReturnType<typeof start> | undefined;
  if (isAnother) {
    here.register('p0');
    desk = start();
    await clock.pass(60_000);
    if (since === 'atStart') await desk.stop();
    partner.forget();
  }
  partner.line.fails = (path) => (path.includes('_changes') ? broken() : undefined);
  here.register('p1');
  if (since !== 'meanwhile') desk = start();
  else partner.cut();
  const { link, stop } = desk!;
  if (isAnother) link.accept('emptied');
  await clock.pass(MINUTE);
  expect(partner.has('p1')).toBe(true);
  expect(partner.has('p0')).toBe(isAnother);
  here.register('p2');
  await clock.pass(2 * MINUTE);
  expect(partner.has('p2')).toBe(true);
  expect(link.state()).toMatchObject({ is: 'offline', why: 'busy' });
  // Confirmed as far as it has come: nothing goes, nor is looked up, anew.
  const [writes, looks] = [partner.asked('_bulk_docs'), partner.asked('include_docs=true&conflicts=true{')];
  await stop();
  start();
  await clock.pass(5 * MINUTE);
  expect([partner.asked('_bulk_docs'), partner.asked('include_docs=true&conflicts=true{')]).toEqual([writes, looks]);
});

test('a document on which the partner’s feed breaks keeps no other out, is listed, and comes once it can be read', async () => {
  const { clock, here, partner, start } = setUp();
  for (let i = 0; i < 300; i++) partner.put(paper(`q${i}`));
  let breaks = true;
  const brings = (path: string) =>
    (path.includes('_changes') && path.includes('include_docs=true') && Number(/since=(\d+)/.exec(path)![1]) <= 77) ||
    (path.includes('_all_docs') && path.includes('"q77"'));
  partner.line.fails = (path) => (breaks && brings(path) ? broken() : undefined);
  const { link } = start();
  await clock.pass(MINUTE);
  expect(here.ids()).toHaveLength(299);
  expect(link.troubles()).toMatchObject([{ kind: 'aside', id: 'q77', why: 'schema', unread: ['1-q77'] }]);
  partner.put(paper('q300'));
  await clock.pass(2 * HOUR);
  expect(here.ids()).toHaveLength(300);
  // It is looked at now and then, and breaks nothing off.
  expect(link.state()).toMatchObject({ is: 'upToDate' });
  breaks = false;
  await clock.pass(HOUR);
  expect(here.ids()).toHaveLength(301);
  expect(link.troubles()).toEqual([]);
});

test('what is the only paper, on which the partner breaks, does not make a link begin anew each time', async () => {
  const { clock, here, partner, start, messages } = setUp();
  partner.line.fails = (path) => (path.includes('_bulk_docs') ? broken() : undefined);
  here.register('p1');
  const { link } = start();
  await clock.pass(MINUTE);
  expect(link.troubles()).toMatchObject([{ kind: 'refused', id: 'p1', reason: 'breaksThere' }]);
  expect(partner.token()).toBeDefined();
  expect(messages).not.toContain('the partner is not what it was: everything is compared');
});

test('a partner that breaks on its newest documents is exchanged with, and what it breaks on is asked for apart', async () => {
  const { clock, here, partner, start } = setUp();
  for (let i = 100; i < 130; i++) partner.put(paper(`q${i}`));
  // By number, backwards: none of these ranges comes.
  partner.line.fails = (path) => (path.includes('descending=true') ? broken() : undefined);
  here.register('p1');
  const { link } = start();
  await clock.pass(MINUTE);
  expect(partner.has('p1')).toBe(true);
  expect(here.ids()).toHaveLength(31);
  expect(link.state()).toMatchObject({ is: 'upToDate' });
});
