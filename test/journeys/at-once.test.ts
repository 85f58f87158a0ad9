import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { PrintError } from '../../main/office/ports.ts';
import { browserForTests, enterDemo, goTo, openPage } from './desk.ts';
import { hostHere } from './host-here.ts';
import { field, focusIs } from './intake-form.ts';

const canRun = browserForTests();

/** A demo office that prints talons without being asked, at a printer that keeps the titles of its jobs, or fails. */
async function printing() {
  const printer = { jobs: [] as string[], works: true };
  const host = await hostHere({
    printing: {
      list: async () => [],
      print: async ({ title }) => {
        if (!printer.works) throw new PrintError('printFailed', 'no paper');
        printer.jobs.push(title);
      },
    },
  });
  const { page } = await openPage(host);
  await enterDemo(page);
  await goTo(page, '#/desk');
  const atOnce = page.getByRole('switch', { name: 'Тіркегеннен кейін бірден басып шығару' });
  await atOnce.focus();
  await page.keyboard.press('Space');
  await expect.poll(() => atOnce.isChecked()).toBe(true);
  return { page, printer };
}

/** Types a paper, registers it, and goes on to the next as soon as there is a number. */
async function registerAndGoOn(page: Page): Promise<void> {
  await page.keyboard.press('F2');
  await focusIs(page, 'applicant.idNumber');
  await page.keyboard.press('Enter');
  await focusIs(page, 'applicant.name');
  await page.keyboard.type('Бірінші Адам');
  await field(page, 'paper.summary').focus();
  await page.keyboard.type('Сынақ');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await focusIs(page, 'applicant.idNumber');
}

describe.runIf(canRun)('a talon that is printed at once', () => {
  test('comes out once for each paper, also for who goes on before it is drawn', async () => {
    const { page, printer } = await printing();
    await registerAndGoOn(page);
    await expect.poll(() => printer.jobs.length).toBe(1);
    await registerAndGoOn(page);
    await expect.poll(() => printer.jobs.length).toBe(2);
    expect(new Set(printer.jobs).size).toBe(2);
  });

  test('and did not come out is told of over the next paper, until somebody goes after it', async () => {
    const { page, printer } = await printing();
    printer.works = false;
    await registerAndGoOn(page);
    const notice = page.getByText('талоны басып шығарылмады', { exact: false });
    await notice.waitFor();
    await focusIs(page, 'applicant.idNumber');
    printer.works = true;
    await notice.getByRole('link').press('Enter');
    await page.getByRole('heading', { level: 1, name: /\d{6}/ }).waitFor();
    await notice.waitFor({ state: 'detached' });
    expect(printer.jobs).toEqual([]);
  });
});
