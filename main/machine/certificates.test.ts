import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteRequest } from '../../shared/centre/enrolment.ts';
import { requireTool } from '../../test/tools.ts';
import { fetchAnswer } from '../office/centre/ask-registry.ts';
import { OWN_CERTIFICATES } from './certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'kense certificates '));
const [key, certificate] = [join(folder, 'registry.key'), join(folder, 'registry.crt')];
const canBeTold = 'setDefaultCACertificates' in tls;
let server: Server;

/** What a process of its own hears from a registry whose authority nobody knows by himself. */
async function ask(profile: string, env: Record<string, string> = {}): Promise<string[]> {
  mkdirSync(profile, { recursive: true });
  const module = new URL('certificates.ts', import.meta.url).href;
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  const script = `import { trustCertificates } from ${JSON.stringify(module)};
    console.log(trustCertificates(${JSON.stringify(profile)}));
    console.log(await fetch(${JSON.stringify(url)}).then((answer) => answer.text(), ({ cause }) => cause.code));`;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
  return stdout.split('\n').slice(0, 2);
}

describe.runIf(requireTool('openssl') && canBeTold)('a registry with a certificate of an authority of its own', () => {
  beforeAll(async () => {
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2', '-nodes'];
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-keyout', key, '-out', certificate, ...subject];
    execFileSync('openssl', made, { stdio: 'ignore' });
    server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_, response) =>
      response.end('registry'),
    );
    await new Promise<void>((done) => server.listen(0, 'localhost', done));
  });
  afterAll(() => {
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is not believed by itself, and the office says what it is', async () => {
    expect(await ask(join(folder, 'none'))).toEqual(['', 'DEPTH_ZERO_SELF_SIGNED_CERT']);
    const address = `https://localhost:${(server.address() as AddressInfo).port}`;
    const request = { publicKey: 'A'.repeat(43) } as SiteRequest;
    await expect(fetchAnswer(address, request)).rejects.toMatchObject({ problem: { code: 'registryUntrusted' } });
  });

  test('is believed when the operating system knows the authority', async () => {
    expect(await ask(join(folder, 'system'), { SSL_CERT_FILE: certificate })).toEqual(['', 'registry']);
  });

  test('is believed when the profile names the authority, among others too', async () => {
    const profile = join(folder, 'own');
    mkdirSync(profile);
    writeFileSync(join(profile, OWN_CERTIFICATES), `${tls.rootCertificates[0]}\n${readFileSync(certificate, 'utf8')}`);
    expect(await ask(profile)).toEqual(['', 'registry']);
  });

  test('a file that holds no certificate, or a broken one, is told of; the others stay', async () => {
    const profile = join(folder, 'broken');
    mkdirSync(profile);
    copyFileSync(key, join(profile, OWN_CERTIFICATES));
    expect(await ask(profile, { SSL_CERT_FILE: certificate })).toEqual([
      `there is no certificate in ${OWN_CERTIFICATES}`,
      'registry',
    ]);
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    writeFileSync(join(profile, OWN_CERTIFICATES), broken);
    const [told, heard] = await ask(profile, { SSL_CERT_FILE: certificate });
    expect(told).toContain(OWN_CERTIFICATES);
    expect(heard).toBe('registry');
  });
});
