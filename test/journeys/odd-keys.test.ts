import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserForTests, enterDemo, HANDS_MS, listHearsKeys, openJournal, openPage, startHost } from './desk.ts';
import { field, focusIs } from './intake-form.ts';

const canRun = browserForTests();

async function demo() {
  const host = await startHost();
  const opened = await openPage(host);
  await enterDemo(opened.page);
  return opened;
}

async function begin(page: Page): Promise<void> {
  await page.keyboard.press('F2');
  await focusIs(page, 'applicant.idNumber');
  await page.keyboard.press('Enter');
  await focusIs(page, 'applicant.name');
}

/** How many papers the journal has. */
async function papers(page: Page): Promise<number> {
  await openJournal(page);
  await listHearsKeys(page);
  return Number(await page.locator('[aria-rowcount]').first().getAttribute('aria-rowcount')) - 1;
}

/** Presses a key twice at once: however long the page takes over the first, it was pressed when the second was. */
async function pressTwice(page: Page, code: keyof typeof twice): Promise<void> {
  const keys = await page.context().newCDPSession(page);
  const press = { ...twice[code], code, timestamp: Date.now() / 1_000 };
  for (let i = 0; i < 2; i++) {
    await keys.send('Input.dispatchKeyEvent', { ...press, type: 'rawKeyDown' });
    await keys.send('Input.dispatchKeyEvent', { ...press, type: 'keyUp' });
  }
}

const twice = {
  F4: { key: 'F4', windowsVirtualKeyCode: 115 },
  F8: { key: 'F8', windowsVirtualKeyCode: 119 },
  // With Alt.
  Digit4: { key: '4', windowsVirtualKeyCode: 52, modifiers: 1 },
};

async function registered(page: Page): Promise<void> {
  await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
}

