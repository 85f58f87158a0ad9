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
import { CONFIRM_EVERY_MS, createConfirming } from './confirming.ts';
import { createCouch } from './couch.ts';
import { BrokenOff, isAnswered, isBroken, RequestError } from './errors.ts';
import { type Came, createCame, createOwed, type Exchange, type Sent, Stop } from './exchange.ts';
import { type Brought, createWaiting, forgetHeld, heldThere, noteHeld, type Standing } from './held.ts';
import { judgeDatabase } from './judge.ts';
import { createKnown } from './known.ts';
import { type Doubted, keepLookingAgain } from './look-again.ts';
import { createPace, pauseBefore } from './pace.ts';
import type { Notes, Replica, SyncPorts } from './ports.ts';
import { catchUp, follow } from './pull.ts';
import { sendAll } from './push.ts';
import { openRepeated, type Repeated } from './repeated.ts';
import type { Requests } from './request.ts';
import { faultHere, LONG_PAUSE_MS, leastPause, standingAfter } from './standing.ts';
import type { StopReason, SyncState, Trouble } from './state.ts';
import { openTroubles } from './troubles.ts';

export type LinkOptions = {
  /** Names the link in notes: partner and database. */
  key: string;
  database: string;
  /** Read-only databases are only pulled. */
  direction: 'both' | 'pull';
  replica: Replica;
  /** What the partner has otherwise; absent: nothing. */
  brought?: () => Promise<Brought>;
  requests: Requests;
  /** This installation: names its half of the checkpoint at the partner. */
  site: string;
  notes: Notes;
  ports: SyncPorts;
  changed: () => void;
};

export type Link = ReturnType<typeof createLink>;

/**
 * While there is much to send, what comes is asked for this seldom: it is mostly an echo, and takes the line from what goes; from one that
 * breaks, it brings the next break nearer as well, in which what goes is lost. Milliseconds.
 */
