import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../main/office/open/open-store.ts';
import { readCatalogue } from '../../main/store/care/salvage.ts';
import { yearAt } from '../../registry/provisioning/year.ts';
import { groupNumber } from '../../shared/domain/number/paper-number.ts';
import { inClosedStore } from '../office/closed-store.ts';
import { fillProfile } from '../office/many-papers.ts';
import { isClean } from './axe.ts';
import { browserForTests, goTo, type Host, openPage, startHost } from './desk.ts';
import { passphrase, putOffSheet, registerPaper, setUpOffice } from './own-office.ts';

const canRun = browserForTests();
const DAY_MS = 86_400_000;
/** To a day in the year after this one. */
const toNextYear = () => Date.UTC(yearAt(Date.now()) + 1, 1, 1, 5) - Date.now();

/**
 * An office with two papers of this year, the first of which is in a backup, and one of the next, where it has come to; closed and changed by `change`,
 * and open again.
 */
async function officeOfTwoYears(change: (store: Store, number: string) => Promise<void>, newer = 0) {
  const thisYear = await startHost();
  const { page: first } = await openPage(thisYear);
  await setUpOffice(first);
  await putOffSheet(first);
  const old = await registerPaper(first, 'Жабықова Ақмарал');
  await goTo(first, '#/safety');
  await backUp(first);
  // The last of a year has to be read for an office to open at all.
  await registerPaper(first, 'Соңғы Өтініш');
  await thisYear.end();
  const { profile } = thisYear;
  const nextYear = await startHost({ profile, clockOffsetMs: toNextYear() });
  const fresh = await registerPaper(await unlocked(nextYear), 'Жаңа Өтініш');
  await nextYear.end();
  const until = Date.now() + toNextYear();
  if (newer > 0) await fillProfile(profile, newer, { which: 'office', passphrase, until });
  await inClosedStore(profile, (store) => change(store, old), passphrase);
  const page = await unlocked(await startHost({ profile, clockOffsetMs: toNextYear() + 9 * DAY_MS }));
  return { page, old, fresh };
}

async function unlocked(host: Host): Promise<Page> {
  const { page } = await openPage(host);
  await page.getByLabel('Құпиясөз тіркесі').fill(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: /Жолданымдар/ }).waitFor();
  return page;
}

/** Types into the box that finds papers. */
async function find(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Құжатты табу' }).fill(text);
}

const spaced = (number: string) => new RegExp(groupNumber(number).replaceAll(/\s/g, '\\s'));

async function backUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Қазір көшірме жасау' }).click();
  await page.getByText('Көшірме жасалды және тексерілді.').waitFor();
}

describe.runIf(canRun)('a year that is over', () => {
  test('leaves the desk for whoever knows the passphrase and has a backup; its number still tells where the paper is', async () => {
    const { page, old, fresh } = await officeOfTwoYears(async ({ papers }, number) => {
      // Closing a paper is an act of its own; here only its state matters.
      const paper = await papers.findOne(number).exec(true);
      await paper.incrementalModify((data) => ({
        ...data,
        state: { ...data.state, open: false, status: 'completed' },
      }));
    });
    await goTo(page, '#/safety');
    await page.getByRole('button', { name: 'Алу…' }).click();
    const year = page.getByLabel('Жыл', { exact: true });
    const typed = page.getByLabel('Қазіргі тіркес');
    const purge = page.getByRole('button', { name: 'Құжаттарды алу' });
    await year.fill('1999');
    await typed.fill('басқа тіркес');
    expect(await purge.isDisabled()).toBe(true);
    await year.fill(`20${old.slice(7, 9)}`);
    await purge.click();
    await page.getByText('Құпиясөз тіркесі сәйкес келмейді.').waitFor();
    await isClean(page);
    await typed.fill(passphrase);
    await purge.click();
    await page.getByText('Алдымен сақтық көшірме жасаңыз', { exact: false }).waitFor();
    await backUp(page);
    await purge.click();
    await page.getByText(': 0 аяқталған құжат; 1 әлі жұмыста', { exact: false }).waitFor();

    await find(page, 'Өтініш');
    await page.getByRole('option', { name: spaced(fresh) }).waitFor();
    await find(page, 'Жабықова');
    await page.getByText('Ештеңе табылмады.').waitFor();
    await find(page, groupNumber(old));
    await page.getByRole('option', { name: spaced(old) }).click();
    await page.getByText('Құжат осы жұмыс орнынан алынды.', { exact: false }).waitFor();
    await isClean(page);
    const next = await registerPaper(page, 'Келесі Өтініш');
    expect(Number(next.slice(11, 17))).toBe(Number(fresh.slice(11, 17)) + 1);
  });
});

describe.runIf(canRun)('the check of all documents', () => {
  test('names a paper that can no longer be read, and takes it from the backup', async () => {
    // The last two hundred have to be read for an office to open at all.
    const { page, old } = await officeOfTwoYears(async ({ connection }, number) => {
      const { n } = readCatalogue(connection).find(({ collection }) => collection === 'papers')!;
      connection.run(`UPDATE t${n} SET body = zeroblob(41) WHERE id = ?`, [Buffer.from(number)]);
    }, 300);
    await goTo(page, '#/safety');
    await page.getByText('1 жазба енді оқылмайды:').waitFor();
    await page.getByText(spaced(old)).waitFor();
    await isClean(page);
    await page.getByRole('button', { name: 'Көшірмеден алу…' }).click();
    await page.getByRole('button', { name: 'Көшірмеден алу', exact: true }).click();
    await page.getByText('Бөлек сақталғандар').waitFor();
    await goTo(page, `#/papers/${old}`);
    await page.getByText('Жабықова Ақмарал').first().waitFor();
    const next = await registerPaper(page, 'Кейінгі Өтініш');
    expect(next.slice(9, 11)).toBe('02');
  });
});
