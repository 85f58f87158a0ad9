import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { JournalPage } from '../../shared/contract/journal.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { follow } from '../client/follow.ts';
import { transport } from '../client/pause.ts';
import { noWindows, onlyPages, WINDOW, type Windows, windowsNear, windowsOf, withPage } from './windows.ts';

type Held = { query: string; windows: Windows; problem: Problem | undefined };

type Stretch = { offset: number; limit: number };

/**
 * The rows of a long list, live, of which only the windows around the visible ones are here; those that `see` was told last, at first
 * those around `startAt`. `ready` is false until the first window of this query has come; until then the rows of the query
 * before stay in sight.
 */
export function useRows<Query>(
  asked: Query,
  ask: (page: Query & Stretch, signal: AbortSignal) => Promise<AsyncIterable<JournalPage>>,
  startAt: number,
) {
  const query = JSON.stringify(asked);
  const [held, setHeld] = useState<Held>({ query: '', windows: noWindows, problem: undefined });
  const followed = useRef(new Map<string, AbortController>());
  const [wanted, setWanted] = useState<readonly number[]>(() => windowsOf(startAt, startAt));
  const { total } = held.windows;
  const see = useCallback(
    (first: number, last: number) => setWanted((before) => windowsNear(first, last, total, before)),
    [total],
  );
  const begin = useEffectEvent(ask);

  useEffect(() => {
    const keys = new Set(wanted.map((index) => `${index} ${query}`));
    for (const [key, end] of followed.current) {
      if (keys.has(key)) continue;
      end.abort();
      followed.current.delete(key);
    }
    setHeld((before) => (before.query === query ? { ...before, windows: onlyPages(before.windows, wanted) } : before));
    for (const index of wanted) {
      const key = `${index} ${query}`;
      if (followed.current.has(key)) continue;
      const end = new AbortController();
      followed.current.set(key, end);
      const page = { ...(JSON.parse(query) as Query), offset: index * WINDOW, limit: WINDOW };
      void follow({
        subscribe: (signal) => begin(page, signal),
        onValue: (value) =>
          setHeld((before) => ({
            query,
            windows: withPage(before.query === query ? before.windows : noWindows, index, value),
            problem: undefined,
          })),
        onProblem: (problem) => setHeld((before) => ({ ...before, problem })),
        ...transport,
        signal: end.signal,
      });
    }
  }, [query, wanted]);

  useEffect(
    () => () => {
      for (const end of followed.current.values()) end.abort();
      followed.current.clear();
    },
    [],
  );

  return { windows: held.windows, problem: held.problem, ready: held.query === query, see };
}
