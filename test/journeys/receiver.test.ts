import { describe, expect, test } from 'vitest';
import { inClosedStore } from '../office/closed-store.ts';
import { isClean } from './axe.ts';
import { browserForTests, openPage, startHost } from './desk.ts';
import { passphrase, putOffSheet, setUpOffice } from './own-office.ts';

const canRun = browserForTests();

describe.runIf(canRun)('a desk without its clerk', () => {
  test('asks who takes the paper, leads to where that is chosen, and keeps the form', async () => {
    const founding = await startHost();
    const { page: firstPage, context } = await openPage(founding);
    await setUpOffice(firstPage);
    await putOffSheet(firstPage);
    await firstPage.close();
    await founding.end();
    await inClosedStore(founding.profile, async ({ local }) => void (await local.findOne('desk').remove()), passphrase);

    const { address } = await startHost({ profile: founding.profile });
    const page = await context.newPage();
    await page.goto(address);
    await page.getByLabel('Құпиясөз тіркесі').fill(passphrase);
    await page.keyboard.press('Enter');
    await page.getByText('қызметкер таңдалмаған').waitFor();
    await page.keyboard.press('F2');
    await page.getByLabel('Аты-жөні').fill('Сәрсенов Ғани Ерланұлы');
    await page.getByLabel('Қысқаша').fill('Көше жарығын орнату туралы');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Құжаттарды кім қабылдайтыны таңдалмаған', { exact: false }).waitFor();
    await isClean(page);
    await page.getByRole('link', { name: 'Қызметкерді таңдау' }).click();
    await page.getByText('Тізімнен өзіңізді таңдаңыз', { exact: false }).waitFor();
    await isClean(page);
    await page.getByLabel('Қазір құжаттарды кім қабылдайды').first().click();
    await page.getByRole('option', { name: /Әбенова/ }).click();
    await page.getByRole('link', { name: /Әбенова/ }).waitFor();
    // F2 begins another paper; the one that stands there is the first parked.
    await page.keyboard.press('F2');
    await page.getByRole('button', { name: /Alt 4 Сәрсенов/ }).waitFor();
    await page.keyboard.press('Alt+4');
    await expect.poll(() => page.getByLabel('Қысқаша').inputValue()).toBe('Көше жарығын орнату туралы');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
  });
});
