import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { enterDemo } from '../journeys/desk.ts';
import { requireElectron } from '../tools.ts';
import { electron, launch, programSwitches, temporaryProfile } from './launch.ts';
import { officePid, pidsOf, seesStart } from './pages.ts';

const canRun = requireElectron();

/** Waits as long as a clerk would. */
const soon = { timeout: 20_000, interval: 100 };

test.runIf(canRun)(
  'the program starts in a window of its own, on the address of its own, and the office answers',
  async () => {
    const { app, page } = await launch(temporaryProfile());
    await seesStart(page);
    expect({ url: page.url().replace(/#\/$/, ''), title: await page.title(), windows: app.windows().length }).toEqual({
      url: 'kense://app/',
      title: 'Кеңсе',
      windows: 1,
    });
  },
);

test.runIf(canRun)('an office that crashed is started again and its pages go on by themselves', async () => {
  const { app, page } = await launch(temporaryProfile());
  await seesStart(page);
  const before = await officePid(app);
  await listenForPort(page);
  process.kill(before ?? 0, 'SIGKILL');
  await page.evaluate('portCame');
  expect(await vi.waitUntil(() => officePid(app), soon)).not.toBe(before);
  await enterDemo(page);
});

test.runIf(canRun)(
  'an office that crashed at work is looked over by a process of its own, then opens as it was',
  async () => {
    const profile = temporaryProfile();
    const { app, page } = await launch(profile);
    await seesStart(page);
    await enterDemo(page);
    const before = await officePid(app);
    process.kill(before ?? 0, 'SIGKILL');
    // The sign of the office that was killed is there; it does not open before it was looked over.
    expect(existsSync(join(profile, 'demo', 'open'))).toBe(true);
    await vi.waitFor(async () => expect([before, undefined]).not.toContain(await officePid(app)), soon);
    await page.keyboard.press('F2');
    await page.getByRole('radio', { name: 'Анонимдік' }).check({ force: true });
    await page.getByLabel('Қысқаша').fill('Құдықтың суы туралы');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
  },
);

test.runIf(canRun)(
  'an office that crashes again and again is given up with words, and tried again when the clerk says so',
  async () => {
    const { app, page } = await launch(temporaryProfile());
    await seesStart(page);
    await answerBoxes(app, 0);
    await crashOfficeUntilGivenUp(app);
    const [box] = await vi.waitUntil(async () => {
      const boxes = await shownBoxes(app);
      return boxes.length > 0 && boxes;
    }, soon);
    expect(box).toMatch(/бірнеше рет өздігінен тоқтады[\s\S]*несколько раз остановилась[\s\S]*kense\.log/);
    await vi.waitUntil(() => officePid(app), soon);
    await seesStart(page);
  },
);

test.runIf(canRun)('a page whose process ended comes back where it was, connected to the office', async () => {
  const { app, page } = await launch(temporaryProfile());
  await seesStart(page);
  await enterDemo(page);
  for (let crash = 1; crash <= 2; crash++) {
    await crashPage(app);
    await vi.waitFor(async () => expect(await screenOf(app)).toContain('Соңғы құжаттар'), soon);
  }
});

test.runIf(canRun)('page and office that end together both come back', async () => {
  const { app, page } = await launch(temporaryProfile());
  await seesStart(page);
  const pid = await officePid(app);
  await crashPage(app);
  process.kill(pid ?? 0, 'SIGKILL');
  await vi.waitFor(async () => expect(await screenOf(app)).toContain('Үлгіні ашу'), soon);
  expect(await vi.waitUntil(() => officePid(app), soon)).not.toBe(pid);
});

test.runIf(canRun)('a page that ends again and again is given up with words, and tried again on wish', async () => {
  const { app, page } = await launch(temporaryProfile());
  await seesStart(page);
  await answerBoxes(app, 0);
  for (let crash = 1; crash <= 5; crash++) {
    await vi.waitFor(async () => expect(await screenOf(app)).toContain('Үлгіні ашу'), soon);
    await crashPage(app);
  }
  await vi.waitFor(async () => expect(await screenOf(app)).toContain('Үлгіні ашу'), soon);
  expect(await shownBoxes(app)).toEqual([
    expect.stringMatching(/беті бірнеше рет[\s\S]*Страница окна[\s\S]*kense\.log/),
  ]);
});

test.runIf(canRun)('about a page that does not answer the clerk is asked: it waits, or is opened again', async () => {
  const { app, page } = await launch(temporaryProfile());
  await seesStart(page);
  await answerBoxes(app, 0);
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    void window?.webContents.executeJavaScript('for (;;);');
    window?.emit('unresponsive');
  });
  await vi.waitFor(async () => expect(await shownBoxes(app)).toHaveLength(1), soon);
  await answerBoxes(app, 1);
  await noticePageEnd(app);
  await app.evaluate(({ BrowserWindow }) => void BrowserWindow.getAllWindows()[0]?.emit('unresponsive'));
  await pageEnd(app);
  await vi.waitFor(async () => expect(await screenOf(app)).toContain('Үлгіні ашу'), soon);
});

