import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openAnswer, placeOfRequest, type SiteAnswer, signRequest } from '../../shared/centre/enrolment.ts';
import { couchAt, read } from '../deploy/couch.ts';
import { verifyEd25519 } from '../provisioning/proof.ts';
import { openRequests } from '../provisioning/requests.ts';
import { yearAt } from '../provisioning/year.ts';
import { DEMO_AGENCIES } from './demo.ts';
import { startEmbeddedRegistry } from './server.ts';

test('a request of a demo office is answered by the embedded registry itself, from the year before on; no other one is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kense demo registry '));
  const registry = await startEmbeddedRegistry({ folder, port: 0 });
  onTestFinished(async () => {
    await registry.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const couch = couchAt(registry.url, registry.administrator);
  const ask = async (agency: string) => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const { x, d } = privateKey.export({ format: 'jwk' });
    const [site, askedAt] = [randomBytes(6).toString('hex'), new Date().toISOString()];
    const asked = { site, publicKey: String(x), agency, name: '1-терезе', issuesNumbers: true, askedAt };
    const place = placeOfRequest(signRequest(asked, (bytes) => sign(null, bytes, privateKey)));
    const request = signRequest(asked, (bytes) => sign(null, bytes, privateKey));
    await couch.demand('PUT', `enrolment/${place}`, { request });
    return { place, privateKey: String(d) };
  };
  const other = await ask('2300001');
  const demo = await ask(DEMO_AGENCIES[0]!);
  const stored = () => read(couch, `enrolment/${demo.place}`) as Promise<{ answer?: SiteAnswer }>;
  await expect.poll(async () => (await stored()).answer, { timeout: 10_000 }).toBeDefined();
  const grant = openAnswer((await stored()).answer!, demo.privateKey, verifyEd25519)!;
  expect(grant).toMatchObject({ url: registry.url, desk: { from: yearAt(Date.now()) - 1 } });
  expect((await openRequests(couch)).map(({ place }) => place)).toEqual([other.place]);
});
