import { eventIterator, type oc } from '@orpc/contract';
import { z } from 'zod';
import { named } from '../books/fields.ts';
import { numberSchema, personSchema, rowSchema } from './shapes.ts';

/** Papers handed to an executor, and answers sent off: each printed with lines to sign on. */
const listKinds = ['handOver', 'dispatch'] as const;

/** Papers on one list at most. */
export const MOST_ON_LIST = 200;

/** An answer that has left, and is on no list of this desk yet. */
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
  /** Papers that could not be handed over, and why (a key of `history.refused`, or `notAllowed`). */
  refused: z.array(z.object({ number: numberSchema, why: z.string() })),
  prints: z.number(),
});
export type MadeList = z.infer<typeof madeListSchema>;

/** All that the screen of lists shows; a full snapshot each time. */
export const listsSchema = z.object({
  /** Papers in work that their executor has not been handed yet, by executor. */
  toHandOver: z.array(z.object({ to: named, papers: z.array(rowSchema) })),
  /** Answers of the last weeks that stand on no list of this desk. */
  toDispatch: z.array(answerRowSchema),
  /** Lists of this desk, the newest first. */
  made: z.array(madeListSchema),
});
export type Lists = z.infer<typeof listsSchema>;

const numbers = z.array(numberSchema).min(1).max(MOST_ON_LIST);
/** Each kind has a series of its own. */
const which = { kind: z.enum(listKinds), list: z.string().max(40) };
const inLanguage = z.object({ ...which, language: z.enum(['kk', 'ru']) });

/** `operation` is the contract's: with its typed error. */
export const listsContract = <Operation extends ReturnType<typeof oc.errors>>(operation: Operation) => ({
  watch: operation.output(eventIterator(listsSchema)),
  /**
   * Writes the action `handOver` on each paper and keeps the list. Problems: `noDeskCode`, `noClerk`, `nothingHandedOver` when not one
   * paper could be.
   */
  handOver: operation
    .input(z.object({ to: named.refine(({ name }) => name !== '', 'required'), numbers }))
    .output(madeListSchema),
  /** Keeps a list of answers that went one way. Problems: `noDeskCode`, `noClerk`, `nothingToDispatch`. */
  dispatch: operation.input(z.object({ way: z.string().max(24), numbers })).output(madeListSchema),
  /** PDF, base64. Problem: `unknownList`. */
  render: operation.input(inLanguage).output(z.object({ pdf: z.string(), pages: z.number() })),
  /** On the printer of sheets. Problems: `unknownList`, `printerMissing`, `printFailed`. */
  print: operation.input(inLanguage).output(z.void()),
  /** As a file; counted as a print. */
  issue: operation.input(inLanguage).output(z.object({ pdf: z.string() })),
});
