import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserForTests, enterDemo, mostUsedSubjects, openPage, startHost, typeByHand } from './desk.ts';
import { field, focusIs } from './intake-form.ts';

const canRun = browserForTests();

const MOST_BEYOND_DATA = 25;

/** Fields of the form in which something stands, of a choice the chosen one. */
const filled = `[...document.querySelectorAll('form [data-step]')].filter((step) =>
  step.type === 'radio' ? step.checked : step.value?.trim()).map((step) => step.id.replace('intake-', ''))`;

async function demo() {
  const host = await startHost();
  const opened = await openPage(host);
  await enterDemo(opened.page);
  return opened;
}

/** Presses a key that is no datum, and counts it. */
function counted(page: Page) {
  let keys = 0;
  return {
    press: async (key: string, next?: string) => {
      keys++;
      await page.keyboard.press(key);
      if (next) await focusIs(page, next);
    },
    keys: () => keys,
  };
}

async function pickFirst(page: Page, { press }: ReturnType<typeof counted>, next?: string): Promise<void> {
  await page.getByRole('option').first().waitFor();
  await press('Control+Digit1', next);
}

describe.runIf(canRun)('a paper of somebody new, by keyboard alone', () => {
  test(`18 fields take at most ${MOST_BEYOND_DATA} keys beyond the data`, async () => {
    const { page } = await demo();
    const keyboard = counted(page);
    const { press } = keyboard;
    await press('F2', 'applicant.idNumber');
    await typeByHand(page, '780823301234');
    await press('Enter', 'applicant.name');
    await page.keyboard.type('Сәрсенов Ғани Ерланұлы');
    await press('Enter', 'applicant.place');
    await pickFirst(page, keyboard, 'applicant.street');
    await page.keyboard.type('Абай көшесі, 5-үй');
    await press('Enter', 'applicant.phone');
    await typeByHand(page, '+7 700 000 99 23');
    await press('Tab');
    await press('Tab');
    await press('Enter', 'applicant.email');
    await typeByHand(page, 'gani@example.kz');
    await press('Enter', 'paper.kind');
    for (const next of ['paper.way', 'paper.arrivedOn', 'paper.language', 'paper.addressee.own', 'paper.subject'])
      await press('Enter', next);
    await mostUsedSubjects(page);
    await pickFirst(page, keyboard, 'paper.summary');
    await page.keyboard.type('Көше жарығын орнату туралы');
    await press('Enter', 'paper.text');
    await page.keyboard.type('Құрметті әкім! Көшеде жарық жоқ.');
    await press('Tab', 'paper.sheets');
    await page.keyboard.type('2');
    await press('Enter', 'paper.attachments');
    await page.keyboard.type('1');
    await press('Enter', 'handling.executor');
    await pickFirst(page, keyboard);
    const fields = await page.evaluate<string[]>(filled);
    await press('Control+Enter');
    await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
    console.log(`keys beyond the data of ${fields.length} fields: ${keyboard.keys()}`);
    expect(fields).toHaveLength(18);
    expect(keyboard.keys()).toBeLessThanOrEqual(MOST_BEYOND_DATA);
  });

  test('kind, way and language are picked by number keys, whether their list is open or not', async () => {
    const { page } = await demo();
    await page.keyboard.press('F2');
    await focusIs(page, 'applicant.idNumber');
    await page.keyboard.press('Alt+Digit2');
    await focusIs(page, 'paper.kind');
    await page.keyboard.press('Digit2');
    await focusIs(page, 'paper.way');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: 'Поштамен' }).waitFor();
    await page.keyboard.press('Control+Digit2');
    await focusIs(page, 'paper.arrivedOn');
    await expect.poll(() => field(page, 'paper.way').inputValue()).toBe('Поштамен');
    await page.keyboard.press('Enter');
    await focusIs(page, 'paper.language');
    await page.keyboard.press('Digit2');
    await focusIs(page, 'paper.addressee.own');
    await expect.poll(() => field(page, 'paper.language').inputValue()).toBe('Ресми');
  });

  test('executor, addressee and higher body are found by typing, picked by number keys, and the most used come first', async () => {
    const { page } = await demo();
    await page.keyboard.press('F2');
    await focusIs(page, 'applicant.idNumber');
    await field(page, 'applicant.name').fill('Бірінші Адам');
    await field(page, 'paper.summary').fill('Сынақ');
    const option = (name: string | RegExp) => page.getByRole('option', { name });
    const firstOf = async (path: string, typed: string) => {
      await field(page, path).focus();
      await page.keyboard.type(typed);
      await option(new RegExp(typed, 'i')).first().waitFor();
      await page.keyboard.press('Control+Digit1');
      await expect.poll(() => field(page, path).inputValue()).not.toBe(typed);
      return field(page, path).inputValue();
    };
    const executor = await firstOf('handling.executor', 'иванч');
    expect(executor).toMatch(/^Иванченко /);
    await page.getByText('Басқа органға', { exact: true }).click();
    const addressee = await firstOf('paper.addressee.body', 'Алматы облысы');
    await page.getByRole('button', { name: 'Органнан келді' }).press('Enter');
    const higherBody = await firstOf('paper.higherBody', 'Ауыл шаруашылығы');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
    await page.keyboard.press('F8');
    await focusIs(page, 'paper.summary');
    for (const [path, used] of [
      ['handling.executor', executor],
      ['paper.addressee.body', addressee],
      ['paper.higherBody', higherBody],
    ] as const) {
      await field(page, path).focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Delete');
      await page.getByRole('listbox', { name: 'Жиі таңдалатыны' }).waitFor();
      await option(used).waitFor();
      // A list that is open keeps its order: that the paper counts is seen when it is opened anew.
      const firstAnew = async () => {
        await page.keyboard.press('Escape');
        await page.keyboard.press('ArrowDown');
        return option(/./).first().textContent();
      };
      if (path !== 'handling.executor') await expect.poll(firstAnew).toContain(used);
      await page.keyboard.press('Escape');
    }
  });

  test('with a representative', async () => {
    const { page } = await demo();
    const { press } = counted(page);
    await press('F2', 'applicant.idNumber');
    await typeByHand(page, '780823301234');
    await press('Enter', 'applicant.name');
    await page.keyboard.type('Сәрсенов Ғани Ерланұлы');
    await field(page, 'applicant.phone').focus();
    await press('Tab');
    await press('Enter', 'applicant.representative.name');
    await page.keyboard.type('Әлімқұлова Айгүл Серікқызы');
    await press('Enter', 'applicant.representative.idNumber');
    await typeByHand(page, '850412400121');
    await press('Enter', 'applicant.representative.basis');
    await page.keyboard.type('Сенімхат № 14');
    await press('Enter', 'applicant.representative.phone');
    await typeByHand(page, '+7 701 000 01 23');
    await press('Alt+Digit2', 'paper.kind');
    for (let i = 0; i < 5; i++) await press('Enter');
    await mostUsedSubjects(page);
    await pickFirst(page, { press, keys: () => 0 }, 'paper.summary');
    await page.keyboard.type('Жер телімі туралы');
    await press('Control+Enter');
    await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Құжатты ашу' }).press('Enter');
    await page.getByText('Әлімқұлова Айгүл Серікқызы', { exact: false }).first().waitFor();
    await page.getByText('Сенімхат № 14', { exact: false }).first().waitFor();
  });
});
