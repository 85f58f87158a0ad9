import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { groupNumber } from '../../shared/domain/number/paper-number.ts';
import { fieldNames } from '../../shared/letters/fields.ts';
import { textOf } from '../papers/pdf.ts';
import { isClean } from './axe.ts';
import { browserForTests, openPage, startHost } from './desk.ts';
import { putOffSheet, registerPaper, setUpOffice } from './own-office.ts';

const canRun = browserForTests('pdftotext');

let page: Page;

/** Tuesday 01.12.2026, 14:05 in Atyrau; what the computer's own clock says is another matter. */
const USUAL_DAY = Date.parse('2026-12-01T09:05:00.000Z');

/** An office of one's own with one paper, in work at somebody whose name was typed. */
async function withPaper(): Promise<string> {
  const host = await startHost({ clockOffsetMs: USUAL_DAY - Date.now() });
  ({ page } = await openPage(host));
  await page.clock.setFixedTime(USUAL_DAY);
  await setUpOffice(page);
  await putOffSheet(page);
  const number = await registerPaper(page, 'Сынақов Бақыт');
  await go(`/papers/${number}`);
  await page.getByRole('heading', { name: groupNumber(number) }).waitFor();
  await act('орындаушыны таға', 'Орындаушыны тағайындау', async () => {
    await page.keyboard.type('Әбе');
    await page.keyboard.press('Enter');
  });
  return number;
}

const go = (path: string) => page.evaluate(`location.hash = '#${path}'`);
const panel = () => page.locator('#card-actions');
const lettersOfCard = () =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: 'Хаттар', exact: true }) });

async function act(typed: string, name: string, fill: () => Promise<unknown>): Promise<void> {
  await page.keyboard.press('F4');
  await panel().getByRole('combobox', { name: 'Не істеу керек' }).fill(typed);
  await page.keyboard.press('Enter');
  await panel().getByRole('heading', { name }).waitFor();
  await fill();
  await page.keyboard.press('Control+Enter');
  await panel().waitFor({ state: 'detached' });
}

/** What a button gives out: its name and the text of its bytes. */
async function saved(button: string): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

