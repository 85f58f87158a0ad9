import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOf } from '../papers/pdf.ts';
import { requireTool } from '../tools.ts';
import { axeFindings, rawKeys } from './axe.ts';
import { enterDemo, launchBrowser, openPage, startHost } from './desk.ts';

const canRun = requireTool('chromium', 'pdftotext');

const DAY_MS = 24 * 60 * 60 * 1_000;

let browser: Browser;
beforeAll(async () => {
  if (canRun) browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** The demo office some weeks later: its papers have fallen due. */
async function demoLater() {
  const host = await startHost();
  const { page } = await openPage(browser, host);
  await enterDemo(page);
  await host.end();
  const later = await startHost({ profile: host.profile, clockOffsetMs: 21 * DAY_MS });
  const opened = await openPage(browser, later);
  await opened.page.getByText('Соңғы құжаттар').waitFor();
  return opened;
}

const list = (page: Page, name: string) => page.getByRole('toolbar').getByRole('button', { name });

async function countOn(page: Page, name: string): Promise<number> {
  const text = (await list(page, name).locator('.figures').textContent()) ?? '';
  return Number(text.replace(/\D/g, ''));
}

describe.runIf(canRun)('the controller', () => {
  test('goes by keyboard from the reminder to a list, to a card and back, and picks an executor', async () => {
    const { page } = await demoLater();
    await page.getByText('Бақылауда:').waitFor();
    await page.getByRole('button', { name: 'Оқыдым' }).click();
    await page.getByText('Бақылауда:').waitFor({ state: 'detached' });
    await page.keyboard.press('F6');
    await page.getByRole('heading', { level: 1, name: 'Бақылау' }).waitFor();
    const overdue = await countOn(page, 'Мерзімі өткен');
    expect(overdue).toBeGreaterThan(3);
    await page.getByRole('grid', { name: 'Мерзімі өткен' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await rawKeys(page)).toEqual([]);

    const chosen = page.locator('tr[aria-selected="true"]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const number = (await chosen.locator('td').first().textContent())!;
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: number }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('tr[aria-selected="true"]', { hasText: number }).waitFor();

    await page.keyboard.press('Alt+6');
    await page.getByRole('grid', { name: 'Орындаушысыз' }).waitFor();
    await list(page, 'Мерзімі өткен').click();
    const everybody = page.getByRole('radio', { name: /^Барлығы/ });
    await everybody.focus();
    await page.keyboard.press('ArrowDown');
    const hidden = page.getByText(/кешіктірілген \d+ құжат көрінбейді/);
    await hidden.waitFor();
    const left = Number(/\d+/.exec((await hidden.textContent())!)![0]);
    expect(left + (await countOn(page, 'Мерзімі өткен'))).toBe(overdue);
    await page.getByRole('button', { name: 'Көрсету' }).click();
    await hidden.waitFor({ state: 'detached' });
    expect(await everybody.isChecked()).toBe(true);
  });

  test('is not kept from overdue papers by what a journal is filtered by', async () => {
    const { page } = await demoLater();
    await page.keyboard.press('F3');
    const hidden = page.getByText(/кешіктірілген \d+ құжат көрінбейді/);
    await page.goto(new URL('#/papers?period=today', page.url()).href);
    await hidden.waitFor();
    const count = Number(/\d+/.exec((await hidden.textContent())!)![0]);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('main').getByRole('button', { name: 'Көрсету' }).click();
    await hidden.waitFor({ state: 'detached' });
    await page.getByText(`${count} құжат`, { exact: true }).waitFor();
    await page.goto(new URL('#/papers?period=all&status=closed', page.url()).href);
    await page.getByText(`кешіктірілген ${count} құжат көрінбейді`).waitFor();
  });

  test('has the daily list by one key, each executor’s papers once and a place to sign', async () => {
    const { page } = await demoLater();
    await page.keyboard.press('F6');
    const lists = ['Мерзімі өткен', 'Бүгін бітеді', '1 жұмыс күні', '3 жұмыс күні'];
    await list(page, 'Мерзімі өткен').waitFor();
    let total = 0;
    for (const name of lists) total += await countOn(page, name);
    await page.keyboard.press('Control+p');
    await page.getByText('Көру', { exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'PDF сақтау' }).click();
    const text = await textOf(await readFile(await (await download).path()));
    expect([...text.matchAll(/\d{6}\s\d{6}\s\d{6}/g)]).toHaveLength(total);
    for (const said of [
      'Бақылау тізімі, ',
      'Таныстым:',
      'Мерзімі өткен — ',
      `Барлығы: ${total} құжат`,
      '1-бет, барлығы',
    ])
      expect(text).toContain(said);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { level: 1, name: 'Бақылау' }).waitFor();
  });
});
