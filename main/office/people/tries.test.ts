import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../open/open-store.ts';
import { fitsVerifier, verifierOf } from './passwords.ts';
import { createTries, waitAfter } from './tries.ts';

describe('a verifier', () => {
  test('fits its password alone, says what it cost, and is another one each time', async () => {
    const [one, other] = [await verifierOf('ақ қайың'), await verifierOf('ақ қайың')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$/);
    expect(one).not.toBe(other);
    expect(await fitsVerifier(one, 'ақ қайың')).toBe(true);
    expect(await fitsVerifier(one, 'ақ қайын')).toBe(false);
    // The same letter typed as one sign or as two.
    expect(await fitsVerifier(await verifierOf('қой'), 'қои\u0306')).toBe(true);
  });

  test('made with a key fits with it alone', async () => {
    const key = new Uint8Array(32).fill(7);
    const verifier = await verifierOf('1926', key);
    expect(await fitsVerifier(verifier, '1926', key)).toBe(true);
    expect(await fitsVerifier(verifier, '1926')).toBe(false);
  });

  test('that costs too little, or more than an office computer has, fits nothing and is not computed', async () => {
    const verifier = await verifierOf('ақ қайың');
    for (const [from, to] of [
      ['m=65536', 'm=1024'],
      ['m=65536', 'm=4194304'],
      ['t=3', 't=500'],
      ['argon2id', 'argon2i'],
    ] as const)
      expect(await fitsVerifier(verifier.replace(from, to), 'ақ қайың')).toBe(false);
  });
});

test('three wrong tries are free, then each doubles the wait, up to a quarter of an hour', () => {
  expect([0, 2, 3, 4, 5, 10, 19].map(waitAfter)).toEqual([0, 0, 5_000, 10_000, 20_000, 640_000, 900_000]);
});

test('the wait counts from when a wrong try is told, however long it was looked at; it is on disk before that', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kense tries '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const store = await openStore(folder, join(folder, 'mark'), Buffer.alloc(32, 7));
  onTestFinished(() => store.close());
  let time = Date.parse('2026-12-01T09:05:00.000Z');
  const begin = () => createTries(store, () => time);
  const tries = begin();
  const last = { of: 'a verifier', most: 20 };
  const id = 'tries:password:7';
  const wrong = async () => {
    const before = tries.now(id, last.of).wrong;
    const looked = async () => {
      // As a restart in the middle of it finds it.
      expect(await begin().read(id, last.of)).toEqual({ of: last.of, wrong: before + 1, at: time });
      time += 60_000;
      return false;
    };
    await expect(tries.take(id, last, looked)).rejects.toMatchObject({ problem: { code: 'wrongPassword' } });
  };
  for (let i = 0; i < 3; i++) await wrong();
  const restarted = begin();
  await restarted.read(id, last.of);
  for (const one of [tries, restarted]) {
    expect(one.now(id, last.of)).toEqual({ wrong: 3, waitUntil: time + 5_000 });
    await expect(one.take(id, last, async () => true)).rejects.toMatchObject({ problem: { code: 'triesWait' } });
  }
  time += 5_000;
  await tries.take(id, last, async () => true);
  expect(await begin().read(id, last.of)).toEqual({ of: last.of, wrong: 0, at: 0 });
});