test.runIf(canRun)('another start on the same profile brings the first window to the front and ends', async () => {
  const profile = temporaryProfile();
  const { app } = await launch(profile);
  const called = app.evaluate(
    (electron) => new Promise<string>((resolve) => electron.app.once('second-instance', () => resolve('called'))),
  );
  const second = spawn(electron, [...programSwitches, `--profile=${profile}`], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  second.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  expect(await once(second, 'close')).toEqual([0, null]);
  expect(said).toMatch(/іске қосылып тұр[\s\S]*уже работает/);
  expect(await called).toBe('called');
  expect(app.windows()).toHaveLength(1);
});

test.runIf(canRun)('a second window of the same office opens by its key', async () => {
  const { app, page } = await launch(temporaryProfile());
  await seesStart(page);
  const opened = app.waitForEvent('window');
  await app.evaluate(({ Menu, BrowserWindow }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    const item = items.find(({ accelerator }) => accelerator === 'CmdOrCtrl+Shift+N');
    item?.click({}, BrowserWindow.getAllWindows()[0], undefined);
  });
  await seesStart(await opened);
});

test.runIf(canRun)('a window fits the usual office screen', async () => {
  const { app } = await launch(temporaryProfile());
  const [size, smallest] = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return [window?.getBounds(), window?.getMinimumSize()];
  });
  expect(smallest).toEqual([1024, 700]);
  expect(size?.width).toBeLessThanOrEqual(1366);
  expect(size?.height).toBeLessThanOrEqual(768);
});

test.runIf(canRun)('quitting leaves no process behind', async () => {
  const { app, page } = await launch(temporaryProfile());
  await seesStart(page);
  const pids = await pidsOf(app);
  expect(pids.length).toBeGreaterThan(2);
  await app.close();
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), soon);
});

test.runIf(canRun)('a clerk who gives up with the office can quit', async () => {
  const { app, page } = await launch(temporaryProfile());
  await seesStart(page);
  const ended = once(app.process(), 'exit');
  await answerBoxes(app, 1);
  await crashOfficeUntilGivenUp(app);
  expect(await ended).toEqual([0, null]);
});

test.runIf(canRun)('Ctrl+C, which every process of a terminal gets, ends the program in order', async () => {
  const profile = temporaryProfile();
  const { app, page } = await launch(profile);
  await seesStart(page);
  const pids = await pidsOf(app);
  const ended = once(app.process(), 'exit');
  process.kill(-(app.process().pid ?? 0), 'SIGINT');
  expect(await ended).toEqual([0, null]);
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), soon);
  // The office was told to close; it did not just end.
  expect(existsSync(join(profile, 'logs/kense.log'))).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function crashOfficeUntilGivenUp(app: ElectronApplication): Promise<void> {
  let last: number | undefined;
  for (let crash = 1; crash <= 5; crash++) {
    const pid = await vi.waitUntil(async () => {
      const now = await officePid(app);
      return now !== last && now;
    }, soon);
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), soon);
    last = pid;
  }
}

/** Ends the process of the first window's page. */
async function crashPage(app: ElectronApplication): Promise<void> {
  await noticePageEnd(app);
  await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.forcefullyCrashRenderer());
  await pageEnd(app);
}

/** From now on the shell remembers when the process of the first window's page ends; `pageEnd` waits for it. */
function noticePageEnd(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ webContents }) => {
    Object.assign(globalThis, { pageEnded: false });
    webContents
      .getAllWebContents()[0]
      ?.once('render-process-gone', () => Object.assign(globalThis, { pageEnded: true }));
  });
}

async function pageEnd(app: ElectronApplication): Promise<void> {
  await vi.waitUntil(() => app.evaluate(() => (globalThis as unknown as { pageEnded: boolean }).pageEnded), soon);
}

/** What stands in the first window, asked through the shell: the tests' own tie to a page does not survive its process. */
function screenOf(app: ElectronApplication): Promise<string> {
  return app.evaluate(async ({ webContents }) => {
    const [page] = webContents.getAllWebContents();
    if (!page || page.isCrashed() || page.isLoading()) return '';
    return (await page.executeJavaScript('document.body.innerText')) as string;
  });
}

/** From here on the page listens; its `portCame` resolves when it is given another port to the office. */
function listenForPort(page: Page): Promise<unknown> {
  return page.evaluate(`void (window.portCame = new Promise((resolve) =>
    addEventListener('message', ({ data }) => data === 'kense:port' && resolve())))`);
}

/** Answers the system's message boxes with this button instead of showing them, and remembers what they said. */
function answerBoxes(app: ElectronApplication, response: number): Promise<void> {
  return app.evaluate(({ dialog }, answer) => {
    const shown: string[] = [];
    Object.assign(globalThis, { shown });
    dialog.showMessageBox = async (...input: unknown[]) => {
      const { message, detail } = input.at(-1) as { message: string; detail: string };
      shown.push(`${message}\n${detail}`);
      return { response: answer, checkboxChecked: false };
    };
  }, response);
}

function shownBoxes(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
}
