import type { KeyboardEvent } from 'react';
import { enterStep, stepFrom } from './enter-keys.ts';

/** Fields in the order of the screen, of a choice the chosen one, and the button at the end. */
function stepsOf(within: Element): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>('[data-step]')].filter(
    (element) => !(element instanceof HTMLInputElement && element.type === 'radio' && !element.checked),
  );
}

/** Goes on to the next field of the form, or back with -1. */
export function goOnFrom(element: HTMLElement, step: -1 | 1 = 1): void {
  const form = element.closest('form');
  if (form) goTo(stepFrom(stepsOf(form), element, step));
}

/** The first field within; the form itself begins with the number of the person: who it is was chosen before, nearly always rightly. */
export function focusFirst(within: Element | null | undefined): void {
  if (!within) return;
  const steps = stepsOf(within);
  goTo(within instanceof HTMLFormElement ? (steps[1] ?? steps[0]) : steps[0]);
}

function goTo(element: HTMLElement | undefined): void {
  element?.focus();
  element?.scrollIntoView({ block: 'nearest' });
}

/** Enter goes from field to field; in a list it has taken the marked entry before it comes here. */
export function goOnByEnter(event: KeyboardEvent<HTMLFormElement>): void {
  const { target } = event;
  if (!(target instanceof HTMLElement) || event.nativeEvent.keyCode === IME_KEY) return;
  const step = enterStep(event.nativeEvent, { kind: kindOf(target) });
  if (step === undefined) return;
  event.preventDefault();
  if (step !== 0) goOnFrom(target, step);
}

/** What browsers report while an input method composes. */
const IME_KEY = 229;

function kindOf(element: HTMLElement): 'line' | 'lines' | 'button' {
  if (element instanceof HTMLButtonElement) return 'button';
  return element.dataset.lines === 'many' ? 'lines' : 'line';
}
