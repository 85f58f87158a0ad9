import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserForTests, enterDemo, mostUsedSubjects, openJournal, openPage, startHost, typeByHand } from './desk.ts';
import { field, focusIs } from './intake-form.ts';

const canRun = browserForTests();

/** A person of the demo office who has been here before. */
const KNOWN = '870314414905';

async function demo() {
  const host = await startHost();
  const opened = await openPage(host);
  await enterDemo(opened.page);
  await opened.page.keyboard.press('F2');
  await field(opened.page, 'applicant.idNumber').and(opened.page.locator(':focus')).waitFor();
  return { host, ...opened };
}

async function registered(page: Page): Promise<void> {
  await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
}

/** Types into one field after the other, Enter between them. */
async function typeOn(page: Page, ...values: string[]): Promise<void> {
  for (const value of values) {
    await typeByHand(page, value);
    await page.keyboard.press('Enter');
  }
}

/**
 * Keys as a scanner presses them into whatever has the focus; the Kazakh layout is switched on. Their times are those of the presses, with
 * nothing between, however long the page takes over each.
 */
async function scan(page: Page, code: string): Promise<void> {
  await page.evaluate(`
    const press = (key, code) => new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true });
    const presses = [...'${code}'].map((digit) => press('қ"әіңғ,.үұ'.charAt(Number(digit)), 'Digit' + digit));
    for (const pressed of [...presses, press('Enter', 'Enter')]) {
      const goesIn = (document.activeElement ?? document.body).dispatchEvent(pressed);
      if (goesIn && pressed.code !== 'Enter') document.execCommand('insertText', false, pressed.key);
    }
  `);
}

async function paste(page: Page, text: string, times = 1): Promise<void> {
  await page.evaluate(`
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(text)}.repeat(${times}));
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  `);
}

