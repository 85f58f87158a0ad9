import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, errors, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { installProgram, NOBODY } from './sandboxed-program.ts';

const root = join(import.meta.dirname, '../..');
const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');

/** The Electron runtime that the tests run on. */
export const electron = join(runtime, process.platform === 'win32' ? 'electron.exe' : 'electron');

const waitForTest = ['-r', join(import.meta.dirname, 'wait-for-test.cjs')];

/** The program as switches for the runtime. Chromium's sandbox refuses to run for root. */
export const programSwitches = [root, '--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

/**
 * - `plain`: as the user who runs the tests.
 * - `sandboxed`: installed by root, run by a user without rights, Chromium's sandbox in force. Only root can set it up.
 * - `keyring`: in a session with an unlocked keyring, so that the system has a vault.
 */
export type Mode = 'plain' | 'sandboxed' | 'keyring';

export type Desktop = { app: ElectronApplication; page: Page };

/** The built program in a real window of this profile; ended with the test. `switches` are for the runtime. */
export async function launch(profile: string, mode: Mode = 'plain', switches: string[] = []): Promise<Desktop> {
  const { executablePath, args, env } = commandOf(mode, profile);
  const app = await attached(() =>
    _electron.launch({
      executablePath,
      args: [...waitForTest, ...args, ...switches, `--profile=${profile}`],
      // Otherwise the tool switches Chromium's sandbox off.
      chromiumSandbox: mode === 'sandboxed',
      env: { ...(process.env as Record<string, string>), ...env },
      timeout: 15_000,
    }),
  );
  onTestFinished(() => killAll(app));
  const page = await app.firstWindow();
  await page.waitForLoadState();
  return { app, page };
}

/**
 * Once in a few hundred starts the tool attaches to Node's debugger and never hears of Chromium's; it ends the program then. Another
 * start is made, and told; a program that really hangs fails all three.
 */
async function attached(start: () => Promise<ElectronApplication>, tries = 3): Promise<ElectronApplication> {
  try {
    return await start();
  } catch (error) {
    if (tries === 1 || !(error instanceof errors.TimeoutError)) throw error;
    console.warn('The debugger did not attach; starting again.');
    return attached(start, tries - 1);
  }
}

/** Ends the program the way a power cut would. */
export function killAll(app: ElectronApplication): void {
  try {
    const { pid } = app.process();
    // The whole group: what runs the program in another session stands before it.
    if (pid !== undefined) process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** A profile folder with a space and a Kazakh letter in its name; goes when the test ends. */
export function temporaryProfile(): string {
  const profile = mkdtempSync(join(tmpdir(), 'kense үстел '));
  onTestFinished(() => rmSync(profile, { recursive: true, force: true, maxRetries: 10 }));
  return profile;
}

type Command = { executablePath: string; args: string[]; env: Record<string, string> };

function commandOf(mode: Mode, profile: string): Command {
  switch (mode) {
    case 'plain':
      return { executablePath: electron, args: programSwitches, env: {} };
    case 'keyring':
      return {
        executablePath: join(import.meta.dirname, 'with-keyring.sh'),
        args: [...programSwitches, '--password-store=gnome-libsecret'],
        env: { KENSE_PROGRAM: electron, HOME: profile, XDG_RUNTIME_DIR: profile },
      };
    case 'sandboxed': {
      const installed = installProgram(runtime);
      onTestFinished(installed.remove);
      chownSync(profile, NOBODY, NOBODY);
      return {
        executablePath: join(import.meta.dirname, 'as-nobody.sh'),
        args: [installed.program, '--disable-gpu'],
        env: { KENSE_PROGRAM: installed.electron, HOME: profile },
      };
    }
  }
}
