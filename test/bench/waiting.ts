import type { Page } from 'playwright-core';

/** Page code for places of the form. */
export const focusIs = (id: string) => `document.activeElement?.id === ${JSON.stringify(`intake-${id}`)}`;
/** An offer that can be picked by its number key stands under the field with the focus. */
export const offers = (text = '') =>
  `[...document.querySelectorAll('[role="option"]')].some((option) => option.checkVisibility() && option.textContent.includes(${JSON.stringify(text)}))`;

/**
 * Milliseconds from the last keydown of `press` to the frame that shows what it leads to. The page itself looks, in every frame, so that
 * nothing of the driver's own way there and back is counted.
 *
 * @param isThere page code that says whether it is there
 */
export async function waitAfter(page: Page, press: () => Promise<unknown>, isThere: string): Promise<number> {
  await page.evaluate(`{
    window.waited = new Promise((resolve) => {
      let pressed;
      const note = ({ key, timeStamp }) => {
        if (!['Control', 'Alt', 'Shift'].includes(key)) pressed = timeStamp;
      };
      const look = () => {
        if (pressed === undefined || !(${isThere})) return void requestAnimationFrame(look);
        window.removeEventListener('keydown', note, { capture: true });
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - pressed);
        port2.postMessage(0);
      };
      window.addEventListener('keydown', note, { capture: true });
      requestAnimationFrame(look);
    });
    // Not the promise itself, which the driver would wait for before it presses.
    undefined;
  }`);
  await press();
  return page.evaluate<number>('window.waited');
}