describe.runIf(canRun)('by keyboard alone', () => {
  test('a known person’s paper: number, one key, subject by number key, summary, done', async () => {
    const { page } = await demo();
    await page.keyboard.type(KNOWN);
    await page.getByText('F4 Толтыру').waitFor();
    await page.getByText('Бұрынғы құжаттары').waitFor();
    await page.keyboard.press('F4');
    await field(page, 'paper.kind').and(page.locator(':focus')).waitFor();
    expect(await field(page, 'applicant.name').inputValue()).toBe('Қуанышева Әсемгүл Төлегенқызы');
    expect(await field(page, 'applicant.phone').inputValue()).toBe('+7 700 000 01 37');
    for (let i = 0; i < 5; i++) await page.keyboard.press('Enter');
    await mostUsedSubjects(page);
    await page.keyboard.press('Control+Digit1');
    await field(page, 'paper.summary').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Көше жарығы туралы');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Enter');
    await registered(page);
    await page.keyboard.press('F8');
    await field(page, 'paper.summary').and(page.locator(':focus')).waitFor();
    expect(await field(page, 'applicant.idNumber').inputValue()).toBe(KNOWN);
    await page.keyboard.type('Екінші парақ');
    await page.keyboard.press('Control+Enter');
    await registered(page);
    await page.keyboard.press('F4');
    await field(page, 'paper.kind').and(page.locator(':focus')).waitFor();
    expect(await field(page, 'paper.summary').inputValue()).toBe('');
  });

  test.each([
    ['a sole trader', 1, ['850412400121', 'ЖК Өміров'], {}],
    ['a firm', 2, ['210140000006', '«Теңіз» ЖШС'], {}],
    ['a collective', 3, ['Абай көшесінің тұрғындары', '14', 'Сәрсенов Ғани'], {}],
    ['nobody named', 4, [], { anonymous: true }],
  ] as const)('%s', async (_who, rights, values, { anonymous = false }: { anonymous?: boolean }) => {
    const { page } = await demo();
    await page.keyboard.press('Shift+Enter');
    for (let i = 0; i < rights; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await typeOn(page, ...values);
    await page.keyboard.press('Alt+Digit2');
    await field(page, 'paper.kind').and(page.locator(':focus')).waitFor();
    for (let i = 0; i < 5; i++) await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await field(page, 'paper.summary').and(page.locator(':focus')).waitFor();
    await page.keyboard.type(anonymous ? 'Белгісіз хабар' : 'Сынақ');
    await page.keyboard.press('Control+Enter');
    await registered(page);
  });

  test('a person filled in by mistake is taken back by one key; what was typed since stays', async () => {
    const { page } = await demo();
    await page.keyboard.type(KNOWN);
    await page.getByText('F4 Толтыру').waitFor();
    await page.keyboard.press('F4');
    await focusIs(page, 'paper.kind');
    await field(page, 'paper.summary').focus();
    await page.keyboard.type('Көше жарығы туралы');
    await page.getByText('Alt Z Бұрынғысына қайтару').waitFor();
    await page.keyboard.press('Alt+KeyZ');
    await focusIs(page, 'applicant.name');
    for (const path of ['applicant.name', 'applicant.place', 'applicant.street', 'applicant.phone'])
      expect(await field(page, path).inputValue()).toBe('');
    expect(await field(page, 'applicant.idNumber').inputValue()).toBe(KNOWN);
    expect(await field(page, 'paper.summary').inputValue()).toBe('Көше жарығы туралы');
    await page.getByText('Бұрынғысына қайтару').waitFor({ state: 'detached' });
    await page.getByText('F4 Толтыру').waitFor();
  });

  test('a place is found by its Kazakh or Russian name and picked; any other text stays and is marked', async () => {
    const { page } = await demo();
    await field(page, 'applicant.place').focus();
    await page.keyboard.type('кулсар');
    await page.getByRole('option', { name: /Құлсары қаласы/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('жіктеуіш бойынша', { exact: false }).waitFor();
    expect(await field(page, 'applicant.place').inputValue()).toContain('Құлсары қаласы, ');
    await field(page, 'applicant.place').focus();
    await page.keyboard.press('End');
    await page.keyboard.type(' маңы');
    await page.getByText('Қолмен жазылды', { exact: false }).waitFor();
  });
});

describe.runIf(canRun)('several forms at once', () => {
  test('a parked form is one key away, can be removed and had back, and outlives a killed office', async () => {
    const { page, host, anotherWindow } = await demo();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Бірінші Адам');
    await page.keyboard.press('Alt+KeyN');
    await page
      .getByRole('button', { name: /Бірінші Адам/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Екінші Адам');
    await page.keyboard.press('Alt+Digit4');
    await page
      .getByRole('button', { name: /Екінші Адам/ })
      .first()
      .waitFor();
    expect(await field(page, 'applicant.name').inputValue()).toBe('Бірінші Адам');
    const parked = page.getByRole('button', { name: /Alt 4 Екінші Адам/ });
    // Both ways of removing lead to the key that brings the form back, and that one to the form.
    for (const [way, key] of [
      [page.getByRole('button', { name: 'Қараламаны жою: Екінші Адам' }), 'Enter'],
      [parked, 'Delete'],
    ] as const) {
      await way.press(key);
      await parked.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Қайтару' }).and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Enter');
      await parked.and(page.locator(':focus')).waitFor();
    }
    // Another window shows what the office holds.
    const other = await anotherWindow();
    await other.goto(host.address);
    await other.getByText('Соңғы құжаттар').waitFor();
    await other.keyboard.press('F2');
    for (const name of [/Бірінші Адам/, /Екінші Адам/]) await other.getByRole('button', { name }).first().waitFor();
    await host.kill();
    await page.context().close();
    const again = await startHost({ profile: host.profile });
    const { page: after } = await openPage(again);
    await after.getByText('Соңғы құжаттар').waitFor();
    await after.keyboard.press('F2');
    await after
      .getByRole('button', { name: /Екінші Адам/ })
      .first()
      .waitFor();
    await expect.poll(() => field(after, 'applicant.name').inputValue()).toBe('Бірінші Адам');
  });
});

describe.runIf(canRun)('a scanner', () => {
  test('begins a paper of the scanned person, parks what was begun, leaves nothing in the field', async () => {
    const { page } = await demo();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Бірінші');
    await scan(page, KNOWN);
    await expect.poll(() => field(page, 'applicant.idNumber').inputValue()).toBe(KNOWN);
    await page.keyboard.press('Alt+Digit4');
    await expect.poll(() => field(page, 'applicant.name').inputValue()).toBe('Бірінші');
  });

  test('fills an empty field for such a number that has the focus: the form that was begun goes on', async () => {
    const { page } = await demo();
    await field(page, 'applicant.name').focus();
    await page.keyboard.type('Бірінші');
    await field(page, 'applicant.idNumber').focus();
    await scan(page, KNOWN);
    await expect.poll(() => field(page, 'applicant.idNumber').inputValue()).toBe(KNOWN);
    expect(await field(page, 'applicant.name').inputValue()).toBe('Бірінші');
  });

  test('leads from a card with a begun action and leaves it: what was typed is open again for who comes back', async () => {
    const { page } = await demo();
    const card = (number: string) => page.getByRole('heading', { level: 1, name: number });
    await openJournal(page);
    await page.getByRole('row').nth(2).waitFor();
    const rows = await page.getByRole('row').allTextContents();
    const [first, second] = rows.flatMap((row) => /\d{6}\s\d{6}\s\d{6}/u.exec(row)?.[0] ?? []) as [string, string];
    await scan(page, first.replaceAll(/\s/gu, ''));
    await card(first).waitFor();
    await page.keyboard.press('F4');
    await page.getByRole('combobox', { name: 'Не істеу керек' }).and(page.locator(':focus')).waitFor();
    // A code that comes sooner behind another than a person can do something is taken for its next line.
    await typeByHand(page, 'аралық жауап');
    await page.keyboard.press('Enter');
    const summary = page.locator('[id="action-summary"]');
    await summary.fill('Сұрау салынды');
    await summary.press('Tab');
    await page.locator('#card-actions button:focus').waitFor();
    // What is scanned here goes where the caret was, which a button does not take with the focus.
    await page.evaluate('getSelection().removeAllRanges()');
    await scan(page, second.replaceAll(/\s/gu, ''));
    await card(second).waitFor();
    await page.keyboard.press('Escape');
    await card(first).waitFor();
    expect(await summary.inputValue()).toBe('Сұрау салынды');
    await page.locator('#card-actions :focus').waitFor();
  });

  test('opens the paper of a scanned talon from any screen', async () => {
    const { page } = await demo();
    await openJournal(page);
    const row = page.getByRole('row').nth(1);
    await row.waitFor();
    const number = ((await row.textContent()) ?? '').replace(/\s/g, '').slice(0, 18);
    await page.keyboard.press('Control+k');
    await scan(page, number);
    await expect.poll(() => page.url()).toContain(`/papers/${number}`);
    expect(
      await page
        .getByRole('combobox', { name: 'Құжатты табу' })
        .or(page.getByLabel('Құжатты табу'))
        .first()
        .inputValue(),
    ).toBe('');
  });
});

describe.runIf(canRun)('pasting', () => {
  test('a block offers what it says of the person; one key fills it in', async () => {
    const { page } = await demo();
    await field(page, 'paper.text').focus();
    await paste(page, 'Аты-жөні: Әлімқұлова Айгүл Серікқызы\r\nЖСН 850412400121, тел. +7 701 000 01 23\r\n•\tжер');
    await page.getByText('Мәтіннен 3 дерек танылды').waitFor();
    expect(await field(page, 'paper.text').inputValue()).toContain('– жер');
    await page.keyboard.press('F4');
    await expect.poll(() => field(page, 'applicant.name').inputValue()).toBe('Әлімқұлова Айгүл Серікқызы');
    expect(await field(page, 'applicant.idNumber').inputValue()).toBe('850412400121');
    // The clerk is at the paper already, and goes on typing there.
    await focusIs(page, 'paper.text');
  });

  test('five megabytes in a line are bounded, told in words, and the form goes on', async () => {
    const { page } = await demo();
    await field(page, 'paper.summary').focus();
    await paste(page, 'Құрметті әкім! 👍🏻 ', 250_000);
    await page.getByText('Мәтін тым ұзын', { exact: false }).waitFor();
    expect((await field(page, 'paper.summary').inputValue()).length).toBeLessThanOrEqual(2_000);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Жарық туралы');
    expect(await field(page, 'paper.summary').inputValue()).toBe('Жарық туралы');
  });

  test('five megabytes are bounded, told in words, kept beside the form', async () => {
    const { page } = await demo();
    await field(page, 'paper.text').focus();
    await paste(page, 'Құрметті әкім! 👍🏻 ', 250_000);
    await page.getByText('Мәтін тым ұзын', { exact: false }).waitFor();
    await page.getByText('Мәтін толық сақталды', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Алып тастау' }).press('Enter');
    await field(page, 'paper.text').and(page.locator('textarea')).waitFor();
  });

  test('a long text and its box hand the focus to each other; pasted onto, it grows at its end', async () => {
    const { page } = await demo();
    const long = page.locator('button[id="intake-paper.text"]:focus');
    const box = page.locator('textarea[id="intake-paper.text"]:focus');
    await field(page, 'paper.text').focus();
    await paste(page, 'Құрметті әкім! ', 2_000);
    await long.waitFor();
    // With its own key the browser pastes onto the page, whatever has the focus.
    await page.evaluate(`
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'Тағы бір сөз');
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    `);
    await long.waitFor();
    await page.keyboard.press('Enter');
    await box.waitFor();
    expect(await box.inputValue()).toMatch(/әкім! ?\nТағы бір сөз$/);
    await page.keyboard.press('Control+a');
    await paste(page, 'Құрметті әкім! ', 2_000);
    await long.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await box.waitFor();
    expect(await box.inputValue()).toBe('');
  });
});
