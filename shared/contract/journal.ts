import { z } from 'zod';
import { ways } from '../books/appeals/ways.ts';
import { requiredLine } from '../books/fields.ts';
import { statuses } from '../domain/life/life.ts';
import { rowSchema } from './shapes.ts';

/** Everything a journal can show of a paper, in the order in which columns stand. */
export const journalColumns = [
  'number',
  'official',
  'accepted',
  'registered',
  'kind',
  'way',
  'from',
  'idNumber',
  'place',
  'subject',
  'summary',
  'sheets',
  'sender',
  'executor',
  'due',
  'status',
] as const;
export type JournalColumn = (typeof journalColumns)[number];

/** How a paper stands to the last day of its term: past it, on it, or at most three days before it (the day itself included). */
export const dueStates = ['overdue', 'today', 'soon'] as const;

/** Whether a paper has its number in the prosecutor's system: what has none has still to be entered there (domain §0.4). */
export const officialStates = ['none', 'given'] as const;

const filterFields = {
  kind: z.string().max(40).optional(),
  status: z.enum(statuses).optional(),
  /** Code of a subject of any level: those below it are meant too. */
  subject: z.string().max(40).optional(),
  /** Id of a person of the staff. */
  executor: z.string().max(40).optional(),
  way: z.enum(ways).optional(),
  due: z.enum(dueStates).optional(),
  official: z.enum(officialStates).optional(),
};

/** Which papers a journal shows: newest first, by day of registration, then in the order of registration. */
export const journalSelectionSchema = z.object({
  book: z.string().max(16),
  /** Days of registration, inclusive. */
  from: z.iso.date(),
  to: z.iso.date(),
  ...filterFields,
});
export type JournalSelection = z.infer<typeof journalSelectionSchema>;

export const journalQuerySchema = journalSelectionSchema.extend({
  offset: z.number().int().min(0).max(10_000_000),
  limit: z.number().int().min(1).max(500),
});
export type JournalQuery = z.infer<typeof journalQuerySchema>;

export const journalPageSchema = z.object({ rows: z.array(rowSchema), total: z.number() });
export type JournalPage = z.infer<typeof journalPageSchema>;

/** Periods of registration that move with the day, and one that does not. */
export const journalPeriods = ['today', 'week', 'month', 'quarter', 'year', 'all', 'custom'] as const;
export type JournalPeriod = (typeof journalPeriods)[number];

/** The period `all` in days: every day on which a paper of this program can have been registered. */
export const everSpan = { from: '2000-01-01', to: '2099-12-31' };

/** What a clerk filters by: a period in words rather than its days, so that a saved view means today's today. */
export const journalFilterSchema = z.object({
  period: z.enum(journalPeriods).optional(),
  /** Only with the period `custom`. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  ...filterFields,
});
export type JournalFilter = z.infer<typeof journalFilterSchema>;

export const columnsSchema = z
  .array(z.enum(journalColumns))
  .min(1)
  .refine((columns) => new Set(columns).size === columns.length);

/** A filter with its columns under a name, kept at this desk. */
export const viewSchema = z.object({
  id: z.uuid(),
  name: requiredLine(60),
  filter: journalFilterSchema,
  columns: columnsSchema,
});
export type View = z.infer<typeof viewSchema>;

/** Most views kept at one desk. */
export const MOST_VIEWS = 30;

/** How this desk looks at its journals; a full snapshot each time. */
export const viewsSchema = z.object({
  /** The columns chosen last. */
  columns: columnsSchema,
  views: z.array(viewSchema),
});
export type Views = z.infer<typeof viewsSchema>;
