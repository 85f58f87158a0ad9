import { z } from 'zod';

/**
 * How things stand with the registry, one value for every screen:
 * - `alone`: the office belongs to no agency, nothing is exchanged;
 * - `unknown`: the exchange has not begun yet;
 * - `offline`: no way to the registry, or no room here (`diskFull`), or a fault of this computer's own (`failedHere`); tried again by itself at
 *   `retryAt` (milliseconds since 1970);
 * - `syncing`: `total` is an estimate that grows while work comes in;
 * - `upToDate`: everything went and came but for `refused` documents, without a break `since`; `aside` came that contradict what is here
 *   (another paper under the same number, removed at the registry) and were not taken over; `left` are other desks' papers that the registry does not
 *   have yet;
 * - `signInNeeded`: the registry does not accept this computer any more;
 * - `stopped`: something is so odd that a person has to look first; nothing was overwritten. `lastAt`, of `clockBackwards`: the last exchange.
 */
export const syncStateSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('alone') }),
  z.object({ is: z.literal('unknown') }),
  z.object({
    is: z.literal('offline'),
    why: z.enum(['unreachable', 'portal', 'slow', 'busy', 'nonsense', 'diskFull', 'failedHere']),
    retryAt: z.number(),
  }),
  z.object({ is: z.literal('connecting') }),
  z.object({ is: z.literal('syncing'), done: z.number(), total: z.number() }),
  z.object({
    is: z.literal('upToDate'),
    since: z.number(),
    refused: z.number(),
    aside: z.number(),
    left: z.number(),
  }),
  z.object({ is: z.literal('signInNeeded') }),
  z.object({
    is: z.literal('stopped'),
    why: z.enum(['emptied', 'foreign', 'massRemoval', 'clockBackwards', 'missing', 'notAllowed']),
    lastAt: z.number().optional(),
  }),
]);
export type SyncState = z.infer<typeof syncStateSchema>;

/** More of what waits is not named, nor counted: one more stands for all that are. */
export const MOST_WAITING = 200;

/** Papers, records of the office, files of papers. */
const countsSchema = z.object({ papers: z.number(), records: z.number(), files: z.number() });
export type Counts = z.infer<typeof countsSchema>;

/** For the status line; a full snapshot each time. */
export const syncStatusSchema = z.object({
  state: syncStateSchema,
  /** What the registry has not acknowledged, each up to `MOST_WAITING` and one; nothing while it is on its way. */
  waiting: countsSchema,
  /** What the registry does not have although it was its turn, all of it. */
  refused: countsSchema,
  /** When the registry took this computer's trust back; '' while it is trusted. */
  revokedAt: z.string(),
});
export type SyncStatus = z.infer<typeof syncStatusSchema>;

/** What is exchanged: papers; settings, staff and sites; law, calendar and lists; files of papers. */
export const exchanged = ['papers', 'records', 'directory', 'scans'] as const;

/**
 * A document that came and is not taken over; `waiting`: something that was done with what stood in its place before is not in it yet.
 * `isHere`: a paper can be opened under its number.
 */
export const asideSchema = z.object({
  kind: z.literal('aside'),
  id: z.string(),
  what: z.enum(exchanged),
  isHere: z.boolean(),
  why: z.enum(['schema', 'otherAgency', 'otherPaper', 'removed', 'unproved', 'waiting']),
  detail: z.string(),
  at: z.number(),
});

/**
 * A document that does not go, or is not taken over. `reason` of a refused one: the registry's (shared/centre/checks.ts), or what
 * another server says. `isCorrectable`: the registry has nothing under its number, and may take it with another entry. `isTriedAgain`: it is offered
 * again by itself from time to time, others when they change, at the next start, and on request.
 */
const troubleSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('refused'),
    id: z.string(),
    reason: z.string(),
    at: z.number(),
    isCorrectable: z.boolean(),
    isTriedAgain: z.boolean(),
  }),
  asideSchema,
]);

/** For the page behind the status line; a full snapshot each time. */
export const syncOverviewSchema = syncStatusSchema.extend({
  exchanges: z.array(
    z.object({
      what: z.enum(exchanged),
      state: syncStateSchema,
      /** Ids that the registry has not acknowledged, at most `MOST_WAITING`. */
      waiting: z.array(z.string()),
      /** At most `MOST_WAITING` of each kind: what was refused and is tried again, or not, and what is set aside. */
      troubles: z.array(troubleSchema),
    }),
  ),
  /** How many there are of what is named in part. */
  inAll: z.object({ refused: z.number(), triedAgain: z.number(), aside: z.number(), left: z.number() }),
  /**
   * Papers of other desks that came on a stick, and that the registry does not have yet, at most `MOST_WAITING`; `desk`: whose they are, as the office
   * calls it.
   */
  left: z.array(z.object({ number: z.string(), code: z.string(), desk: z.string() })),
  /** Papers that came, or in which something came, since the office opened; the newest first. */
  came: z.object({ papers: z.number(), last: z.array(z.object({ number: z.string(), at: z.string() })) }),
});
export type SyncOverview = z.infer<typeof syncOverviewSchema>;
