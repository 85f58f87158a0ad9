import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  openAnswer,
  placeOfRequest,
  type SiteAnswer,
  type SiteRequest,
  signRequest,
} from '../../shared/centre/enrolment.ts';
import { type Server, startServer } from '../../test/registry-server.ts';
import type { Couch } from '../deploy/couch.ts';
import { addAgency } from './agency.ts';
import { verifyEd25519 } from './proof.ts';
import { allRequests, answerRequest, openRequests, refuseRequest, tidyRequests } from './requests.ts';
import { yearAt } from './year.ts';

const folder = mkdtempSync(join(tmpdir(), 'kense requests '));
const AGENCY = '2370301';
let registry: Server;
let couch: Couch;

/** A computer that asks to join. */
function computer(agency: string, name = '1-терезе') {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { x, d } = privateKey.export({ format: 'jwk' });
  const [site, askedAt] = [randomBytes(6).toString('hex'), new Date().toISOString()];
  const asked = { site, publicKey: String(x), agency, name, issuesNumbers: true, askedAt };
  return { privateKey: String(d), request: signRequest(asked, (bytes) => sign(null, bytes, privateKey)) };
}

type Stored = { _rev?: string; request?: SiteRequest; answer?: SiteAnswer };

/** As somebody who has no password. */
async function stranger(method: string, path: string, body?: unknown) {
  const response = await fetch(`${registry.url}/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Stored };
}

const put = (request: SiteRequest) => stranger('PUT', `enrolment/${placeOfRequest(request)}`, { request });
const look = (request: SiteRequest) => stranger('GET', `enrolment/${placeOfRequest(request)}`);

beforeAll(async () => {
  registry = await startServer(folder);
  couch = registry.couch;
  await registry.claim(AGENCY);
  await addAgency(couch, { agency: AGENCY, name: { kk: 'Аудан', ru: 'Район' }, zone: 'Asia/Atyrau' });
}, 60_000);

afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a request over the network', () => {
  test('is put without a password, granted by an administrator, and its answer opened by its key alone', async () => {
    const desk = computer(AGENCY);
    expect([201, 202]).toContain((await put(desk.request)).status);
    expect((await put(desk.request)).status).toBe(409);
    expect((await look(desk.request)).body).toEqual({
      _id: placeOfRequest(desk.request),
      _rev: expect.any(String),
      request: desk.request,
    });
    const open = (await openRequests(couch)).find(({ request }) => request.site === desk.request.site)!;
    const granted = await answerRequest(couch, open, 'https://registry.example');
    expect(granted).toMatchObject({ ok: true, desk: { code: '01' } });
    const { body } = await look(desk.request);
    expect(openAnswer(body.answer!, computer(AGENCY).privateKey, verifyEd25519)).toBeUndefined();
    const grant = openAnswer(body.answer!, desk.privateKey, verifyEd25519)!;
    expect(grant).toMatchObject({ url: 'https://registry.example', agency: AGENCY });
    // Whose desk it is, the desk knows before it has been in any network.
    expect(grant.records.map(({ id }) => id).sort()).toEqual([
      'settings',
      ...[`site:${desk.request.site}`, `site:${grant.registry.site}`].sort(),
    ]);
    expect(await openRequests(couch)).toEqual([]);
    // Answered at a wrong address: it is answered anew.
    const answered = (await allRequests(couch)).find(({ place }) => place === placeOfRequest(desk.request))!;
    expect(answered.isAnswered).toBe(true);
    await answerRequest(couch, answered, 'https://other.example');
    const anew = openAnswer((await look(desk.request)).body.answer!, desk.privateKey, verifyEd25519);
    expect(anew).toEqual({ ...grant, url: 'https://other.example' });
  });

  test('that waits and names codes makes them the last that others get, and keeps nobody out', async () => {
    const naming = (taken: string[]) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      const publicKey = String(privateKey.export({ format: 'jwk' }).x);
      const asked = { site: randomBytes(6).toString('hex'), publicKey, agency: AGENCY, name: 'x', issuesNumbers: true };
      const open = { ...asked, askedAt: new Date().toISOString(), taken };
      return signRequest(open, (bytes) => sign(null, bytes, privateKey));
    };
    const yy = String(yearAt(Date.now())).slice(2);
    const codes = (least: number) =>
      Array.from({ length: 100 - least }, (_, i) => `${yy}${String(i + least).padStart(2, '0')}`);
    const answer = async () => {
      const { request } = computer(AGENCY);
      await put(request);
      return answerRequest(couch, { place: placeOfRequest(request), request }, 'https://registry.example');
    };
    const first = naming(codes(1).slice(0, 5));
    await put(first);
    expect(await answer()).toMatchObject({ desk: { code: '06' } });
    const flood = naming(codes(1));
    await put(flood);
    expect(await answer()).toMatchObject({ desk: { code: '02' } });
    for (const request of [first, flood]) await refuseRequest(couch, { place: placeOfRequest(request) });
  });

  test('lets a stranger no further: no list, no other database, nothing taken away or changed', async () => {
    const { request } = computer(AGENCY);
    await put(request);
    const place = `enrolment/${placeOfRequest(request)}`;
    const { _rev } = (await look(request)).body;
    const doors: [string, string, unknown?][] = [
      ['GET', 'enrolment'],
      ['GET', 'enrolment/_all_docs'],
      ['GET', 'enrolment/_changes'],
      ['GET', `agency-${AGENCY}`],
      ['DELETE', `${place}?rev=${_rev}`],
      ['POST', 'enrolment', { _id: 'a'.repeat(64), request: {} }],
    ];
    for (const [method, path, body] of doors) expect((await stranger(method, path, body)).status).toBe(401);
    expect((await stranger('PUT', place, { _rev, request: { ...request, name: 'x' } })).status).toBe(403);
    expect((await look(request)).body.request).toEqual(request);
  });

  test('that its own key has not signed, or that lies where another belongs, is none', async () => {
    const [one, two] = [computer(AGENCY).request, computer(AGENCY).request];
    await put({ ...one, name: 'басқа' });
    await stranger('PUT', `enrolment/${placeOfRequest(two)}`, { request: one });
    const places = (await openRequests(couch)).map(({ place }) => place);
    for (const request of [one, two]) expect(places).not.toContain(placeOfRequest(request));
    const moved = { place: placeOfRequest(two), request: one };
    expect(await answerRequest(couch, moved, 'https://registry.example')).toMatchObject({ problem: 'badSignature' });
    expect(await tidyRequests(couch)).toBe(2);
  });

  test.each(['a\nb', 'a\u001b[2J', '\u202eb'])('with %j in its name is none', async (name) => {
    const { request } = computer(AGENCY, name);
    await put(request);
    expect((await openRequests(couch)).some(({ place }) => place === placeOfRequest(request))).toBe(false);
  });

  test('is cleared away when nobody has answered it for long, by the centre’s clock; a refused one at once', async () => {
    const waiting = Array.from({ length: 3 }, () => computer(AGENCY).request);
    for (const request of waiting) await put(request);
    const inDays = (days: number) => Date.now() + days * 86_400_000;
    await tidyRequests(couch, inDays(400)); // it sees them for the first time
    await tidyRequests(couch, inDays(429));
    const refused = (await openRequests(couch)).find(({ request }) => request.site === waiting[0]!.site)!;
    await refuseRequest(couch, refused);
    expect((await look(waiting[0]!)).status).toBe(404);
    expect((await look(waiting[1]!)).status).toBe(200);
    expect(await tidyRequests(couch, inDays(431))).toBeGreaterThanOrEqual(2);
    expect((await look(waiting[1]!)).status).toBe(404);
  });

  test('is found among more than are read at once', async () => {
    const many = Array.from({ length: 120 }, () => computer(AGENCY).request);
    await Promise.all(many.map(put));
    const found = new Set((await openRequests(couch)).map(({ request }) => request.site));
    expect(many.every(({ site }) => found.has(site))).toBe(true);
    await tidyRequests(couch);
    await tidyRequests(couch, Date.now() + 1_000 * 86_400_000);
    expect(await openRequests(couch)).toEqual([]);
  });
});
