import type { BrowserWindow } from 'electron';
import type { Log } from '../office/ports.ts';
import { askAboutSilence, askAfterGivingUp } from './questions.ts';
import { createRestarts } from './restarts.ts';

type Options = { log: Log; logFile: string; quit: () => void };

/**
 * Keeps the page of a window: one whose process ends by itself is loaded again where it was, and connects to the office anew; about
 * one that does not answer the clerk is asked.
 */
export function keepPage(window: BrowserWindow, { log, logFile, quit }: Options): void {
  const { webContents: page } = window;
  const restarts = createRestarts(Date.now);

  function loadAgain(): void {
    if (!page.isDestroyed()) page.reload();
  }

  async function giveUp(): Promise<void> {
    const wish = await askAfterGivingUp('page', window, logFile);
    if (wish === 'quit') return quit();
    restarts.forget();
    loadAgain();
  }

  page.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    const wait = restarts.afterEnd();
    log('error', 'a page ended by itself', { reason, exitCode, wait: wait ?? 'given up' });
    if (wait === undefined) void giveUp();
    else setTimeout(loadAgain, wait);
  });

  let question: AbortController | undefined;
  window.on('unresponsive', async () => {
    if (question) return;
    log('warning', 'a page does not answer');
    question = new AbortController();
    const wish = await askAboutSilence(window, question.signal);
    question = undefined;
    // A reload would wait for the page. What ends is loaded again.
    if (wish === 'reopen' && !page.isDestroyed()) page.forcefullyCrashRenderer();
  });
  window.on('responsive', () => question?.abort());
}
