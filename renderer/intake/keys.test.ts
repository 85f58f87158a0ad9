import { describe, expect, test } from 'vitest';
import { enterStep, intakeKey, isPlainEnter, stepFrom } from './keys.ts';

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

  test('what types is left alone: digits, AltGr, letters being composed', () => {
    expect(intakeKey(press({ key: '2', code: 'Digit2' }))).toBeUndefined();
    expect(intakeKey(press({ altKey: true, ctrlKey: true, key: '2', code: 'Digit2' }))).toBeUndefined();
    expect(intakeKey(press({ ctrlKey: true, isComposing: true }))).toBeUndefined();
    expect(intakeKey(press({ altKey: true, key: '4', code: 'Digit4' }))).toBeUndefined();
  });
});

describe('Enter', () => {
  test('goes on from a line, back with Shift', () => {
    expect(enterStep(press({}), { kind: 'line' })).toBe(1);
    expect(enterStep(press({ shiftKey: true }), { kind: 'line' })).toBe(-1);
  });

  test('held down, goes on once', () => expect(enterStep(press({ repeat: true }), { kind: 'line' })).toBe(0));

  test('is a new line in a text, and presses a button', () => {
    expect(enterStep(press({}), { kind: 'lines' })).toBeUndefined();
    expect(enterStep(press({}), { kind: 'button' })).toBeUndefined();
  });

  test('with Ctrl, or while a letter is composed, goes nowhere', () => {
    expect(enterStep(press({ ctrlKey: true }), { kind: 'line' })).toBeUndefined();
    expect(enterStep(press({ isComposing: true }), { kind: 'line' })).toBeUndefined();
  });

  test('stops at the ends of the form', () => {
    const fields = ['a', 'b', 'c'];
    expect(stepFrom(fields, 'a', 1)).toBe('b');
    expect(stepFrom(fields, 'b', -1)).toBe('a');
    expect(stepFrom(fields, 'c', 1)).toBeUndefined();
    expect(stepFrom(fields, 'a', -1)).toBeUndefined();
    expect(stepFrom(fields, 'x', 1)).toBeUndefined();
  });
});

test('the next paper is begun by Enter alone, not by the key that registered the last one still held down', () => {
  expect(isPlainEnter(press({}))).toBe(true);
  for (const change of [{ ctrlKey: true }, { repeat: true }, { shiftKey: true }, { isComposing: true }, { key: 'a' }]) {
    expect(isPlainEnter(press(change))).toBe(false);
  }
});
