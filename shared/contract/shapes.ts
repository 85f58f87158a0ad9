import { z } from 'zod';
import { line, requiredLine } from '../books/fields.ts';
import { ownDaySchema, startRuleSchema } from '../domain/law/law-data.ts';
import { regions } from '../domain/places/kato-code.ts';
import { letterKinds } from '../letters/kinds.ts';
import { presentSchema } from './actions.ts';
import { lockSchema } from './keys.ts';
import { problemCodes } from './problems.ts';
import { backupInfoSchema, stepSchema, waySchema } from './safety.ts';
import { scanSchema } from './scans.ts';

export const bothSchema = z.object({ kk: z.string(), ru: z.string() });

/** Kense's number: 18 digits. */
export const numberSchema = z.string().regex(/^\d{18}$/);

export const personSchema = z.object({ id: z.string(), name: z.string(), post: bothSchema });
export type Person = z.infer<typeof personSchema>;

/** A person of the office as lists offer them. */
const colleagueSchema = personSchema.extend({
  /** First day on which the person does not work here any more, if that is known. */
  leftOn: z.string().optional(),
  /** First and last day of absence. */
  absence: z.object({ from: z.string(), to: z.string() }).optional(),
  /** Id of who takes over, or stands in during the absence. */
  substitute: z.string().optional(),
});
export type Colleague = z.infer<typeof colleagueSchema>;

/** Where citizens ask about their paper; printed on the talon. Empty ones are not printed. */
const channelsSchema = z.object({
  site: z.string().max(200),
  sms: z.string().max(40),
  phones: z.array(z.string().max(40)).max(4),
  complaintPhone: z.string().max(40),
});

/** The body at whose front desk the program stands. */
export const bodySchema = z.object({
  name: bothSchema,
  /** KATO region, 2 digits. */
  region: z.string().regex(/^\d{2}$/),
  /** Agency within the region, 5 digits; `00000` until the registry has granted a desk code. */
  agency: z.string().regex(/^\d{5}$/),
  /** IANA zone. */
  zone: z.string(),
  channels: channelsSchema,
});

/** Talon formats a desk may choose from. */
export const talonFormats = ['a6', 'a5', 'roll80'] as const;
export const talonFormatSchema = z.enum(talonFormats);
export type TalonFormatName = (typeof talonFormats)[number];

/** What is printed of a paper: the talon for the citizen, and the label (58 × 40 mm) that goes onto the paper itself. */
export const printFormats = [...talonFormats, 'label58'] as const;
export const printFormatSchema = z.enum(printFormats);
export type PrintFormat = (typeof printFormats)[number];

/** What the page has to know before anything else; a full snapshot each time. */
export const appStateSchema = z.discriminatedUnion('phase', [
  /** No office on this computer yet: offer the demo and the set-up. `vault`: the system keeps keys, no passphrase needed. */
  z.object({ phase: z.literal('absent'), vault: z.boolean() }),
  z.object({ phase: z.literal('locked'), demo: z.boolean(), lock: lockSchema }),
  /** `step` when it takes longer than a moment. */
  z.object({ phase: z.literal('opening'), step: stepSchema.optional() }),
  z.object({ phase: z.literal('ready'), demo: z.boolean() }),
  /** `demo`: which office failed. The office stays closed until `office.retry`, or one of `ways`, best first, has helped. */
  z.object({
    phase: z.literal('failed'),
    demo: z.boolean(),
    problem: z.enum(problemCodes),
    detail: z.string(),
    ways: z.array(waySchema),
    backups: z.array(backupInfoSchema),
  }),
]);
export type AppState = z.infer<typeof appStateSchema>;

export const setUpSchema = z.object({
  name: z.object({ kk: requiredLine(300), ru: requiredLine(300) }),
  region: z.string().refine((code) => regions.some((region) => region.code === code), 'required'),
  clerk: z.object({
    name: requiredLine(300),
    post: z.object({ kk: requiredLine(200), ru: requiredLine(200) }),
  }),
  channels: z.object({ site: line(200), sms: line(40), phones: z.array(line(40)).max(4), complaintPhone: line(40) }),
  /** Needed where there is no vault; at least 8 characters. */
  passphrase: z.string().max(1_000).optional(),
});
export type SetUp = z.infer<typeof setUpSchema>;

