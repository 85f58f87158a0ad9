import { z } from 'zod';
import { requiredLine } from '../books/fields.ts';
import { isRegistryAddress } from '../centre/address.ts';
import { isRegionCode } from '../domain/places/kato-code.ts';

/** What somebody at the desk says when this computer asks a registry to join an agency. */
export const enrolmentRequestSchema = z.object({
  /** Region and agency, 7 digits, as the registry's administrator told it. */
  agency: z
    .string()
    .trim()
    .refine((code) => /^\d{7}$/.test(code) && isRegionCode(code.slice(0, 2)), 'unknownAgency'),
  /** What the office calls this computer. */
  name: requiredLine(200),
  /** Whether papers are registered here; heads and executors do without a desk code. */
  issuesNumbers: z.boolean(),
  /** Where the registry is asked over the network; '' for a request that goes by hand. */
  address: z
    .string()
    .trim()
    .max(300, 'notAddress')
    .refine((value) => value === '' || isRegistryAddress(value), 'notAddress'),
});
export type EnrolmentRequest = z.infer<typeof enrolmentRequestSchema>;

/** An answer carries an office's records: a few hundred people at most. Characters. */
export const LONGEST_ANSWER = 8_000_000;

/** Whose desk this is; a full snapshot each time. */
export const enrolmentSchema = z.object({
  /**
   * - `trial`: of no agency; its papers are samples;
   * - `member`: of an agency;
   * - `withoutCode`: of an agency, and no number may be issued: the store was restored, or no code was asked for.
   */
  stands: z.enum(['trial', 'member', 'withoutCode']),
  /** Region and agency, 7 digits. */
  agency: z.string(),
  site: z.string(),
  /** Desk code and the first year in which it holds; '' and 0 for none. */
  desk: z.string(),
  deskFrom: z.number(),
  /** Address of the registry; '' for none. */
  registry: z.string(),
  /** Papers that are here; those of an office on trial are put aside when it joins. */
  papers: z.number(),
  /** The request that waits for its answer. */
  request: enrolmentRequestSchema
    .extend({
      site: z.string(),
      askedAt: z.string(),
      /** Of its key, 4 groups of 6 digits: the registry's administrator asks for it by telephone. */
      fingerprint: z.string(),
    })
    .optional(),
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

/** The registry that answers, as its administrator reads it out: address, and fingerprint of its key. */
export const registryAnswerSchema = z.object({ address: z.string(), fingerprint: z.string() });
export type RegistryAnswer = z.infer<typeof registryAnswerSchema>;
