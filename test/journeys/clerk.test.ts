import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { codesOf, textOf } from '../papers/pdf.ts';
import { browserForTests, enterDemo, openJournal, openJournalByKey, openPage, startHost, typeByHand } from './desk.ts';
import { focusIs } from './intake-form.ts';

const canRun = browserForTests('pdftotext', 'pdftoppm', 'zbarimg');

const NUMBER = /\d{6} \d{6} \d{6}/;

/** The number as the result panel shows it, digits only. */
async function registeredNumber(page: Page): Promise<string> {
  await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
  const text = (await page.locator('main').textContent()) ?? '';
  return NUMBER.exec(text.replace(/[\s\u00a0]+/g, ' '))![0].replaceAll(' ', '');
}

/** Registers with the keyboard and waits for the number. */
async function register(page: Page): Promise<string> {
  await page.keyboard.press('Control+Enter');
  return registeredNumber(page);
}

/** Keys to an element as whoever has no mouse gets there. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  // What cannot be pressed yet is passed by.
  await expect.poll(() => element.isEnabled()).toBe(true);
  for (let i = 0; i < 80; i++) {
    if ((await element.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there');
}

async function pressed(page: Page, element: Locator): Promise<void> {
  await tabTo(page, element);
  await page.keyboard.press('Enter');
}

async function downloadedTalon(page: Page): Promise<Uint8Array> {
  const download = page.waitForEvent('download');
  await pressed(page, page.getByRole('button', { name: 'PDF сақтау' }));
  return readFile(await (await download).path());
}

/** Who brings a paper: so many arrows to their kind, and what is typed, Enter after each. */
type Applicant = { kind: string; arrows: number; typed: readonly string[] };

