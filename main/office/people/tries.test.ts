import { describe, expect, test } from 'vitest';
import { fitsVerifier, verifierOf } from './passwords.ts';
import { waitAfter } from './tries.ts';

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
