import { useSyncExternalStore } from 'react';

let numbers: readonly string[] = [];
const watchers = new Set<() => void>();

function become(next: readonly string[]): void {
  numbers = next;
  for (const watcher of [...watchers]) watcher();
}

/** A talon did not come out, and the panel that would say so is off the screen. */
export function noteUnprinted(number: string): void {
  if (!numbers.includes(number)) become([...numbers, number]);
}

/** Somebody has gone after it. */
export function forgetUnprinted(number: string): void {
  become(numbers.filter((one) => one !== number));
}

/** Papers whose talon did not come out while the clerk was at the next one. */
export function useUnprinted(): readonly string[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => numbers,
  );
}
