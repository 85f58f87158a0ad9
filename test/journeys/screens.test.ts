import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { isClean, isCleanInBoth } from './axe.ts';
import {
  browserForTests,
  enterDemo,
  goTo,
  listHearsKeys,
  openJournal,
  openPage,
  startHost,
  typeByHand,
} from './desk.ts';
import { focusIs } from './intake-form.ts';
import { passphrase, putOffSheet, setUpOffice } from './own-office.ts';

const canRun = browserForTests();

const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  // The usual office screen at 150 %.
  { width: 911, height: 512 },
];

/** Screens of an open office, and a text in Kazakh and Russian that tells they are there. */
const screens: [hash: string, kk: string, ru: string][] = [
  ['#/', 'Соңғы құжаттар', 'Последние документы'],
  ['#/new', 'Не болады', 'Что будет'],
  ['#/papers', 'Жолданымдар журналы', 'Журнал обращений'],
  ['#/control', 'Барлығы', 'Все'],
  ['#/letters', 'Жасалған тізілімдер', 'Составленные реестры'],
  ['#/staff', 'Кеңседе кімдер жұмыс істейді', 'Кто работает в канцелярии'],
  ['#/me', 'Менің кіруім', 'Мой вход'],
  ['#/register', 'Журналды басып шығару', 'Печать журнала'],
  ['#/desk', 'Жұмыс орнының коды', 'Код рабочего места'],
  ['#/desk/days', 'Күнтізбедегі шешімдер', 'Решения в календаре'],
  ['#/desk/terms', 'Қарау мерзімдері', 'Сроки рассмотрения'],
  ['#/exchange', 'Қазіргі жағдай', 'Как обстоят дела'],
  ['#/safety', 'Сақтық көшірмелер', 'Резервные копии'],
];

/** The window, or the journal within it. */
async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(
    `[document.documentElement, document.querySelector('[role="grid"]')?.parentElement]
      .some((element) => element && element.scrollWidth > element.clientWidth)`,
  );
}

/** A person of the demo office who has been here before. */
const KNOWN = '870314414905';