/** What the desk is and how it stands; a full snapshot each time. */
export const deskStateSchema = z.object({
  desk: z.string(),
  sample: z.boolean(),
  /** Papers in the store, and accepted here today. */
  papers: z.number(),
  today: z.number(),
  overdue: z.number(),
  dueToday: z.number(),
  /** Greatest instant of acceptance at this desk; '' when there is none. */
  lastAcceptedAt: z.string(),
  /** The computer's clock stands before the last registration. */
  clockBehind: z.boolean(),
  /** Numbers left for this desk and year. */
  numbersLeft: z.number(),
});
export type DeskState = z.infer<typeof deskStateSchema>;

/** Three levels: the code of a level is a prefix of its children's, parted by dots. */
export const subjectSchema = z.object({ code: z.string(), name: bothSchema });
export type Subject = z.infer<typeof subjectSchema>;

export const higherBodySchema = z.object({
  id: z.string(),
  name: bothSchema,
  /** Days from and until which there is such a body; older papers still name it. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
});
export type HigherBody = z.infer<typeof higherBodySchema>;

const quietTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/);

export const deskSettingsSchema = z.object({
  talonFormat: talonFormatSchema,
  /** Name of the system's printer; '' for the system's default one. */
  printer: z.string().max(200),
  /** Print at once after registering. */
  printAtOnce: z.boolean(),
  /** Print a label with each talon, on a printer of its own. */
  printLabel: z.boolean().default(false),
  labelPrinter: z.string().max(200).default(''),
  /** Printer of sheets (A4): registers. */
  sheetPrinter: z.string().max(200).default(''),
  /** Hours in which the desk reminds of nothing, `HH:MM` each in the agency's zone, over midnight if need be; '' for none. */
  quietFrom: quietTime.default(''),
  quietUntil: quietTime.default(''),
  /** Id of the person who works at this desk; where people sign in, of who has. */
  clerk: z.string(),
  /** So long nobody has touched anything, and whoever is signed in is signed out; 0: never. Minutes. */
  lockAfter: z.number().int().min(0).max(240).default(10),
});
export type DeskSettings = z.infer<typeof deskSettingsSchema>;

/** Ids (of addressees: names as typed) in the order in which the last papers used them: often and lately first. */
const usedSchema = z.object({
  subjects: z.array(z.string()),
  executors: z.array(z.string()),
  higherBodies: z.array(z.string()),
  addressees: z.array(z.string()),
  places: z.array(z.string()),
});
export type Used = z.infer<typeof usedSchema>;

/** Everything the intake offers and the journal names; a full snapshot each time. */
export const directorySchema = z.object({
  body: bodySchema,
  /** Compiled in the page by `compileLaw`: terms are shown while typing, without a call. */
  law: z.unknown(),
  subjects: z.array(subjectSchema),
  higherBodies: z.array(higherBodySchema),
  /** Version of the classifier of places. */
  classifier: z.string(),
  /** Who works here today; `former`: who did, and is named by papers. */
  staff: z.array(colleagueSchema),
  former: z.array(colleagueSchema),
  settings: deskSettingsSchema,
  used: usedSchema,
});
export type Directory = z.infer<typeof directorySchema>;

/** One row of a journal. */
export const rowSchema = z.object({
  number: numberSchema,
  /** Its number in the prosecutor's system, or ''. */
  official: z.string(),
  book: z.string(),
  acceptedAt: z.string(),
  registeredOn: z.string(),
  dueOn: z.string(),
  status: z.string(),
  open: z.boolean(),
  kind: z.string(),
  way: z.string(),
  subject: z.string(),
  executor: z.string(),
  /** Name of the executor, also of one who was typed and has no id; '' for none. */
  executorName: z.string(),
  from: z.string(),
  /** '' or the type of applicant, e.g. `anonymous`: lists name those who have no name in words. */
  applicantType: z.string(),
  /** A firm's BIN; a person's IIN whole for who takes papers or acts on them (right `seeWhole`), its last four digits for all others. */
  idNumber: z.string(),
  place: z.string(),
  summary: z.string(),
  sheets: z.number(),
  attachments: z.number(),
  /** The sender's own number and date; '' for none. */
  senderNumber: z.string(),
  senderDate: z.string(),
  /** Day on which the paper was removed from this desk: it is in the registry's archive, only this row is left here. */
  removedOn: z.string().optional(),
});
export type Row = z.infer<typeof rowSchema>;

