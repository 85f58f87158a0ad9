import { createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import type { Couch } from '../registry/deploy/couch.ts';
import { grantSite } from '../registry/provisioning/site.ts';
import { type FormerDesk, openAnswer, type SiteRequest, signFormer, signRequest } from '../shared/centre/enrolment.ts';
import type { Verify } from '../shared/domain/log/line.ts';

/** Where the computers of tests find the registry: only told to them. */
export const ADDRESS = 'https://registry.example';

export const nodeVerify: Verify = (publicKey, bytes, signature) =>
  verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' }), signature);

export type Computer = ReturnType<typeof computerOf>;

/** A computer of an agency that asks to join. */
export function computerOf(agency: string, name: string, overrides: Partial<SiteRequest> = {}) {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { x, d } = privateKey.export({ format: 'jwk' });
  const site = randomBytes(6).toString('hex');
  const askedAt = new Date().toISOString();
  const asked = { site, publicKey: String(x), agency, name, issuesNumbers: true, askedAt, ...overrides };
  const signs = (bytes: Uint8Array) => sign(null, bytes, privateKey);
  return { site, publicKey: String(x), privateKey: String(d), sign: signs, request: signRequest(asked, signs) };
}

/** The same computer after its store was renewed: it names what it was, and the codes that it knows to be in use. */
export function renewed(before: Computer, desk: FormerDesk, taken: string[] = []): Computer {
  const { site: was, publicKey } = before;
  const next = computerOf(before.request.agency, before.request.name);
  const former = [signFormer({ site: was, publicKey, desk }, next.publicKey, before.sign)];
  const { kense: _kense, v: _v, sig: _sig, ...asked } = next.request;
  const more = { former, ...(taken.length > 0 && { taken }) };
  return { ...next, request: signRequest({ ...asked, ...more }, next.sign) };
}

/** Lets a computer in. @param until `grantSite` */
export async function joined(couch: Couch, { request, privateKey }: Computer, until?: number) {
  const result = await grantSite(couch, request, ADDRESS, { until });
  if (!result.ok) throw new Error(result.problem);
  return { ...result, grant: openAnswer(result.answer, privateKey, nodeVerify)! };
}
