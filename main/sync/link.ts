import { describe } from '../store/errors.ts';
import { Bell, pause } from './bell.ts';
import {
  type Checkpoint,
  CheckpointLost,
  confirmedHere,
  NOTHING,
  openCheckpoint,
  type Progress,
} from './checkpoint.ts';
import { createCouch } from './couch.ts';
import { BrokenOff, RequestError } from './errors.ts';
import { createCame, createOwed, type Exchange, type Sent, Stop } from './exchange.ts';
import { judgeDatabase } from './judge.ts';
import { createKnown } from './known.ts';
import { lookAgain } from './look-again.ts';
import { createPace, laterBy, pauseBefore } from './pace.ts';
import type { Notes, Replica, SyncPorts } from './ports.ts';
import { catchUp, follow } from './pull.ts';
import { sendAll } from './push.ts';
import type { Requests } from './request.ts';
import type { OfflineReason, StopReason, SyncState, Trouble } from './state.ts';
import { openTroubles } from './troubles.ts';

export type LinkOptions = {
  /** Names the link in notes: partner and database. */
  key: string;
  database: string;
  /** Read-only databases are only pulled. */
  direction: 'both' | 'pull';
  replica: Replica;
  requests: Requests;
  /** This installation: names its half of the checkpoint at the partner. */
  site: string;
  notes: Notes;
  ports: SyncPorts;
  changed: () => void;
};

export type Link = ReturnType<typeof createLink>;

/** Least time between two confirmations of the checkpoint, and how often an idle database is looked at. Milliseconds. */
const CONFIRM_EVERY_MS = 5_000;
const VERIFY_EVERY_MS = 60_000;
/** Before the next attempt when a person has to do something first; who is not let in tries once more before that. */
export const LONG_PAUSE_MS = 300_000;
const REFUSED_PAUSE_MS = 30_000;
/**
 * While there is much to send, what comes is asked for this seldom, and the checkpoint confirmed: it is mostly an echo, and takes the line
 * from what goes; from one that breaks, it brings the next break nearer as well, in which what goes is lost. Milliseconds.
 */
const FOLLOW_EVERY_MS = 60_000;
const FOLLOW_OVER_BREAKS_EVERY_MS = 300_000;
const CONFIRM_BUSY_EVERY_MS = 30_000;
/** Several registrations in a row travel together. */
const GATHER_MS = 15;

/**
 * Keeps one collection and one database of a partner the same, for as long as it runs: connects, judges, catches up, follows.
 * Whatever breaks, it begins again where it was confirmed last.
 */
