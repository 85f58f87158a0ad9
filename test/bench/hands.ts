import type { CDPSession, Page } from 'playwright-core';

/** Between two keys of somebody who types well. */
export const KEYS_APART_MS = 70;
/** So long a typist stops now and then: meanwhile the talon is drawn and the form is stored, and both meet the next letters. */
const STOPS_MS = 800;
const STOPS_AFTER_LETTERS = 12;

/**
 * Presses letters as a keyboard does, each with its keydown, those of the Kazakh layout too: Playwright alone puts them in without
 * one.
 */
export async function createHands(page: Page) {
  const session: CDPSession = await page.context().newCDPSession(page);
  const pause = (ms: number) => page.waitForTimeout(ms);

  async function letter(key: string): Promise<void> {
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: key, unmodifiedText: key });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
  }

  return {
    letter,
    pause,
    async type(text: string, { apart = KEYS_APART_MS, stops = false } = {}): Promise<void> {
      for (const [at, key] of [...text].entries()) {
        await letter(key);
        await pause(stops && at % STOPS_AFTER_LETTERS === STOPS_AFTER_LETTERS - 1 ? STOPS_MS : apart);
      }
    },
  };
}

export type Hands = Awaited<ReturnType<typeof createHands>>;
