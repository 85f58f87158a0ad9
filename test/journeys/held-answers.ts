import type { Page } from 'playwright-core';

/**
 * What the office says can be kept from the page, and let through later. Before the page opens.
 *
 * @param unanswered a call that never reaches the office
 */
export async function withHeldAnswers(page: Page, unanswered?: string) {
  let held: (() => void)[] | undefined;
  await page.routeWebSocket(/.*/, (socket) => {
    const office = socket.connectToServer();
    if (unanswered !== undefined)
      socket.onMessage((message) => {
        if (!String(message).includes(`"${unanswered}"`)) office.send(message);
      });
    office.onMessage((message) => {
      if (held) held.push(() => socket.send(message));
      else socket.send(message);
    });
  });
  return {
    hold: () => {
      held = [];
    },
    /** How many messages wait. */
    waiting: () => held?.length ?? 0,
    release: () => {
      const letGo = held ?? [];
      held = undefined;
      for (const send of letGo) send();
    },
  };
}
