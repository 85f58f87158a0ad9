/**
 * The life of an appeal: where it can stand, and which action is possible where (domain §1.3–1.7, §2.4). What depends on the law or
 * the calendar is not decided here: a line that was legal when it was written has to stay legal under every later law.
 */

/**
 * - `registered`: nobody has it in work yet;
 * - `inWork`: an executor has it;
 * - `waiting`: the applicant was told of a defect (art. 63, 93) and may mend it;
 * - `decided`: a decision was drafted and waits for the head;
 * - `signed`: the head has signed; the answer has to go out;
 * - `closed`: finished; the outcome says how;
 * - `void`: the number was spoiled.
 */
export const statuses = ['registered', 'inWork', 'waiting', 'decided', 'signed', 'closed', 'void'] as const;
export type Status = (typeof statuses)[number];

/** From where an action is possible, and where it leads, or may lead; without `to`, and from where it `stays`, the paper stays where it is. */
export type Step = {
  readonly from: readonly Status[];
  readonly to?: Status;
  readonly or?: Status;
  readonly stays?: readonly Status[];
};

const undecided = ['registered', 'inWork', 'waiting'] as const;
const open = ['registered', 'inWork', 'waiting', 'decided', 'signed'] as const;
const notVoid = [...open, 'closed'] as const;

export const steps = {
  amend: { from: open },
  attach: { from: notVoid },
  linkOfficial: { from: notVoid },
  linkRepeat: { from: open },
  linkContested: { from: open },
  linkDuplicate: { from: undecided, to: 'closed' },
  spoil: { from: ['registered'], to: 'void' },
  // While the applicant mends it, it may go to somebody else, and waits on.
  assign: { from: undecided, to: 'inWork', or: 'registered', stays: ['waiting'] },
  resolve: { from: undecided, to: 'inWork', stays: ['waiting'] },
  handOver: { from: ['inWork', 'waiting'] },
  replyMeanwhile: { from: open },
  noteCheck: { from: ['registered', 'inWork'] },
  askExtension: { from: ['inWork', 'waiting'] },
  extend: { from: ['inWork', 'waiting', 'decided'] },
  refuseExtension: { from: ['inWork', 'waiting', 'decided'] },
  // Sent in time, it counts however late it is written down.
  tellExtension: { from: notVoid },
  noteDefect: { from: ['registered', 'inWork'], to: 'waiting' },
  bringIntoLine: { from: ['waiting'], to: 'inWork', or: 'registered' },
  returnToApplicant: { from: ['waiting'], to: 'closed' },
  // Three working days run on while the applicant mends it: whose it is lets nobody wait (art. 65, 91).
  redirect: { from: undecided, to: 'closed' },
  redirectPart: { from: ['registered', 'inWork'] },
  callHearing: { from: ['inWork'] },
  holdHearing: { from: ['inWork'] },
  waiveHearing: { from: ['inWork'] },
  decide: { from: ['inWork'], to: 'decided' },
  sendBack: { from: ['decided'], to: 'inWork' },
  sign: { from: ['decided'], to: 'signed' },
  answer: { from: ['signed'], to: 'closed' },
  dispatch: { from: ['closed'] },
  withdraw: { from: ['registered', 'inWork', 'waiting', 'decided'], to: 'closed' },
  leaveUnconsidered: { from: undecided, to: 'closed' },
  forwardAtOnce: { from: undecided, to: 'closed' },
  takeOffControl: { from: notVoid },
  returnWithRemarks: { from: ['closed'], to: 'inWork' },
  reopen: { from: ['closed'], to: 'inWork', or: 'registered' },
  settle: { from: statuses },
} as const satisfies Record<string, Step>;

export type ActionName = keyof typeof steps;
export const actionNames = Object.keys(steps) as ActionName[];

/** Why an action is not possible where a paper stands: keys of the catalogue `history.refused`. */
export type Refusal =
  | 'closed'
  | 'void'
  | 'notInWork'
  | 'alreadyInWork'
  | 'waitsForApplicant'
  | 'notWaiting'
  | 'decisionMade'
  | 'notDecided'
  | 'notSigned'
  | 'notClosed';

/** Undefined when the action is possible. @param from where it was by an earlier rule */
export function refusalOf(
  action: ActionName,
  status: Status,
  from: readonly Status[] = steps[action].from,
): Refusal | undefined {
  if (from.includes(status)) return undefined;
  if (status === 'void') return 'void';
  // What it would have to be says more than what it is, where it could still become that.
  if (from.length === 1) {
    if (from[0] === 'waiting') return status === 'closed' ? 'closed' : 'notWaiting';
    if (from[0] === 'decided')
      return status === 'registered' || status === 'inWork' ? 'notDecided' : refusalFor(status);
    if (from[0] === 'signed') return status === 'closed' ? 'closed' : 'notSigned';
    if (from[0] === 'closed') return 'notClosed';
    if (from[0] === 'registered') return status === 'closed' ? 'closed' : 'alreadyInWork';
  }
  return refusalFor(status);
}

function refusalFor(status: Exclude<Status, 'void'>): Refusal {
  switch (status) {
    case 'registered':
      return 'notInWork';
    case 'waiting':
      return 'waitsForApplicant';
    case 'inWork':
      return 'notDecided';
    case 'decided':
    case 'signed':
      return 'decisionMade';
    case 'closed':
      return 'closed';
  }
}

/** Where a paper stands after an action that was possible. */
export function statusAfter(action: ActionName, status: Status): Status {
  const { to, stays = [] }: Step = steps[action];
  return to === undefined || stays.includes(status) ? status : to;
}