export function createLink(options: LinkOptions) {
  const { key, database, direction, replica, requests, site, notes, ports } = options;
  let state: SyncState = { is: 'unknown' };
  let troubles: Awaited<ReturnType<typeof openTroubles>> | undefined;
  let progress: Progress = { ...NOTHING };
  let confirmed: Checkpoint | undefined;
  const accepted = new Set<StopReason>();
  /** Somebody has looked at what was removed until then: also after a restart it is not counted again. */
  let removalsSeenAt = 0;
  const removals = `removals:${key}`;
  let noting: Promise<unknown> = Promise.resolve();
  const known = createKnown();
  const owed = createOwed();
  const sent: Sent = { echoes: 0, writing: Promise.resolve(), writes: 0 };
  const uncertain = new Set<string>();
  const breaking = new Map<string, number>();
  const pace = {
    pull: createPace({ start: 100, least: 1, most: 1_000 }),
    fetch: createPace({ start: 100, least: 1, most: 200 }),
    push: createPace({ start: 65_536, least: 1, most: 2_097_152 }),
  };
  const wake = new Bell();
  /** Something may be there to be sent: a change in the store, a paper that is owed, a refused one to be offered again. */
  const due = new Bell();
  /** What was set aside as unknown, or as another paper, is to be looked at again. */
  const again = new Bell();
  let rescanning = false;
  let caughtUp = false;
  let followedAt = Number.NEGATIVE_INFINITY;
  let attempt = 0;

  function become(next: SyncState): void {
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    options.changed();
  }

  async function run(signal: AbortSignal): Promise<void> {
    troubles ??= await openTroubles(notes, key, ports.now);
    progress = await confirmedHere(notes, key);
    removalsSeenAt = Number((await notes.read(removals))?.at ?? 0);
    if (direction === 'both') for (const id of troubles.lacking()) owed.add(id);
    again.ring();
    while (!signal.aborted) {
      const session = new AbortController();
      try {
        if (state.is !== 'offline') become({ is: 'connecting' });
        await exchange(AbortSignal.any([signal, session.signal]), session);
      } catch (error) {
        session.abort(new BrokenOff('the exchange has ended', { cause: error }));
        await noting;
        if (signal.aborted) return;
        await rest(error, signal);
      }
    }
  }

  /** Works until something breaks. */
  async function exchange(signal: AbortSignal, session: AbortController): Promise<never> {
    const couch = createCouch(requests, database, signal);
    const checkpoint = await openCheckpoint(couch, notes, { key, site, seen: known.witnesses() }, ports);
    await judgeDatabase(couch, checkpoint, replica, {
      ports,
      pace: pace.pull,
      lacking: troubles!.lacking(),
      accepts: (reason) => accepted.has(reason),
    });
    // At once: what broke off before the next confirmation would ask for it again.
    if (accepted.delete('clockBackwards')) await checkpoint.acceptClock();
    takeUp(checkpoint);
    const meter = { done: 0, pullLeft: 0, pushLeft: 0, changed: () => showWork() };
    const idle = { pull: false, push: direction === 'pull' };
    const shared: Exchange = {
      couch,
      replica,
      known,
      troubles: troubles!,
      ports,
      pace,
      owed,
      uncertain,
      breaking,
      rescanning,
      sent,
      taking: Promise.resolve(),
      came: createCame(),
      accepts: (reason) => accepted.has(reason),
      removalsSeenAt: () => removalsSeenAt,
      meter,
    };

    function showWork(): void {
      attempt = 0;
      const left = meter.pullLeft + meter.pushLeft;
      if (!idle.pull || !idle.push) become({ is: 'syncing', done: meter.done, total: meter.done + left });
    }
    function settleDown(): void {
      showWork();
      if (!idle.pull || !idle.push) return;
      rescanning = false;
      shared.rescanning = false;
      if (accepted.has('massRemoval')) {
        removalsSeenAt = ports.now();
        // Not written: it is asked about once more after a restart.
        noting = notes.write(removals, { at: removalsSeenAt }).catch(() => undefined);
      }
      accepted.clear();
      meter.done = 0;
      const since = state.is === 'upToDate' ? state.since : ports.now();
      become({ is: 'upToDate', since, refused: troubles!.refused().length, aside: troubles!.contradicting() });
    }
    /** Rung when nothing is left to send. */
    const sentAll = new Bell();
    /** While much goes, what comes waits. */
    const mayAsk = async () => {
      const holds = couch.worthSending() === Number.POSITIVE_INFINITY;
      const wait = followedAt + (holds ? FOLLOW_EVERY_MS : FOLLOW_OVER_BREAKS_EVERY_MS) - ports.elapsed();
      if (caughtUp && !idle.push && wait > 0) await Promise.race([sentAll.rung(signal), pause(wait, ports, signal)]);
      followedAt = ports.elapsed();
    };
    const pulling = async () => {
      await mayAsk();
      // Page by page also when only the line broke: a page that is too large for it must become smaller.
      await catchUp(shared, progress);
      [caughtUp, idle.pull] = [true, true];
      for (;;) {
        if (!owed.isEmpty()) due.ring();
        settleDown();
        await mayAsk();
        await follow(shared, progress);
      }
    };
    const pushing = async () => {
      const stop = replica.listen(() => due.ring());
      try {
        for (;;) {
          idle.push = false;
          await sendAll(shared, progress);
          idle.push = true;
          // What has just come passes here too, and changes no state: who waits for nothing to wait hears of it all the same.
          options.changed();
          sentAll.ring();
          settleDown();
          await due.rung(signal);
          await pause(GATHER_MS, ports, signal);
        }
      } finally {
        stop();
      }
    };
    const reconsidering = async () => {
      for (;;) {
        await again.rung(signal);
        try {
          await lookAgain(shared);
        } catch (error) {
          again.ring();
          throw error;
        }
        if (!owed.isEmpty()) due.ring();
        options.changed();
      }
    };
    const offeringAgain = async () => {
      for (let times = 0; ; ) {
        await pause(laterBy(times), ports, signal);
        const blocked = troubles!.blocked();
        times = blocked.length === 0 ? 0 : times + 1;
        for (const id of blocked) owed.add(id);
        if (blocked.length > 0) due.ring();
      }
    };
    const lookingAgain = async () => {
      for (let times = 0; ; ) {
        await pause(laterBy(times), ports, signal);
        const isUnlike = troubles!.list().some((one) => one.kind === 'aside' && one.why === 'otherPaper');
        times = isUnlike ? times + 1 : 0;
        if (isUnlike) again.ring();
      }
    };
    const confirming = async () => {
      // Not what this process knows: a line that broke before the first confirmation must not keep it from ever coming.
      let confirmedText = JSON.stringify(checkpoint.progress);
      let verifiedAt = ports.elapsed();
      for (;;) {
        await pause(meter.pushLeft > 0 ? CONFIRM_BUSY_EVERY_MS : CONFIRM_EVERY_MS, ports, signal);
        const now = JSON.stringify(progress);
        if (now !== confirmedText && owed.isEmpty())
          await checkpoint.confirm(JSON.parse(now) as Progress, known.witnesses());
        else if (ports.elapsed() - verifiedAt >= VERIFY_EVERY_MS) await checkpoint.verify();
        else continue;
        confirmedText = now;
        verifiedAt = ports.elapsed();
      }
    };
    const sending = direction === 'both' ? [pushing(), offeringAgain(), lookingAgain()] : [];
    const tasks = [pulling(), reconsidering(), confirming(), ...sending];
    try {
      return await Promise.race(tasks);
    } catch (error) {
      session.abort(new BrokenOff('the exchange has ended', { cause: error }));
      await Promise.allSettled(tasks);
      throw error;
    }
  }

  /** Goes on where this process was, if the database still holds what it has seen since, else where the checkpoint stands. */
  function takeUp(checkpoint: Checkpoint): void {
    const isThere = JSON.stringify(progress) === JSON.stringify(checkpoint.progress);
    const mayGoOn = confirmed !== undefined && checkpoint.standing !== 'differs' && (checkpoint.isAhead || isThere);
    if (!mayGoOn) {
      const setBack = confirmed !== undefined || checkpoint.standing === 'differs';
      known.clear();
      caughtUp = false;
      sent.echoes = 0;
      progress = { ...checkpoint.progress };
      rescanning = checkpoint.standing === 'differs';
      if (setBack) ports.log('warning', 'the partner is not what it was: everything is compared', { database });
    }
    confirmed = checkpoint;
  }

  /** What a failure means, and how long to wait; a wake-up call ends the wait. */
  async function rest(error: unknown, signal: AbortSignal): Promise<void> {
    if (error instanceof CheckpointLost) return;
    let wait = pauseBefore(attempt++, ports.random());
    if (error instanceof Stop) {
      become({ is: 'stopped', why: error.reason });
      wait = LONG_PAUSE_MS;
    } else if (!(error instanceof RequestError)) {
      // Of our own making (a full disk, say): told, and tried again.
      ports.log('error', 'synchronisation broke off', { database, error: describe(error) });
      become({ is: 'offline', why: 'nonsense', retryAt: ports.now() + wait });
    } else {
      wait = Math.max(wait, error.retryAfter ?? 0);
      const standing = standingAfter(error, ports.now() + wait);
      wait = Math.max(wait, leastPause(standing, attempt));
      ports.log('info', 'no exchange', { database, failure: error.failure, detail: error.message });
      become(standing);
    }
    await pause(wait, ports, AbortSignal.any([signal, wake.next()])).catch(() => undefined);
  }

  /** Somebody may have brought it there after it was refused. */
  function asSeenSince(trouble: Trouble): Trouble {
    if (trouble.kind !== 'refused' || !trouble.isNew || !known.get(trouble.id)) return trouble;
    const { isNew: _, ...rest } = trouble;
    return rest;
  }

  return {
    key,
    state: () => state,
    troubles: (): Trouble[] => (troubles?.list() ?? []).map(asSeenSince),
    /** Whether the partner has removed a document that is here, as far as this link has heard. */
    hasRemoved: (id: string): boolean => troubles?.isRemoved(id) ?? false,
    /** Ids of documents that the partner has not acknowledged yet, at most so many. */
    async waiting(most: number): Promise<string[]> {
      if (direction === 'pull') return [];
      const { papers } = await replica.changedSince(progress.pushed, most);
      return papers.map(({ id }) => id);
    },
    run,
    retry: () => {
      attempt = 0;
      for (const id of troubles?.lacking() ?? []) owed.add(id);
      again.ring();
      due.ring();
      wake.ring();
    },
    /** A person has looked: the engine goes on although it had stopped for this reason. */
    accept(reason: StopReason): void {
      accepted.add(reason);
      wake.ring();
    },
  };
}

/** How long to wait at least. @param attempt failed ones in a row. Milliseconds. */
export function leastPause({ is }: SyncState, attempt: number): number {
  if (is === 'stopped') return LONG_PAUSE_MS;
  if (is !== 'signInNeeded') return 0;
  return attempt <= 1 ? REFUSED_PAUSE_MS : LONG_PAUSE_MS;
}

const OFFLINE: Partial<Record<RequestError['failure'], OfflineReason>> = {
  unreachable: 'unreachable',
  slow: 'slow',
  portal: 'portal',
  busy: 'busy',
  broken: 'busy',
};

/** How things stand after a failure. */
export function standingAfter({ failure }: RequestError, retryAt: number): SyncState {
  if (failure === 'signIn') return { is: 'signInNeeded' };
  if (failure === 'forbidden') return { is: 'stopped', why: 'notAllowed' };
  if (failure === 'missing') return { is: 'stopped', why: 'missing' };
  return { is: 'offline', why: OFFLINE[failure] ?? 'nonsense', retryAt };
}
