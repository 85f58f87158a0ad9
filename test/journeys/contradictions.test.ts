import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { groupNumber } from '../../shared/domain/number/paper-number.ts';
import { startRegistry } from '../office/registry.ts';
import { isClean } from './axe.ts';
import { browserForTests, goTo, openJournal } from './desk.ts';
import { enrolled } from './enrolled.ts';
import { registerPaper } from './own-office.ts';

const canRun = browserForTests();

const line = (page: Page, text: string) => page.locator('footer').getByText(text, { exact: false }).waitFor();
const status = (page: Page, word: string) => page.locator('header').getByText(word, { exact: true }).waitFor();
const contradiction = (page: Page) => page.getByRole('region', { name: 'Бір мезгілде жасалған қайшы әрекеттер' });

/** Two desks of one agency at the card of one paper, without a way to each other until they are brought together. */
async function twoDesksApart() {
  const registry = await startRegistry();
  const [a, b] = [await enrolled(registry, '1-терезе'), await enrolled(registry, '2-терезе')];
  const number = await registerPaper(a.page, 'Әлімқұлова Айгүл');
  await openJournal(b.page);
  await b.page.getByRole('row', { name: /Әлімқұлова/ }).waitFor();
  await registry.cut();
  for (const { page } of [a, b]) await openCard(page, number);
  const together = async () => {
    await registry.comeBack();
    await exchange(a.page, b.page, number);
  };
  return { a: a.page, b: b.page, number, together };
}

/** What one has goes to the registry, and from there to the other. */
async function exchange(a: Page, b: Page, number: string): Promise<void> {
  for (const page of [a, b, a]) {
    await goTo(page, '#/exchange');
    await page.getByRole('button', { name: 'Қазір қайталау' }).click();
    await line(page, 'Бәрі тізілімде');
  }
  for (const page of [a, b]) await openCard(page, number);
}

async function openCard(page: Page, number: string): Promise<void> {
  await goTo(page, `#/papers/${number}`);
  await page.getByRole('heading', { level: 1, name: groupNumber(number) }).waitFor();
}

/** One thing done by keyboard: the beginning of its name, Enter, what stands in its fields. */
async function act(page: Page, typed: string, name: string, fill: () => Promise<void>): Promise<void> {
  const panel = page.locator('#card-actions');
  await page.keyboard.press('F4');
  await panel.getByRole('combobox', { name: 'Не істеу керек' }).fill(typed);
  await page.keyboard.press('Enter');
  await panel.getByRole('heading', { name }).waitFor();
  await fill();
  await send(page);
}

async function send(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.locator('#card-actions').waitFor({ state: 'detached' });
}

const assignSomebody = (page: Page) =>
  act(page, 'орындаушыны таға', 'Орындаушыны тағайындау', async () => {
    await page.keyboard.type('Әбе');
    await page.keyboard.press('Enter');
  });

describe.runIf(canRun)('two desks that acted on one paper without knowing of each other', () => {
  test('one closed it, the other gave it to an executor: both see it, and one of them opens it again', async () => {
    const { a, b, together } = await twoDesksApart();
    await act(a, 'кері', 'Кері қайтарып алуды жазу', () =>
      a.locator('#card-actions').getByLabel('Қалай қайтарып алды').fill('арызымен'),
    );
    await status(a, 'Аяқталды');
    await assignSomebody(b);
    await status(b, 'Орындауда');
    await together();
    for (const page of [a, b]) {
      await contradiction(page).getByText('Қалай аяқталды', { exact: false }).waitFor();
      await contradiction(page).getByText('кері қайтарып алды (күшінде)', { exact: false }).waitFor();
      await expect.poll(() => contradiction(page).getByRole('listitem').count()).toBe(2);
      await status(page, 'Аяқталды');
      await isClean(page);
    }
    await contradiction(a).getByRole('button', { name: 'Құжатты қайта ашу' }).click();
    await a.locator('#card-actions').getByLabel('Себебі').fill('басқа құжат кері қайтарылған');
    await send(a);
    await contradiction(a).waitFor({ state: 'detached' });
    // What the other did had no effect; it can be done now.
    await status(a, 'Тіркелді');
    await status(b, 'Тіркелді');
    await contradiction(b).waitFor({ state: 'detached' });
    await assignSomebody(b);
    await status(b, 'Орындауда');
  });
});
