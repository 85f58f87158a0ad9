import { useEffectEvent, useLayoutEffect } from 'react';

/**
 * Hears every key wherever the focus is, as long as the component is on the screen: from the moment in which it is drawn, since who sees it
 * may press.
 */
export function useWindowKeys(press: (event: KeyboardEvent) => void): void {
  const onPress = useEffectEvent(press);
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => onPress(event);
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
