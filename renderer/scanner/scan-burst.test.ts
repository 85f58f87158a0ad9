import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Heard, ScanBurst, type ScannedKey } from './scan-burst.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, isComposing: false };

type Press = Partial<ScannedKey> & { key: string };

/** Presses one key after the other, `every` so many milliseconds; tells what was heard at each. */
function press(burst: ScanBurst, keys: readonly Press[], every: number, from = 0): Heard[] {
  return keys.map((key, i) => burst.hear({ ...plain, code: codeOf(key.key), at: from + i * every, ...key }));
}

function codeOf(key: string): string {
  if (/^\d$/.test(key)) return `Digit${key}`;
  return /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '';
}

const letters = (text: string): Press[] => [...text].map((key) => ({ key }));
const scanned = (text: string): Press[] => [...letters(text), { key: 'Enter' }];

describe('a scanner', () => {
  test('is heard at every speed at which scanners type, and its first key says when to remember how things stood', () => {
    for (const every of [1, 5, 12, 30]) {
      const heard = press(new ScanBurst(), scanned('230012326010000016'), every);
      expect(heard[0]).toEqual({ was: 'begins' });
      expect(heard.at(-1)).toEqual({ was: 'scan', readings: ['230012326010000016'], follows: false });
    }
  });

  test('is understood when the Kazakh layout turns its digits into letters, and as it was typed beside that', () => {
    const row = ['қ', '"', 'ә', 'і', 'ң', 'ғ', ',', '.', 'ү', 'ұ'];
    const keys = [...'850412400123'].map((digit) => ({ key: row[Number(digit)]!, code: `Digit${digit}` }));
    const heard = press(new ScanBurst(), [...keys, { key: 'Enter' }], 4);
    expect(heard.at(-1)).toEqual({
      was: 'scan',
      readings: ['850412400123', 'үғқң"әңққ"әі'],
      follows: false,
    });
  });

  test('may type an address: signs and capital letters by their place, Shift pressed on its own', () => {
    const keys: Press[] = [
      ...[...'реезы'].map((key, i) => ({ key, code: `Key${'HTTPS'.charAt(i)}` })),
      { key: 'Shift', code: 'ShiftLeft' },
      { key: 'Ж', code: 'Semicolon', shiftKey: true },
      { key: '.', code: 'Slash' },
      { key: '.', code: 'Slash' },
      { key: 'Л', code: 'KeyK', shiftKey: true },
      { key: 'ю', code: 'Period' },
      { key: 'л', code: 'KeyK' },
      { key: 'я', code: 'KeyZ' },
      { key: 'Enter' },
    ];
    expect(press(new ScanBurst(), keys, 8).at(-1)).toMatchObject({
      was: 'scan',
      readings: ['https://K.kz', 'реезыЖ..Люля'],
    });
  });

  test('may stumble once', () => {
    const burst = new ScanBurst();
    press(burst, letters('8504124'), 10);
    expect(press(burst, scanned('00123'), 10, 140).at(-1)).toEqual({
      was: 'scan',
      readings: ['850412400123'],
      follows: false,
    });
  });

  test('may follow at once on what a person typed', () => {
    const burst = new ScanBurst();
    press(burst, letters('85'), 200);
    expect(press(burst, scanned('850412400123'), 5, 400).at(-1)).toMatchObject({ readings: ['850412400123'] });
  });
});

describe('a code of several lines', () => {
  test('is one scan: lines behind the first are told by coming at once, however short they are', () => {
    const burst = new ScanBurst();
    press(burst, scanned('IDKAZ0123456784780823301234'), 5);
    expect(press(burst, scanned('KZ'), 5, 400).at(-1)).toMatchObject({ was: 'scan', follows: true });
    expect(press(burst, scanned('SARSENOV<<GANI'), 5, 700).at(-1)).toMatchObject({ follows: true });
  });

  test('ends when nothing comes for a moment: the next code is one of its own, short keys are a person’s', () => {
    const burst = new ScanBurst();
    press(burst, scanned('850412400123'), 5);
    expect(press(burst, scanned('850412400123'), 5, 1_000).at(-1)).toMatchObject({ was: 'scan', follows: false });
    expect(press(burst, scanned('KZ'), 5, 2_000).at(-1)).toEqual({ was: 'nothing' });
  });
});

describe('no scanner is', () => {
  test('the fastest typist', () => {
    const heard = press(new ScanBurst(), scanned('850412400123'), 55);
    expect(heard.filter(({ was }) => was === 'scan')).toEqual([]);
  });

  test('a key held down, however fast it repeats', () => {
    const held = Array.from({ length: 40 }, (_, i) => ({ key: '5', repeat: i > 0 }));
    expect(press(new ScanBurst(), [...held, { key: 'Enter' }], 8).at(-1)).toEqual({ was: 'nothing' });
  });

  test('Enter pressed a while after fast keys', () => {
    const burst = new ScanBurst();
    press(burst, letters('850412400123'), 5);
    expect(press(burst, [{ key: 'Enter' }], 5, 400)).toEqual([{ was: 'nothing' }]);
  });

  test('a short run, keys with Ctrl or Alt, an input method, or arrows between', () => {
    const runs: Press[][] = [
      scanned('1234567'),
      [...letters('8504124'), { key: '0', ctrlKey: true }, ...scanned('0123')],
      [...letters('8504124'), { key: '0', altKey: true }, ...scanned('0123')],
      [...letters('8504124'), { key: '0', isComposing: true }, ...scanned('0123')],
      [...letters('8504124'), { key: 'ArrowLeft', code: 'ArrowLeft' }, ...scanned('00123')],
    ];
    for (const run of runs) expect(press(new ScanBurst(), run, 5).at(-1)).toEqual({ was: 'nothing' });
  });

  test('anything typed with an average of more than 35 ms a key', () => {
    const gaps = fc.array(fc.integer({ min: 36, max: 90 }), { minLength: 8, maxLength: 30 });
    fc.assert(
      fc.property(gaps, (times) => {
        const burst = new ScanBurst();
        let at = 0;
        const heard = times.map((gap) => {
          at += gap;
          return burst.hear({ ...plain, key: '1', code: 'Digit1', at });
        });
        heard.push(burst.hear({ ...plain, key: 'Enter', code: 'Enter', at: at + 40 }));
        expect(heard.some(({ was }) => was === 'scan')).toBe(false);
      }),
    );
  });
});
