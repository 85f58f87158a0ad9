import { base64urlnopad, hex } from '@scure/base';
import { z } from 'zod';
import { hashBytes, hashOf, type Sign, type Verify } from '../domain/log/line.ts';
import { type SealedBox, seal, sealedBoxSchema, unseal } from './sealed-box.ts';

/**
 * How a site joins an agency (design §4): it asks with its public key, an administrator of the registry answers with the desk code
 * and with credentials that this site alone can read. Over the network or as two files on a stick, the same texts.
 */

const publicKey = z.string().regex(/^[\w-]{43}$/);
const siteName = z.string().regex(/^[0-9a-z]{12}$/);
const agencyCode = z.string().regex(/^\d{7}$/);
const signature = z.string().regex(/^[\w-]{86}$/);

const deskCode = z.string().regex(/^\d{2}$/);
const year = z.number().int().min(2000).max(2099);

/** A desk code that a computer has had, from the first year to the last one of which it has numbers under it. */
export const formerDeskSchema = z.object({ code: deskCode, from: year, until: year });
export type FormerDesk = z.infer<typeof formerDeskSchema>;

/**
 * A name that the computer had before, proved by that name's key. Key and desk code are for a registry that does not know that name: one
 * that was made anew, or set back.
 */
const formerSiteSchema = z.object({ site: siteName, publicKey, desk: formerDeskSchema.optional(), sig: signature });
export type FormerSite = z.infer<typeof formerSiteSchema>;
/** More former names than this are of no use: what they had not sent has gone by then, or goes by bundle. */
export const MOST_FORMER = 5;

export const siteRequestSchema = z.object({
  kense: z.literal('site-request'),
  v: z.literal(1),
  site: siteName,
  /** Ed25519, base64url: signs the site's lines and this request. */
  publicKey,
  /** Region and agency. */
  agency: agencyCode,
  /** What the office calls this computer, in its own words; on one line, since administrators read it in a terminal. */
  name: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}\u2028-\u202e\u2066-\u2069]*$/u),
  /** Whether it registers papers and needs a desk code; heads and executors do without. */
  issuesNumbers: z.boolean(),
  askedAt: z.iso.datetime({ precision: 3 }),
  /** Under which names it issued numbers before: what it has not sent of them is its own. */
  former: z.array(formerSiteSchema).min(1).max(MOST_FORMER).optional(),
  /**
   * The agency's desk codes that it knows to be in use, its own and its sisters', each with the last year of it, `<YY><DD>`. A registry that
   * has lost what it granted gives none of them to anybody else in that year.
   */
  taken: z
    .array(z.string().regex(/^\d{4}$/))
    .min(1)
    .max(99)
    .optional(),
  sig: signature,
});
export type SiteRequest = z.infer<typeof siteRequestSchema>;

/** A demo office that is removed takes leave of its registry; no other one does. */
export const siteLeaveSchema = z.object({
  kense: z.literal('site-leave'),
  v: z.literal(1),
  site: siteName,
  publicKey,
  agency: agencyCode,
  sig: z.string().regex(/^[\w-]{86}$/),
});
export type SiteLeave = z.infer<typeof siteLeaveSchema>;

export const siteAnswerSchema = z.object({
  kense: z.literal('site-answer'),
  v: z.literal(1),
  site: siteName,
  box: sealedBoxSchema,
  /** By the registry's key, which stands in the box: the answer is of one piece with what somebody has compared at the desk. */
  sig: z.string().regex(/^[\w-]{86}$/),
});
export type SiteAnswer = z.infer<typeof siteAnswerSchema>;

/** What the answer's box holds. */
export const grantSchema = z.object({
  /** Address of the registry. */
  url: z.url(),
  user: z.string(),
  password: z.string(),
  /** As the registry knows them; the desk's own check before commit needs them. */
  roles: z.array(z.string()),
  agency: agencyCode,
  /** Desk code, two digits, and the year from which it may be used; absent for a site that issues no numbers. */
  desk: z
    .object({
      code: deskCode,
      from: z.number().int(),
    })
    .optional(),
  /** The registry's own site, whose lines enter and revoke sites. */
  registry: z.object({ site: siteName, publicKey }),
  /** What the office keeps about itself, as it stands at the centre: a desk without a network knows whose desk it is. */
  records: z.array(
    z.object({
      id: z.string(),
      book: z.string(),
      entry: z.record(z.string(), z.unknown()),
      log: z.array(z.record(z.string(), z.unknown())),
    }),
  ),
});
export type Grant = z.infer<typeof grantSchema>;

