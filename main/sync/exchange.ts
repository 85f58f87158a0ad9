import type { Couch } from './couch.ts';
import type { Known } from './known.ts';
import type { Pace } from './pace.ts';
import type { Replica, SyncPorts } from './ports.ts';
import type { StopReason } from './state.ts';
import type { Troubles } from './troubles.ts';

/** What pull and push of one database share while it is connected. */
export type Exchange = {
  couch: Couch;
  replica: Replica;
  known: Known;
  troubles: Troubles;
  ports: SyncPorts;
  /** Rows or documents a page of changes; documents fetched by key; characters written at once. */
  pace: { pull: Pace; fetch: Pace; push: Pace };
  /** Documents whose current revision at the partner lacks something that is here, beside those in this store's feed. */
  owed: Owed;
  /** Sent, and the answer never came: to be looked up before they are sent again. */
  uncertain: Set<string>;
  /** On which the partner itself broke, and how often in a row. */
  breaking: Map<string, number>;
  /** Since when a revision was asked for that is not there, by `elapsed`. */
  lackingSince: Map<string, number>;
  /** The partner is not what it was: nothing is taken for sent without looking. */
  rescanning: boolean;
  /** The partner breaks on its feed where that brings documents along: it is gone through without them, up to the first change after its end. */
  bare: { is: boolean };
  sent: Sent;
  /** So many in a row came at once, though they were to come with the next change, and there was none. */
  emptyAnswers: number;
  /** What has come and is being written: only after that it is noted that the partner holds it. Never fails. */
  taking: Promise<unknown>;
  /** Stretches of this store's feed in which nothing stands but what came from here. */
  came: Came;
  /** A person has said that the partner is all right as it is. */
  accepts: (reason: StopReason) => boolean;
  /** Until when somebody has looked at what the partner has removed. */
  removalsSeenAt: () => number;
  /** Work seen so far and still to come, for the state. */
  meter: Meter;
};

/** A set of ids whose members stay when they were added once more while one was busy with them. */
export type Owed = ReturnType<typeof createOwed>;

export function createOwed() {
  const ids = new Map<string, number>();
  let count = 0;
  return {
    add: (id: string) => void ids.set(id, ++count),
    isEmpty: () => ids.size === 0,
    /** At most so many ids, and what to call when they have been dealt with. */
    take(most: number): { ids: string[]; done(): void } {
      const taken = [...ids].slice(0, most);
      return {
        ids: taken.map(([id]) => id),
        done() {
          for (const [id, added] of taken) if (ids.get(id) === added) ids.delete(id);
        },
      };
    },
  };
}

/**
 * What has come stands in this store's own feed as well. Whether the partner holds it, or is owed more, is known since it was united: it need not
 * be read once more to be told from what is to go. Kept in memory alone: who forgets it reads.
 */
export type Came = ReturnType<typeof createCame>;

export function createCame() {
  const stretches = new Map<string, unknown>();
  return {
    note: (after: unknown, upTo: unknown) => void stretches.set(JSON.stringify(after), upTo),
    /** The place behind all stretches that follow on a place without a gap. */
    passOver(place: unknown): unknown {
      for (let at = place; ; ) {
        const key = JSON.stringify(at);
        const next = stretches.get(key);
        if (next === undefined) return at;
        stretches.delete(key);
        at = next;
      }
    },
  };
}

/** What was sent comes back by the partner's feed: its content need not be asked for again. */
export type Sent = {
  /** So many documents have not come back yet. */
  echoes: number;
  /** The writes under way, and how many: whoever looks for echoes waits for their answers. */
  writing: Promise<unknown>;
  writes: number;
};

/** Something is so odd that a person has to look first. Nothing has been overwritten. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly reason: StopReason;
  /** Of `clockBackwards`: the last exchange. Milliseconds since 1970. */
  readonly lastAt: number | undefined;
  constructor(reason: StopReason, lastAt?: number) {
    super(reason);
    this.reason = reason;
    this.lastAt = lastAt;
  }
}

export type Meter = {
  done: number;
  pullLeft: number;
  pushLeft: number;
  /** To be called after a change of the above; `changed` also says that the partner has answered. */
  show: () => void;
  changed: () => void;
};
