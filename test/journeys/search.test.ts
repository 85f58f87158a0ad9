import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserForTests, enterDemo, listHearsKeys, openJournal, openPage, startHost } from './desk.ts';
import { withHeldAnswers } from './held-answers.ts';
import { field, focusIs } from './intake-form.ts';

const canRun = browserForTests();

const box = (page: Page) => page.getByRole('search').locator('input');
const firstOption = (page: Page) => page.getByRole('option').first();

async function demo() {
  const host = await startHost();
  const opened = await openPage(host);
  await enterDemo(opened.page);
  return { host, ...opened };
}

/** Numbers of the papers that the journal shows first. */
async function numbersInJournal(page: Page): Promise<string[]> {
  await openJournal(page);
  const cells = page.locator('td[data-column="number"]');
  await cells.nth(3).waitFor();
  return (await cells.allTextContents()).map((text) => text.replace(/\D/g, ''));
}

describe.runIf(canRun)('the box that finds', () => {
  test('finds as one types, by number in any grouping, IIN and phone; Enter opens', async () => {
    const { page } = await demo();
    const [number = ''] = await numbersInJournal(page);
    const groupings = [number, number.replace(/(\d{6})(?=\d)/g, '$1 '), number.replace(/(\d{4})(?=\d)/g, '$1-')];
    const finds = [
      ...groupings.map((text) => ({ text, opens: number })),
      ...people.map((text) => ({ text, opens: '' })),
    ];
    for (const { text, opens } of finds) {
      await openJournal(page);
      await listHearsKeys(page);
      await page.keyboard.press('Control+k');
      for (const part of [text.slice(0, 3), text.slice(3)]) await page.keyboard.insertText(part);
      await page.keyboard.press('Enter');
      await expect.poll(() => page.url()).toContain(`/papers/${opens}`);
      await page.getByRole('heading', { level: 1, name: /\d{6}/ }).waitFor();
    }
  });

  test('finds by the sender’s number, the one that is exactly it first', async () => {
    const { page } = await demo();
    for (const [name, number] of [
      ['Бірінші', 'ЖТ-2026/7'],
      ['Екінші', 'ЖТ-2026/71'],
      ['Үшінші', 'ЖТ-2026/72'],
    ] as const) {
      await page.keyboard.press('F2');
      await focusIs(page, 'applicant.idNumber');
      await field(page, 'applicant.name').fill(name);
      await field(page, 'paper.summary').fill('Сынақ');
      await page.getByRole('button', { name: 'Шығыс №' }).click();
      await field(page, 'paper.senderNumber').fill(number);
      await page.keyboard.press('Control+Enter');
      await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
      await page.keyboard.press('Enter');
    }
    await page.keyboard.press('Control+k');
    await page.keyboard.type('жт-2026/7');
    await page.getByRole('option').nth(2).waitFor();
    await expect.poll(() => firstOption(page).textContent()).toContain('Бірінші');
  });

  test('never opens an answer to an older question: Enter waits for the first of its own', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    const answers = await withHeldAnswers(page);
    await page.goto(host.address);
    await enterDemo(page);
    const numbers = await numbersInJournal(page);
    const [first = '', second = ''] = numbers;
    await page.keyboard.press('Control+k');
    await page.keyboard.insertText(first);
    await firstOption(page).waitFor();
    answers.hold();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(second);
    await page.keyboard.press('Enter');
    await firstOption(page).click();
    await expect.poll(() => answers.waiting()).toBeGreaterThan(0);
    expect(page.url()).not.toContain(first);
    answers.release();
    await expect.poll(() => page.url()).toContain(`/papers/${second}`);
  });

  test('arrows choose; Escape goes back to where the clerk was, with all that was typed', async () => {
    const { page } = await demo();
    await page.keyboard.press('F2');
    await focusIs(page, 'applicant.idNumber');
    await field(page, 'applicant.name').focus();
    await page.keyboard.type('Жартылай ж');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('туралы');
    await page.getByRole('option').nth(1).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('option').count()).toBe(0);
    await page.keyboard.type('азылған');
    expect(await field(page, 'applicant.name').inputValue()).toBe('Жартылай жазылған');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('туралы');
    await page.getByRole('option').nth(1).waitFor();
    const second = ((await page.getByRole('option').nth(1).textContent()) ?? '').replace(/\s/g, '').slice(0, 18);
    await firstOption(page).and(page.locator('[data-combobox-selected]')).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain(`/papers/${second}`);
  });

  test('says in words that nothing is found, also for 500 letters pasted at once', async () => {
    const { page } = await demo();
    for (const text of ['жоқсөзжоқ', 'ұ'.repeat(5_000), '(((', 'жоқ" OR "сөзжоқ*', '123456789012345678901234567890']) {
      await page.keyboard.press('Control+k');
      await page.keyboard.insertText(text);
      await page.getByText('Ештеңе табылмады.').waitFor();
      expect((await box(page).inputValue()).length).toBeLessThanOrEqual(500);
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByText('Ештеңе табылмады.').count()).toBe(0);
    }
  });
});

/** A person of the demo office: by IIN, by telephone however it is written. */
const people = ['870314414905', '٨٧٠٣١٤٤١٤٩٠٥', '7000000137', '+7 (700) 000-01-37', '8 700 000 01 37'];
