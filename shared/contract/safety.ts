import { z } from 'zod';

/** One backup: a whole, encrypted copy of an office. */
export const backupInfoSchema = z.object({
  /** Names it to `office.restore`. */
  id: z.string().max(4_000),
  /** Instant at which it was taken. */
  at: z.string(),
  papers: z.number(),
  bytes: z.number(),
  /** In the profile, on another disk or a stick, or in another folder of the same disk. */
  place: z.enum(['own', 'stick', 'folder']),
  /** It was opened after it was written, and every document in it read. */
  verified: z.boolean(),
});
export type BackupInfo = z.infer<typeof backupInfoSchema>;

/**
 * What may help an office that does not open:
 * - `rebuild`: all papers can be read; indexes, full text and counters are made again from them;
 * - `rescue`: what can be read is read, the last good backup fills in the rest;
 * - `restore`: a backup takes the office's place.
 */
export const waySchema = z.enum(['rebuild', 'rescue', 'restore']);
export type Way = z.infer<typeof waySchema>;

/** What keeps an office that opens waiting. `done` of `total` documents; a total of 0 is not known yet. */
export const stepSchema = z.object({
  doing: z.enum(['checking', 'mending', 'restoring', 'changingKey']),
  done: z.number(),
  total: z.number(),
});
export type Step = z.infer<typeof stepSchema>;

/** '' is the profile's own folder. */
export const backupFolderSchema = z.string().max(2_000);

export const backupSettingsSchema = z.object({
  folder: backupFolderSchema,
  /** A backup is due after so many hours in which something changed. */
  everyHours: z.number().int().min(1).max(168),
});
export type BackupSettings = z.infer<typeof backupSettingsSchema>;

/** Numbers of a desk code in a year that were given on this computer and whose papers are not here. */
export const missingNumbersSchema = z.object({
  desk: z.string(),
  year: z.number(),
  /** How many; the first of them are named, both ends included. */
  count: z.number(),
  stretches: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type MissingNumbers = z.infer<typeof missingNumbersSchema>;

/** How safe the papers are; a full snapshot each time. */
export const safetySchema = z.object({
  backups: backupSettingsSchema.extend({
    /** So many of the newest are kept, and after them one a day, a week, a month for a while. */
    keep: z.number(),
    running: z.boolean(),
    /** The last attempt since the office opened; `problem` is a code of problems.ts. */
    last: z.object({ at: z.string(), problem: z.string().optional() }).optional(),
    /** Newest first. */
    list: z.array(backupInfoSchema),
  }),
  /** The checksum of every document, looked at when nobody works. '' for never. */
  scan: z.object({
    startedAt: z.string(),
    finishedAt: z.string(),
    checked: z.number(),
    /** Numbers (or other ids) of documents that can no longer be read. */
    damaged: z.array(z.string()),
    /** What is computed from documents and is not in step with them. The next opening makes it anew. */
    outOfStep: z.array(z.enum(['index', 'fullText', 'counters'])),
  }),
  missing: z.array(missingNumbersSchema),
  disk: z.enum(['ok', 'full', 'readOnly']),
  /** What was put aside when the office was mended, restored or purged; nothing here is ever removed by itself. */
  setAside: z.array(z.object({ name: z.string(), at: z.string(), bytes: z.number() })),
});
export type Safety = z.infer<typeof safetySchema>;

export const closedYearSchema = z.object({
  year: z.number(),
  /** Papers of that year whose work is done, and those whose is not, or that lack something which is kept beside them: they stay. */
  closed: z.number(),
  open: z.number(),
});
export type ClosedYear = z.infer<typeof closedYearSchema>;

export const purgeSchema = z.object({
  year: z.number().int().min(2000).max(2099),
  /** What opens the office; '' where a vault keeps the key. */
  passphrase: z.string().max(1_000),
});
