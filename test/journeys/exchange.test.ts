import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openRequests, refuseRequest } from '../../registry/provisioning/requests.ts';
import { yearAt } from '../../registry/provisioning/year.ts';
import { noteTroubles, numberAfter } from '../office/noted-troubles.ts';
import { AGENCY, startRegistry } from '../office/registry.ts';
import { png } from '../office/some-files.ts';
import { isClean, isCleanInBoth } from './axe.ts';
import { browserForTests, goTo, openPage, startHost } from './desk.ts';
import { enrolled, fillRequest, giveAnswer, newOffice, requestFile } from './enrolled.ts';
import { withHeldAnswers } from './held-answers.ts';
import { passphrase, putOffSheet, registerPaper, setUpOffice } from './own-office.ts';

const canRun = browserForTests();

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const words = (page: Page, text: string) => page.getByText(text, { exact: false }).first();
const line = (page: Page, text: string) => page.locator('footer').getByText(text, { exact: false }).waitFor();

describe.runIf(canRun)('the page behind the status line', () => {
  test('a request that the registry refused is told as that; it can still go by file, and is given up only when that is meant', async () => {
    const registry = await startRegistry();
    const { page } = await newOffice();
    await fillRequest(page, '1-терезе');
    await page.getByText('Желі арқылы', { exact: true }).click();
    await page.getByLabel('Тізілім мекенжайы').fill(registry.url);
    await button(page, 'Сұрау жасау').click();
    await button(page, 'Жауапты тізілімнен алу').waitFor();
    for (const open of await openRequests(registry.couch)) await refuseRequest(registry.couch, open);
    await button(page, 'Жауапты тізілімнен алу').click();
    await words(page, 'Бұл сұрау тізілімде енді жоқ').waitFor();
    await isCleanInBoth(page);
    const download = page.waitForEvent('download');
    await button(page, 'Сұрау файлын сақтау').click();
    await download;
    await button(page, 'Сұраудан бас тарту').click();
    await words(page, 'Бұл сұраудың кілті өшіріледі').waitFor();
    await isCleanInBoth(page);
    await button(page, 'Жауапты күту').click();
    await button(page, 'Жауапты тізілімнен алу').waitFor();
    await button(page, 'Сұраудан бас тарту').click();
    await button(page, 'Сұраудан бас тарту').click();
    await page.getByLabel('Мекеме коды, 7 цифр').waitFor();
  });

  test('a clock set right after it ran fast: both times are told, and the way on', async () => {
    const registry = await startRegistry();
    const fast = await startHost({ clockOffsetMs: 400 * 86_400_000 });
    const { page } = await openPage(fast);
    await setUpOffice(page);
    await putOffSheet(page);
    const request = await requestFile(page, '1-терезе');
    await giveAnswer(page, await registry.answer(readFileSync(request, 'utf8')), request);
    await button(page, 'Қосылу').click();
    await line(page, 'Бәрі тізілімде');
    // Only what is confirmed on both sides is remembered.
    const { rows } = await registry.couch.demand('GET', `agency-${AGENCY}-office/_all_docs`);
    const sites = (rows as { id: string }[]).flatMap(({ id }) => (id.startsWith('site:') ? [id.slice(5)] : []));
    const confirmed = async () => {
      const marks = sites.map((site) => registry.couch.ask('GET', `agency-${AGENCY}/_local/kense-${site}`));
      return (await Promise.all(marks)).some(({ status }) => status === 200);
    };
    await expect.poll(confirmed, { timeout: 30_000 }).toBe(true);
    await fast.kill();
    const right = await startHost({ profile: fast.profile });
    const { page: later } = await openPage(right);
    await later.getByLabel('Құпиясөз тіркесі').fill(passphrase);
    await later.keyboard.press('Enter');
    await line(later, 'Алмасу тоқтап тұр');
    await goTo(later, '#/exchange');
    const year = yearAt(Date.now() + 400 * 86_400_000);
    await later.getByText(new RegExp(`Соңғы алмасу \\d\\d\\.\\d\\d\\.${year} \\d\\d:\\d\\d болған`)).waitFor();
    await isCleanInBoth(later);
    await button(later, 'Қарадым, жалғастыру').click();
    await line(later, 'Бәрі тізілімде');
  });

  test('what waits is named by what it is; nothing is said to be all sent beside what is not', async () => {
    const registry = await startRegistry();
    const { page } = await enrolled(registry, '1-терезе');
    await line(page, 'Бәрі тізілімде');
    await registry.cut();
    const number = await registerPaper(page, 'Сканмен Келген');
    await goTo(page, `#/papers/${number}`);
    const chosen = { name: 'фото.png', mimeType: 'image/png', buffer: png() };
    await page.locator('input[type=file]').setInputFiles([chosen]);
    await page.getByRole('button', { name: 'фото.png' }).waitFor();
    await line(page, 'Тізіліммен байланыс жоқ, жіберілуін күтіп тұр: 1 құжат, 1 файл');
    await goTo(page, '#/exchange');
    await words(page, 'Құжаттардан кейін файлдар жіберіледі: 1 файл.').waitFor();
    await isCleanInBoth(page);
  });
});

const who = (page: Page) =>
  page
    .getByRole('combobox', { name: 'Қызметкер' })
    .or(page.getByLabel('Қызметкер', { exact: true }))
    .first();

/** Who works here from now on, where nobody signs in. */
async function choosePerson(page: Page, name: string): Promise<void> {
  await page.keyboard.press('F9');
  await who(page).fill(name);
  await page.locator('[data-combobox-selected]', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: new RegExp(name) }).waitFor();
}

