import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { textOf } from '../papers/pdf.ts';
import { inBoth, isClean } from './axe.ts';
import {
  browserForTests,
  enterDemo,
  goTo,
  listHearsKeys,
  openJournal,
  openJournalByKey,
  openPage,
  startHost,
} from './desk.ts';

const canRun = browserForTests('pdftotext');

/** The journal of all time with its first rows, and hears the keys. */
async function inJournal(page: Page, filter?: string): Promise<void> {
  await openJournal(page, filter);
  await page.getByRole('row').nth(1).waitFor();
  await listHearsKeys(page);
}

/** The number of the paper at which the clerk is; rows that are on their way have none. */
async function chosenNumber(page: Page): Promise<string> {
  return (await page.locator('tr[aria-selected="true"] td[data-column="number"]').textContent())!;
}

async function chooseFilter(page: Page, label: string, option: string): Promise<void> {
  const field = page
    .getByRole('combobox', { name: label })
    .or(page.getByRole('textbox', { name: label }))
    .first();
  await field.click();
  await field.fill(option);
  await page.getByRole('option', { name: option }).first().click();
}

/** Registers a paper with what has to be filled in. */
async function register(page: Page, name: string): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByLabel('Аты-жөні').fill(name);
  await page.getByLabel('Қысқаша').fill(`${name}: өтініш`);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
}

/** What the page says of its filters: whose names do not fit, in which colours they stand, and how far the table goes on beyond its edge. */
const FILTERS = `(() => {
  const fields = [...document.querySelectorAll('input[data-field]')];
  const isCut = (field) => {
    const style = getComputedStyle(field);
    const pen = Object.assign(document.createElement('canvas').getContext('2d'), { font: style.font });
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return pen.measureText(field.placeholder).width > room;
  };
  const colour = (field) => getComputedStyle(field).backgroundColor;
  const scroller = document.querySelector('[role="grid"]').parentElement;
  return {
    cut: fields.filter(isCut).map((field) => field.placeholder),
    chosen: colour(fields.find((field) => field.dataset.field === 'official')),
    others: fields.filter((field) => field.dataset.field !== 'official').map(colour),
    beyond: scroller.scrollWidth - scroller.clientWidth,
  };
})()`;

