import {
  isSigned,
  placeOfRequest,
  type SiteRequest,
  siteLeaveSchema,
  siteRequestSchema,
} from '../../shared/centre/enrolment.ts';
import { ENROLMENT } from '../../shared/centre/names.ts';
import { type Couch, RegistryError } from '../deploy/couch.ts';
import { verifyEd25519 } from './proof.ts';
import limits from './requests.json' with { type: 'json' };
import { type Granted, grantSite } from './site.ts';

/**
 * A request that came over the network, and where it lies; who put it there has shown nothing but its own key. `isAnswered`: the answer lies beside it,
 * fetched or not.
 */
export type PutRequest = { place: string; request: SiteRequest; isAnswered: boolean };

/** What lies at a place: `seenAt` is when the centre first looked at it. */
type Stored = { _id: string; _rev: string; request?: unknown; answer?: unknown; seenAt?: string };

const DAY_MS = 86_400_000;

/** Requests that wait for an answer, the oldest first, as they say themselves. */
export async function openRequests(couch: Couch): Promise<PutRequest[]> {
  const open = (await allRequests(couch)).filter(({ isAnswered }) => !isAnswered);
  return open.sort((a, b) => (a.request.askedAt < b.request.askedAt ? -1 : 1));
}

/** What is no request, is not signed by its own key or lies where another belongs is passed over. */
export async function allRequests(couch: Couch): Promise<PutRequest[]> {
  const all: PutRequest[] = [];
  for await (const stored of everything(couch)) {
    const request = requestIn(stored);
    if (request) all.push({ place: stored._id, request, isAnswered: stored.answer !== undefined });
  }
  return all;
}

/**
 * Clears away what nobody answers or fetches any more: everything that the centre has known of for longer than `daysKept`
 * (requests.json), and at once what is no request. By the centre's own clock: a desk's may stand anywhere.
 *
 * @returns how many were cleared away
 */
export async function tidyRequests(couch: Couch, now = Date.now()): Promise<number> {
  let removed = 0;
  for await (const stored of everything(couch)) {
    const isOne = requestIn(stored) !== undefined || siteLeaveSchema.safeParse(stored.request).success;
    const isOld = stored.seenAt !== undefined && now - Date.parse(stored.seenAt) > limits.daysKept * DAY_MS;
    if (!isOne || isOld) {
      await remove(couch, stored);
      removed++;
    } else if (stored.seenAt === undefined) {
      const seen = { ...stored, seenAt: new Date(now).toISOString() };
      const { status } = await couch.ask('PUT', `${ENROLMENT}/${stored._id}`, seen);
      // 409: it is just being answered, and is looked at the next time.
      if (status >= 300 && status !== 409) throw new RegistryError(`${ENROLMENT}/${stored._id}: ${status}`, status);
    }
  }
  return removed;
}

/**
 * Grants a request that came over the network, and puts the sealed answer where the computer looks for it, in place of one that lies there: with
 * another address, say.
 *
 * @throws RegistryError when the server refuses
 */
export async function answerRequest(
  couch: Couch,
  { place, request }: Pick<PutRequest, 'place' | 'request'>,
  address: string,
  years: { year?: number; until?: number | undefined } = {},
): Promise<Granted> {
  if (place !== placeOfRequest(request)) return { ok: false, problem: 'badSignature' };
  const granted = await grantSite(couch, request, address, { ...years, named: await codesNamed(couch, request) });
  if (!granted.ok) return granted;
  const stored = await couch.demand('GET', `${ENROLMENT}/${place}`);
  await couch.demand('PUT', `${ENROLMENT}/${place}`, { ...stored, answer: granted.answer });
  return granted;
}

/**
 * Desk codes that other computers of the agency have named as in use in requests that lie here. Anybody may put one, so that they are the last
 * to be granted, and not withheld: they matter where a registry was made anew, and several computers join one after the other.
 */
export async function codesNamed(couch: Couch, { site, agency }: SiteRequest): Promise<string[]> {
  const others = (await allRequests(couch)).filter(({ request }) => request.agency === agency && request.site !== site);
  return others.flatMap(({ request }) => (request.taken ?? []).map((one) => one.slice(2)));
}

/** Clears a request away without an answer. */
export async function refuseRequest(couch: Couch, { place }: Pick<PutRequest, 'place'>): Promise<void> {
  await remove(couch, (await couch.demand('GET', `${ENROLMENT}/${place}`)) as unknown as Stored);
}

function requestIn({ _id, request }: Stored): SiteRequest | undefined {
  const asked = siteRequestSchema.safeParse(request);
  const isRight = asked.success && placeOfRequest(asked.data) === _id && isSigned(asked.data, verifyEd25519);
  return isRight ? asked.data : undefined;
}

/** All that strangers have put, page by page: nobody limits how much that is. */
async function* everything(couch: Couch): AsyncGenerator<Stored> {
  for (let after = ''; ; ) {
    // Just behind the last one, which may have been cleared away meanwhile.
    const range = after === '' ? '' : `&startkey=${encodeURIComponent(JSON.stringify(`${after} `))}`;
    const page = await couch.demand(
      'GET',
      `${ENROLMENT}/_all_docs?include_docs=true&limit=${limits.readAtOnce}${range}`,
    );
    const rows = page.rows as { id: string; doc: Stored }[];
    for (const { id, doc } of rows) if (!id.startsWith('_')) yield doc;
    if (rows.length < limits.readAtOnce) return;
    after = rows.at(-1)!.id;
  }
}

async function remove(couch: Couch, { _id, _rev }: Stored): Promise<void> {
  await couch.demand('DELETE', `${ENROLMENT}/${_id}?rev=${_rev}`);
}
