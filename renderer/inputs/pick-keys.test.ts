import { describe, expect, test } from 'vitest';
import { pickedBy, pickFrom } from './pick-keys.ts';

const press = (more: Partial<KeyboardEvent>) => ({
  key: '2',
  code: 'Digit2',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  ...more,
});

describe('in an open list', () => {
  test.each([
    ['with nothing typed', press({}), '', 1],
    ['after a word', press({}), 'жер', 1],
    ['on the number pad', press({ code: 'Numpad9', key: '9' }), '', 8],
    ['after a space: part of a name', press({}), 'мектеп №', undefined],
    ['after a space', press({}), 'школа ', undefined],
    ['after a digit', press({}), '1', undefined],
    ['that types ә in the Kazakh layout', press({ key: 'ә' }), '', undefined],
    ['with Ctrl in the Kazakh layout', press({ key: 'ә', ctrlKey: true }), 'школа ', 1],
    ['with Alt: it goes to a column', press({ altKey: true }), '', undefined],
    ['zero', press({ key: '0', code: 'Digit0' }), '', undefined],
    ['held down', press({ repeat: true }), '', undefined],
    ['with AltGr', press({ ctrlKey: true, altKey: true }), '', undefined],
    ['while an input method composes', press({ isComposing: true, ctrlKey: true }), '', undefined],
  ])('a digit %s', (_name, event, before, picked) => {
    expect(pickedBy(event, before)).toBe(picked);
  });

  test('of a firm’s names a digit picks only with Ctrl', () => {
    expect(pickedBy(press({}), '', false)).toBeUndefined();
    expect(pickedBy(press({ ctrlKey: true }), '', false)).toBe(1);
  });
});

describe('of the entries shown', () => {
  const picking = (more: Partial<KeyboardEvent>, entries: string[], alone?: boolean) => {
    let prevented = false;
    const picked = pickFrom({ ...press(more), preventDefault: () => (prevented = true) }, entries, '', alone);
    return { picked, prevented };
  };

  test('a number picks the one that has it, and is not typed', () => {
    expect(picking({}, ['a', 'b'])).toEqual({ picked: 'b', prevented: true });
    expect(picking({ ctrlKey: true }, ['a', 'b'], false)).toEqual({ picked: 'b', prevented: true });
  });

  test('a number that none has is typed; with Ctrl it leads nowhere else', () => {
    expect(picking({}, ['a'])).toEqual({ picked: undefined, prevented: false });
    expect(picking({ ctrlKey: true }, ['a'])).toEqual({ picked: undefined, prevented: true });
  });

  test('where a number may begin what is written it is typed', () => {
    expect(picking({}, ['a', 'b'], false)).toEqual({ picked: undefined, prevented: false });
  });
});
