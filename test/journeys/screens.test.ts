import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireTool } from '../tools.ts';
import { enterDemo, launchBrowser, openPage, startHost } from './desk.ts';

const canRun = requireTool('chromium');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
beforeAll(async () => {
  if (canRun) browser = await launchBrowser();
});
afterAll(() => browser?.close());

const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

/** Screens of an open office, and a text in Kazakh and Russian that tells they are there. */
const screens: [hash: string, kk: string, ru: string][] = [
  ['#/', 'Соңғы құжаттар', 'Последние документы'],
  ['#/new', 'Не болады', 'Что будет'],
  ['#/papers', 'Жолданымдар журналы', 'Журнал обращений'],
  ['#/register', 'Журналды басып шығару', 'Печать журнала'],
  ['#/desk', 'Жұмыс орнының коды', 'Код рабочего места'],
];

/** What axe finds, as rule and place. The page's own policy forbids inline scripts, so the checker is evaluated, not added. */
async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const checker = (
      globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe;
    return (await checker.run()).violations;
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Keys of a catalogue that reached the screen instead of words. */
async function rawKeys(page: Page): Promise<string[]> {
  const text = (await page.locator('body').textContent()) ?? '';
  return text.match(/\b[a-z][A-Za-z]+(\.[a-z][A-Za-z]+)+\b/g)?.filter((word) => !word.endsWith('.example')) ?? [];
}

async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}

describe.runIf(canRun)('every screen', () => {
  test.each(sizes)('fits $width×$height, speaks both languages, and axe finds nothing', async (size) => {
    const host = await startHost();
    const { page } = await openPage(browser, host, size);
    await page.getByRole('button', { name: 'Үлгіні ашу' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await enterDemo(page);
    for (const [language, at] of [
      ['ҚАЗ', 1],
      ['РУС', 2],
    ] as const) {
      await page.getByText(language, { exact: true }).click();
      for (const screen of screens) {
        await page.goto(new URL(screen[0], page.url()).href);
        await page.getByText(screen[at]).first().waitFor();
        expect({ screen: screen[0], axe: await axeFindings(page) }).toEqual({ screen: screen[0], axe: [] });
        expect({ screen: screen[0], keys: await rawKeys(page) }).toEqual({ screen: screen[0], keys: [] });
        expect(await scrollsSideways(page)).toBe(false);
      }
    }
  });

  test('a paper’s card and its talon are accessible in both languages', async () => {
    const host = await startHost();
    const { page } = await openPage(browser, host);
    await enterDemo(page);
    await page.keyboard.press('F3');
    await page.getByRole('row').nth(2).waitFor();
    await page.keyboard.press('Enter');
    for (const language of ['ҚАЗ', 'РУС']) {
      await page.getByText(language, { exact: true }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(await rawKeys(page)).toEqual([]);
    }
  });
});

describe.runIf(canRun)('an office of one’s own', () => {
  const passphrase = 'көктем келді 2026';

  async function setUp(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Баптау' }).click();
    await page.getByLabel('Қазақ тіліндегі атауы').fill('Сынақ ауданы әкімінің аппараты');
    await page.getByLabel('Орыс тіліндегі атауы').fill('Аппарат акима Сынакского района');
    await page
      .getByRole('combobox', { name: /^Өңір/ })
      .or(page.getByRole('textbox', { name: /^Өңір/ }))
      .first()
      .fill('Атырау');
    await page
      .getByRole('option', { name: /Атырау/ })
      .first()
      .click();
    await page.getByLabel('Тегі, аты, әкесінің аты').fill('Әбенова Гүл Ерланқызы');
    await page.getByLabel('Қазақ тіліндегі лауазымы').fill('бас маман');
    await page.getByLabel('Орыс тіліндегі лауазымы').fill('главный специалист');
    await page.getByLabel('Құпиясөз тіркесі').fill(passphrase);
    await page.getByLabel('Тағы бір рет').fill(passphrase);
    await page.getByRole('button', { name: 'Кеңсе құру' }).click();
    await page.getByText('Соңғы құжаттар').or(page.getByText('Жаңа құжат')).first().waitFor();
  }

  test('is set up in one form, and opens again by its passphrase alone', async () => {
    const host = await startHost();
    const { page } = await openPage(browser, host);
    await setUp(page);
    expect(await axeFindings(page)).toEqual([]);
    await host.end();
    const again = await startHost({ profile: host.profile });
    const { page: back } = await openPage(browser, again);
    await back.getByLabel('Құпиясөз тіркесі').fill('басқа тіркес');
    await back.keyboard.press('Enter');
    await back.getByText('Құпиясөз тіркесі сәйкес келмейді.').waitFor();
    expect(await axeFindings(back)).toEqual([]);
    await back.getByLabel('Құпиясөз тіркесі').fill(passphrase);
    await back.keyboard.press('Enter');
    await back.getByText('Жаңа құжат').first().waitFor();
  });

  test('follows the demo, and nothing of the demo is left on the screens', async () => {
    const host = await startHost();
    const { page } = await openPage(browser, host);
    await enterDemo(page);
    await page.goto(new URL('#/desk', page.url()).href);
    await page.getByRole('button', { name: 'Үлгіні жою…' }).click();
    await page.getByRole('button', { name: 'Үлгіні жою', exact: true }).click();
    await setUp(page);
    await page.goto(new URL('#/papers', page.url()).href);
    await page.getByText('Бұл кезеңде мұндай құжат жоқ.').waitFor();
    await page.keyboard.press('F2');
    await page.getByLabel('Аты-жөні').fill('Бірінші');
    await page.getByLabel('Қысқаша').fill('Бірінші құжат');
    await page.keyboard.press('Control+Enter');
    await page
      .getByText(/230000\s+026010\s+0000/)
      .first()
      .waitFor();
    await page.keyboard.press('F3');
    await page.getByRole('row', { name: /Бірінші/ }).waitFor();
  });

  test('whose file is damaged is told so in words, and nothing is written to it', async () => {
    const host = await startHost();
    const { page } = await openPage(browser, host);
    await enterDemo(page);
    await host.end();
    const path = join(host.profile, 'demo', 'kense.db');
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(4096, 7), 0, 4096, 0);
    closeSync(file);
    const damaged = readFileSync(path);
    const again = await startHost({ profile: host.profile });
    const { page: back } = await openPage(browser, again);
    await back.getByText('Үлгі ашылмады').waitFor();
    await back.getByText('Ештеңе жойылған жоқ.', { exact: false }).waitFor();
    expect(await axeFindings(back)).toEqual([]);
    expect(readFileSync(path).equals(damaged)).toBe(true);
    await back.getByRole('button', { name: 'Үлгіні жою…' }).click();
    await back.getByRole('button', { name: 'Үлгіні жою', exact: true }).click();
    await back.getByText('Неден бастаймыз?').waitFor();
  });
});
