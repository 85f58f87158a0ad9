import { type DependencyList, useEffect, useEffectEvent, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import { type Office, office } from './connection.ts';
import { follow } from './follow.ts';
import { transport } from './pause.ts';

/** The newest snapshot of a live query; `value` is undefined until the first one, and the last one stays while reconnecting. */
export type Live<T> = { value: T | undefined; problem?: Problem };

type Held<T> = Live<T> & { deps: DependencyList };

/**
 * A live query of the office: first a snapshot, then another at every change. It asks again by itself when the connection
 * or the office comes back. A change of `deps` starts over, without the value of the old ones.
 */
export function useLive<T>(
  subscribe: (client: Office, signal: AbortSignal) => Promise<AsyncIterable<T>>,
  deps: DependencyList,
): Live<T> {
  const [current, setCurrent] = useState(deps);
  if (!isSame(current, deps)) setCurrent(deps);
  const [held, setHeld] = useState<Held<T>>({ value: undefined, deps: current });
  const begin = useEffectEvent(subscribe);
  useEffect(() => {
    const end = new AbortController();
    void follow<T>({
      subscribe: (signal) => begin(office, signal),
      onValue: (value) => setHeld({ value, deps: current }),
      onProblem: (problem) =>
        setHeld((before) => ({ value: before.deps === current ? before.value : undefined, problem, deps: current })),
      ...transport,
      signal: end.signal,
    });
    return () => end.abort();
  }, [current]);
  return held.deps === current ? held : { value: undefined };
}

function isSame(a: DependencyList, b: DependencyList): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