/** What in the third column is wider than its room and does not say so by dots. */
async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll('[data-block="3"] :not(canvas)')]
      .filter((element) => {
        const { display, textOverflow } = getComputedStyle(element);
        if (display === 'inline' || textOverflow === 'ellipsis' || !element.checkVisibility()) return false;
        return element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => element.className + ': ' + element.textContent.slice(0, 60))`,
  );
}

describe.runIf(canRun)('every screen', () => {
  test.each(sizes)('fits $width×$height, speaks both languages, and axe finds nothing', async (size) => {
    const host = await startHost();
    const { page } = await openPage(host, size);
    await page.getByRole('button', { name: 'Үлгіні ашу' }).waitFor();
    await isClean(page);
    await enterDemo(page);
    for (const [language, at] of [
      ['ҚАЗ', 1],
      ['РУС', 2],
    ] as const) {
      await page.getByText(language, { exact: true }).click();
      for (const screen of screens) {
        await goTo(page, screen[0]);
        await page.getByText(screen[at]).first().waitFor();
        await isClean(page, { where: `${language} ${screen[0]}` });
        expect(await scrollsSideways(page)).toBe(false);
      }
    }
  });

  test('what is a thousand days late, and a thousand papers that are, stand whole in the journal and on the rail', async () => {
    const founded = await startHost();
    const { page: first } = await openPage(founded);
    await enterDemo(first);
    await first.close();
    await founded.end();
    const later = 1_100 * 24 * 60 * 60 * 1_000;
    const host = await startHost({ profile: founded.profile, clockOffsetMs: later });
    const { page } = await openPage(host);
    await page.clock.setFixedTime(Date.now() + later);
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const [language, name, late] of [
        ['ҚАЗ', 'Мерзімі өткен', /1\s\d{3} күн өткен/],
        ['РУС', 'Просроченные', /1\s\d{3} (день|дня|дней) назад/],
      ] as const) {
        await page.getByText(language, { exact: true }).click();
        await goTo(page, '#/papers');
        await page.getByRole('button', { name, exact: true }).click();
        await page.locator('td[data-column="due"]').filter({ hasText: late }).first().waitFor();
        // As many as the counter ever says.
        const cut = await page.evaluate<string[]>(
          `document.querySelector('nav [role="img"]').textContent = '999+';
          [...document.querySelectorAll('td[data-column="due"], nav a, nav a *')]
            .filter((element) => element.scrollWidth > element.clientWidth && getComputedStyle(element).display !== 'inline')
            .map((element) => element.textContent)`,
        );
        expect({ size, language, cut }).toEqual({ size, language, cut: [] });
        expect(await scrollsSideways(page)).toBe(false);
      }
    }
  });

  test('what opens over the intake is accessible: lists, findings, errors, the number given', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    const field = (path: string) => page.locator(`[id="intake-${path}"]`);
    const nothingFound = async (where: string) => {
      await isClean(page, { where });
      expect({ where, sideways: await scrollsSideways(page) }).toEqual({ where, sideways: false });
    };
    for (const language of ['ҚАЗ', 'РУС']) {
      await page.getByText(language, { exact: true }).click();
      await page.keyboard.press('F2');
      await focusIs(page, 'applicant.idNumber');
      await page.keyboard.press('F2');
      await focusIs(page, 'applicant.idNumber');
      for (const path of ['applicant.place', 'paper.subject', 'handling.executor']) {
        await field(path).focus();
        // The list before is on its way out for a moment.
        await expect.poll(() => page.getByRole('listbox').count()).toBe(1);
        await nothingFound(`${language} ${path}`);
      }
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('listbox').count()).toBe(0);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('alert').first().waitFor();
      await nothingFound(`${language} errors`);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('жер');
      await page.getByRole('option').nth(1).waitFor();
      await nothingFound(`${language} search`);
      await page.keyboard.press('Escape');
      await field('applicant.name').fill('Бірінші Адам');
      await field('paper.summary').fill('Сынақ');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('img', { name: /талон/i }).waitFor();
      await nothingFound(`${language} registered`);
      await page.keyboard.press('Enter');
    }
  });

  test.each([
    { width: 1366, height: 768 },
    // The same at 150 %.
    { width: 911, height: 512 },
  ])('an intake with all that is offered at once fits $width×$height, and axe finds nothing', async (size) => {
    const host = await startHost();
    const { page } = await openPage(host, size);
    await enterDemo(page);
    const field = (path: string) => page.locator(`[id="intake-${path}"]`);
    const fits = async (where: string) => {
      await isClean(page, { where });
      expect({ where, sideways: await scrollsSideways(page) }).toEqual({ where, sideways: false });
      expect({ where, cut: await cutOff(page) }).toEqual({ where, cut: [] });
    };
    const matter = {
      summary: 'Полиция: ұрлық пен алаяқтық туралы хабар',
      text: 'Көшеде ұрлық көбейді, полиция шара қолдансын',
    };
    const begin = async () => {
      await page.keyboard.press('F2');
      await focusIs(page, 'applicant.idNumber');
      await typeByHand(page, KNOWN);
      await page.getByText('F4').nth(1).waitFor();
      await field('paper.summary').fill(matter.summary);
      await field('paper.text').fill(matter.text);
    };
    await begin();
    await page.keyboard.press('F4');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('img', { name: /талон/i }).waitFor();
    for (const language of ['ҚАЗ', 'РУС']) {
      await page.getByText(language, { exact: true }).click();
      await begin();
      // What the subject may be, beside who it is and what came before.
      await page.locator('section[aria-label] kbd', { hasText: 'Alt O' }).waitFor();
      await page.keyboard.press('Alt+KeyO');
      await page.keyboard.press('F8');
      await page.locator('[role="listbox"]:visible').waitFor();
      await page.locator('p kbd', { hasText: 'F8' }).waitFor();
      await fits(`${language} subject`);
      await page
        .locator('[role="option"]:visible', { hasText: /Ұрлық|Кражи/ })
        .first()
        .click();
      await page.locator('kbd', { hasText: 'F7' }).waitFor();
      await field('handling.executor').focus();
      await expect.poll(() => page.locator('[role="listbox"]:visible').count()).toBe(1);
      await fits(`${language} executor and body`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('F7');
      await field('paper.addressee.body').waitFor();
      // No list is open: the legend and the heads say so, though the earlier paper is still shown.
      await page.locator('kbd', { hasText: 'Alt 1' }).first().waitFor();
      await fits(`${language} addressed to the body`);
    }
  });

  test('a paper’s card and its talon are accessible in both languages', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    await openJournal(page);
    await listHearsKeys(page);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /\d{6}/ }).waitFor();
    await isCleanInBoth(page);
  });
});

describe.runIf(canRun)('an office of one’s own', () => {
  test('is set up in one form, and opens again by its passphrase alone', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await setUpOffice(page);
    await putOffSheet(page);
    await isClean(page);
    await host.end();
    const again = await startHost({ profile: host.profile });
    const { page: back } = await openPage(again);
    await back.getByLabel('Құпиясөз тіркесі').fill('басқа тіркес');
    await back.keyboard.press('Enter');
    await back.getByText('Құпиясөз тіркесі сәйкес келмейді.').waitFor();
    await isClean(back);
    await back.getByLabel('Құпиясөз тіркесі').fill(passphrase);
    await back.keyboard.press('Enter');
    await back.getByText('Жаңа құжат').first().waitFor();
  });

  test('follows the demo, and nothing of the demo is left on the screens', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    await goTo(page, '#/desk');
    await page.getByRole('button', { name: 'Үлгіні жою…' }).click();
    await page.getByRole('button', { name: 'Үлгіні жою', exact: true }).click();
    await setUpOffice(page);
    await putOffSheet(page);
    await openJournal(page);
    await page.getByText('Бұл кезеңде мұндай құжат жоқ.').waitFor();
    await page.keyboard.press('F2');
    await page.getByLabel('Аты-жөні').fill('Бірінші');
    await page.getByLabel('Қысқаша').fill('Бірінші құжат');
    await page.keyboard.press('Control+Enter');
    await page
      .getByText(/230000\s+0\d\d010\s+0000/)
      .first()
      .waitFor();
    await openJournal(page);
    await page.getByRole('row', { name: /Бірінші/ }).waitFor();
  });

  test('whose file is damaged is told so in words, and nothing is written to it', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await enterDemo(page);
    await host.end();
    const path = join(host.profile, 'demo', 'kense.db');
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(4096, 7), 0, 4096, 0);
    closeSync(file);
    const damaged = readFileSync(path);
    const again = await startHost({ profile: host.profile });
    const { page: back } = await openPage(again);
    await back.getByText('Үлгі ашылмады').waitFor();
    await back.getByText('Ештеңе жойылған жоқ.', { exact: false }).waitFor();
    await isClean(back);
    expect(readFileSync(path).equals(damaged)).toBe(true);
    await back.getByRole('button', { name: 'Үлгіні жою…' }).click();
    await back.getByRole('button', { name: 'Үлгіні жою', exact: true }).click();
    await back.getByText('Неден бастаймыз?').waitFor();
  });
});