describe.runIf(canRun)('what does not go, or is not taken over', () => {
  test('is named by what it is, with what comes of it; a correction is offered to who may make one', async () => {
    const registry = await startRegistry();
    const { page: first, host } = await enrolled(registry, '1-терезе');
    await line(first, 'Бәрі тізілімде');
    const number = await registerPaper(first, 'Қабылданбаған');
    await line(first, 'Бәрі тізілімде');
    const post = { kk: 'маман', ru: 'специалист' };
    await registry.addStaff({ id: 'kim', name: 'Кимова Алия Бақытқызы', post, roles: ['head'] });
    await registry.addStaff({ id: 'bek', name: 'Бекова Сәуле Асанқызы', post, roles: ['clerk'], administrator: true });
    await goTo(first, '#/staff');
    for (const name of ['Кимова', 'Бекова']) await words(first, name).waitFor();
    await host.end();
    await registry.cut();
    const away = numberAfter(number, 7);
    await noteTroubles(
      host.profile,
      async ({ papers, records, files, bundles }) => {
        await papers.refuse(number, 'malformedEntry', true);
        for (let i = 10; i < 220; i++) await papers.refuse(numberAfter(number, i), 'notOwnNumber');
        await papers.refuse(numberAfter(number, 1), 'tooLarge');
        await files.refuse('ab'.repeat(32), 'breaksThere');
        await records.refuse('staff:invented', 'tooLong');
        await papers.setAside(away, 'schema', '');
        await papers.setAside(`${number}x`, 'schema', '');
        await bundles.setAside(away, 'unproved', '');
      },
      passphrase,
    );
    const { page } = await openPage(await startHost({ profile: host.profile }));
    await page.getByLabel('Құпиясөз тіркесі').fill(passphrase);
    await page.keyboard.press('Enter');
    await goTo(page, '#/exchange');
    const part = (title: string) =>
      page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
    const again = part('Тізілімге өтпегендер');
    await again.getByText('бірақ сағатына кемінде бір рет', { exact: false }).waitFor();
    expect(await again.getByRole('listitem').count()).toBe(2);
    await part('Тізілім қабылдамағандар').getByText('212 ішінен алғашқы 201 көрсетілген.').waitFor();
    // What is not here is not opened.
    const aside = part('Бөлек қойылғандар');
    const grouped = (of: string) => of.replace(/(\d{6})(?=\d)/g, '$1\u00a0');
    await aside.getByText(`${number}x нөмірлі құжат`, { exact: false }).waitFor();
    expect((await aside.textContent())!.replace(/\s/g, ' ')).toContain(grouped(away).replace(/\s/g, ' '));
    expect(await aside.getByRole('link').count()).toBe(0);
    expect(await part('Тасығыш арқылы алмасу').getByRole('listitem').getByRole('link').count()).toBe(0);
    await isCleanInBoth(page);

    const correct = page.getByRole('link', { name: 'Түзетіп, қайта жіберу' });
    await choosePerson(page, 'Бекова');
    expect(await correct.count()).toBe(1);
    expect(await page.getByLabel('Кімге').isDisabled()).toBe(false);
    await goTo(page, '#/me');
    for (const label of ['Жаңа құпиясөз', 'Тағы бір рет']) await page.getByLabel(label).fill('ақ қайың 1926');
    await button(page, 'Құпиясөзді сақтау').click();
    await page.getByRole('heading', { name: 'Осы компьютердегі PIN' }).waitFor();
    await page.getByRole('link', { name: 'Қызметкерлер' }).click();
    await button(page, 'Кимова Алия Бақытқызы').click();
    await button(page, 'Құпиясөз беру').click();
    const once = await page.getByText(/^\d{4}-\d{4}-\d{4}$/).innerText();
    await goTo(page, '#/exchange');
    await correct.waitFor();
    await page.keyboard.press('F9');
    await page.getByRole('heading', { name: 'Жұмыс орнында кім отыр?' }).waitFor();
    await who(page).fill('Кимова');
    await page.getByRole('option', { name: /Кимова/ }).click();
    await page.locator('input[type=password]:focus').waitFor();
    await page.keyboard.type(once);
    await page.keyboard.press('Enter');
    for (const label of ['Жаңа құпиясөз', 'Тағы бір рет']) await page.getByLabel(label).fill('екінші құпия');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /Кимова/ }).waitFor();
    await correct.waitFor({ state: 'detached' });
    await part('Тізілім қабылдамағандар').getByRole('link').first().waitFor();
    // A stick is the administrator's, every part of it.
    expect(await page.getByLabel('Кімге').isDisabled()).toBe(true);
    expect(await page.getByLabel('Скандарымен бірге').isDisabled()).toBe(true);
  });
});

describe.runIf(canRun)('a scan that takes long to open', () => {
  test('says so, and need not be waited for', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    const answers = await withHeldAnswers(page);
    await page.reload();
    await setUpOffice(page);
    await putOffSheet(page);
    const number = await registerPaper(page, 'Сейтова Айгүл');
    await goTo(page, `#/papers/${number}`);
    await page.locator('input[type=file]').setInputFiles([{ name: 'фото.png', mimeType: 'image/png', buffer: png() }]);
    const scan = page.getByRole('button', { name: 'фото.png' });
    await scan.locator('[data-drawn] canvas').waitFor();
    answers.hold();
    await scan.click();
    await words(page, 'Файл ашылып жатыр').waitFor();
    await isClean(page);
    await button(page, 'Күтпеу').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    answers.release();
    await scan.click();
    await page.getByRole('dialog').getByRole('img', { name: 'фото.png' }).waitFor();
  });
});
