import { describe, expect, test } from 'vitest';
import { intakeKey, parkedKey } from './keys.ts';

const press = (change: Partial<Parameters<typeof intakeKey>[0]>) => ({
  key: 'Enter',
  code: 'Enter',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  ...change,
});

describe('keys anywhere on the intake', () => {
  test('Ctrl+Enter registers, also on the number pad', () => {
    expect(intakeKey(press({ ctrlKey: true }))).toEqual({ do: 'register' });
    expect(intakeKey(press({ ctrlKey: true, code: 'NumpadEnter' }))).toEqual({ do: 'register' });
  });

  test('held down, it registers once', () => expect(intakeKey(press({ ctrlKey: true, repeat: true }))).toBeUndefined());

  test('Alt+2 goes to the second block in the Kazakh layout too, where that key types a letter', () => {
    expect(intakeKey(press({ altKey: true, key: 'ә', code: 'Digit2' }))).toEqual({ do: 'block', block: 2 });
  });

  test('Alt and the digits behind the columns lead to parked forms, each to the one that shows it', () => {
    for (const number of [1, 2, 3, 4, 5, 6]) {
      const code = `Digit${parkedKey(number)}`;
      expect(intakeKey(press({ altKey: true, key: 'г', code }))).toEqual({ do: 'open', parked: number });
      expect(intakeKey(press({ altKey: true, key: 'г', code, repeat: true }))).toBeUndefined();
    }
    expect(parkedKey(7)).toBeUndefined();
  });

  test('Ctrl and a digit that no list has taken lead nowhere: to no other form, and held down to no other tab', () => {
    for (const code of ['Digit1', 'Digit9', 'Numpad4'])
      for (const repeat of [false, true])
        expect(intakeKey(press({ ctrlKey: true, key: '1', code, repeat }))).toEqual({ do: 'nothing' });
  });

  test('Alt+Z takes back what was filled in, whatever letter is there; Ctrl+Z stays the undo of the box', () => {
    expect(intakeKey(press({ altKey: true, key: 'я', code: 'KeyZ' }))).toEqual({ do: 'untake' });
    expect(intakeKey(press({ ctrlKey: true, key: 'z', code: 'KeyZ' }))).toBeUndefined();
  });

  test('what types is left alone: digits, AltGr, letters being composed', () => {
    expect(intakeKey(press({ key: '2', code: 'Digit2' }))).toBeUndefined();
    expect(intakeKey(press({ altKey: true, ctrlKey: true, key: '2', code: 'Digit2' }))).toBeUndefined();
    expect(intakeKey(press({ ctrlKey: true, isComposing: true }))).toBeUndefined();
    expect(intakeKey(press({ altKey: true, key: '0', code: 'Digit0' }))).toBeUndefined();
  });
});
