import { z } from 'zod';
import { rowSchema } from './shapes.ts';

/**
 * What a controller looks at, the most urgent first. By the last day of the term: past it, on it, up to the next working day, up to the
 * third one after today; then whatever else is owed by a day up to that third one or was owed before (`duties`), papers that nobody has in
 * work yet, and papers with lines that contradict each other, or that were closed as duplicates of a void number. Then what waits for somebody
 * by his role: for the head decisions to be signed and extensions that were asked for, for the controller closed papers that are still on
 * control; and papers that one executes together with somebody else. A paper may be on several.
 */
export const controlLists = [
  'overdue',
  'today',
  'oneDay',
  'threeDays',
  'duties',
  'noExecutor',
  'contested',
  'toSign',
  'asked',
  'toTakeOff',
  'coExecuted',
] as const;
export type ControlList = (typeof controlLists)[number];

/** The lists that follow from the last day of the term: no paper is on two of them. */
export const termLists = ['overdue', 'today', 'oneDay', 'threeDays'] as const satisfies readonly ControlList[];
export type TermList = (typeof termLists)[number];

/** Id of a person of the staff, or '' for papers whose executor has none: nobody yet, or a name that was typed. */
const executor = z.string().max(40).optional();

const counts = z.record(z.enum(controlLists), z.number());

export const controlWatchSchema = z.object({ executor });

export const controlSchema = z.object({
  /** The agency's day, the next working day and the third one. */
  days: z.object({ today: z.iso.date(), oneDay: z.iso.date(), threeDays: z.iso.date() }),
  counts,
  /** The lists that are for whoever works here, in this order. */
  lists: z.array(z.enum(controlLists)),
  /** Overdue papers that the filter by executor leaves out. */
  hiddenOverdue: z.number(),
  /** When the daily list was printed last at this computer, and by whom. */
  printed: z.object({ at: z.string(), by: z.string() }).nullable(),
  /** Whose papers these are: of the whole office, or of the person at this desk and of those whom he stands in for. */
  scope: z.enum(['office', 'own']),
  /** Who of these has open papers, the most overdue first; not narrowed by the filter. */
  executors: z.array(
    z.object({
      id: z.string(),
      /** '' for papers whose executor has no id. */
      name: z.string(),
      open: z.number(),
      ...(Object.fromEntries(termLists.map((list) => [list, z.number()])) as Record<TermList, z.ZodNumber>),
    }),
  ),
});
export type Control = z.infer<typeof controlSchema>;

export const controlQuerySchema = z.object({
  list: z.enum(controlLists),
  executor,
  offset: z.number().int().min(0).max(10_000_000),
  limit: z.number().int().min(1).max(500),
});
export type ControlQuery = z.infer<typeof controlQuerySchema>;

const dutySchema = z.object({
  what: z.enum(['extensionNotice', 'passingOn', 'defect', 'hearing', 'ownDeadline']),
  by: z.string(),
});

export const controlRowSchema = rowSchema.extend({
  duties: z.array(dutySchema),
  /** What the head is asked for, and what was decided; null for nothing. */
  asked: z.object({ until: z.string(), why: z.string() }).nullable(),
  decision: z.string().nullable(),
});
export type ControlRow = z.infer<typeof controlRowSchema>;

export const controlPageSchema = z.object({ rows: z.array(controlRowSchema), total: z.number() });
export type ControlPage = z.infer<typeof controlPageSchema>;

/**
 * What the person at this desk hears once a day about papers that are for them: of a head or a controller the whole office's, of anybody
 * else those that they execute themselves, or that are of those whom they stand in for. Null when there is nothing to say, it was said today, or these are the desk's quiet hours.
 */
export const reminderSchema = z
  .object({
    day: z.iso.date(),
    of: z.enum(['office', 'own']),
    overdue: z.number(),
    today: z.number(),
    duties: z.number(),
  })
  .nullable();
export type Reminder = z.infer<typeof reminderSchema>;
