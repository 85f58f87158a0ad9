import { z } from 'zod';
import type { Law } from '../domain/law/law.ts';
import type { BookRules, Folded } from '../domain/log/fold.ts';
import type { Line } from '../domain/log/line.ts';

/**
 * The part of a paper's local state that every book has: what journals list, filter and sort by, and what the store
 * indexes. Computed by `fold` at each site, never replicated.
 */
export type CommonState = {
  status: string;
  /** Work on it is not finished: such papers can become overdue. */
  open: boolean;
  kind: string;
  way: string;
  /** Calendar date (agency's zone) from which the term runs. */
  registeredOn: string;
  /** Instant printed on the talon. */
  acceptedAt: string;
  /** Stamp of the first line: papers in the order of registration, whatever the clock did. */
  order: string;
  /** Last day of the term, or '' where none runs. */
  dueOn: string;
  /** The nearest day by which something else is owed on it (a notice, a hearing, the head's own deadline), or ''. */
  nextDutyOn: string;
  /** Code of the subject, or '' while it is not classified. */
  subject: string;
  /** Id of the executor, or ''. */
  executor: string;
  /** Whom the paper is from, as lists show it. */
  from: string;
  summary: string;
  /** Number in the prosecutor's system («ЖТ-2026-…»), given once; '' while there is none. */
  official: string;
};

/** Work that waits for somebody apart from the terms. Beside the state at each site, for the lists of it. */
export type Waiting = {
  /** Who works on it beside the executor: their ids, each between blanks. */
  coExecutorIds: string;
  /** Who has it in work and was not handed the paper itself yet: the id, or `|` and the name that was typed; '' for nobody. */
  toHandOver: string;
  /** Somebody asked its head for more time. */
  asksHead: boolean;
  /** The way by which its answer has still to go out, or ''. */
  toDispatch: string;
  /** Closed and still on control. */
  toTakeOff: boolean;
  /** Closed because it is the same as another of the registry's papers: that one's number; else ''. */
  duplicateOf: string;
};

/** The three times of a paper, kept apart (design §2), and what the office knows of its own; the clerk types none of it. */
export const receiptSchema = z.object({
  /** Instant of acceptance; on the talon, and its year is the number's. */
  acceptedAt: z.iso.datetime({ precision: 3 }),
  /** Day of registration (after hours and on days off: the next working day); the term starts here. */
  registeredOn: z.iso.date(),
  /** IANA zone of the agency on that day. */
  zone: z.string().min(1).max(40),
  /** Region and agency code, 7 digits. */
  agency: z.string().regex(/^\d{7}$/),
  /** Issued by an office that no registry has granted a desk code: the talon says so. */
  sample: z.boolean(),
  /** The computer's clock stood before the last registration. */
  clockBehind: z.boolean(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** A file that a paper names by its content (SHA-256) and that travels beside it. `isText`: a part of the paper too long for it. */
export type NamedFile = { sha256: string; bytes: number; type: string; isText: boolean };

/**
 * A book: one kind of paper with its fields, actions, terms and journal. Adding one is adding a file here and its words in
 * the catalogues; nothing else knows its name (see README.md).
 */
export type Book<Entry = unknown, State extends CommonState = CommonState> = BookRules<Entry, State, Law> & {
  /** To be raised when the same lines make another state: all papers are then folded anew. */
  stateVersion: number;
  /** What stands in `entry`, checked before every write and after every arrival. */
  entry: z.ZodType<Entry>;
  /** What the clerk types; cleaned (control characters, white space) by the schema itself. */
  intake: z.ZodType;
  /**
   * Everything one may find the paper by, as it is written; telephones in all `phoneForms`, the applicant's name once more by
   * `markedName`. A state that an earlier program computed may lack what it did not know.
   */
  findable: (entry: Entry, state: Partial<State>) => (string | undefined)[];
  /** Whether lines contradict each other and somebody has still to look at them. */
  isContested: (folded: Folded<State>) => boolean;
  waiting: (state: State) => Waiting;
  /** The files that belong to a paper. */
  files: (entry: Entry, log: readonly Line[]) => NamedFile[];
};

/**
 * A name with a letter before each of its words that no keyboard has: so marked, people are looked for by their names alone,
 * not by what is written about them.
 */
export function markedName(name: string): string {
  return (name.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map((word) => NAME_MARK + word).join(' ');
}

const NAME_MARK = 'ꙮ';
