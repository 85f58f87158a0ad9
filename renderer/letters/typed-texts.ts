import { useSyncExternalStore } from 'react';
import type { Template } from '../../shared/letters/template.ts';

/** Texts that were changed and not saved yet, by letter and language: they stay while the administrator looks at other screens. */
let typed: ReadonlyMap<string, Template> = new Map();
const listeners = new Set<() => void>();

function become(next: ReadonlyMap<string, Template>): void {
  typed = next;
  for (const listener of [...listeners]) listener();
}

export function useTypedTexts(): ReadonlyMap<string, Template> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => typed,
  );
}

export const keepTyped = (key: string, text: Template): void => become(new Map([...typed, [key, text]]));

export const dropTyped = (key: string): void => become(new Map([...typed].filter(([other]) => other !== key)));
