import type { ActionName } from '../../../domain/life/life.ts';
import type { AppealAction } from '../action.ts';
import { returnWithRemarks, takeOffControl } from './control.ts';
import { answer, decide, dispatch, sendBack, sign } from './decision.ts';
import { bringIntoLine, noteDefect, returnToApplicant } from './defect.ts';
import { forwardAtOnce, leaveUnconsidered, reopen, withdraw } from './ending.ts';
import { askExtension, extend, noteCheck, refuseExtension, tellExtension } from './extension.ts';
import { callHearing, holdHearing, waiveHearing } from './hearing.ts';
import { linkContested, linkDuplicate, linkRepeat } from './links.ts';
import { amend, attachScan, linkOfficial, spoil } from './record.ts';
import { redirect, redirectPart } from './redirection.ts';
import { settle } from './settle.ts';
import { assign, handOver, replyMeanwhile, resolve } from './work.ts';

/** Everything that can be done with an appeal after it was registered. */
export const appealActions = {
  amend,
  attach: attachScan,
  linkOfficial,
  linkRepeat,
  linkContested,
  linkDuplicate,
  spoil,
  assign,
  resolve,
  handOver,
  replyMeanwhile,
  noteCheck,
  askExtension,
  extend,
  refuseExtension,
  tellExtension,
  noteDefect,
  bringIntoLine,
  returnToApplicant,
  redirect,
  redirectPart,
  callHearing,
  holdHearing,
  waiveHearing,
  decide,
  sendBack,
  sign,
  answer,
  dispatch,
  withdraw,
  leaveUnconsidered,
  forwardAtOnce,
  takeOffControl,
  returnWithRemarks,
  reopen,
  settle,
} satisfies Record<ActionName, AppealAction>;
