import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { percentile } from './figures.ts';

const root = join(import.meta.dirname, '../..');
const electron = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist'), 'electron');

/**
 * Median time from the start of the desktop program's process to an intake one can type into, built app, demo office already there.
 * NaN, with a word, where there is no Electron or no Xvfb. Milliseconds.
 */
export async function startMs(starts: number): Promise<number> {
  if (!existsSync(electron)) {
    console.warn(`start_ms not measured: no Electron in ${electron}`);
    return Number.NaN;
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

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof chromium.connectOverCDP>>['newPage']>>;

async function start(profile: string, display: string, use: (page: Page) => Promise<void>): Promise<void> {
  const switches = ['--no-sandbox', '--disable-gpu', '--remote-debugging-port=0'];
  const child = spawn(electron, [...switches, root, `--profile=${profile}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DISPLAY: display },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const browser = await chromium.connectOverCDP(await endpointOf(child));
    const context = browser.contexts()[0]!;
    await use(context.pages()[0] ?? (await context.waitForEvent('page')));
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stderr! }).on('line', (line) => {
      const endpoint = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (endpoint) resolve(endpoint);
    });
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}`)));
  });
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
