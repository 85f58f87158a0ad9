import { z } from 'zod';
import { columnsSchema, journalSelectionSchema } from './journal.ts';
import { problemCodes } from './problems.ts';

const language = z.enum(['kk', 'ru']);

/** A register: what a journal shows, as a PDF to be signed. `language`: the one its words are in. */
const journalRegisterSchema = z.object({
  of: z.literal('journal').default('journal'),
  selection: journalSelectionSchema,
  columns: columnsSchema,
  language,
});
export type JournalRegister = z.infer<typeof journalRegisterSchema>;

/** The daily control list: what is late and what soon will be, by executor, each to be signed for. */
const controlRegisterSchema = z.object({ of: z.literal('control'), language });
export type ControlRegister = z.infer<typeof controlRegisterSchema>;

export const registerRequestSchema = z.union([controlRegisterSchema, journalRegisterSchema]);
export type RegisterRequest = z.infer<typeof registerRequestSchema>;

export const registerStateSchema = z.discriminatedUnion('phase', [
  /** So many of the papers are set. */
  z.object({ phase: z.literal('making'), done: z.number(), total: z.number() }),
  z.object({ phase: z.literal('ready'), papers: z.number(), pages: z.number(), bytes: z.number() }),
  z.object({ phase: z.literal('failed'), problem: z.enum(problemCodes) }),
  /** Cancelled, or given up for newer ones: the office keeps the last few only. */
  z.object({ phase: z.literal('gone') }),
]);
export type RegisterState = z.infer<typeof registerStateSchema>;

/** Most bytes of a register that are fetched at once. */
export const REGISTER_PIECE = 512 * 1024;
