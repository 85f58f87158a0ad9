import { z } from 'zod';
import { isIsoDate, isRealDate } from '../date/iso-date.ts';

/**
 * The shape of the data files of the law (`assets/law/calendar.json`, `terms.json`): law is data, chosen by date, because
 * kinds of paper, terms and days off change every year. Members that this program does not know are dropped, so that a
 * newer file from the directory can still be read.
 */

const isoDate = z.string().refine(isIsoDate, 'not a date');
const year = z.number().int().min(1).max(9999);
const stableId = z.string().regex(/^[a-z][a-zA-Z0-9]*$/);
const inBothLanguages = { kk: z.string().min(1), ru: z.string().min(1) };
/** Where it stands in the law, as it is shown to people. `toBeChecked`: not certain, somebody has to read the law's text. */
const source = {
  article: z.object(inBothLanguages),
  toBeChecked: z.boolean().default(false),
  remark: z.string().optional(),
};
const dataset = {
  version: z.string().min(1),
  validFrom: isoDate,
  source: z.string().min(1),
  remark: z.string().optional(),
};

/** A holiday that falls on the same days each year. `years`: in which it is kept, both ends included; all when absent. */
const holidaySchema = z
  .object({
    id: stableId,
    month: z.number().int(),
    day: z.number().int(),
    lengthDays: z.number().int().min(1).max(5).default(1),
    carriedOver: z.boolean(),
    years: z.array(z.object({ from: year.optional(), until: year.optional() })).optional(),
    ...inBothLanguages,
  })
  .refine((holiday) => isRealDate(2001, holiday.month, holiday.day), 'not a day of every year');

const decreeSchema = z
  .object({ year, off: z.array(isoDate), work: z.array(isoDate), remark: z.string().optional() })
  .refine(
    (decree) => [...decree.off, ...decree.work].every((date) => Number(date.slice(0, 4)) === decree.year),
    'a date of another year',
  );

const calendarSchema = z.object({
  ...dataset,
  holidays: z.array(holidaySchema),
  kurbanAit: z.object({
    id: stableId,
    days: z.array(z.object({ date: isoDate, remark: z.string().optional() })),
    ...inBothLanguages,
  }),
  /** Days moved by the Government. A year without moved days still has a line: it says that the year is known. */
  decrees: z.array(decreeSchema).min(1),
});

const termUnitSchema = z.enum(['workingDay', 'calendarDay', 'month']);
export const startRuleSchema = z.enum(['registrationDayIsFirst', 'nextDay']);

/** Terms of single acts, beside the term of review itself. */
const limitSchema = z.object({
  days: z.number().int().min(1).max(366),
  unit: termUnitSchema,
  /** Where it is not counted as the regime counts: time that is the applicant's runs from the next day. */
  startRule: startRuleSchema.optional(),
  /** How a letter cites it, in two parts: of a kind's own limit, as letters name the regime's law and article by themselves. */
  cited: z.object({ law: z.object(inBothLanguages), article: z.object(inBothLanguages) }).optional(),
  ...source,
});
const limitsSchema = z.object({
  /** From registration, or from the end of the term itself: beyond it an extension wants a reason of its own. */
  extensionMost: limitSchema
    .extend({
      after: z.enum(['registration', 'term']).default('registration'),
      /** A second extension wants a reason of its own, too. */
      once: z.boolean().default(false),
    })
    .optional(),
  /** From the extension: the applicant is told. */
  extensionNotice: limitSchema.optional(),
  /** From registration: the paper, or a part of it, goes to the competent body. */
  redirection: limitSchema.optional(),
  /** From registration: a complaint goes with the case to the body that reviews it, or is satisfied in full. */
  passingOn: limitSchema.optional(),
  /** Before the hearing: the applicant is told. */
  hearingNotice: limitSchema.optional(),
  /** From the draft decision: the applicant may object. */
  objection: limitSchema.optional(),
  /** From learning of the act: a complaint may be filed. */
  complaint: limitSchema.optional(),
});

const waitingRuleSchema = z.enum(['runsOn', 'standsStill', 'beginsAnew']);

