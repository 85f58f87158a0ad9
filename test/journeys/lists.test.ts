import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserForTests, enterDemo, openPage, startHost } from './desk.ts';
import { withHeldAnswers } from './held-answers.ts';
import { field, focusIs } from './intake-form.ts';

const canRun = browserForTests();

const option = (page: Page, name: RegExp) => page.getByRole('option', { name }).first();
const marked = (page: Page) => page.locator('[role="listbox"]:visible [data-combobox-selected]');
const registered = (page: Page) => page.getByText('Құжат тіркелді', { exact: true }).waitFor();

async function demo() {
  const host = await startHost();
  const { page } = await openPage(host);
  await enterDemo(page);
  await page.keyboard.press('F2');
  await focusIs(page, 'applicant.idNumber');
  return page;
}

/** Writes into a field anew, as a clerk does. */
async function type(page: Page, path: string, text: string): Promise<void> {
  await field(page, path).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

describe.runIf(canRun)('Enter in a list', () => {
  test('keeps a typed place that is not in the classifier, and takes one that is', async () => {
    const page = await demo();
    for (const [typed, stranger] of [
      ['Нұрсая', /Нурсай/],
      ['Ташкент', /Ташкентка/],
      ['Авангард', /Авангард/],
      ['Құлсары, 5', /Құлсары қаласы/],
    ] as const) {
      await type(page, 'applicant.place', typed);
      await option(page, stranger).waitFor();
      await page.keyboard.press('Enter');
      await focusIs(page, 'applicant.street');
      expect(await field(page, 'applicant.place').inputValue()).toBe(typed);
    }
    await page.getByText('Қолмен жазылды', { exact: false }).waitFor();
    // What is marked by hand is meant, whatever it is.
    await type(page, 'applicant.place', 'Нұрсая');
    await option(page, /Нурсай/).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await focusIs(page, 'applicant.street');
    expect(await field(page, 'applicant.place').inputValue()).toContain('Нурсай, ');
    await type(page, 'applicant.place', 'Құлсары');
    await marked(page).getByText('Құлсары қаласы').waitFor();
    await page.keyboard.press('Enter');
    await focusIs(page, 'applicant.street');
    expect(await field(page, 'applicant.place').inputValue()).toContain('Құлсары қаласы, ');
  });

  test('takes nothing of an older answer: it goes on, and takes the place when its own answer comes', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    // Without the classifier on the page it is the office that finds places.
    const office = await withHeldAnswers(page, '/places/classifier');
    await page.goto(host.address);
    await page.reload();
    await enterDemo(page);
    await page.keyboard.press('F2');
    await focusIs(page, 'applicant.idNumber');
    await type(page, 'applicant.place', 'Аты');
    await marked(page).waitFor();
    office.hold();
    await page.keyboard.type('рау');
    await page.keyboard.press('Enter');
    await focusIs(page, 'applicant.street');
    expect(await field(page, 'applicant.place').inputValue()).toBe('Атырау');
    await type(page, 'applicant.place', 'Құлсары');
    await page.keyboard.press('Enter');
    await focusIs(page, 'applicant.street');
    await page.keyboard.type('Абай көшесі');
    expect(await field(page, 'applicant.place').inputValue()).toBe('Құлсары');
    office.release();
    await expect.poll(() => field(page, 'applicant.place').inputValue()).toContain('Құлсары қаласы, ');
    await focusIs(page, 'applicant.street');
    expect(await field(page, 'applicant.street').inputValue()).toBe('Абай көшесі');
  });

  test('keeps a body as it is written, whose name begins like another; arrows still choose', async () => {
    const page = await demo();
    await page.getByText('Басқа органға', { exact: true }).click();
    await type(page, 'paper.addressee.body', 'Алматы облысы');
    await option(page, /Алматы облысы/).waitFor();
    await page.keyboard.press('Enter');
    await focusIs(page, 'paper.subject');
    expect(await field(page, 'paper.addressee.body').inputValue()).toBe('Алматы облысы');
    await type(page, 'paper.addressee.body', 'Алматы облысы');
    await option(page, /Алматы облысы/).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await focusIs(page, 'paper.subject');
    expect(await field(page, 'paper.addressee.body').inputValue()).toMatch(/^Алматы облысы.+/);
  });
});

