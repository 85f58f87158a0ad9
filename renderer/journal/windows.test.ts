import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../shared/contract/shapes.ts';
import {
  follow,
  move,
  noWindows,
  onlyPages,
  rowAt,
  WINDOW,
  type Windows,
  windowsNear,
  windowsOf,
  withPage,
} from './windows.ts';

const row = (number: string): Row => ({
  number,
  book: 'appeals',
  acceptedAt: '',
  registeredOn: '',
  dueOn: '',
  status: '',
  open: true,
  kind: '',
  way: '',
  subject: '',
  executor: '',
  executorName: '',
  from: '',
  applicantType: '',
  idNumber: '',
  place: '',
  summary: '',
  sheets: 0,
  attachments: 0,
  official: '',
  senderNumber: '',
  senderDate: '',
});

/** A journal whose rows are named by these numbers, all of it here. */
function whole(numbers: string[]): Windows {
  let windows = noWindows;
  for (const index of windowsOf(0, Math.max(0, numbers.length - 1))) {
    const rows = numbers.slice(index * WINDOW, (index + 1) * WINDOW).map(row);
    windows = withPage(windows, index, { rows, total: numbers.length });
  }
  return windows;
}

const names = (count: number) => Array.from({ length: count }, (_, i) => `p${i}`);

describe('windows of a journal', () => {
  test('cover the rows in sight and no more', () => {
    expect(windowsOf(0, 0)).toEqual([0]);
    expect(windowsOf(190, 210)).toEqual([0, 1]);
    expect(windowsOf(400, 599)).toEqual([2]);
  });

  test('are asked for before their rows come into sight, never past the end, and are the same object while they are the same', () => {
    const first = windowsNear(0, 30, 1_000, []);
    expect(first).toEqual([0]);
    expect(windowsNear(60, 90, 1_000, first)).toBe(first);
    expect(windowsNear(80, 110, 1_000, first)).toEqual([0, 1]);
    expect(windowsNear(280, 310, 1_000, first)).toEqual([0, 1, 2]);
    expect(windowsNear(350, 399, 400, first)).toEqual([1]);
    expect(windowsNear(0, 0, 0, first)).toBe(first);
  });

  test('give every row at its index', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.nat(700), (count, index) => {
        expect(rowAt(whole(names(count)), index)?.number).toBe(index < count ? `p${index}` : undefined);
      }),
    );
  });

  test('past a new end are dropped, and so are those nobody follows any more', () => {
    const windows = whole(names(450));
    const shorter = withPage(windows, 0, { rows: names(150).map(row), total: 150 });
    expect([shorter.total, [...shorter.pages.keys()]]).toEqual([150, [0]]);
    expect([...onlyPages(windows, [1, 2]).pages.keys()]).toEqual([1, 2]);
    expect(onlyPages(windows, [0, 1, 2])).toBe(windows);
  });
});

describe('the clerk’s place', () => {
  test('stays with its paper when papers come above it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.integer({ min: 0, max: 40 }), (count, at, more) => {
        const index = at % count;
        const before = follow({ index, number: undefined }, whole(names(count)));
        const after = follow(before, whole([...Array.from({ length: more }, (_, i) => `new${i}`), ...names(count)]));
        expect(after).toEqual({ index: index + more, number: `p${index}` });
      }),
    );
  });

  test('stays on its line when its paper is gone, and on the last line when the journal got shorter', () => {
    const place = { index: 3, number: 'p3' };
    expect(follow(place, whole(['p0', 'p1', 'p2', 'p4', 'p5']))).toEqual({ index: 3, number: 'p4' });
    expect(follow(place, whole(['p0']))).toEqual({ index: 0, number: 'p0' });
  });

  test('waits for a window that is on the way', () => {
    const windows = onlyPages(whole(names(1000)), [0]);
    expect(follow({ index: 700, number: 'p700' }, windows)).toEqual({ index: 700, number: 'p700' });
  });

  test('is the same object where nothing changes, so that nothing is drawn anew', () => {
    const place = { index: 3, number: 'p3' };
    expect(follow(place, whole(names(10)))).toBe(place);
  });
});

describe('keys', () => {
  test.each([
    ['ArrowDown', 5, 6],
    ['ArrowUp', 5, 4],
    ['ArrowUp', 0, 0],
    ['PageDown', 5, 25],
    ['PageDown', 95, 99],
    ['PageUp', 5, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
  ])('%s at row %i of 100 leads to %i', (key, index, expected) => {
    expect(move(key, index, 100, 20)).toBe(expected);
  });

  test('that do not move are left to others', () => {
    expect(move('Tab', 5, 100, 20)).toBeUndefined();
  });
});
