import { expect, test } from 'vitest';
import { refuseDrops } from './refuse-drops.ts';

/** Whether the page kept the browser from doing what it does with something dropped here. */
function isRefused(type: 'dragover' | 'drop', types: string[], target: object): boolean {
  const listeners = new Map<string, (event: unknown) => void>();
  refuseDrops({ addEventListener: (name: string, listener: never) => listeners.set(name, listener) });
  let refused = false;
  listeners.get(type)?.({ target, dataTransfer: { types }, preventDefault: () => (refused = true) });
  return refused;
}

const box = { selectionStart: 0 };

test.each(['dragover', 'drop'] as const)('at %s no file or link takes the place of the page', (type) => {
  for (const target of [{}, box, { selectionStart: null }]) {
    expect(isRefused(type, ['Files'], target)).toBe(true);
    expect(isRefused(type, ['text/uri-list', 'text/plain'], target)).toBe(true);
  }
  expect(isRefused(type, ['text/plain'], {})).toBe(true);
});

test('text may be dropped into any box for it', () => {
  expect(isRefused('drop', ['text/plain', 'text/html'], box)).toBe(false);
});
