import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { AGENCY, type Registry } from '../office/registry.ts';
import { goTo, type Host, openPage, startHost } from './desk.ts';
import { putOffSheet, setUpOffice } from './own-office.ts';

export async function newOffice(): Promise<{ page: Page; host: Host }> {
  const host = await startHost();
  const { page } = await openPage(host);
  await setUpOffice(page);
  await putOffSheet(page);
  return { page, host };
}

/** Fills in what every request says: of which agency, and of which computer. */
export async function fillRequest(page: Page, name: string): Promise<void> {
  await goTo(page, '#/exchange');
  await page.getByLabel('Мекеме коды, 7 цифр').fill(AGENCY);
  await page.getByLabel('Бұл компьютердің атауы').fill(name);
}

/** Has a request as a file as the administrator gets it. */
export async function requestFile(page: Page, name: string): Promise<string> {
  await fillRequest(page, name);
  await page.getByRole('button', { name: 'Сұрау жасау' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Сұрау файлын сақтау' }).click();
  return (await download).path();
}

export async function giveAnswer(page: Page, text: string, beside: string): Promise<void> {
  const file = join(dirname(beside), `${crypto.randomUUID()}.json`);
  writeFileSync(file, text);
  await page.locator('input[type=file]').setInputFiles(file);
}

/** Compares the registry as its administrator reads it out, and joins. */
export async function confirmRegistry(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Қосылу', exact: true }).click();
  await page.getByText('Компьютердің аты', { exact: true }).waitFor();
}

/** A desk of the agency, joined from its screen by two files. */
export async function enrolled(registry: Registry, name: string) {
  const { page, host } = await newOffice();
  const request = await requestFile(page, name);
  await giveAnswer(page, await registry.answer(readFileSync(request, 'utf8')), request);
  await confirmRegistry(page);
  return { page, host };
}
