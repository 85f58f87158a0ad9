import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { fromDayNumber, isWeekend, toDayNumber } from '../../shared/domain/date/iso-date.ts';
import { formatDate } from '../../shared/words/forms.ts';
import { isCleanInBoth } from './axe.ts';
import { browserForTests, enterDemo, goTo, openPage, startHost, typeByHand } from './desk.ts';
import { registerPaper } from './own-office.ts';

const canRun = browserForTests();

/** The last day on a paper's card, `YYYY-MM-DD`. */
async function lastDay(page: Page, number: string): Promise<string> {
  await goTo(page, `#/papers/${number}`);
  const block = page.locator('section', { has: page.getByRole('heading', { name: 'Қарау мерзімі' }) });
  const [, day, month, year] = /(\d\d)\.(\d\d)\.(\d{4})/.exec((await block.textContent()) ?? '')!;
  return `${year}-${month}-${day}`;
}

/** The demo office with an open paper: its number and its last day. */
async function withPaper() {
  const { page } = await openPage(await startHost());
  await enterDemo(page);
  const number = await registerPaper(page, 'Қалиев Нұрлан');
  return { page, number, due: await lastDay(page, number) };
}

/** The paper's last day lies behind `due` now, and its history says why. */
async function isMoved(page: Page, number: string, due: string, why: string): Promise<void> {
  await expect.poll(async () => (await lastDay(page, number)) > due).toBe(true);
  await page.getByText(why, { exact: false }).first().waitFor();
  await isCleanInBoth(page);
}

const saturdayAfter = (date: string) => {
  let day = toDayNumber(date);
  while (!isWeekend(day)) day++;
  return fromDayNumber(day);
};

describe.runIf(canRun)('the administrator’s calendar', () => {
  test('a day off entered by keyboard moves the term of an open paper, its history says by which decree; taken back, the term is what it was', async () => {
    const { page, number, due } = await withPaper();
    await goTo(page, '#/desk');
    await page.getByRole('link', { name: 'Жұмыс күнтізбесі' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Әзірге ештеңе енгізілген жоқ.').waitFor();
    const day = page.getByRole('textbox', { name: 'Күні', exact: true });
    await day.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Осы өрісті толтырыңыз.').first().waitFor();
    await isCleanInBoth(page);
    await day.focus();
    await typeByHand(page, formatDate(saturdayAfter(due)));
    await page.keyboard.press('Tab');
    await page.getByText('Бұл күн онсыз да жұмыс күні емес.').waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Control+a');
    await typeByHand(page, formatDate(due));
    // Past what the day becomes: a day off is chosen already.
    for (const text of ['', '742-қ', '01.11.2026', 'Демалыс күндерін ауыстыру туралы']) {
      await page.keyboard.press('Tab');
      if (text !== '') await typeByHand(page, text);
    }
    await page.keyboard.press('Enter');
    await page.getByText(`Енгізілді: ${formatDate(due)}.`, { exact: false }).waitFor();
    await page.getByText('күшінде', { exact: true }).waitFor();
    expect(await page.getByText('Осы өрісті толтырыңыз.').count()).toBe(0);
    await isCleanInBoth(page);

    await isMoved(page, number, due, '742-қ');

    await goTo(page, '#/desk/days');
    await day.focus();
    await typeByHand(page, formatDate(due));
    await page.keyboard.press('Enter');
    await page.getByText('Бұл күн бұрын енгізілген.').waitFor();
    await page.getByRole('button', { name: `${formatDate(due)} қайтарып алу` }).focus();
    await page.keyboard.press('Enter');
    const why = page.getByLabel('Не үшін қайтарып алынады');
    await why.waitFor();
    await isCleanInBoth(page);
    await why.focus();
    await page.keyboard.type('Басқа аптаға қатысты');
    await page.keyboard.press('Enter');
    await page.getByText('қайтарып алынған', { exact: true }).waitFor();
    await isCleanInBoth(page);
    await expect.poll(() => lastDay(page, number)).toBe(due);
  });

  test('the first day of terms is chosen by keyboard: an open paper follows, its history says why, and back again', async () => {
    const { page, number, due } = await withPaper();
    await goTo(page, '#/desk');
    await page.getByRole('link', { name: 'Заң бойынша мерзімдер' }).focus();
    await page.keyboard.press('Enter');
    const rule = (name: RegExp) => page.getByRole('radio', { name });
    await expect.poll(() => rule(/^Тіркелген/).isChecked()).toBe(true);
    await isCleanInBoth(page);
    await rule(/^Тіркелген/).focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => rule(/^Бірінші/).isChecked()).toBe(true);
    await isCleanInBoth(page);

    await isMoved(page, number, due, 'күндерді санау: келесі күннен бастап');

    // Chosen, it stays so when the page is loaded anew.
    await goTo(page, '#/desk/terms');
    await page.reload();
    await expect.poll(() => rule(/^Бірінші/).isChecked()).toBe(true);
    await rule(/^Бірінші/).focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => rule(/^Тіркелген/).isChecked()).toBe(true);
    await expect.poll(() => lastDay(page, number)).toBe(due);
    await page.getByText('күндерді санау: тіркелген күн – бірінші', { exact: false }).waitFor();
  });
});