describe.runIf(canRun)('letters', () => {
  test('an extension notice in Russian: seen, its text changed by the administrator, a field that does not exist refused, saved', async () => {
    const number = await withPaper();
    await lettersOfCard().getByRole('link', { name: 'Орындаушыға еске салу' }).waitFor();
    await act('мерзімді ұзарту', 'Мерзімді ұзарту', async () => {
      await panel().getByLabel('Жаңа мерзім', { exact: false }).first().fill('15.01.2027');
      await panel().getByLabel('Себебі', { exact: false }).first().fill('жерінде тексеру');
    });
    await lettersOfCard().getByText('03.12.2026 дейін').waitFor();
    await isClean(page);
    await lettersOfCard().getByRole('link', { name: 'Мерзімді ұзарту туралы хабарлама' }).click();

    await page.getByText('Орысша', { exact: true }).click();
    await page.getByLabel('Шығыс нөмірі').fill('15-3/127');
    await page.getByLabel('Шығыс күні').fill('2.12.26');
    await page.getByLabel('Шығыс күні').blur();
    expect(await page.getByLabel('Шығыс күні').inputValue()).toBe('02.12.2026');
    await page.getByText('Толтырылмаған, хатта белгіленген:').filter({ hasText: 'қол қоюшының аты-жөні' }).waitFor();
    await page.getByRole('combobox', { name: 'Кім қол қояды' }).fill('Өтегенов Н. Б.');
    await page.getByLabel('Лауазымы').fill('Руководитель аппарата');
    await page
      .getByText('Толтырылмаған, хатта белгіленген:')
      .filter({ hasText: 'аты-жөні' })
      .waitFor({ state: 'hidden' });
    await page.getByRole('img', { name: 'Мерзімді ұзарту туралы хабарлама, 1-бет, барлығы 1' }).waitFor();
    await isClean(page);

    // The administrator's text: what is wrong is named where it stands, and cannot be saved.
    await go('/letters/texts');
    await page.getByLabel('Мәтіні', { exact: false }).waitFor();
    await page.getByText('Орысша', { exact: true }).click();
    const body = page.getByLabel('Мәтіні', { exact: false });
    const before = await body.inputValue();
    await body.fill(`${before}\nВопросы: {body.fone}.`);
    await page.getByText('{body.fone} өрісі жоқ').waitFor();
    expect(await page.getByRole('button', { name: 'Сақтау', exact: true }).isDisabled()).toBe(true);
    // The fields of a template are named as they are typed.
    await isClean(page, { typed: [...fieldNames, 'body.fone'] });
    await body.fill(`${before}\nВопросы можно задать здесь: `);
    await page.getByRole('button', { name: 'дайындаған адам өрісін қою', exact: true }).click();
    expect(await body.inputValue()).toBe(`${before}\nВопросы можно задать здесь: {clerk.name}`);
    // Nothing typed is lost by looking elsewhere.
    await go('/letters');
    await page.getByText('Орындаушыға беру').first().waitFor();
    await go('/letters/texts');
    await page.getByLabel('Мәтіні', { exact: false }).waitFor();
    await page.getByText('Орысша', { exact: true }).click();
    await page.getByText('Сақталмаған өзгерістер бар.').waitFor();
    await page.getByRole('button', { name: 'Сақтау', exact: true }).click();
    await page.getByText('Мәтін сақталды.').waitFor();
    await page.getByText('Әбенова Гүл Ерланқызы', { exact: false }).first().waitFor();

    await go(`/papers/${number}/letter`);
    await page.getByLabel('Шығыс нөмірі').waitFor();
    await page.getByText('Орысша', { exact: true }).click();
    await page.getByLabel('Шығыс нөмірі').fill('15-3/127');
    await page.getByRole('combobox', { name: 'Кім қол қояды' }).fill('Өтегенов Н. Б.');
    const pdf = await saved('PDF сақтау');
    expect(pdf.name).toBe(`Мерзімді ұзарту туралы хабарлама ${number}.pdf`);
    const text = await textOf(pdf.bytes);
    for (const words of [
      'Уведомление о продлении срока рассмотрения',
      'продлён до 15.01.2027',
      'жерінде тексеру',
      '№ 15-3/127 от ____',
      'Сынақов Бақыт',
      '[адрес заявителя: не заполнено]',
      'Вопросы можно задать здесь: Әбенова Гүл Ерланқызы',
      'Өтегенов Н. Б.',
    ])
      expect(text).toContain(words);
    const docx = await saved('DOCX сақтау');
    expect(docx.name).toBe(`Мерзімді ұзарту туралы хабарлама ${number}.docx`);
    expect(docx.bytes.subarray(0, 2).toString()).toBe('PK');

    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: groupNumber(number) }).waitFor();
    const prints = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Басып шығарылғандар' }) });
    await prints.getByText('Түпнұсқа · Мерзімді ұзарту туралы хабарлама').waitFor();
    await prints.getByText('Телнұсқа · Мерзімді ұзарту туралы хабарлама').waitFor();

    await go('/letters/texts');
    await page.getByLabel('Мәтіні', { exact: false }).waitFor();
    await page.getByText('Орысша', { exact: true }).click();
    await page.getByRole('button', { name: 'Кіріктірілген мәтінге қайтару' }).click();
    await page.getByText('Кіріктірілген мәтін қайтарылды.').waitFor();
    await expect.poll(() => body.inputValue()).toBe(before);
  });

  test('what is typed for one letter stays with it: each goes out under its own number and day', async () => {
    const number = await withPaper();
    for (const [body, letter] of Object.entries({ 'Су арнасы': '6', 'Жылу желісі': '7' }))
      await act('ішінара', 'Ішінара жолдау', async () => {
        const typed = { Қайда: body, 'Қай бөлігі': body, 'Хат нөмірі': letter, Себебі: 'құзыреті' };
        for (const [label, value] of Object.entries(typed))
          await panel().locator('form').getByLabel(label).first().fill(value);
      });
    await go(`/papers/${number}/letter`);
    const which = page.getByRole('combobox', { name: 'Қай хат' }).or(page.getByRole('textbox', { name: 'Қай хат' }));
    const choose = async (letter: string) => {
      await which.first().click();
      await page.getByRole('option', { name: letter }).click();
      await expect.poll(() => which.first().inputValue()).toBe(letter);
    };
    const [outgoing, on] = [page.getByLabel('Шығыс нөмірі'), page.getByLabel('Шығыс күні')];
    const typed = async () => [await outgoing.inputValue(), await on.inputValue()];
    const [toWater, toHeat] = ['Су арнасы', 'Жылу желісі'].map((to) => `Одан әрі жолдау туралы хабарлама → ${to}`);
    await choose(toWater!);
    await outgoing.fill('15-3/201');
    await on.fill('01.12.2026');
    await choose(toHeat!);
    expect(await typed()).toEqual(['', '']);
    await outgoing.fill('15-3/202');
    await choose(toWater!);
    expect(await typed()).toEqual(['15-3/201', '01.12.2026']);
    const text = await textOf((await saved('PDF сақтау')).bytes);
    expect(text).toContain('Су арнасы');
    expect(text).toContain('№ 15-3/201, 01.12.2026');
    expect(text).not.toContain('15-3/202');
    await choose(toHeat!);
    expect(await typed()).toEqual(['15-3/202', '']);
  });

  test('papers are handed over by a list with lines to sign on, and their histories say so', async () => {
    const number = await withPaper();
    await page.getByRole('link', { name: 'Хаттар' }).click();
    const executor = page.getByRole('region', { name: 'Әбенова Гүл Ерланқызы' });
    await executor.getByRole('checkbox', { name: groupNumber(number) }).waitFor();
    await isClean(page);
    await executor.getByRole('checkbox').uncheck();
    expect(await page.getByRole('button', { name: 'Беріп, тізілім жасау' }).isDisabled()).toBe(true);
    await executor.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Беріп, тізілім жасау' }).click();
    await page.getByRole('img', { name: '№ 01-1/2026 тізілім, 1-бет, барлығы 1' }).waitFor();
    await page.getByText('Барлық құжат орындаушыларға берілген.').waitFor();
    await isClean(page);
    const pdf = await saved('PDF сақтау');
    expect(pdf.name).toBe('Тізілім 01-1-2026.pdf');
    const text = await textOf(pdf.bytes);
    for (const words of ['БЕРУ ТІЗІЛІМІ № 01-1/2026', 'Сынақов Бақыт', 'Қолы, күні', 'Берген', 'Қабылдаған'])
      expect(text).toContain(words);
    await page.getByText('басып шығарылғаны: 1').waitFor();
    await go(`/papers/${number}`);
    await page.getByText('Құжат қолма-қол берілді: Әбенова Гүл Ерланқызы').waitFor();
    await page.getByText('01-1/2026').first().waitFor();
  });
});