/** From wherever the clerk is into the fields of the applicant, and on to the summary. */
async function typePaper(page: Page, { arrows, typed }: Applicant, summary: string): Promise<void> {
  await page.keyboard.press('F2');
  await focusIs(page, 'applicant.idNumber');
  if (arrows > 0) {
    await page.keyboard.press('Shift+Enter');
    for (let i = 0; i < arrows; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
  }
  for (const value of typed) {
    await typeByHand(page, value);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Alt+Digit2');
  await focusIs(page, 'paper.kind');
  for (const next of ['paper.way', 'paper.arrivedOn', 'paper.language', 'paper.addressee.own', 'paper.subject']) {
    await page.keyboard.press('Enter');
    await focusIs(page, next);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await focusIs(page, 'paper.summary');
  await page.keyboard.type(summary);
}

describe.runIf(canRun)('the clerk’s main job', () => {
  test('a paper typed in Kazakh, by keyboard alone: registered, talon in hand, still there after a power cut', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await pressed(page, page.getByRole('button', { name: 'Үлгіні ашу' }));
    await page.getByText('Соңғы құжаттар').waitFor({ timeout: 90_000 });

    const firm = ['210140000006', '«Әділ ғұмыр, қаңтар, өңір, үлгі һәм ізгі» ЖШС'];
    const summary = 'Жаңа ұңғыма үшін жер бөлу туралы';
    await typePaper(page, { kind: 'Заңды тұлға', arrows: 2, typed: firm }, summary);
    const number = await register(page);

    const talon = await downloadedTalon(page);
    const text = await textOf(talon);
    for (const word of ['Әділ', 'ғұмыр,', 'қаңтар,', 'өңір,', 'үлгі', 'һәм', 'ізгі»', 'Сейтова А. Б.'])
      expect(text).toContain(word);
    const codes = [`CODE-128:${number}`, `QR-Code:https://kense.example/${number}`];
    expect(await codesOf(talon, 'mono')).toEqual(codes);

    // A switch is drawn over its own button, which the keyboard reaches all the same.
    const format = (value: string) => page.locator(`input[type="radio"][value="${value}"]`);
    await tabTo(page, format('a6'));
    const roll = format('roll80');
    for (let i = 0; i < 3 && !(await roll.isChecked()); i++) await page.keyboard.press('ArrowRight');
    await page.getByRole('img', { name: /құжатының талоны/ }).waitFor();
    expect(await codesOf(await downloadedTalon(page), 'mono')).toEqual(codes);

    await host.kill();
    const again = await startHost({ profile: host.profile });
    const { page: after } = await openPage(again);
    await after.getByText('Соңғы құжаттар').waitFor();
    await openJournalByKey(after);
    await after.getByRole('row', { name: /Әділ ғұмыр/ }).waitFor();
    await after.keyboard.press('Control+k');
    await after.keyboard.type('адил гумыр');
    await after.getByRole('option', { name: /Әділ ғұмыр/ }).waitFor();
    await after.keyboard.press('Enter');
    await after.getByText(summary).first().waitFor();
  });

  test('every kind of applicant is registered by keyboard alone, and stands in the card as typed', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    const applicants: Applicant[] = [
      { kind: 'Жеке тұлға', arrows: 0, typed: ['780823301234', 'Иванова Анна'] },
      { kind: 'ЖК', arrows: 1, typed: ['850412400121', 'ЖК Өміров'] },
      { kind: 'Заңды тұлға', arrows: 2, typed: ['210140000006', '«Теңіз» ЖШС'] },
      { kind: 'Ұжым', arrows: 3, typed: ['Абай көшесі 5-үйдің тұрғындары', '14', 'Сәрсенов Ғани'] },
      { kind: 'Анонимдік жолданым', arrows: 4, typed: [] },
    ];
    const numbers: string[] = [];
    for (const applicant of applicants) {
      await typePaper(page, applicant, `${applicant.kind}: сынақ`);
      numbers.push(await register(page));
      await pressed(page, page.getByRole('link', { name: 'Құжатты ашу' }));
      await page.getByRole('heading', { level: 1, name: /\d{6}/ }).waitFor();
      await page.getByText(`${applicant.kind}: сынақ`, { exact: true }).first().waitFor();
      const card = (await page.locator('main').innerText()).replaceAll(/[\s\u00a0]/g, '');
      for (const value of applicant.typed) expect(card).toContain(value.replaceAll(/\s/g, ''));
    }
    const sequences = numbers.map((number) => Number(number.slice(11, 17)));
    expect(sequences).toEqual(sequences.map((_, i) => sequences[0]! + i));
  });

  test('a paper of another window appears in the journal by itself', async () => {
    const host = await startHost();
    const { page, anotherWindow } = await openPage(host);
    await enterDemo(page);
    await openJournal(page);
    await page.getByRole('row').nth(3).waitFor();
    const other = await anotherWindow();
    await other.goto(new URL(host.address).origin);
    await other.getByText('Соңғы құжаттар').waitFor();
    await other.keyboard.press('F2');
    await other.getByLabel('Аты-жөні').fill('Қожабергенова Ұлбосын');
    await other.getByLabel('Қысқаша').fill('Көпір туралы');
    await register(other);
    await page.getByRole('row', { name: /Қожабергенова Ұлбосын/ }).waitFor();
  });
});

describe.runIf(canRun)('bad input', () => {
  test('what is missing is named in words, the first field is focused, nothing typed is lost', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    await page.keyboard.press('F2');
    await page.getByLabel('ЖСН').fill('851332400123');
    await page.getByLabel('Мәтіні').fill('Мәтін тұрсын');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Тіркелген жоқ. 2 өрісті түзетіңіз:').waitFor();
    await focusIs(page, 'applicant.name');
    await page.getByText('Мұндай туған күн жоқ.').first().waitFor();
    await page.getByLabel('Аты-жөні').fill('Тест');
    await page.getByLabel('Қысқаша').fill('Тест');
    expect(await page.getByLabel('Мәтіні').inputValue()).toBe('Мәтін тұрсын');
    await register(page);
    await page.getByText('ЖСН немесе БСН қате жазылған.', { exact: false }).waitFor();
  });

  test('200,000 characters, emoji, right-to-left and control characters are taken as they are', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    await page.keyboard.press('F2');
    await page.getByLabel('Аты-жөні').fill('Тест 👩‍👩‍👧 مرحبا \u202eтестілік');
    await page.getByLabel('Қысқаша').fill('Ұзын мәтін');
    await page.getByLabel('Мәтіні').fill('Құрметті әкім! '.repeat(14_000).slice(0, 200_000));
    await register(page);
    await page.getByText('Құжатты ашу').click();
    await page.getByText('Құрметті әкім! Құрметті әкім!', { exact: false }).first().waitFor();
  });

  test('a clock that went back is told before and after registering', async () => {
    const tomorrow = await startHost({ clockOffsetMs: 26 * 3_600_000 });
    const { page } = await openPage(tomorrow);
    await enterDemo(page);
    await page.keyboard.press('F2');
    await page.getByLabel('Аты-жөні').fill('Тест');
    await page.getByLabel('Қысқаша').fill('Тест');
    await register(page);
    await tomorrow.end();
    const today = await startHost({ profile: tomorrow.profile });
    const { page: back } = await openPage(today);
    await back.getByText('Соңғы құжаттар').waitFor();
    await back.keyboard.press('F2');
    await back
      .getByText(/Компьютер сағаты .* соңғы құжат .* қабылданған/)
      .first()
      .waitFor();
    await back.getByLabel('Аты-жөні').fill('Тест');
    await back.getByLabel('Қысқаша').fill('Тест');
    await register(back);
    await back.getByText('Компьютер сағаты соңғы тіркеуден артта', { exact: false }).waitFor();
  });

  test('a form survives the switch of language, a look at the journal and the loss of the office', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    await page.keyboard.press('F2');
    await page.getByLabel('Аты-жөні').fill('Әлімқұлова Айгүл');
    await page.getByText('РУС', { exact: true }).click();
    expect(await page.getByLabel('Ф. И. О.').inputValue()).toBe('Әлімқұлова Айгүл');
    await page.keyboard.press('F3');
    await page.getByText('Журнал обращений').waitFor();
    await page.keyboard.press('F2');
    await page
      .getByRole('button', { name: /Әлімқұлова Айгүл/ })
      .first()
      .waitFor();
    await page.keyboard.press('Alt+Digit4');
    await expect.poll(() => page.getByLabel('Ф. И. О.').inputValue()).toBe('Әлімқұлова Айгүл');
    await host.kill();
    await page.getByText('Связь с канцелярией прервалась', { exact: false }).first().waitFor();
    expect(await page.getByLabel('Ф. И. О.').inputValue()).toBe('Әлімқұлова Айгүл');
  });
});
