import type { Line, Paper } from '../../shared/domain/log/line.ts';

/** What the engine needs from whoever runs it. It never looks at the clock, rolls dice or opens a connection by itself. */
export type SyncPorts = {
  /** Wall clock, milliseconds since 1970. */
  now: () => number;
  /** A clock for durations, which nobody sets. Milliseconds. */
  elapsed: () => number;
  /** From 0 to 1. */
  random: () => number;
  fetch: typeof fetch;
  /** Runs a task once after so many milliseconds; the answer calls it off. */
  after: (milliseconds: number, task: () => void) => () => void;
  /** As `after`, for how long a partner may be silent: an answer takes its time also where pauses are made shorter. */
  deadline: SyncPorts['after'];
  /** Messages carry no personal data: numbers and codes only. */
  log: (level: 'info' | 'warning' | 'error', message: string, details?: Record<string, unknown>) => void;
};

/** Small things the engine remembers on this computer: checkpoints, refused and set-aside documents. Durable once written. */
export type Notes = {
  read(key: string): Promise<Record<string, unknown> | undefined>;
  write(key: string, value: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
  /** Every note whose key begins so. */
  list(prefix: string): Promise<[key: string, value: Record<string, unknown>][]>;
};

/** A document as CouchDB has it. */
export type RemoteDocument = { _id: string; _rev?: string; _conflicts?: string[] } & Record<string, unknown>;

/**
 * Why a document from a partner is not taken over:
 * - `schema`: it is none of ours;
 * - `otherAgency`: a paper of another agency;
 * - `otherPaper`: under the same number another entry stands here; both stay where they are;
 * - `removed`: the partner has removed it; here it stays;
 * - `unproved`: signatures do not prove some of its lines (only bundles, which anybody may have carried, are asked for that).
 */
export type AsideReason = 'schema' | 'otherAgency' | 'otherPaper' | 'removed' | 'unproved';

export type Fit = { ok: true; paper: Paper } | { ok: false; why: AsideReason; detail: string };

/**
 * What became of a document that was united with the local copy.
 * `covered`: the partner's current revision holds the lines that are here, in this order; else it is owed ours.
 * `beside`: the partner has a losing revision of another entry beside it.
 */
export type United =
  | { ok: true; paper: Paper; covered: boolean; beside?: boolean }
  | { ok: false; why: AsideReason; detail: string };

/**
 * All copies of one document that a partner has: its current revision first, then those in conflict with it. `isAccepted`: the
 * current one stands at the partner for good, also under another entry; what somebody carries on a stick, or has left in a conflict, may be made up, or
 * have been corrected since.
 */
export type Copies = { current: Paper; others: Paper[]; isAccepted?: boolean };

/** A collection of entry-and-log documents on this computer, as the engine sees it. */
export type Replica = {
  /** Whether a partner's document may stand here at all. */
  fits(document: RemoteDocument): Fit;
  /**
   * Unites the copies with what is here, writes what that changes, and tells what each document is then.
   *
   * @param wrote is told of each stretch of `changedSince` in which nothing stands but what this call has written
   */
  unite(copies: Copies[], wrote?: (after: unknown, upTo: unknown) => void): Promise<Map<string, United>>;
  read(ids: readonly string[]): Promise<Paper[]>;
  /** Came on a stick from a desk that will bring it by itself: it is not offered to a partner that does not have it yet. */
  isLeftToOthers(id: string): boolean;
  /**
   * Documents changed after a checkpoint, oldest change first; none only when there are no more. Without a checkpoint, or with one of another life of this
   * store: all.
   */
  changedSince(checkpoint: unknown, limit: number): Promise<{ papers: Paper[]; checkpoint: unknown }>;
  /** Whether anything was changed between a checkpoint and another, later one; none, and one of another life of this store, stand at the beginning. */
  comesAfter(later: unknown, place: unknown): Promise<boolean>;
  /** Calls back after every change; returns how to stop that. */
  listen(listener: () => void): () => void;
  /** How many documents are here. */
  count(): Promise<number>;
};

/** Told of every line that came, so that the clock of this site goes on after it. */
export type LineObserver = (line: Line) => void;
