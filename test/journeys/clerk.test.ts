import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, textOf } from '../papers/pdf.ts';
import { requireTool } from '../tools.ts';
import { enterDemo, launchBrowser, openPage, startHost, typeByHand } from './desk.ts';

const canRun = requireTool('chromium', 'pdftotext', 'pdftoppm', 'zbarimg');

let browser: Browser;
beforeAll(async () => {
  if (canRun) browser = await launchBrowser();
});
afterAll(() => browser?.close());

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

async function downloadedTalon(page: Page): Promise<Uint8Array> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PDF сақтау' }).click();
  return readFile(await (await download).path());
}

describe.runIf(canRun)('the clerk’s main job', () => {
  test('a paper typed in Kazakh, by keyboard alone: registered, talon in hand, still there after a power cut', async () => {
    const host = await startHost();
    const { page } = await openPage(browser, host);
    await enterDemo(page);

    await page.keyboard.press('F2');
    await page.getByRole('radio', { name: 'Заңды тұлға' }).focus();
    await page.keyboard.press('Space');
    await page.getByLabel('БСН').focus();
    await typeByHand(page, '210140000006');
    await page.keyboard.press('Enter');
    await page.keyboard.type('«Әділ ғұмыр, қаңтар, өңір, үлгі һәм ізгі» ЖШС');
    await page.getByLabel('Қысқаша').focus();
    await page.keyboard.type('Жаңа ұңғыма үшін жер бөлу туралы');
    const number = await register(page);

    const talon = await downloadedTalon(page);
    const text = await textOf(talon);
    for (const word of ['Әділ', 'ғұмыр,', 'қаңтар,', 'өңір,', 'үлгі', 'һәм', 'ізгі»', 'Сейтова А. Б.'])
      expect(text).toContain(word);
    expect(await codesOf(talon, 'mono')).toEqual([`CODE-128:${number}`, `QR-Code:https://kense.example/${number}`]);

    await page.getByText('80 мм таспа').click();
    await page.getByRole('img', { name: /құжатының талоны/ }).waitFor();
    expect(await codesOf(await downloadedTalon(page), 'mono')).toEqual([
      `CODE-128:${number}`,
      `QR-Code:https://kense.example/${number}`,
    ]);

    await host.kill();
    const again = await startHost({ profile: host.profile });
    const { page: after } = await openPage(browser, again);
    await after
      .getByRole('button', { name: /Жаңа/ })
      .or(after.getByRole('link', { name: /Жаңа/ }))
      .first()
      .waitFor();
    await after.keyboard.press('F3');
    await after.getByRole('row', { name: /Әділ ғұмыр/ }).waitFor();
    await after.keyboard.press('Control+k');
    await after.keyboard.type('адил гумыр');
    await after.getByRole('option', { name: /Әділ ғұмыр/ }).waitFor();
    await after.keyboard.press('Enter');
    await after.getByText('Жаңа ұңғыма үшін жер бөлу туралы').first().waitFor();
  });

  test('every kind of applicant can be registered', async () => {
    const host = await startHost();
    const { page } = await openPage(browser, host);
    await enterDemo(page);
    const applicants: [type: string, fill: (page: Page) => Promise<void>][] = [
      ['Жеке тұлға', (page) => page.getByLabel('Аты-жөні').fill('Иванова Анна')],
      ['ЖК', (page) => page.getByLabel('Аты-жөні').fill('ЖК Өміров')],
      ['Заңды тұлға', (page) => page.getByLabel('Атауы').fill('«Теңіз» ЖШС')],
      [
        'Ұжым',
        async (page) => {
          await page.getByLabel('Кімдер жазды').fill('Абай көшесі 5-үйдің тұрғындары');
          await page.getByLabel('Неше адам').fill('14');
          await page.getByLabel(/^Байланысатын адам( \*)?$/).fill('Сәрсенов Ғани');
        },
      ],
      ['Анонимдік жолданым', async () => {}],
    ];
    const numbers: string[] = [];
    for (const [type, fill] of applicants) {
      await page.keyboard.press('F2');
      await page.getByRole('radio', { name: type, exact: true }).check({ force: true });
      await fill(page);
      await page.getByLabel('Қысқаша').fill(`${type}: сынақ`);
      numbers.push(await register(page));
      await page.keyboard.press('Enter');
    }
    const sequences = numbers.map((number) => Number(number.slice(11, 17)));
    expect(sequences).toEqual(sequences.map((_, i) => sequences[0]! + i));
  });

  test('a paper of another window appears in the journal by itself', async () => {
    const host = await startHost();
    const { page, anotherWindow } = await openPage(browser, host);
    await enterDemo(page);
    await page.keyboard.press('F3');
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
    const { page } = await openPage(browser, host);
    await enterDemo(page);
    await page.keyboard.press('F2');
    await page.getByLabel('ЖСН').fill('851332400123');
    await page.getByLabel('Мәтіні').fill('Мәтін тұрсын');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Тіркелген жоқ. 2 өрісті түзетіңіз:').waitFor();
    expect(await page.getByLabel('Аты-жөні').and(page.locator(':focus')).count()).toBe(1);
    await page.getByText('Мұндай туған күн жоқ.').first().waitFor();
    await page.getByLabel('Аты-жөні').fill('Тест');
    await page.getByLabel('Қысқаша').fill('Тест');
    expect(await page.getByLabel('Мәтіні').inputValue()).toBe('Мәтін тұрсын');
    await register(page);
    await page.getByText('ЖСН немесе БСН қате жазылған.', { exact: false }).waitFor();
  });

  test('200,000 characters, emoji, right-to-left and control characters are taken as they are', async () => {
    const host = await startHost();
    const { page } = await openPage(browser, host);
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
    const { page } = await openPage(browser, tomorrow);
    await enterDemo(page);
    await page.keyboard.press('F2');
    await page.getByLabel('Аты-жөні').fill('Тест');
    await page.getByLabel('Қысқаша').fill('Тест');
    await register(page);
    await tomorrow.end();
    const today = await startHost({ profile: tomorrow.profile });
    const { page: back } = await openPage(browser, today);
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
    const { page } = await openPage(browser, host);
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
    await page.keyboard.press('Control+Digit1');
    await expect.poll(() => page.getByLabel('Ф. И. О.').inputValue()).toBe('Әлімқұлова Айгүл');
    await host.kill();
    await page.getByText('Связь с канцелярией прервалась', { exact: false }).first().waitFor();
    expect(await page.getByLabel('Ф. И. О.').inputValue()).toBe('Әлімқұлова Айгүл');
  });
});
