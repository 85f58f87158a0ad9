import type { Wait } from '../../domain/law/waiting.ts';
import type { DecisionKind, Outcome } from '../../domain/life/decisions.ts';
import type { Status } from '../../domain/life/life.ts';
import type { Scan } from '../attach.ts';
import type { CommonState } from '../book.ts';
import type { Named } from '../fields.ts';
import type { EntryField } from './entry.ts';

/** Something the law wants done by a day, beside the answer itself. */
export type Duty = { what: 'extensionNotice' | 'passingOn' | 'defect' | 'hearing' | 'ownDeadline'; by: string };

export const linkNames = ['repeat', 'duplicate', 'contested'] as const;
export type Link = { as: (typeof linkNames)[number]; number: string };

/** An appeal as all its lines make it. Empty strings and nulls: nothing of the kind has happened. */
export type AppealState = CommonState & {
  status: Status;
  /** Fields of the entry that were corrected, with what stands in them now. */
  corrected: Readonly<Partial<Record<EntryField, unknown>>>;
  scans: Scan[];
  /** The day on which it came; a complaint is in time by it (art. 92). */
  arrivedOn: string;
  /** Region and code of the body that registered it: to nobody is a paper redirected by itself. */
  agency: string;
  links: Link[];
  /** A complaint about an act of the body that registered it. */
  contestsOwn: boolean;
  /** As the line named them that gave them the paper, or the form it came with; also of one who was typed and has no id. */
  executorName: string;
  coExecutors: Named[];
  /** The paper itself was handed over since it was given to its executor. */
  handed: boolean;
  /** What the head wrote on it, by when he wants it, and who it was (domain §7.2). */
  resolution: { text: string; ownDueOn: string; by: string } | null;
  control: 'none' | 'on' | 'off';
  /** A check is needed for which the law has a longer term. */
  withCheck: boolean;
  asked: { until: string; why: string } | null;
  /** The last day after an extension, and the day it was granted: the notice to the applicant runs from there, until he was told. */
  extension: { until: string; on: string; told: boolean } | null;
  defect: { article: string; until: string } | null;
  /** Each time it waited for the applicant; while it waits `to` is the last day that he was given. */
  waits: Wait[];
  /**
   * Parts that went to other bodies, `/1`, `/2` …; each has its own full term there, from the day of its letter. `twice`: another one has the same
   * number.
   */
  parts: { part: number; twice: boolean; to: Named; letter: string; on: string; what: string; dueOn: string }[];
  hearing: { on: string; noticeOn: string; held: boolean } | null;
  hearingWaived: boolean;
  decision: { kind: DecisionKind; on: string } | null;
  answer: { number: string; on: string; way: string; sheets: number } | null;
  /** By which list, '' for none, and when the answer went out of the house. */
  dispatched: { list: string; on: string } | null;
  /** Somebody outside was told something of it, by letter or notice. */
  told: boolean;
  outcome: Outcome | '';
  /** Calendar date on which it was closed. */
  closedOn: string;
  duties: Duty[];
};

/** Nothing has happened to it yet; what an entry says stands elsewhere. */
export function untouched() {
  return {
    corrected: {},
    scans: [],
    official: '',
    links: [],
    contestsOwn: false,
    coExecutors: [],
    handed: false,
    resolution: null,
    control: 'none',
    withCheck: false,
    asked: null,
    extension: null,
    defect: null,
    waits: [],
    parts: [],
    hearing: null,
    hearingWaived: false,
    decision: null,
    answer: null,
    dispatched: null,
    told: false,
    outcome: '',
    closedOn: '',
    duties: [],
  } satisfies Partial<AppealState>;
}