const FOLLOW_EVERY_MS = 60_000;
const FOLLOW_OVER_BREAKS_EVERY_MS = 300_000;
/** Where the partner's feed fails, sending goes on for so long at most before both begin again. Milliseconds. */
const LONGEST_SENDING_MS = 300_000;
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
  let isPlaced = false;
  let confirmed: Checkpoint | undefined;
  const accepted = new Set<StopReason>();
  /** Somebody has looked at what was removed until then: also after a restart it is not counted again. */
  let removalsSeenAt = 0;
  const removals = `removals:${key}`;
  let noting: Promise<unknown> = Promise.resolve();
  const known = createKnown();
  const standing = createWaiting(replica, {
    site,
    has: (id) => known.get(id) !== undefined,
    refused: () => troubles?.refused() ?? [],
    left: () => troubles?.left() ?? [],
  });
  const owed = createOwed();
  const sent: Sent = { echoes: 0, writing: Promise.resolve(), writes: 0 };
  const uncertain = new Set<string>();
  const breaking = new Map<string, number>();
  const lackingSince = new Map<string, number>();
  const bare = { is: false };
  const pace = {
    pull: createPace({ start: 100, least: 1, most: 1_000 }),
    fetch: createPace({ start: 100, least: 1, most: 200 }),
    push: createPace({ start: 65_536, least: 1, most: 2_097_152 }),
  };
  const wake = new Bell();
  /** Something may be there to be sent: a change in the store, a paper that is owed, a refused one to be offered again. */
  const due = new Bell();
  /** Was set aside as unknown, or as another paper, and is to be looked at again. */
  const doubted: Doubted = { ids: new Set(), again: new Bell() };
  let repeated: { offering: Repeated; looking: Repeated } | undefined;
  let rescanning = false;
  let caughtUp = false;
  let followedAt = Number.NEGATIVE_INFINITY;
  const confirmationsOf = createConfirming(ports);
  let attempt = 0;

  function become(next: SyncState): void {
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    options.changed();
  }

  async function run(signal: AbortSignal): Promise<void> {
    troubles ??= await openTroubles(notes, key, ports.now);
    progress = await confirmedHere(notes, key);
    isPlaced = true;
    removalsSeenAt = Number((await notes.read(removals))?.at ?? 0);
    if (direction === 'both') for (const id of troubles.lacking()) owed.add(id);
    // The program may be a newer one.
    doubt(troubles.unknown());
    const open = (what: string, since?: number) => openRepeated(notes, `${what}:${key}`, ports, since);
    repeated ??= {
      offering: await open('offering', troubles.blockedSince()),
      looking: await open('looking', troubles.doubtfulSince()),
    };
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

  /** What proves a corrected paper (a site's key, a line) may have come since, or the program be a newer one. */
  function doubt(ids: readonly string[]): void {
    for (const id of ids) doubted.ids.add(id);
    doubted.again.ring();
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
    const meter = { done: 0, pullLeft: 0, pushLeft: 0, show: () => showWork(), changed: () => showLife() };
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
      lackingSince,
      bare,
      rescanning,
      sent,
      emptyAnswers: 0,
      taking: Promise.resolve(),
      came: createCame(),
      accepts: (reason) => accepted.has(reason),
      removalsSeenAt: () => removalsSeenAt,
      meter,
    };

    /** What is owed goes at once; who only reads owes nothing. */
    const isOwing = () => direction === 'both' && !owed.isEmpty();
    const isThrough = () => idle.pull && idle.push && !isOwing();
    function showWork(): void {
      const left = meter.pullLeft + meter.pushLeft;
      if (!isThrough()) become({ is: 'syncing', done: meter.done, total: meter.done + left });
    }
    function showLife(): void {
      attempt = 0;
      showWork();
    }
    function settleDown(): void {
      if (isOwing()) due.ring();
      showWork();
      if (!isThrough()) return;
      attempt = 0;
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
      const [refused, aside, left] = [troubles!.refused(), troubles!.contradicting(), troubles!.left()];
      become({ is: 'upToDate', since, refused: refused.length, aside, left: left.length });
    }
    /** Rung when the partner's feed was gone through, or nothing is left to send; also when that cannot be. */
    const ended = { pull: new Bell(), push: new Bell() };
    /** While much goes, what comes waits: so long. Milliseconds. */
    const holdBack = (isThin: boolean) => {
      const every = isThin ? FOLLOW_OVER_BREAKS_EVERY_MS : FOLLOW_EVERY_MS;
      return caughtUp && !idle.push ? followedAt + every - ports.elapsed() : 0;
    };
    const pulling = async () => {
      for (;;) {
        const isThin = couch.worthSending() !== Number.POSITIVE_INFINITY;
        const wait = holdBack(isThin);
        if (wait > 0) {
          // A minute is not worth a word, five are.
          if (isThin) idle.pull = false;
          await pause(wait, ports, AbortSignal.any([signal, ended.push.next()])).catch(() => signal.throwIfAborted());
        }
        // Page by page also when only the line broke: a page that is too large for it must become smaller.
        if (idle.pull) {
          await follow(shared, progress);
          bare.is = false;
        } else await catchUp(shared, progress);
        followedAt = ports.elapsed();
        [caughtUp, idle.pull] = [true, true];
        ended.pull.ring();
        settleDown();
      }
    };
    const pushing = async () => {
      const stop = replica.listen(() => due.ring());
      try {
        // What the feed names as it was known needs no look-up.
        if (known.isDoubting()) await ended.pull.rung(signal);
        for (;;) {
          idle.push = false;
          await sendAll(shared, progress);
          idle.push = true;
          // What has just come passes here too, and changes no state: who waits for nothing to wait hears of it all the same.
          options.changed();
          ended.push.ring();
          settleDown();
          await due.rung(signal);
          await pause(GATHER_MS, ports, signal);
        }
      } finally {
        stop();
      }
    };
    const reconsidering = () =>
      keepLookingAgain(shared, doubted, () => {
        settleDown();
        options.changed();
      });
    const offeringAgain = () =>
      repeated!.offering.run(
        () => troubles!.blocked().length > 0,
        () => {
          for (const id of troubles!.blocked()) owed.add(id);
          due.ring();
        },
        signal,
      );
    const lookingAgain = () =>
      repeated!.looking.run(
        () => troubles!.doubtfulSince() !== undefined,
        () => doubt(troubles!.doubtful()),
        signal,
      );
    const confirmations = confirmationsOf(checkpoint, {
      progress: () => progress,
      isComparing: () => rescanning,
      isIdle: () => idle.push,
      isOwing,
      witnesses: known.witnesses,
    });
    /** What one direction meets with at a server that answers does not break off the other: that comes to its end first, or its time. */
    const apart = (own: 'pull' | 'push', work: () => Promise<never>, most: number) =>
      work().catch(async (error) => {
        const other = own === 'pull' ? 'push' : 'pull';
        if (own === 'pull' && isBroken(error)) bare.is = true;
        idle[own] = false;
        ended[own].ring();
        const over = AbortSignal.any([signal, ended[other].next()]);
        if (isAnswered(error) && !idle[other]) await pause(most, ports, over).catch(() => signal.throwIfAborted());
        throw error;
      });
    const sending =
      direction === 'both' ? [apart('push', pushing, CONFIRM_EVERY_MS), offeringAgain(), lookingAgain()] : [];
    const coming = [apart('pull', pulling, LONGEST_SENDING_MS), reconsidering()];
    const tasks = [...coming, confirmations.run(signal), ...sending];
    try {
      return await Promise.race(tasks);
    } catch (error) {
      // What has come and gone by now would come and go anew each time it breaks.
      if (isAnswered(error)) await confirmations.confirm().catch(() => undefined);
      session.abort(new BrokenOff('the exchange has ended', { cause: error }));
      await Promise.allSettled(tasks);
      if (direction === 'both') await noteProgress(shared.came, checkpoint);
      throw error;
    }
  }

  /** What has come or gone since the last confirmation is not told as waiting after a restart. */
  async function noteProgress(came: Came, { progress: before }: Checkpoint): Promise<void> {
    progress.pushed = came.passOver(progress.pushed);
    if (rescanning || JSON.stringify(progress.pushed) === JSON.stringify(before.pushed)) return;
    // Not written: it is told as waiting until the partner is reached.
    await noteHeld(notes, key, progress.pushed).catch(() => undefined);
  }

  /** Goes on where this process was, if the database still holds what it has seen since, else where the checkpoint stands. */
  function takeUp(checkpoint: Checkpoint): void {
    const isThere = JSON.stringify(progress) === JSON.stringify(checkpoint.progress);
    const mayGoOn = confirmed !== undefined && checkpoint.standing !== 'differs' && (checkpoint.isAhead || isThere);
    if (!mayGoOn) {
      const setBack = confirmed !== undefined || checkpoint.standing === 'differs';
      known.doubt();
      caughtUp = false;
      sent.echoes = 0;
      progress = { ...checkpoint.progress };
      if (known.isDoubting()) progress.byRevisions = true;
      rescanning = checkpoint.isComparing;
      if (setBack) noting = forgetHeld(notes, key).catch(() => undefined);
      if (setBack) ports.log('warning', 'the partner is not what it was: everything is compared', { database });
    }
    confirmed = checkpoint;
  }

  /** What a failure means, and how long to wait; a wake-up call ends the wait. */
  async function rest(error: unknown, signal: AbortSignal): Promise<void> {
    if (error instanceof CheckpointLost) return;
    let wait = pauseBefore(attempt++, ports.random());
    if (error instanceof Stop) {
      const { reason: why, lastAt } = error;
      become({ is: 'stopped', why, ...(lastAt !== undefined && { lastAt }) });
      wait = LONG_PAUSE_MS;
    } else if (!(error instanceof RequestError)) {
      // Of our own making (a full disk, say): told, and tried again.
      ports.log('error', 'synchronisation broke off', { database, error: describe(error) });
      become({ is: 'offline', why: faultHere(error), retryAt: ports.now() + wait });
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
    /**
     * Ids of documents that the partner has not acknowledged yet, by whatever way: at most so many that go from here, and those that it gets
     * from the sites that they are of.
     */
    async standing(most: number): Promise<Standing> {
      if (direction === 'pull') return { waiting: [], left: [] };
      const { held, isDoubted } = await heldThere(notes, key);
      const { pushed } = isPlaced ? progress : await confirmedHere(notes, key);
      const isThrough = state.is === 'syncing' || state.is === 'upToDate';
      if (isDoubted) return standing(isThrough ? pushed : undefined, undefined, most);
      const seen = (await replica.comesAfter(held, pushed)) ? held : pushed;
      return standing(seen, await options.brought?.(), most);
    },
    run,
    retry: () => {
      attempt = 0;
      for (const id of troubles?.lacking() ?? []) owed.add(id);
      if (troubles) doubt([...troubles.unknown(), ...troubles.doubtful()]);
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
