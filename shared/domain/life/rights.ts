import type { ActionName } from './life.ts';

/** What a person may be in an office; one may be several (domain §2.4). */
export const roles = ['clerk', 'registrar', 'executor', 'head', 'controller', 'operator', 'administrator'] as const;
export type Role = (typeof roles)[number];

const desk = ['clerk', 'registrar'] as const;
/** The executor, or somebody at the desk for him: an executor without a computer reports to the chancellery. */
const executors = ['executor', ...desk] as const;

/** `register` and `seeWhole` are no actions on a paper: taking one; IINs and telephones whole also in lists. */
export type Right = ActionName | 'register' | 'seeWhole';

/** Who may do what. `register` is everybody's at a desk; what stands here is refused to all others. */
const rights: Readonly<Record<Right, readonly Role[]>> = {
  register: ['clerk', 'registrar', 'operator'],
  seeWhole: ['clerk', 'registrar', 'operator', 'executor', 'head'],
  amend: desk,
  attach: ['clerk', 'registrar', 'operator', 'executor', 'head'],
  linkOfficial: desk,
  linkRepeat: executors,
  linkContested: executors,
  linkDuplicate: executors,
  spoil: desk,
  assign: ['registrar', 'head'],
  resolve: ['head'],
  handOver: desk,
  replyMeanwhile: executors,
  noteCheck: [...executors, 'head'],
  askExtension: executors,
  extend: ['head'],
  refuseExtension: ['head'],
  tellExtension: executors,
  noteDefect: executors,
  bringIntoLine: executors,
  returnToApplicant: executors,
  redirect: executors,
  redirectPart: executors,
  callHearing: executors,
  holdHearing: executors,
  waiveHearing: executors,
  decide: executors,
  sendBack: ['head'],
  sign: ['head'],
  answer: executors,
  dispatch: desk,
  withdraw: executors,
  leaveUnconsidered: executors,
  forwardAtOnce: executors,
  takeOffControl: ['controller', 'head'],
  returnWithRemarks: ['controller', 'head'],
  reopen: ['registrar', 'head'],
  /** Of those, who may do one of the two things that contradict each other. */
  settle: ['executor', 'clerk', 'registrar', 'head', 'controller'],
};

/** Who does it with the papers that are his alone: those that he executes or helps to execute. */
const OF_THEIR_OWN = new Set<Role>(['executor']);

export function mayDo(held: readonly Role[], right: Right): boolean {
  return held.some((role) => rights[right].includes(role));
}

/**
 * Why somebody may not do it with a paper (keys of the catalogue `history.refused`); undefined when he may.
 *
 * @param isTheirs he executes it or helps to, or stands in for who does
 */
export function unauthorised(
  held: readonly Role[],
  action: ActionName,
  isTheirs: boolean,
): 'notAllowed' | 'notYours' | undefined {
  if (!mayDo(held, action)) return 'notAllowed';
  const others = held.filter((role) => !OF_THEIR_OWN.has(role));
  return isTheirs || mayDo(others, action) ? undefined : 'notYours';
}

/** Whether somebody looks after the papers of the whole office, and not only after those that he executes. */
export function seesAllPapers(held: readonly Role[]): boolean {
  return held.some((role) => OVERSEERS.has(role));
}

const OVERSEERS = new Set<Role>(['clerk', 'registrar', 'head', 'controller']);
