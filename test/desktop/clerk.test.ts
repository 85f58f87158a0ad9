import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { enterDemo, listHearsKeys, openJournal, openJournalByKey } from '../journeys/desk.ts';
import { focusIs } from '../journeys/intake-form.ts';
import { startRegistry } from '../office/registry.ts';
import { codesOf, textOf } from '../papers/pdf.ts';
import { requireElectron, requireTool } from '../tools.ts';
import { startCups, until } from './cups.ts';
import { killAll, launch, type Mode, temporaryProfile } from './launch.ts';

const isRoot = process.getuid?.() === 0;
const canRun = requireTool('Xvfb', 'cupsd', 'lp', 'pdftotext', 'pdftoppm', 'zbarimg') && requireElectron();
const canRunAll = canRun && requireTool('setpriv', 'dbus-run-session', 'gnome-keyring-daemon') && isRoot;

/** A firm whose name, printed whole on its talon, has every letter that Kazakh has and Russian has not. */
const FIRM = '«Әділ ғұмыр, қаңтар, өңір, үлгі һәм ізгі» ЖШС';

async function register(page: Page): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByRole('radio', { name: 'Заңды тұлға' }).check({ force: true });
  await page.getByLabel('Атауы').fill(FIRM);
  await page.getByLabel('Қысқаша').fill('Жаңа ұңғыма үшін жер бөлу туралы');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
}

/** How much of the talon on the screen is dark. */
function inkOnTalon(page: Page): Promise<number> {
  return page.evaluate<number>(`{
    const canvas = document.querySelector('canvas[aria-label$="талоны"]');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 0 && data[at] < 128) dark++;
    (dark * 4) / data.length;
  }`);
}

async function findInJournal(page: Page): Promise<void> {
  await page.getByText('Соңғы құжаттар').waitFor();
  await openJournal(page);
  await page.getByRole('row', { name: /Әділ ғұмыр/ }).waitFor();
}

test.runIf(canRun)(
  'a paper typed in Kazakh is registered and its talon is printed, whole and readable by scanners',
  async () => {
    const cups = await startCups();
    vi.stubEnv('CUPS_SERVER', cups.server);
    const { page } = await launch(temporaryProfile());
    await enterDemo(page);
    await register(page);
    await page.locator('canvas[aria-label$="талоны"]:not([width="0"])').waitFor();
    expect(await inkOnTalon(page)).toBeGreaterThan(0.02);
    await page.getByRole('button', { name: 'Басып шығару' }).click();
    await page.getByText('Талон басып шығаруға жіберілді.').waitFor();
    await until(() => cups.printed().length === 1);
    const talon = cups.printed()[0]!;
    const text = await textOf(talon);
    for (const word of FIRM.split(' ')) expect(text).toContain(word);
    const number = /(\d{6}) (\d{6}) (\d{6})/.exec(text)!.slice(1).join('');
    const codes = [`CODE-128:${number}`, `QR-Code:https://kense.example/${number}`];
    expect(await codesOf(talon, 'mono')).toEqual(codes);
    expect(await codesOf(talon, 'gray')).toEqual(codes);
  },
);

test.runIf(canRun)('a printer that is missing is told in words, and the paper is registered all the same', async () => {
  vi.stubEnv('CUPS_SERVER', '/nowhere/cups.sock');
  const { page } = await launch(temporaryProfile());
  await enterDemo(page);
  await register(page);
  await page.getByRole('button', { name: 'Басып шығару' }).click();
  await page.getByText('Принтер табылмады.', { exact: false }).first().waitFor();
  await openJournal(page);
  await page.getByRole('row', { name: /Әділ ғұмыр/ }).waitFor();
});

test.runIf(canRun)('a paper is registered and sent to the competent body by keyboard alone', async () => {
  const { page } = await launch(temporaryProfile());
  await enterDemo(page);
  await page.keyboard.press('F2');
  await focusIs(page, 'applicant.idNumber');
  await page.getByLabel('Аты-жөні').focus();
  await page.keyboard.type('Жексенова Перизат');
  await page.getByLabel('Қысқаша').focus();
  await page.keyboard.type('Су құбырын жөндеу туралы');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
  await openJournalByKey(page);
  await listHearsKeys(page);
  await page.locator('tr[aria-selected="true"]', { hasText: 'Жексенова Перизат' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Қазіргі жайы' }).waitFor();
  await page.keyboard.press('F4');
  await page.keyboard.type('толығымен');
  await page.keyboard.press('Enter');
  const form = page.locator('#card-actions');
  await form.getByRole('heading', { name: 'Толығымен одан әрі жолдау' }).waitFor();
  await page.keyboard.type('Индер ауданының су арнасы');
  await page.keyboard.press('Tab');
  await page.keyboard.type('5');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('құзыреті бойынша');
  await page.keyboard.press('Control+Enter');
  await page.locator('header').getByText('Аяқталды', { exact: true }).waitFor();
  await page.getByText('Одан әрі жолданды: Индер ауданының су арнасы').waitFor();
});

test.runIf(canRun)(
  'the folder of a stick is chosen by the dialog of the system; who chooses none keeps what stands there',
  async () => {
    const registry = await startRegistry({ own: true });
    const { app, page } = await launch(temporaryProfile(), 'plain', [`--registry=${registry.url}`]);
    await enterDemo(page);
    await page.getByRole('link', { name: 'Тізілім', exact: true }).click();
    const choosing = (filePaths: string[]) =>
      app.evaluate(({ dialog }, paths) => {
        dialog.showOpenDialog = async () => ({ canceled: paths.length === 0, filePaths: paths });
      }, filePaths);
    await choosing(['/media/флешка 1']);
    const choose = page.getByRole('button', { name: 'Қалтаны таңдау' });
    await choose.click();
    const folder = page.getByLabel('Тасығыштағы қалта');
    await expect.poll(() => folder.inputValue()).toBe('/media/флешка 1');
    await choosing([]);
    await choose.click();
    await choose.and(page.locator(':not([data-loading])')).waitFor();
    expect(await folder.inputValue()).toBe('/media/флешка 1');
  },
);

const modes: Mode[] = ['plain', 'sandboxed', 'keyring'];
test.runIf(canRunAll).each(modes)('%s: what was acknowledged is there after a power cut', async (mode) => {
  const profile = temporaryProfile();
  const { app, page } = await launch(profile, mode);
  await enterDemo(page);
  await register(page);
  const ended = once(app.process(), 'exit');
  killAll(app);
  await ended;
  const { page: after } = await launch(profile, mode);
  await findInJournal(after);
  const { wraps } = JSON.parse(readFileSync(join(profile, 'demo', 'key.json'), 'utf8'));
  expect(wraps[0].by).toBe(mode === 'keyring' ? 'vault' : 'nothing');
});

test.runIf(process.env.KENSE_NO_ROUTE === '1')('these tests run without a route out', () => {
  expect(Object.keys(networkInterfaces())).toEqual(['lo']);
});
