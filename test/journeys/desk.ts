import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { requireTool } from '../tools.ts';

const root = join(import.meta.dirname, '../..');

/** Debian's Chromium, with everything off that would look for a network. */
const CHROMIUM = process.env.KENSE_CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let browser: Browser | undefined;

/**
 * One browser for the tests of the file that calls it, with `openPage`.
 *
 * @param tools what the tests need beside it
 * @returns whether all of it is installed: the tests are to run
 */
export function browserForTests(...tools: string[]): boolean {
  const canRun = requireTool('chromium', ...tools);
  beforeAll(async () => {
    if (canRun) browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  });
  afterAll(() => browser?.close());
  return canRun;
}

/** The built office behind the browser host, in a process of its own. */
export type Host = {
  address: string;
  profile: string;
  /** Kills it the way a power cut would. */
  kill(): Promise<void>;
  /** Ends it the way a user would. */
  end(): Promise<void>;
};

/** `registry`: address of one that answers demo offices. */
export async function startHost(
  options: { profile?: string; clockOffsetMs?: number; registry?: string } = {},
): Promise<Host> {
  const profile = options.profile ?? temporaryProfile();
  // In one piece: a value that begins with a minus would be taken for another flag.
  const flags = ['--profile', profile, `--clock-offset-ms=${options.clockOffsetMs ?? 0}`];
  if (options.registry !== undefined) flags.push('--registry', options.registry);
  const child = spawn(process.execPath, [join(root, 'out/main/host.js'), ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = (signal: NodeJS.Signals) => endOf(child, signal);
  onTestFinished(() => stop('SIGKILL'));
  const address = await firstLine(child);
  return { address: JSON.parse(address).address, profile, kill: () => stop('SIGKILL'), end: () => stop('SIGTERM') };
}

/** A profile folder, with a space in its name as on any office computer; it goes when the test ends. */
function temporaryProfile(): string {
  const profile = mkdtempSync(join(tmpdir(), 'kense journey '));
  onTestFinished(() => rmSync(profile, { recursive: true, force: true }));
  return profile;
}

/** A clerk's browser at the usual office screen. Errors of the page fail the test. */
export async function openPage(host: Pick<Host, 'address'>, size = { width: 1366, height: 768 }) {
  const context = await browser!.newContext({
    viewport: size,
    locale: 'kk',
    timezoneId: 'Asia/Atyrau',
    acceptDownloads: true,
  });
  const errors: string[] = [];
  const page = await newPage(context, errors);
  await page.goto(host.address);
  onTestFinished(async () => {
    await context.close();
    if (errors.length > 0) throw new Error(`the page reported errors:\n${errors.join('\n')}`);
  });
  return { page, context, errors, anotherWindow: () => newPage(context, errors) };
}

/** A demo office writes its papers while it is founded: on a busy machine that is not soon. */
const FOUNDED_WITHIN_MS = 90_000;

/** From the first screen into the demo office, whose interface begins in Kazakh. */
export async function enterDemo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Үлгіні ашу' }).click();
  await page.getByText('Соңғы құжаттар').waitFor({ timeout: FOUNDED_WITHIN_MS });
}

/** `hash`: of a screen, `#/papers`. */
export const goTo = (page: Page, hash: string) => page.goto(new URL(hash, page.url()).href);

/**
 * The journal of all time. The month that F3 shows has few papers on its first days; what is registered after hours on its last working day
 * is the next month's and not among them.
 */
export async function openJournal(page: Page, filter = ''): Promise<void> {
  await goTo(page, `#/papers?period=all${filter}`);
}

/** The same by keyboard: its key, and then the period. */
export async function openJournalByKey(page: Page, title = 'Жолданымдар журналы'): Promise<void> {
  await page.keyboard.press('F3');
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await openJournal(page);
}

/** A list of papers is there, a journal or a list of the control: with its first rows, and hears the keys. */
export async function listHearsKeys(page: Page): Promise<void> {
  await page.locator('[role="grid"][aria-busy="false"]:focus').waitFor();
}

/** Types at the pace of hands: digits that come all at once, with Enter after them, are a scanner's. */
export async function typeByHand(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: HANDS_MS });
}

/**
 * The office looks at earlier papers a moment after it opened; until then the list of subjects begins with its first level. A list that is
 * open stands still: it is opened anew.
 */
export async function mostUsedSubjects(page: Page): Promise<void> {
  const heading = page.locator('[role="listbox"]:visible').getByText('Жиі таңдалатыны');
  await expect
    .poll(
      async () => {
        await page.keyboard.press('F8');
        await page.locator('[role="listbox"]:visible').waitFor();
        return heading.count();
      },
      { timeout: COMES_WITHIN_MS },
    )
    .toBe(1);
}

/** Many processes on few cores: what is waited for may take long, and comes all the same. */
const COMES_WITHIN_MS = 60_000;

/** Slower than the average by which a scanner is told from a person. */
export const HANDS_MS = 50;

async function newPage(context: BrowserContext, errors: string[]): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(COMES_WITHIN_MS);
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    // A lost connection is part of some journeys, and the browser reports it by itself.
    if (message.type() === 'error' && !/WebSocket|ERR_(CONNECTION_|EMPTY_RESPONSE)/.test(message.text()))
      errors.push(message.text());
  });
  return page;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the host ended with ${code} before it was ready`)));
  });
}

function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
