import { describe, expect, test } from 'vitest';
import { keyName } from './keys.ts';

const press = (key: string, code: string, modifiers = {}) =>
  keyName({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers });

describe('the name of a key', () => {
  test('is the same in every keyboard layout', () => {
    expect(press('k', 'KeyK', { ctrlKey: true })).toBe('Ctrl+K');
    expect(press('л', 'KeyK', { ctrlKey: true })).toBe('Ctrl+K');
    expect(press('ә', 'Digit2', { altKey: true })).toBe('Alt+2');
    expect(press('ә', 'Digit2')).toBe('ә');
  });

  test('tells a key from the same key with modifiers', () => {
    expect(press('F2', 'F2')).toBe('F2');
    expect(press('F2', 'F2', { ctrlKey: true })).toBe('Ctrl+F2');
    expect(press('Enter', 'Enter', { altKey: true, shiftKey: true })).toBe('Alt+Shift+Enter');
  });
});
