import { z } from 'zod';
import { applicantTypes } from '../books/appeals.ts';

/** An applicant as the newest paper names them; every field as it stood there, corrections included. */
const earlierApplicantSchema = z.object({
  type: z.enum(applicantTypes),
  idNumber: z.string(),
  name: z.string(),
  members: z.number(),
  contact: z.string(),
  place: z.object({ id: z.string(), name: z.string() }),
  street: z.string(),
  phone: z.string(),
  email: z.string(),
  representative: z.object({ name: z.string(), idNumber: z.string(), basis: z.string(), phone: z.string() }),
});
export type EarlierApplicant = z.infer<typeof earlierApplicantSchema>;

export const personFoundSchema = z.object({
  applicant: earlierApplicantSchema,
  /** How many of the papers looked at are theirs; the newest ones are looked at first. */
  papers: z.number(),
  /** Day of registration of the newest one. */
  lastOn: z.string(),
});
export type PersonFound = z.infer<typeof personFoundSchema>;

/** Typed so far. Only a whole IIN, BIN or phone number finds anyone; a name offers from three letters on. */
const personKeys = { idNumber: z.string().max(200), phone: z.string().max(400), name: z.string().max(2_000) };

export const peopleFindSchema = z.object({
  idNumber: personKeys.idNumber.optional(),
  phone: personKeys.phone.optional(),
  name: personKeys.name.optional(),
  limit: z.number().int().min(1).max(20),
});
export type PeopleQuery = z.infer<typeof peopleFindSchema>;

export const peoplePapersSchema = z.object({ ...personKeys, limit: z.number().int().min(1).max(50) });
export type PersonPapersQuery = z.infer<typeof peoplePapersSchema>;
