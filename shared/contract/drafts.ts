import { z } from 'zod';

/** Most characters of all fields of one form together: room for a pasted 5 MB text, which only the register refuses. */
export const LONGEST_DRAFT = 6_000_000;

/** Most forms parked at one desk. */
export const MOST_DRAFTS = 50;

/** A form as it stands on the screen, letter for letter. Fields that this program does not know stay in it. */
const formSchema = z.record(z.string().max(200), z.string());

/** Too long a form is refused in words (`draftTooLong`) by the office, not as a breach of the contract. */
export const draftSaveSchema = z.object({
  /** The registration's `draft`. */
  id: z.uuid(),
  /** Of the form's layout, as the page counts it. */
  version: z.number().int().min(0).max(1_000_000),
  form: formSchema,
});
export type DraftSave = z.infer<typeof draftSaveSchema>;

export const draftSchema = z.object({
  id: z.string(),
  /** Instant of the last saving; '' when it cannot be read. */
  savedAt: z.string(),
  version: z.number(),
  form: z.record(z.string(), z.string()),
  /** It cannot be read whole; what could be read stands in `form`. It is kept until somebody removes it. */
  damaged: z.boolean().optional(),
});
export type Draft = z.infer<typeof draftSchema>;
