import { useEffect, useEffectEvent } from 'react';
import { keyName } from './keys.ts';

/** Keys that work wherever the focus is. A key that somebody nearer has dealt with (`preventDefault`) is left alone. */
export function useKeys(bindings: Readonly<Record<string, () => void>>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const name = keyName(event);
    const action = Object.hasOwn(bindings, name) ? bindings[name] : undefined;
    if (!action || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