async function savedRegister(page: Page): Promise<string> {
  await page.getByText('Көру', { exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PDF сақтау' }).click();
  return textOf(await readFile(await (await download).path()));
}

describe.runIf(canRun)('the journal', () => {
  test('is filtered, its columns chosen, kept as a view and printed as a register that says all of it', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    await inJournal(page);
    await chooseFilter(page, 'Түрі', 'Шағым');
    await page.getByRole('button', { name: 'Бағандар' }).click();
    await page.getByRole('checkbox', { name: 'Жай-күйі', exact: true }).uncheck();
    await page.getByRole('checkbox', { name: 'Елді мекен' }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Елді мекен' }).waitFor();
    await page.getByRole('columnheader', { name: 'Жай-күйі' }).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Көріністі сақтау' }).click();
    await page.getByLabel('Көріністің атауы').fill('Шағымдар');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Мерзімі өткен' }).click();
    await page.getByRole('button', { name: 'Шағымдар', exact: true, pressed: false }).click();
    await page.getByRole('button', { name: 'Шағымдар', exact: true, pressed: true }).waitFor();

    const shown = Number(/^\d+/.exec((await page.getByText(/^\d+ құжат$/).textContent()) ?? '')?.[0]);
    expect(shown).toBeGreaterThan(3);
    const cells = page.locator('td[data-column="number"]');
    await cells.nth(3).waitFor();
    const numbers = await cells.allTextContents();
    await page.keyboard.press('Control+p');
    const text = await savedRegister(page);
    for (const number of numbers) expect(text.split(number).length - 1).toBe(1);
    expect([...text.matchAll(/\d{6} \d{6} \d{6}/g)]).toHaveLength(shown);
    for (const said of [
      'Іріктеу: Түрі: Шағым',
      'Тіркелген күні: барлық уақыт',
      'Елді мекен',
      `Барлығы: ${shown} құжат`,
      '1-бет, барлығы',
      'Құрастырған',
    ])
      expect(text).toContain(said);

    await host.kill();
    const again = await startHost({ profile: host.profile });
    const { page: after } = await openPage(again);
    await after.getByText('Соңғы құжаттар').waitFor();
    await openJournal(after);
    await after.getByRole('columnheader', { name: 'Елді мекен' }).waitFor();
    await after.getByRole('button', { name: 'Шағымдар', exact: true }).click();
    await after.getByText(`${shown} құжат`, { exact: true }).waitFor();
  });

  test('shows every filter with its whole name at the usual screen, what is filtered by at a glance, and no column beyond the edge', async () => {
    const { page } = await openPage(await startHost());
    await enterDemo(page);
    await inJournal(page, '&official=none');
    await inBoth(page, async () => {
      const seen = await page.evaluate<{ cut: string[]; chosen: string; others: string[]; beyond: number }>(FILTERS);
      expect(seen.cut).toEqual([]);
      expect(seen.others).toHaveLength(6);
      expect(seen.others).not.toContain(seen.chosen);
      expect(seen.beyond).toBe(0);
    });
  });

  test('tells which papers have no official number yet, and shows the numbers of the others in a column', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    await register(page, 'Ресмиева Сая');
    await inJournal(page);
    const own = page.locator('tr', { hasText: 'Ресмиева Сая' }).first();
    await own.click();
    await page.getByRole('heading', { name: 'Қазіргі жайы' }).waitFor();
    await page.keyboard.press('F4');
    const form = page.locator('#card-actions');
    await form.getByRole('combobox', { name: 'Не істеу керек' }).fill('ресми нөмірді');
    await page.keyboard.press('Enter');
    await form.getByRole('heading', { name: 'Ресми нөмірді байланыстыру' }).waitFor();
    await form.locator('form').getByRole('textbox').first().fill('ЖТ-2026-00009917');
    await page.keyboard.press('Control+Enter');
    await form.waitFor({ state: 'detached' });

    await inJournal(page);
    await page.getByRole('button', { name: 'Бағандар' }).click();
    await page.getByRole('checkbox', { name: 'Ресми нөмірі' }).check();
    await page.keyboard.press('Escape');
    await page.locator('td[data-column="official"]', { hasText: 'ЖТ-2026-00009917' }).waitFor();
    await chooseFilter(page, 'Ресми нөмірі', 'әлі жоқ');
    await own.waitFor({ state: 'detached' });
    await isClean(page);
  });

  test('is walked through by keyboard, and stands where it was after a look at a paper', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    await inJournal(page);
    await page.keyboard.press('End');
    const last = await chosenNumber(page);
    await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    const place = await chosenNumber(page);
    expect(place).not.toBe(last);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: place }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('tr[aria-selected="true"]', { hasText: place }).waitFor();
  });

  test('takes the arrows also from who has just changed the language by mouse', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    await page.getByText('РУС', { exact: true }).click();
    await page.getByText('Последние документы').waitFor();
    await openJournalByKey(page, 'Журнал обращений');
    await listHearsKeys(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'История' }).waitFor();
  });

  test('does not move under the reader when papers come in above', async () => {
    const host = await startHost();
    const { page, anotherWindow } = await openPage(host);
    await enterDemo(page);
    await inJournal(page);
    await page.keyboard.press('End');
    await page.keyboard.press('PageUp');
    const row = page.locator('tr', { hasText: await chosenNumber(page) });
    const before = (await row.boundingBox())!.y;
    const total = Number(/^\d+/.exec((await page.getByText(/^\d+ құжат$/).textContent()) ?? '')?.[0]);
    const other = await anotherWindow();
    await other.goto(new URL(host.address).origin);
    await other.getByText('Соңғы құжаттар').waitFor();
    await register(other, 'Қожабергенова Ұлбосын');
    await page.getByText(`${total + 1} құжат`, { exact: true }).waitFor();
    expect((await row.boundingBox())!.y).toBe(before);
  });

  test('is printed while papers are registered, and the printing can be stopped', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    await inJournal(page);
    await page.getByText(/^\d+ құжат$/).waitFor();
    await page.keyboard.press('Control+p');
    await register(page, 'Тоқтаусыз Тіркелген');
    await page.getByText(/^Журнал дайын/).waitFor();
    const text = await savedRegister(page);
    expect(text).not.toContain('Тоқтаусыз');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Жабу', exact: true }).click();
    await page.getByText(/^Журнал дайын/).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /Тоқтаусыз/ }).waitFor();
  });

  test('asked for its register twice at once makes one: the office is told to leave the other', async () => {
    const { page } = await openPage(await startHost());
    await enterDemo(page);
    const sent: string[] = [];
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
    await page.reload();
    await inJournal(page);
    // Both keys before any answer.
    await page.evaluate(`
      for (let i = 0; i < 2; i++)
        document.body.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'p', code: 'KeyP', ctrlKey: true, bubbles: true, cancelable: true }),
        );
    `);
    const calls = (name: string) => sent.filter((frame) => frame.includes(`registers/${name}`)).length;
    await page.getByText('Көру', { exact: true }).waitFor();
    await expect.poll(() => ({ begun: calls('start'), left: calls('cancel') })).toEqual({ begun: 2, left: 1 });
  });

  test('says in words that nothing is there, and shows everything again on request', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    await goTo(page, '#/papers?period=custom&from=2020-01-01&to=2020-01-02');
    await page.getByText('Бұл кезеңде мұндай құжат жоқ.').waitFor();
    await page.getByRole('button', { name: 'Барлық кезеңді, іріктеусіз көрсету' }).click();
    await page.getByRole('row').nth(3).waitFor();
  });
});

describe.runIf(canRun)('prints of a paper', () => {
  test('stand on its card: the original, then a duplicate', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    await inJournal(page);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /\d{6}/ }).waitFor();
    await page.keyboard.press('Control+p');
    const save = async () => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'PDF сақтау' }).click();
      return textOf(await readFile(await (await download).path()));
    };
    expect(await save()).not.toContain('ДУБЛИКАТ');
    await page.getByText('Түпнұсқа · A6').waitFor();
    expect(await save()).toContain('ТЕЛНҰСҚА / ДУБЛИКАТ');
    await page.getByText('Телнұсқа · A6').waitFor();
    await page.getByText('58 × 40 мм жапсырма').first().click();
    expect(await save()).not.toContain('ДУБЛИКАТ');
  });
});
