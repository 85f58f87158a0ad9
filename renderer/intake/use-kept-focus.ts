import { type RefObject, useEffect, useRef } from 'react';
import { focusFirst } from '../inputs/steps.ts';

/**
 * The field in which the clerk was last. What has the focus may go from the screen: the button of an offer that is taken or dropped by it,
 * or one whose answer is another now. The focus comes back to that field then, and no key is pressed into nothing.
 */
export function useKeptFocus(form: RefObject<HTMLFormElement | null>): RefObject<HTMLElement | undefined> {
  const lastField = useRef<HTMLElement>(undefined);
  useEffect(() => {
    const { current } = form;
    if (!current) return;
    let focused: Element | undefined;
    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      focused = target;
      if (target.matches('[data-step]')) lastField.current = target;
    };
    const whenGone = new MutationObserver(() => {
      if (document.activeElement !== document.body || !focused || focused.isConnected) return;
      focused = undefined;
      if (lastField.current?.isConnected) lastField.current.focus();
      else focusFirst(current);
    });
    current.addEventListener('focusin', note);
    whenGone.observe(current, { childList: true, subtree: true });
    return () => {
      current.removeEventListener('focusin', note);
      whenGone.disconnect();
    };
  }, [form]);
  return lastField;
}
