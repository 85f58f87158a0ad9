import { z } from 'zod';
import { requiredLine } from '../books/fields.ts';
import { dayOrNone } from '../books/office-records.ts';
import { roles } from '../domain/life/rights.ts';
import { personSchema } from './shapes.ts';

const personId = z.string().min(1).max(60);

const leftSchema = z.object({ on: dayOrNone, substitute: z.string().max(60) });
const absenceSchema = z.object({ from: dayOrNone, to: dayOrNone, substitute: z.string().max(60) });

/** A person as the administrator sees them. */
const staffMemberSchema = personSchema.extend({
  phone: z.string(),
  roles: z.array(z.enum(roles)),
  /** Has a password; `once`: it was made by the administrator, and has not been changed. */
  password: z.boolean(),
  once: z.boolean(),
  left: leftSchema.optional(),
  absence: absenceSchema.optional(),
});
export type StaffPerson = z.infer<typeof staffMemberSchema>;

/** The people of the office, also those who left; a full snapshot each time. */
export const staffSchema = z.object({
  people: z.array(staffMemberSchema),
  /** Whoever works at this desk may change them. */
  mayChange: z.boolean(),
  /** Somebody has roles: whoever has none may do nothing. */
  rolesGiven: z.boolean(),
  /** Somebody is administrator: only an administrator can go on giving roles and passwords. */
  hasAdministrator: z.boolean(),
});
export type Staff = z.infer<typeof staffSchema>;

export const staffSaveSchema = z.object({
  /** '' for somebody new. */
  id: z.string().max(60),
  name: requiredLine(300),
  post: z.object({ kk: requiredLine(200), ru: requiredLine(200) }),
  phone: z.string().trim().max(40),
  roles: z.array(z.enum(roles)),
});
export type StaffSave = z.infer<typeof staffSaveSchema>;

export const staffPersonSchema = z.object({ person: personId });
export const staffLeftSchema = leftSchema.extend({ person: personId });
export const staffAbsenceSchema = absenceSchema.extend({ person: personId });

/** More are not kept: the oldest go. */
export const MOST_LOOKS = 5_000;

/** What of personal data somebody had before them. */
const lookKinds = ['card', 'print', 'register', 'printRegister', 'list', 'printList', 'search', 'export'] as const;

export const lookSchema = z.object({
  at: z.string(),
  by: z.object({ id: z.string(), name: z.string() }),
  what: z.enum(lookKinds),
  /** A paper's number, the number that was searched for or whom a search has found, a register's period, a list's number. */
  about: z.string(),
});
export type Look = z.infer<typeof lookSchema>;

export const looksQuerySchema = z.object({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(200) });
export const looksPageSchema = z.object({ total: z.number(), looks: z.array(lookSchema) });
