import type { Page } from 'playwright-core';

/** Page code for places of the form. */
export const focusIs = (id: string) => `document.activeElement?.id === ${JSON.stringify(`intake-${id}`)}`;
/** An offer that can be picked by its number key stands under the field with the focus. */
export const offers = (text = '') =>
  `[...document.querySelectorAll('[role="option"]')].some((option) => option.checkVisibility() && option.textContent.includes(${JSON.stringify(text)}))`;

/** Milliseconds: `own` until the page stands as it should, `painted` until the frame that shows it. */
export type Wait = { own: number; painted: number };

/**
 * What is waited from the last keydown of `press` until what it leads to is there. The page itself looks, whenever something in it changes,
 * so that nothing of the driver's own way there and back is counted.
 *
 * @param isThere page code that says whether it is there
 */
export async function waitAfter(page: Page, press: () => Promise<unknown>, isThere: string): Promise<Wait> {
  await page.evaluate(`{
    window.waited = new Promise((resolve) => {
      let pressed;
      let own;
      const look = () => {
        if (own !== undefined || pressed === undefined || !(${isThere})) return;
        own = performance.now() - pressed;
        window.removeEventListener('keydown', note, { capture: true });
        window.removeEventListener('focusin', look);
        changes.disconnect();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve({ own, painted: performance.now() - pressed });
          port2.postMessage(0);
        });
      };
      const note = ({ key, timeStamp }) => {
        if (['Control', 'Alt', 'Shift'].includes(key)) return;
        pressed = timeStamp;
        // What the key does at once is done by then.
        setTimeout(look);
      };
      const changes = new MutationObserver(look);
      changes.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      window.addEventListener('keydown', note, { capture: true });
      window.addEventListener('focusin', look);
    });
    // Not the promise itself, which the driver would wait for before it presses.
    undefined;
  }`);
  await press();
  return page.evaluate<Wait>('window.waited');
}
