import { z } from 'zod';
import { roles } from '../domain/life/rights.ts';
import { personSchema } from './shapes.ts';

/** Characters of a password. */
export const SHORTEST_PASSWORD = 8;

const secret = z.string().max(1_000);
const personId = z.string().max(60);

/** Somebody who may sign in here. */
const accountSchema = personSchema.extend({
  /** Has a password, anywhere in the office; a PIN, at this computer. */
  password: z.boolean(),
  pin: z.boolean(),
  /** Instant before which no try counts; '' when one may try at once. */
  waitUntil: z.string(),
  /** Too many wrong tries: only a new password helps. */
  closed: z.boolean(),
});

/** Who works at this desk, all its windows alike; a full snapshot each time. It can be read before anybody has signed in. */
export const sessionSchema = z.object({
  /** People of this office have passwords: nothing is shown before one of them has signed in. */
  asked: z.boolean(),
  /** Who has signed in; where nobody is asked, whoever was chosen. */
  person: personSchema.optional(),
  roles: z.array(z.enum(roles)),
  /** Everybody, in an office where nobody is asked to sign in. */
  administrator: z.boolean(),
  /** The password was made by somebody else: nothing goes before it is changed. */
  mustChange: z.boolean(),
  /** Everybody who works here, by name; nobody else's password or PIN can be told from this. */
  people: z.array(accountSchema),
  /** The office's recovery code lets an administrator set a new password. */
  recovery: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

export const signInSchema = z.object({ person: personId, by: z.enum(['password', 'pin']), secret });
export type SignIn = z.infer<typeof signInSchema>;

export const chooseSchema = z.object({ person: personId });

export const changePasswordSchema = z.object({ current: secret, next: secret });

/** `pin` '' takes the PIN at this computer away. */
export const setPinSchema = z.object({ password: secret, pin: z.string().max(20) });

/** The office's recovery code, as it was typed, in place of a forgotten password. */
export const newPasswordByCodeSchema = z.object({ person: personId, code: secret, next: secret });
