import type { JournalPage } from '../../shared/contract/journal.ts';
import type { Row } from '../../shared/contract/shapes.ts';

/** Rows of one window: a piece of the journal that is asked for, and kept live, at once. */
export const WINDOW = 200;

/** What is known of a journal: how many rows it has, and the windows that are here. */
export type Windows = { total: number; pages: ReadonlyMap<number, readonly Row[]> };

export const noWindows: Windows = { total: 0, pages: new Map() };

/** Windows that have a part in the rows from `first` to `last`. */
export function windowsOf(first: number, last: number): number[] {
  const from = Math.floor(Math.max(0, first) / WINDOW);
  const to = Math.floor(Math.max(0, last) / WINDOW);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** How many rows beyond those in sight are asked for, so that they are there when they come into it. */
const EARLY = 100;

/** Windows to have when rows from `first` to `last` of `total` are in sight; `before` itself when it is these. */
export function windowsNear(first: number, last: number, total: number, before: readonly number[]): readonly number[] {
  const end = Math.max(last, Math.min(last + EARLY, total - 1));
  const near = windowsOf(first - EARLY, end);
  return near.join() === before.join() ? before : near;
}

/** Takes a new snapshot of one window; windows past the new end are dropped. */
export function withPage(windows: Windows, index: number, page: JournalPage): Windows {
  const pages = new Map([...windows.pages].filter(([other]) => other * WINDOW < page.total));
  pages.set(index, page.rows);
  return { total: page.total, pages };
}

/** Keeps only the windows that are still followed: others would show what once was. */
export function onlyPages(windows: Windows, wanted: readonly number[]): Windows {
  const pages = new Map([...windows.pages].filter(([index]) => wanted.includes(index)));
  return pages.size === windows.pages.size ? windows : { ...windows, pages };
}

/** The row at an index of the whole journal; undefined while its window is on the way. */
export function rowAt(windows: Windows, index: number): Row | undefined {
  return windows.pages.get(Math.floor(index / WINDOW))?.[index % WINDOW];
}

/** The clerk's place in the journal. */
export type Place = { index: number; number: string | undefined };

/** How far a paper is looked for around its old place when rows came or went. */
const NEARBY = 50;

/** The place after a change of rows: with its paper where that is near, else at the same index. */
export function follow(place: Place, windows: Windows): Place {
  const last = Math.max(0, windows.total - 1);
  const index = Math.min(place.index, last);
  const there = rowAt(windows, index);
  if (place.number === undefined || there?.number === place.number) return settle(place, index, there?.number);
  for (let step = 1; step <= NEARBY; step++) {
    for (const near of [index + step, index - step]) {
      if (near >= 0 && rowAt(windows, near)?.number === place.number) return { index: near, number: place.number };
    }
  }
  // Not loaded is not gone: the paper is kept in mind until its window says otherwise.
  return settle(place, index, there ? there.number : place.number);
}

function settle(place: Place, index: number, number: string | undefined): Place {
  return place.index === index && place.number === number ? place : { index, number };
}

/** The index a key leads to; undefined when the key does not move. `page`: rows that fit on the screen. */
export function move(key: string, index: number, total: number, page: number): number | undefined {
  const to = target(key, index, total, page);
  return to === undefined ? undefined : Math.max(0, Math.min(total - 1, to));
}

function target(key: string, index: number, total: number, page: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return index + 1;
    case 'ArrowUp':
      return index - 1;
    case 'PageDown':
      return index + page;
    case 'PageUp':
      return index - page;
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return undefined;
  }
}