/**
 * Where a request that goes over the network waits for its answer (`enrolment/<this>` at the registry): only who has the request
 * knows it, and only its key opens the answer.
 */
export function placeOfRequest({ publicKey }: Pick<SiteRequest, 'publicKey'>): string {
  return hex.encode(hashBytes(hashOf({ publicKey })));
}

/** Where a leave is put. */
export function placeOfLeave({ publicKey }: Pick<SiteLeave, 'publicKey'>): string {
  return hex.encode(hashBytes(hashOf({ leaves: publicKey })));
}

/**
 * Proves that who asks with a key had another name before.
 *
 * @param former its name and public key, and the desk code it had
 * @param sign with the private half of the former site's key
 */
export function signFormer(former: Omit<FormerSite, 'sig'>, publicKey: string, sign: Sign): FormerSite {
  return { ...former, sig: base64urlnopad.encode(sign(hashBytes(hashOf(succession(former.site, publicKey))))) };
}

/** @param formerKey of the former site: as the registry knows it, or what the request says where it does not know that site */
export function isFormer({ site, sig }: FormerSite, publicKey: string, formerKey: string, verify: Verify): boolean {
  return verify(formerKey, hashBytes(hashOf(succession(site, publicKey))), base64urlnopad.decode(sig));
}

const succession = (site: string, publicKey: string) => ({ kense: 'site-former', v: 1, site, publicKey });

/** @param sign with the private half of the site's key */
export function signLeave(site: Omit<SiteLeave, 'kense' | 'v' | 'sig'>, sign: Sign): SiteLeave {
  const open = { kense: 'site-leave', v: 1, ...site } as const;
  return { ...open, sig: base64urlnopad.encode(sign(hashBytes(hashOf(open)))) };
}

/** @param sign with the private half of the request's key */
export function signRequest(request: Omit<SiteRequest, 'kense' | 'v' | 'sig'>, sign: Sign): SiteRequest {
  const open = { kense: 'site-request', v: 1, ...request } as const;
  return { ...open, sig: base64urlnopad.encode(sign(hashBytes(hashOf(open)))) };
}

/** Whether it was made by who holds its key, and not altered since. */
export function isSigned({ sig, ...open }: SiteRequest | SiteLeave, verify: Verify): boolean {
  return verify(open.publicKey, hashBytes(hashOf(open)), base64urlnopad.decode(sig));
}

/**
 * @param secret 32 random bytes, used for nothing else
 * @param sign with the registry's key that the grant names
 */
export function answerTo(request: SiteRequest, grant: Grant, secret: Uint8Array, sign: Sign): SiteAnswer {
  const box: SealedBox = seal(JSON.stringify(grant), request.publicKey, secret);
  const open = { kense: 'site-answer', v: 1, site: request.site, box } as const;
  return { ...open, sig: base64urlnopad.encode(sign(hashBytes(hashOf(open)))) };
}

/**
 * Whoever sees a request can seal a grant to it: which registry has signed this one, somebody compares (fingerprint.ts) before it is used.
 *
 * @param privateKey of the site, base64url
 * @returns undefined when the answer is another site's, was altered, or is not signed by the registry that it names
 */
export function openAnswer({ sig, ...open }: SiteAnswer, privateKey: string, verify: Verify): Grant | undefined {
  const text = unseal(open.box, privateKey);
  if (text === undefined) return undefined;
  const grant = grantSchema.parse(JSON.parse(text));
  const isRegistrys = verify(grant.registry.publicKey, hashBytes(hashOf(open)), base64urlnopad.decode(sig));
  return isRegistrys ? grant : undefined;
}
