import { z } from 'zod';
import type { Act } from './actions.ts';
import { bothSchema, numberSchema, rowSchema } from './shapes.ts';

/** Characters of a text that are looked at; the page sends no more. */
export const LONGEST_ASKED = 6_000;

const asked = { summary: z.string().max(4_000), text: z.string().max(LONGEST_ASKED) };

/** A paper that is being typed: who brings it, and what it says so far. */
export const repeatsFindSchema = z.object({
  person: z.object({
    idNumber: z.string().max(200),
    name: z.string().max(2_000),
    phone: z.string().max(400),
    place: z.string().max(400),
    street: z.string().max(400),
  }),
  ...asked,
});
export type RepeatsQuery = z.infer<typeof repeatsFindSchema>;

/** An earlier paper about the same, with the reason why it is thought so (shared/domain/matter/repeat.ts). */
export const repeatFoundSchema = z.object({
  row: rowSchema,
  as: z.enum(['repeat', 'duplicate', 'ongoing', 'sameText']),
  /** By what the person is the same; `other`: somebody else. */
  by: z.enum(['number', 'nameAndAddress', 'nameAndPhone', 'other']),
  /** How alike the texts are, percent. */
  likeness: z.number(),
  /** Day of the answer; '' while there is none. */
  answeredOn: z.string(),
});
export type RepeatFound = z.infer<typeof repeatFoundSchema>;

/** What a paper may be linked to another as; a duplicate is closed by it. */
export const repeatLinkSchema = z.object({ as: z.enum(['repeat', 'duplicate']), number: numberSchema });
export type RepeatLink = z.infer<typeof repeatLinkSchema>;

/** The action that links a paper so. Whoever links has the other paper before them, so its warnings count as seen. @param on today */
export function linkAction({ as, number }: RepeatLink, on: string): Pick<Act, 'action' | 'data' | 'seen'> {
  return {
    action: as === 'repeat' ? 'linkRepeat' : 'linkDuplicate',
    data: { number, on },
    seen: ['number repeatOfOpen', 'number duplicateOfClosed'],
  };
}

export const subjectsSuggestSchema = z.object({ ...asked, limit: z.number().int().min(1).max(9) });
/** Of a subject, how likely it is among all, percent. */
export const subjectSuggestedSchema = z.object({ code: z.string(), percent: z.number() });
export type SubjectSuggested = z.infer<typeof subjectSuggestedSchema>;

export const executorSuggestedSchema = z.object({
  id: z.string(),
  /** Papers that they have in work now. */
  open: z.number(),
  /** Of the last papers, those of this subject, or else of one near it, that were theirs. */
  had: z.number(),
});
export type ExecutorSuggested = z.infer<typeof executorSuggestedSchema>;

export const competentAskSchema = z.object({ subject: z.string().max(40), place: z.string().max(40) });
/** The body that a paper is for, when it is not this one. */
export const competentSchema = z.object({ name: bothSchema, because: z.enum(['subject', 'place']) }).nullable();
export type CompetentBody = z.infer<typeof competentSchema>;