/** A reason that a decision may name. */
const groundSchema = z.object({ id: stableId, ...source, ...inBothLanguages });

const regimeSchema = z.object({
  id: stableId,
  from: isoDate,
  until: isoDate.optional(),
  /** Rules that may be applied; the first is the default. */
  startRules: z.array(startRuleSchema).min(1),
  /** Last second of a working day at which a paper is still registered the same day, wall time. */
  sameDayUntil: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/),
  limits: limitsSchema.default({}),
  /** What becomes of the term while the paper waits for the applicant to mend a defect (waiting.ts). */
  waiting: z.object({ rule: waitingRuleSchema, ...source }),
  /** One set of decisions for whatever it governs; absent: each kind of paper has its own. */
  decisions: z.object({ as: z.enum(['review']), ...source }).optional(),
  /** Whether the applicant is heard before a decision against him. */
  hearing: z.boolean().default(true),
  /** Whether the articles that letters and notices of a defect name, those of the code, are its own. Not said: a gap is less than a wrong number. */
  articles: z.boolean().default(false),
  /** Where its grounds stand in other articles, or are others, than those of all. */
  grounds: z.object({ terminate: z.array(groundSchema) }).optional(),
  remark: z.string().optional(),
  ...inBothLanguages,
});

const termLineSchema = z.object({
  /** First day of registration for which this line holds; absent: from the beginning of the records. */
  from: isoDate.optional(),
  /** In `unit`s. */
  days: z.number().int().min(1).max(366),
  /** When further information or a check on the spot is needed (Law №221). */
  daysWithCheck: z.number().int().min(1).max(366).optional(),
  unit: termUnitSchema,
  ...source,
});

const kindSchema = z.object({
  id: stableId,
  group: z.enum(['appeal', 'simplified', 'special']),
  /** Which decisions there are, where the regime does not say (domain §2.4). A kind of newer law that says nothing is answered. */
  decidedAs: z.enum(['reply', 'application', 'complaint']).default('reply'),
  /** Where a law of its own has others than the regime. */
  limits: limitsSchema.default({}),
  /** Matters in an ordinary akimat; the others are offered on request. */
  common: z.boolean(),
  terms: z.array(termLineSchema).min(1),
  ...inBothLanguages,
});

const termsSchema = z.object({
  ...dataset,
  /** Why a procedure ends without a decision on the matter (domain §1.5), and why a complaint is not considered (§2.4). */
  grounds: z
    .object({ terminate: z.array(groundSchema), leaveWithoutConsideration: z.array(groundSchema) })
    .default({ terminate: [], leaveWithoutConsideration: [] }),
  /** What a decision on a complaint rests on (domain §2.4). */
  bases: z.array(groundSchema).default([]),
  regimes: z.array(regimeSchema).min(1),
  kinds: z.array(kindSchema).min(1),
});

/** A day that the office has entered from a decree by itself, before the registry's calendar has it (shared/books/office-days.ts). */
export const ownDaySchema = z.object({
  day: isoDate,
  /** What the decree makes of it. */
  to: z.enum(['off', 'work']),
  decree: z.object({ number: z.string(), date: z.string(), name: z.string() }),
});

export const lawDataSchema = z.object({
  calendar: calendarSchema,
  terms: termsSchema,
  days: z.array(ownDaySchema).default([]),
  /** The office's choice of how days are counted (domain §0.5); absent: each regime's own. */
  startRule: startRuleSchema.optional(),
});

/** The two data files, and what the office has entered and chosen, as `compileLaw` takes them. */
export type LawData = z.input<typeof lawDataSchema>;
export type CalendarData = z.output<typeof calendarSchema>;
export type OwnDay = z.output<typeof ownDaySchema>;
export type Ground = z.output<typeof groundSchema>;
export type Kind = z.output<typeof kindSchema>;
export type Regime = z.output<typeof regimeSchema>;
export type Limits = z.output<typeof limitsSchema>;
export type LimitName = keyof Limits;
export type TermUnit = z.output<typeof termUnitSchema>;
export type WaitingRule = z.output<typeof waitingRuleSchema>;
export type StartRule = z.output<typeof startRuleSchema>;