/** One line of a paper's history. */
export const eventSchema = z.object({
  id: z.string(),
  at: z.string(),
  by: personSchema,
  /** Where the line was written: desk code, what the office calls a computer without one, or the site's own name. */
  site: z.string(),
  do: z.string(),
  data: z.record(z.string(), z.unknown()),
  /** The last two of what is not in the paper, but beside it (`originals`): still to come over, or not any more. */
  effect: z.enum(['applied', 'refused', 'unknown', 'newer', 'waiting', 'left']),
  why: z.string().optional(),
});
export type PaperEvent = z.infer<typeof eventSchema>;

/**
 * One print of a talon, a label or a letter. `by` what it left the program: the system's printer, the browser's print window, or as a
 * file; whether paper came out of the latter two nobody can know. The first is the original, all later ones are duplicates. Of a letter
 * each kind counts by itself, and each line that it is `about`.
 */
export const printSchema = z.object({
  at: z.string(),
  by: personSchema,
  format: z.enum([...printFormats, 'letter']),
  letter: z.object({ letter: z.enum(letterKinds), about: z.string() }).optional(),
  way: z.enum(['printer', 'window', 'file']),
  duplicate: z.boolean(),
});
export type Print = z.infer<typeof printSchema>;

/** How the last day of a paper moved because the law did; the versions are of those parts that were new then, the days of those that the office entered or took back. */
export const moveSchema = z.object({
  at: z.string(),
  from: z.string(),
  to: z.string(),
  calendar: z.string().optional(),
  terms: z.string().optional(),
  days: z.array(ownDaySchema.extend({ takenBack: z.boolean() })).optional(),
  /** The office has chosen another way of counting days. */
  startRule: startRuleSchema.optional(),
});
export type Move = z.infer<typeof moveSchema>;

export const cardSchema = z.object({
  row: rowSchema,
  /** As it was written; its shape is the book's entry. */
  entry: z.unknown(),
  /** The whole text, also where it does not travel in the paper; undefined where it is not here. */
  text: z.string().optional(),
  history: z.array(eventSchema),
  present: presentSchema,
  /** Not in the log: follows from newer law, and each computer notes it for itself. The first first. */
  moves: z.array(moveSchema),
  findings: z.array(z.object({ line: z.string(), finding: z.string() })),
  /** Files added to it. */
  scans: z.array(scanSchema),
  /** What was printed of it at this computer, the first first; of many the first and the last ones. */
  prints: z.array(printSchema),
  readOnly: z.boolean(),
  /** The registry does not take it, or what came last of it: its reason, and whether a correction replaces the entry. */
  refusal: z.object({ reason: z.string(), isCorrectable: z.boolean() }).optional(),
  /**
   * What it was before another entry stood in it, kept at this computer alone; each with the line that says so, or the last one of its own, when that
   * was, and what was done with it that is not in the paper (yet). The first first.
   */
  originals: z.array(z.object({ line: z.string(), at: z.string(), entry: z.unknown(), lacking: z.array(eventSchema) })),
});
export type Card = z.infer<typeof cardSchema>;

/** Things the clerk should hear although the paper is registered; keys of `warnings`. */
export const registeredSchema = z.object({
  number: numberSchema,
  acceptedAt: z.string(),
  registeredOn: z.string(),
  dueOn: z.string(),
  warnings: z.array(z.enum(['clockBehind', 'sequenceNearlyFull', 'identity', 'notLinked'])),
});
export type Registered = z.infer<typeof registeredSchema>;

export const printersSchema = z.object({
  /** The office can print by itself; otherwise the page offers the browser's own print. */
  able: z.boolean(),
  printers: z.array(z.object({ name: z.string(), description: z.string(), isDefault: z.boolean() })),
});
export type Printers = z.infer<typeof printersSchema>;
