import { eventIterator, type oc } from '@orpc/contract';
import { z } from 'zod';
import { named } from '../books/fields.ts';
import { numberSchema, personSchema, rowSchema } from './shapes.ts';

/** Papers handed to an executor, and answers sent off: each printed with lines to sign on. */
export const listKinds = ['handOver', 'dispatch'] as const;
export type ListKind = (typeof listKinds)[number];

/** Papers on one list at most. */
export const MOST_ON_LIST = 100;

/** An answer that is still in the house. */
export const answerRowSchema = z.object({
  number: numberSchema,
  /** Whom it goes to, and where. */
  to: z.string(),
  address: z.string(),
  answer: z.object({ number: z.string(), on: z.string(), way: z.string(), sheets: z.number() }),
});
export type AnswerRow = z.infer<typeof answerRowSchema>;

export const madeListSchema = z.object({
  /** Its number: desk, running number, year. */
  list: z.string(),
  kind: z.enum(listKinds),
  on: z.string(),
  at: z.string(),
  by: personSchema,
  /** To whom the papers went; of a dispatch list the way of delivery. */
  to: z.string(),
  papers: z.number(),
  /** Papers that are not on it although they were asked for, and why (a key of `history.refused`). */
  refused: z.array(z.object({ number: numberSchema, why: z.string() })),
  prints: z.number(),
});
export type MadeList = z.infer<typeof madeListSchema>;

/** What waits to be put on a list, at any desk of the office; a full snapshot each time. Rows: as many as go on one list, the first due first. */
export const listsSchema = z.object({
  /** Papers in work that were not handed over yet, by executor. `here`: he is on the staff and not away today. */
  toHandOver: z.array(z.object({ to: named, here: z.boolean(), total: z.number(), papers: z.array(rowSchema) })),
  /** Answers that no line has sent off yet, by way of delivery. */
  toDispatch: z.array(z.object({ way: z.string(), total: z.number(), answers: z.array(answerRowSchema) })),
});
export type Lists = z.infer<typeof listsSchema>;

/** One page of the lists of this desk, the newest first. */
export const madePageSchema = z.object({ lists: z.array(madeListSchema), total: z.number() });
export type MadePage = z.infer<typeof madePageSchema>;

const numbers = z.array(numberSchema).min(1).max(MOST_ON_LIST);
/** Each kind has a series of its own. */
const which = { kind: z.enum(listKinds), list: z.string().max(40) };
const inLanguage = z.object({ ...which, language: z.enum(['kk', 'ru']) });

/** `operation` is the contract's: with its typed error. */
export const listsContract = <Operation extends ReturnType<typeof oc.errors>>(operation: Operation) => ({
  watch: operation.output(eventIterator(listsSchema)),
  made: operation
    .input(
      z.object({
        kind: z.enum(listKinds),
        offset: z.number().int().min(0).max(1_000_000),
        limit: z.number().int().min(1).max(100),
      }),
    )
    .output(eventIterator(madePageSchema)),
  /**
   * Writes the action `handOver` on each paper and keeps the list. `whose`: the executor whose papers they are as the page shows
   * it; what somebody else has meanwhile is refused. Who takes the papers is somebody of the staff who is there today, or the executor whose name
   * was typed. Problems: `noDeskCode`, `noClerk`, `unknownPerson`, `personAway`, `nothingHandedOver` when not one
   * paper could be.
   */
  handOver: operation
    .input(z.object({ to: named.refine(({ name }) => name !== '', 'required'), whose: named, numbers }))
    .output(madeListSchema),
  /**
   * Writes the action `dispatch` on each paper whose answer goes that way, and keeps the list. Problems: `noDeskCode`, `noClerk`,
   * `nothingToDispatch`.
   */
  dispatch: operation.input(z.object({ way: z.string().max(24), numbers })).output(madeListSchema),
  /** PDF, base64. Problem: `unknownList`. */
  render: operation.input(inLanguage).output(z.object({ pdf: z.string(), pages: z.number() })),
  /** On the printer of sheets. Problems: `unknownList`, `printerMissing`, `printFailed`. */
  print: operation.input(inLanguage).output(z.void()),
  /** As a file; counted as a print. */
  issue: operation.input(inLanguage).output(z.object({ pdf: z.string() })),
});
