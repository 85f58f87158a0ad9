import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, type Page } from 'playwright-core';
import { percentile } from './figures.ts';

const root = join(import.meta.dirname, '../..');
const electron = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist'), 'electron');

/**
 * Median time from the start of the desktop program's process to an intake one can type into, built app, demo office already there;
 * the debugger that watches it is part of the time. Undefined, with a word, where there is no Electron. Milliseconds.
 */
export async function startMs(starts: number): Promise<number | undefined> {
  if (!existsSync(electron)) {
    console.warn(`start_ms not measured: no Electron in ${electron}`);
    return undefined;
  }
  const profile = mkdtempSync(join(tmpdir(), 'kense-start-'));
  const { screen, display } = await startScreen();
  try {
    await start(profile, display, async (page) => {
      await page.getByRole('button', { name: 'Үлгіні ашу' }).click();
      await page.getByText('Соңғы құжаттар').waitFor();
    });
    const samples: number[] = [];
    for (let i = 0; i < starts; i++) {
      const begun = performance.now();
      await start(profile, display, async (page) => {
        await page.getByText('Соңғы құжаттар').waitFor();
        await page.keyboard.press('F2');
        await page.locator('input:focus').waitFor();
        samples.push(performance.now() - begun);
      });
    }
    return percentile(samples, 0.5);
  } finally {
    screen.kill('SIGTERM');
    rmSync(profile, { recursive: true, force: true });
  }
}

async function start(profile: string, display: string, use: (page: Page) => Promise<void>): Promise<void> {
  const app = await _electron.launch({
    executablePath: electron,
    args: [root, '--no-sandbox', '--disable-gpu', `--profile=${profile}`],
    env: { ...(process.env as Record<string, string>), DISPLAY: display },
  });
  try {
    await use(await app.firstWindow());
  } finally {
    await app.close();
  }
}

async function startScreen(): Promise<{ screen: ChildProcess; display: string }> {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1366x768x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    createInterface({ input: screen.stdio[3] as NodeJS.ReadableStream }).once('line', resolve);
    screen.once('error', reject);
  });
  return { screen, display: `:${number}` };
}
