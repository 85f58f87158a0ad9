import { describe, expect, test } from 'vitest';
import { enterStep, isPlainEnter, stepFrom } from './enter-keys.ts';

const press = (change: Partial<Parameters<typeof isPlainEnter>[0]>) => ({
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
