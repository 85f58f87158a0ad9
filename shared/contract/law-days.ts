import { z } from 'zod';
import { dayEntrySchema } from '../books/office-days.ts';
import { startRuleSchema } from '../domain/law/law-data.ts';
import { personSchema } from './shapes.ts';

export { dayTakenBackSchema } from '../books/office-days.ts';

const doneSchema = z.object({ by: personSchema, at: z.string() });

/**
 * A day that the office has entered. `stands`: it holds; a later entry of the same day holds; the registry's calendar has the day, and holds; it was
 * taken back.
 */
export const ownDaySchema = dayEntrySchema.extend({
  line: z.string(),
  ...doneSchema.shape,
  stands: z.enum(['inForce', 'replaced', 'inCalendar', 'takenBack']),
  takenBack: doneSchema.extend({ why: z.string() }).nullable(),
});
export type OwnDayRow = z.infer<typeof ownDaySchema>;

/** The days of the calendar that are not as the law has them by itself; a full snapshot each time. */
export const lawDaysSchema = z.object({
  /** Whoever works at this desk may enter days. */
  mayChange: z.boolean(),
  /** The agency's calendar date. */
  today: z.string(),
  /** The last entered first. */
  own: z.array(ownDaySchema),
  /** The calendar that counts, and whether it came with the program or from the registry. */
  /** How the office has chosen to count days; null: as the law's data have it. */
  startRule: startRuleSchema.nullable(),
  calendar: z.object({ version: z.string(), from: z.enum(['program', 'registry']) }),
  /** Days moved by decrees that the calendar has, the last first. */
  decrees: z.array(z.object({ day: z.string(), to: z.enum(['off', 'work']) })),
});
export type LawDays = z.infer<typeof lawDaysSchema>;