describe.runIf(canRun)('Enter with another key, while a list is open', () => {
  test('Shift+Enter goes back and takes nothing', async () => {
    const page = await demo();
    await type(page, 'applicant.place', 'Құлсары');
    await marked(page).waitFor();
    await page.keyboard.press('Shift+Enter');
    await focusIs(page, 'applicant.name');
    expect(await field(page, 'applicant.place').inputValue()).toBe('Құлсары');
    await type(page, 'paper.subject', 'жер');
    await marked(page).waitFor();
    await page.keyboard.press('Shift+Enter');
    await page.locator('[id="intake-paper.subject"]:not(:focus)').waitFor();
    expect(await field(page, 'paper.subject').inputValue()).toBe('жер');
  });

  test('Alt+Enter means nothing: it takes nothing, goes nowhere and sends nothing', async () => {
    const page = await demo();
    await type(page, 'applicant.place', 'Құлсары');
    await marked(page).waitFor();
    await page.keyboard.press('Alt+Enter');
    await page.locator('[role="listbox"]:visible').waitFor({ state: 'detached' });
    await focusIs(page, 'applicant.place');
    expect(await field(page, 'applicant.place').inputValue()).toBe('Құлсары');
    await page.keyboard.press('Alt+Enter');
    await focusIs(page, 'applicant.place');
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test.each(['Control', 'Meta'])('%s+Enter registers the paper as it stands', async (modifier) => {
    const page = await demo();
    await type(page, 'applicant.name', 'Бірінші Адам');
    await type(page, 'paper.summary', 'Сынақ');
    await type(page, 'applicant.place', 'Құлсары');
    await marked(page).waitFor();
    await page.keyboard.press(`${modifier}+Enter`);
    await registered(page);
    await page.keyboard.press('F8');
    await focusIs(page, 'paper.summary');
    expect(await field(page, 'applicant.place').inputValue()).toBe('Құлсары');
    await page.keyboard.type('Екінші парақ');
    const kind = await field(page, 'paper.kind').inputValue();
    await field(page, 'paper.kind').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await marked(page).waitFor();
    await page.keyboard.press(`${modifier}+Enter`);
    await registered(page);
    await page.keyboard.press('F8');
    await focusIs(page, 'paper.summary');
    expect(await field(page, 'paper.kind').inputValue()).toBe(kind);
  });

  test('Ctrl+Enter does an action of a card', async () => {
    const page = await demo();
    await type(page, 'applicant.name', 'Бірінші Адам');
    await type(page, 'paper.summary', 'Сынақ');
    await page.keyboard.press('Control+Enter');
    await registered(page);
    await page.getByRole('link', { name: 'Құжатты ашу' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: /\d{6}/ }).waitFor();
    const panel = page.locator('#card-actions');
    await page.keyboard.press('F4');
    await panel.getByRole('combobox', { name: 'Не істеу керек' }).fill('орындаушыны таға');
    await page.keyboard.press('Enter');
    await panel.getByRole('heading', { name: 'Орындаушыны тағайындау' }).waitFor();
    await page.keyboard.type('Иванч');
    await marked(page).getByText('Иванченко').waitFor();
    await page.keyboard.press('Control+Enter');
    await panel.waitFor({ state: 'detached' });
  });
});

describe.runIf(canRun)('the list of people', () => {
  test('changes with the letter that is typed, not when the office has answered it', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    const answers = await withHeldAnswers(page);
    await page.goto(host.address);
    await enterDemo(page);
    await page.keyboard.press('F2');
    await focusIs(page, 'applicant.idNumber');
    const options = () => page.getByRole('option').allTextContents();
    await type(page, 'applicant.name', 'Ахме');
    await expect.poll(async () => (await options()).length).toBe(3);
    answers.hold();
    await page.keyboard.type('тж');
    const held = await options();
    expect(held.map((text) => text.charAt(0))).toEqual(['1', '2']);
    for (const text of held) expect(text).toMatch(/Ахметж/);
    answers.release();
    await page.keyboard.press('Control+Digit2');
    await expect.poll(() => field(page, 'applicant.phone').inputValue()).not.toBe('');
    expect(held[1]).toContain(await field(page, 'applicant.name').inputValue());
  });
});
