import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { base64urlnopad } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Verify } from '../domain/log/line.ts';
import {
  answerTo,
  type Grant,
  isSigned,
  openAnswer,
  signRequest,
  siteAnswerSchema,
  siteRequestSchema,
} from './enrolment.ts';
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
    const file = JSON.stringify(answerTo(request, grant, crypto.getRandomValues(new Uint8Array(32))));
    const answer = siteAnswerSchema.parse(JSON.parse(file));
    expect(openAnswer(answer, site.privateKey)).toEqual(grant);
    expect(openAnswer(answer, other.privateKey)).toBeUndefined();
    for (const secret of [grant.password, grant.url, 'desk-2300001']) expect(file).not.toContain(secret);
  });
});
