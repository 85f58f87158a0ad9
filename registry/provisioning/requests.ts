import { type SiteRequest, siteRequestSchema } from '../../shared/centre/enrolment.ts';
import { ENROLMENT } from '../../shared/centre/names.ts';
import type { Couch } from '../deploy/couch.ts';
import { type Granted, grantSite } from './site.ts';

/** A request that came over the network, and where it waits; who put it there has shown nothing but its own key. */
export type OpenRequest = { place: string; request: SiteRequest };

/** Requests that wait for an answer, the oldest first; what is none is passed over. */
export async function openRequests(couch: Couch): Promise<OpenRequest[]> {
  const { rows } = await couch.demand('GET', `${ENROLMENT}/_all_docs?include_docs=true`);
  return (rows as { id: string; doc: { request?: unknown; answer?: unknown } }[])
    .flatMap(({ id, doc }) => {
      const request = siteRequestSchema.safeParse(doc.request);
      return request.success && doc.answer === undefined ? [{ place: id, request: request.data }] : [];
    })
    .sort((a, b) => (a.request.askedAt < b.request.askedAt ? -1 : 1));
}

/**
 * Grants a request that came over the network, and puts the sealed answer where the computer looks for it.
 *
 * @throws RegistryError when the server refuses
 */
export async function answerRequest(
  couch: Couch,
  { place, request }: OpenRequest,
  address: string,
  year?: number,
): Promise<Granted> {
  const granted = await grantSite(couch, request, address, year);
  if (!granted.ok) return granted;
  const stored = await couch.demand('GET', `${ENROLMENT}/${place}`);
  await couch.demand('PUT', `${ENROLMENT}/${place}`, { ...stored, answer: granted.answer });
  return granted;
}
