import { useEffect, useRef } from 'react';
import { closesList } from '../inputs/open-list.ts';
import { useCovered } from './covered.ts';
import { keyName } from './keys.ts';
import { useWindowKeys } from './use-window-keys.ts';

/**
 * Keys that work wherever the focus is, unless a panel covers the work. A key that somebody nearer has dealt with
 * (`preventDefault`) is left alone, and so is Escape where a list or a dialog is open: it closes that and no more. A key held down
 * says it once, unless it leafs.
 */
export function useKeys(bindings: Readonly<Record<string, () => void>>): void {
  const covered = useCovered();
  const nearer = useRef<KeyboardEvent>(undefined);
  useEffect(() => {
    // Before the list or the dialog hears of it: when the key arrives here it is closed; and a dialog need not have the focus.
    const listener = (event: KeyboardEvent) => {
      if (closesList(event) || (keyName(event) === 'Escape' && isDialogOpen())) nearer.current = event;
    };
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
  useWindowKeys((event) => {
    const name = keyName(event);
    const action = Object.hasOwn(bindings, name) ? bindings[name] : undefined;
    if (!action || covered || event.defaultPrevented || event.isComposing) return;
    if (nearer.current === event) return;
    if (name === 'Escape' && event.target instanceof Element && event.target.closest('[role="dialog"]')) return;
    event.preventDefault();
    if (!event.repeat || leafs.includes(name)) action();
  });
}

const leafs = ['PageDown', 'PageUp'];

/** A dialog that lies over the screen. */
export const isDialogOpen = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
