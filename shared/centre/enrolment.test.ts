import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { base64urlnopad } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Verify } from '../domain/log/line.ts';
import { isRegistryAddress } from './address.ts';
import {
  answerTo,
  type Grant,
  isSigned,
  openAnswer,
  type SiteAnswer,
  signRequest,
  siteAnswerSchema,
  siteRequestSchema,
} from './enrolment.ts';
import { fingerprintOf, isFingerprint } from './fingerprint.ts';
import { seal, sealedBoxSchema, unseal } from './sealed-box.ts';

const keys = () => {
  const pair = generateKeyPairSync('ed25519');
  const { x, d } = pair.privateKey.export({ format: 'jwk' });
  return {
    publicKey: String(x),
    privateKey: String(d),
    sign: (bytes: Uint8Array) => sign(null, bytes, pair.privateKey),
  };
};
const verifyByNode: Verify = (publicKey, bytes, signature) =>
  verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' }), signature);

const [site, other] = [keys(), keys()];
const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 });
const texts = fc.string({ unit: 'grapheme' });

describe('a sealed box', () => {
  test('is opened by the one it is sealed to, and by nobody else', () => {
    fc.assert(
      fc.property(texts, secrets, (text, secret) => {
        const box = sealedBoxSchema.parse(JSON.parse(JSON.stringify(seal(text, site.publicKey, secret))));
        expect(unseal(box, site.privateKey)).toBe(text);
        expect(unseal(box, other.privateKey)).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });

  test('that was altered anywhere does not open', () => {
    fc.assert(
      fc.property(texts, secrets, fc.nat(), fc.integer({ min: 1, max: 255 }), (text, secret, at, by) => {
        const box = seal(text, site.publicKey, secret);
        for (const part of ['key', 'sealed'] as const) {
          const bytes = base64urlnopad.decode(box[part]);
          // The highest bit of an X25519 key carries nothing.
          const flip = part === 'key' && at % bytes.length === 31 ? by & 0x7f || 1 : by;
          bytes[at % bytes.length]! ^= flip;
          expect(unseal({ ...box, [part]: base64urlnopad.encode(bytes) }, site.privateKey)).toBeUndefined();
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('enrolment', () => {
  const request = signRequest(
    {
      site: 'k7m2q9x4c1ab',
      publicKey: site.publicKey,
      agency: '2300001',
      name: '1-терезе',
      issuesNumbers: true,
      askedAt: '2026-11-25T04:30:00.000Z',
    },
    site.sign,
  );
  const grant: Grant = {
    url: 'https://registry.example',
    user: 'site-k7m2q9x4c1ab',
    password: 'secret',
    roles: ['site', 'agency-2300001', 'desk-2300001-05-26'],
    agency: '2300001',
    desk: { code: '05', from: 2026 },
    registry: { site: 'registry0001', publicKey: other.publicKey },
    records: [],
  };

  test('a request survives its file and shows who made it', () => {
    const read = siteRequestSchema.parse(JSON.parse(JSON.stringify(request)));
    expect(isSigned(read, verifyByNode)).toBe(true);
    expect(isSigned({ ...read, agency: '2300002' }, verifyByNode)).toBe(false);
    expect(isSigned({ ...read, publicKey: other.publicKey }, verifyByNode)).toBe(false);
  });

  test('an answer gives the grant to the site that asked, and its file tells nothing', () => {
    const file = JSON.stringify(answerTo(request, grant, crypto.getRandomValues(new Uint8Array(32)), other.sign));
    const answer = siteAnswerSchema.parse(JSON.parse(file));
    expect(openAnswer(answer, site.privateKey, verifyByNode)).toEqual(grant);
    expect(openAnswer(answer, other.privateKey, verifyByNode)).toBeUndefined();
    for (const secret of [grant.password, grant.url, 'desk-2300001']) expect(file).not.toContain(secret);
  });

  test('an answer that the registry it names has not signed opens nothing', () => {
    const secret = () => crypto.getRandomValues(new Uint8Array(32));
    const open = (answer: SiteAnswer) => openAnswer(answer, site.privateKey, verifyByNode);
    const right = answerTo(request, grant, secret(), other.sign);
    // Whoever sees the request seals a grant of his own, in the registry's name.
    expect(
      open(answerTo(request, { ...grant, url: 'https://elsewhere.example' }, secret(), site.sign)),
    ).toBeUndefined();
    const { box } = answerTo(request, { ...grant, url: 'https://elsewhere.example' }, secret(), site.sign);
    expect(open({ ...right, box })).toBeUndefined();
    expect(open({ ...right, site: 'k7m2q9x4c1ac' })).toBeUndefined();
  });
});

describe('a fingerprint', () => {
  test('is the same for the same key, 24 digits however they are grouped, and another for another key', () => {
    const shown = fingerprintOf(site.publicKey);
    expect(shown).toMatch(/^\d{6}( \d{6}){3}$/);
    expect(shown).not.toBe(fingerprintOf(other.publicKey));
    for (const typed of [shown, shown.replaceAll(' ', ''), ` ${shown.replaceAll(' ', '-')} `])
      expect(isFingerprint(typed, site.publicKey)).toBe(true);
    for (const typed of ['', shown.slice(1), fingerprintOf(other.publicKey)])
      expect(isFingerprint(typed, site.publicKey)).toBe(false);
  });
});

test.each([
  ['https://reestr.example', true],
  ['https://10.0.0.5:6984/', true],
  ['http://127.0.0.1:5984', true],
  ['http://localhost:5984', true],
  ['http://[::1]:5984', true],
  ['http://reestr.example', false],
  ['http://10.0.0.5:5984', false],
  ['http://127.0.0.1.example', false],
  ['http://localhost.example', false],
  ['ftp://127.0.0.1', false],
  ['реестр', false],
])('%s is an address at which a registry may be reached: %s', (address, may) => {
  expect(isRegistryAddress(address)).toBe(may);
});
