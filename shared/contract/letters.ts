import { eventIterator, type oc } from '@orpc/contract';
import { z } from 'zod';
import { line, optionalDate } from '../books/fields.ts';
import { fieldNames } from '../letters/fields.ts';
import { letterKinds, letterLanguages } from '../letters/kinds.ts';
import { templateParts } from '../letters/template.ts';
import { numberSchema } from './shapes.ts';

const letterKindSchema = z.enum(letterKinds);
const languageSchema = z.enum(letterLanguages);

const signerSchema = z.object({ name: line(300), post: line(300) });
const signersSchema = z.record(languageSchema, signerSchema);

/** The letters that fit a paper as it stands now, the one to write first at the top; a full snapshot each time. */
export const lettersOfPaperSchema = z.object({
  fitting: z.array(z.object({ letter: letterKindSchema, about: z.string(), to: z.string(), by: z.string() })),
  /** The paper's own language. */
  language: languageSchema,
  /** Who signed last at this desk; before that whoever is head, if one person is. */
  signers: signersSchema,
  /** The law under which the paper is handled is not the one that the built-in texts speak of. */
  olderLaw: z.boolean(),
});
export type LettersOfPaper = z.infer<typeof lettersOfPaperSchema>;

/** One letter as the clerk wants it. */
export const letterRequestSchema = z.object({
  number: numberSchema,
  letter: letterKindSchema,
  about: z.string().max(60),
  language: languageSchema,
  /** The outgoing number and date; '' leaves a line to write on. */
  outgoing: z.object({ number: line(100), date: optionalDate }),
  signer: signerSchema,
});
export type LetterRequest = z.infer<typeof letterRequestSchema>;

/** A letter as it would come out; what its paper does not say is marked in it and named here. */
const letterPageSchema = z.object({
  pdf: z.string(),
  pages: z.number(),
  missing: z.array(z.enum(fieldNames as [string, ...string[]])),
  duplicate: z.boolean(),
});
export type LetterPage = z.infer<typeof letterPageSchema>;

const partTexts = z.object(
  Object.fromEntries(templateParts.map((part) => [part, z.string().max(40_000)])) as Record<
    (typeof templateParts)[number],
    z.ZodString
  >,
);

/** The text of a letter as this office uses it. */
const letterTextSchema = z.object({
  letter: letterKindSchema,
  language: languageSchema,
  text: partTexts,
  builtIn: partTexts,
  /** Who changed it last; absent while it is the built-in one. */
  changed: z.object({ at: z.string(), by: z.string() }).optional(),
});
export type LetterText = z.infer<typeof letterTextSchema>;

export const letterTextsSchema = z.object({ texts: z.array(letterTextSchema), mayChange: z.boolean() });
export type LetterTexts = z.infer<typeof letterTextsSchema>;

const which = { letter: letterKindSchema, language: languageSchema };

/** Letters of a paper and their texts. `operation` is the contract's: with its typed error. */
export const lettersContract = <Operation extends ReturnType<typeof oc.errors>>(operation: Operation) => ({
  /** Problem: `unknownPaper`. */
  ofPaper: operation.input(z.object({ number: numberSchema })).output(eventIterator(lettersOfPaperSchema)),
  /** Problems: `unknownPaper`, `letterNotNow`. */
  preview: operation.input(letterRequestSchema).output(letterPageSchema),
  /** On the printer of sheets; on record when its queue has taken it. Problems also: `printerMissing`, `printFailed`, `noClerk`. */
  print: operation.input(letterRequestSchema).output(z.void()),
  /** Puts it on record and gives it out as a file to keep or to edit; base64. */
  issue: operation
    .input(letterRequestSchema.extend({ as: z.enum(['pdf', 'docx']) }))
    .output(z.object({ file: z.string() })),
  texts: operation.output(eventIterator(letterTextsSchema)),
  /**
   * Changes a text for the whole office. Problems: `invalidEntry` (issues: part, and the field that does not exist), `notAllowed`,
   * `noClerk`.
   */
  saveText: operation.input(z.object({ ...which, text: partTexts })).output(z.void()),
  /** Back to the built-in text. */
  resetText: operation.input(z.object(which)).output(z.void()),
  /** A text with invented values, whatever of it is typed so far. Problem: `invalidEntry`. */
  previewText: operation
    .input(z.object({ ...which, text: partTexts }))
    .output(z.object({ pdf: z.string(), pages: z.number() })),
});
