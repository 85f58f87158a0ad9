import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { codesOf } from '../papers/pdf.ts';

export const passphrase = 'көктем келді 2026';

/** From the first screen through the set-up of an office of one's own, to the sheet for the safe. `vault`: no passphrase is asked for. */
export async function setUpOffice(page: Page, vault = false): Promise<void> {
  await page.getByRole('button', { name: 'Баптау' }).click();
  await page.getByLabel('Қазақ тіліндегі атауы').fill('Сынақ ауданы әкімінің аппараты');
  await page.getByLabel('Орыс тіліндегі атауы').fill('Аппарат акима Сынакского района');
  await page
    .getByRole('combobox', { name: /^Өңір/ })
    .or(page.getByRole('textbox', { name: /^Өңір/ }))
    .first()
    .fill('Атырау');
  await page
    .getByRole('option', { name: /Атырау/ })
    .first()
    .click();
  await page.getByLabel('Тегі, аты, әкесінің аты').fill('Әбенова Гүл Ерланқызы');
  await page.getByLabel('Қазақ тіліндегі лауазымы').fill('бас маман');
  await page.getByLabel('Орыс тіліндегі лауазымы').fill('главный специалист');
  if (!vault) {
    await page.getByLabel('Құпиясөз тіркесі').fill(passphrase);
    await page.getByLabel('Тағы бір рет').fill(passphrase);
  }
  await page.getByRole('button', { name: 'Кеңсе құру' }).click();
  await page.getByRole('heading', { name: 'Сейфке арналған парақ' }).waitFor();
}

/** The sheet is put off: to the first screen of the work. */
export async function putOffSheet(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Кейінірек' }).click();
  await page.getByText('Соңғы құжаттар').or(page.getByText('Жаңа құжат')).first().waitFor();
}

/** The sheet as it is saved, and the code that a scanner reads from it. */
export async function savedSheet(page: Page): Promise<{ pdf: Uint8Array; code: string }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PDF-ті тасығышқа сақтау' }).click();
  const pdf = await readFile(await (await download).path());
  const [read] = await codesOf(pdf, 'mono');
  return { pdf, code: read!.replace('QR-Code:', '') };
}

/** One paper by keyboard; its number's digits. */
export async function registerPaper(page: Page, name: string): Promise<string> {
  await page.keyboard.press('F2');
  await page.getByLabel('Аты-жөні').fill(name);
  await page.getByLabel('Қысқаша').fill(`${name}: сынақ`);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
  const text = ((await page.locator('main').textContent()) ?? '').replace(/[\s\u00a0]+/g, ' ');
  return /\d{6} \d{6} \d{6}/.exec(text)![0].replaceAll(' ', '');
}