describe.runIf(canRun)('odd keys', () => {
  test('Ctrl+Enter twice and held down is one paper, and does not begin the next', async () => {
    const { page } = await demo();
    const before = await papers(page);
    await begin(page);
    await page.keyboard.type('Бірінші Адам');
    await field(page, 'paper.summary').focus();
    await page.keyboard.type('Сынақ');
    await page.keyboard.down('Control');
    await page.keyboard.press('Enter');
    // The second goes down and stays: the browser repeats it.
    for (let i = 0; i < 20; i++) await page.keyboard.down('Enter');
    await registered(page);
    for (let i = 0; i < 20; i++) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.keyboard.up('Control');
    await registered(page);
    expect(await papers(page)).toBe(before + 1);
  });

  test('the keys after registering pressed twice are pressed once: one form, its focus where it belongs', async () => {
    const { page } = await demo();
    const before = await papers(page);
    await begin(page);
    await page.keyboard.type('Бірінші Адам');
    await field(page, 'paper.summary').focus();
    await page.keyboard.type('Сынақ');
    await page.keyboard.press('Control+Enter');
    await registered(page);
    // The second would go to the subject.
    await pressTwice(page, 'F8');
    await focusIs(page, 'paper.summary');
    await page.keyboard.type('Екінші парақ');
    expect(await field(page, 'paper.summary').inputValue()).toBe('Екінші парақ');
    await page.keyboard.press('Control+Enter');
    await registered(page);
    await pressTwice(page, 'F4');
    await focusIs(page, 'paper.kind');
    expect(await field(page, 'applicant.name').inputValue()).toBe('Бірінші Адам');
    expect(await page.getByRole('button', { name: /^Қараламаны жою/ }).count()).toBe(0);
    expect(await papers(page)).toBe(before + 2);
  });

  test('a letter held down is letters; Alt+N held down parks one form', async () => {
    const { page } = await demo();
    await begin(page);
    for (let i = 0; i < 60; i++) await page.keyboard.down('a');
    await page.keyboard.up('a');
    expect(await field(page, 'applicant.name').inputValue()).toBe('a'.repeat(60));
    await page.keyboard.down('Alt');
    for (let i = 0; i < 10; i++) await page.keyboard.down('KeyN');
    await page.keyboard.up('KeyN');
    await page.keyboard.up('Alt');
    await focusIs(page, 'applicant.idNumber');
    expect(await page.getByRole('button', { name: /^Қараламаны жою/ }).count()).toBe(1);
  });

  test('the key of a parked form pressed twice at once leads there, and not back', async () => {
    const { page } = await demo();
    await begin(page);
    await page.keyboard.type('Бірінші Адам');
    await page.keyboard.press('Alt+KeyN');
    await focusIs(page, 'applicant.idNumber');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Екінші Адам');
    await pressTwice(page, 'Digit4');
    await page.getByRole('button', { name: /Alt 4 Екінші Адам/ }).waitFor();
    expect(await field(page, 'applicant.name').inputValue()).toBe('Бірінші Адам');
  });

  test('a name of 300 letters is registered whole, and wraps wherever it stands', async () => {
    const { page } = await demo();
    const name = `${'Әбдіғаппарқызы'.repeat(21)}${'ұ'.repeat(6)}`;
    expect([...name]).toHaveLength(300);
    await begin(page);
    await page.keyboard.insertText(name);
    await field(page, 'paper.summary').focus();
    await page.keyboard.type('Сынақ');
    await page.keyboard.press('Control+Enter');
    await registered(page);
    await page.getByText(name, { exact: true }).first().waitFor();
    await page.getByRole('img', { name: /талон/i }).waitFor();
    const tooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
    expect(await page.evaluate<boolean>(tooWide)).toBe(false);
    await page.getByRole('link', { name: 'Құжатты ашу' }).press('Enter');
    await page.getByText(name, { exact: true }).first().waitFor();
    expect(await page.evaluate<boolean>(tooWide)).toBe(false);
  });

  test('what an input method composes stays together: its Enter neither goes on nor registers', async () => {
    const { page, context } = await demo();
    await begin(page);
    const keys = await context.newCDPSession(page);
    await keys.send('Input.imeSetComposition', { text: 'ли', selectionStart: 2, selectionEnd: 2 });
    for (const modifiers of [0, 2])
      await keys.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key: 'Enter',
        code: 'Enter',
        windowsVirtualKeyCode: 229,
        modifiers,
      });
    await focusIs(page, 'applicant.name');
    await keys.send('Input.insertText', { text: '李明' });
    expect(await field(page, 'applicant.name').inputValue()).toBe('李明');
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.keyboard.press('Enter');
    await focusIs(page, 'applicant.place');
  });

  test('Enter held down goes on once and sends nothing; other keys held down do it once', async () => {
    const { page } = await demo();
    const before = await papers(page);
    await begin(page);
    await page.keyboard.type('Бірінші Адам');
    for (let i = 0; i < 80; i++) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await focusIs(page, 'applicant.place');
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await field(page, 'applicant.name').inputValue()).toBe('Бірінші Адам');
    expect(await field(page, 'paper.subject').inputValue()).toBe('');
    await field(page, 'paper.summary').focus();
    await page.keyboard.type('Сынақ');
    await page.keyboard.press('Control+Enter');
    await registered(page);
    for (let i = 0; i < 20; i++) await page.keyboard.down('F8');
    await page.keyboard.up('F8');
    await focusIs(page, 'paper.summary');
    expect(await field(page, 'applicant.name').inputValue()).toBe('Бірінші Адам');
    expect(await papers(page)).toBe(before + 1);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /\d{6}/ }).waitFor();
    // Twice would close again what once has opened.
    await page.keyboard.down('Control');
    for (let i = 0; i < 20; i++) await page.keyboard.down('KeyP');
    await page.keyboard.up('KeyP');
    await page.keyboard.up('Control');
    await page.getByText('58 × 40 мм жапсырма').first().waitFor();
  });

  test('the upper row of the Kazakh layout types the digits of a number, and letters in a name', async () => {
    const { page, context } = await demo();
    await page.keyboard.press('F2');
    await focusIs(page, 'applicant.idNumber');
    const keys = await context.newCDPSession(page);
    const row = ['қ', '"', 'ә', 'і', 'ң', 'ғ', ',', '.', 'ү', 'ұ'];
    const press = async (digit: string) => {
      const text = row[Number(digit)]!;
      await keys.send('Input.dispatchKeyEvent', { type: 'keyDown', key: text, code: `Digit${digit}`, text });
      await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', key: text, code: `Digit${digit}` });
    };
    // All at once they would be a scanner's, with its Enter.
    for (const digit of '870314414905') {
      await press(digit);
      await page.waitForTimeout(HANDS_MS);
    }
    expect(await field(page, 'applicant.idNumber').inputValue()).toBe('870314414905');
    await page.getByText('14.03.1987', { exact: false }).waitFor();
    await page.keyboard.press('Enter');
    await focusIs(page, 'applicant.name');
    for (const digit of '24') await press(digit);
    expect(await field(page, 'applicant.name').inputValue()).toBe('әң');
    await field(page, 'paper.sheets').focus();
    await press('3');
    expect(await field(page, 'paper.sheets').inputValue()).toBe('3');
  });

  test('a dead key and the letter after it are one letter', async () => {
    const { page, context } = await demo();
    await begin(page);
    const keys = await context.newCDPSession(page);
    await page.keyboard.type('Tom');
    await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Dead', code: 'Quote' });
    await keys.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 });
    await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Dead', code: 'Quote' });
    await keys.send('Input.insertText', { text: 'é' });
    expect(await field(page, 'applicant.name').inputValue()).toBe('Tomé');
    await page.keyboard.press('Enter');
    await focusIs(page, 'applicant.place');
  });
});
