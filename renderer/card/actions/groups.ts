import type { FormAction } from '../../../shared/contract/actions.ts';

/** What can be done with a paper, by whose work it is, in the order in which it comes. `settle` has a place of its own. */
export const groups = {
  head: ['resolve', 'assign', 'extend', 'refuseExtension', 'sign', 'sendBack'],
  executor: [
    'decide',
    'answer',
    'replyMeanwhile',
    'noteCheck',
    'askExtension',
    'tellExtension',
    'noteDefect',
    'bringIntoLine',
    'returnToApplicant',
    'redirect',
    'redirectPart',
    'callHearing',
    'holdHearing',
    'waiveHearing',
    'withdraw',
    'leaveUnconsidered',
    'forwardAtOnce',
  ],
  clerk: [
    'amend',
    'handOver',
    'dispatch',
    'linkOfficial',
    'linkRepeat',
    'linkDuplicate',
    'linkContested',
    'reopen',
    'spoil',
  ],
  controller: ['takeOffControl', 'returnWithRemarks'],
} as const satisfies Record<string, readonly FormAction[]>;

export type Group = keyof typeof groups;
export const groupNames = Object.keys(groups) as Group[];
