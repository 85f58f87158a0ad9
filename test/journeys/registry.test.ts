import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { addAgency } from '../../registry/provisioning/agency.ts';
import { readRegistryKey } from '../../registry/provisioning/registry-key.ts';
import { revokeSite } from '../../registry/provisioning/site.ts';
import { fingerprintOf } from '../../shared/centre/fingerprint.ts';
import { AGENCY, BODY, startRegistry } from '../office/registry.ts';
import { isCleanInBoth } from './axe.ts';
import { browserForTests, enterDemo, goTo, openJournal, openPage, startHost } from './desk.ts';
import { confirmRegistry, enrolled, fillRequest, giveAnswer, newOffice, requestFile } from './enrolled.ts';
import { registerPaper } from './own-office.ts';

const canRun = browserForTests();

const line = (page: Page, text: string) => page.locator('footer').getByText(text, { exact: false }).waitFor();

async function hasPaper(page: Page, name: string): Promise<void> {
  await openJournal(page);
  await page.getByRole('row', { name: new RegExp(name) }).waitFor();
}

describe.runIf(canRun)('joining an agency', () => {
  test('goes by two files; what is wrong with a file is said, papers on trial are asked about, and talons are no samples then', async () => {
    const registry = await startRegistry();
    const { page } = await newOffice();
    await line(page, 'тізіліммен алмасу бапталмаған');
    await registerPaper(page, 'Сынақбаев Нұр');
    await goTo(page, '#/exchange');
    await isCleanInBoth(page);
    await page.getByLabel('Мекеме коды, 7 цифр').fill('99');
    await page.getByRole('button', { name: 'Сұрау жасау' }).click();
    await page.getByText('Мұндай мекеме коды жоқ', { exact: false }).waitFor();
    const request = await requestFile(page, '1-терезе');
    await page.getByText('Файл сақталды', { exact: false }).waitFor();
    await isCleanInBoth(page);
    const file = readFileSync(request, 'utf8');
    await page.getByText(fingerprintOf(JSON.parse(file).publicKey), { exact: false }).waitFor();
    await giveAnswer(page, 'жауап', request);
    await page.getByText('Бұл тізілімнің жауап файлы емес', { exact: false }).waitFor();
    const answer = await registry.answer(file);
    await giveAnswer(page, answer, request);
    await page.getByText('1 сынақ құжаты үлгі болып қалады', { exact: false }).waitFor();
    const { publicKey } = (await readRegistryKey(registry.couch)).siteOf(AGENCY);
    await page.getByText(fingerprintOf(publicKey), { exact: false }).waitFor();
    await page.getByText(registry.url, { exact: false }).waitFor();
    await isCleanInBoth(page);
    await page.getByRole('button', { name: 'Кейін', exact: true }).click();
    await giveAnswer(page, answer, request);
    await confirmRegistry(page);
    await line(page, 'Бәрі тізілімде');
    await isCleanInBoth(page);
    const number = await registerPaper(page, 'Әлімқұлова Айгүл');
    expect(number.slice(0, 7)).toBe(AGENCY);
    await page.getByText('Талондар – үлгі').waitFor({ state: 'detached' });
    await openJournal(page);
    await page.getByRole('row', { name: /Әлімқұлова/ }).waitFor();
    expect(await page.getByRole('row', { name: /Сынақбаев/ }).count()).toBe(0);
  });

  test('goes over the network as soon as the administrator has granted it', async () => {
    const registry = await startRegistry();
    const { page } = await newOffice();
    await fillRequest(page, '1-терезе');
    await page.getByText('Желі арқылы', { exact: true }).click();
    await page.getByRole('button', { name: 'Сұрау жасау' }).click();
    await page.getByText('Осы өрісті толтырыңыз.').waitFor();
    await page.getByLabel('Тізілім мекенжайы').fill('http://127.0.0.1:9');
    await page.getByRole('button', { name: 'Сұрау жасау' }).click();
    await page.getByText('Бұл мекенжайда тізілім жауап бермейді', { exact: false }).waitFor();
    await page.getByLabel('Тізілім мекенжайы').fill(registry.url);
    await page.getByRole('button', { name: 'Сұрау жасау' }).click();
    await page.getByRole('button', { name: 'Жауапты тізілімнен алу' }).click();
    await page.getByText('Тізілім әкімшісі әлі жауап берген жоқ', { exact: false }).waitFor();
    await registry.answerAll();
    await page.getByRole('button', { name: 'Жауапты тізілімнен алу' }).click();
    await confirmRegistry(page);
    await line(page, 'Бәрі тізілімде');
  });
});

describe.runIf(canRun)('the example', () => {
  test('is a desk of the registry on this computer from the start, and says how things stand', async () => {
    const registry = await startRegistry({ own: true });
    const host = await startHost({ registry: registry.url });
    const { page } = await openPage(host);
    await enterDemo(page);
    await line(page, 'Бәрі тізілімде');
    await goTo(page, '#/exchange');
    await page.getByText(registry.url).waitFor();
    await page.getByText('2300000', { exact: true }).waitFor();
    await isCleanInBoth(page);
    const { doc_count: there } = await registry.couch.demand('GET', 'agency-2300000');
    expect(there).toBeGreaterThan(100);
  });
});

describe.runIf(canRun)('two desks and the registry', () => {
  test('a paper taken at one is in the journal of the other; without the registry work goes on and the line says so; back, both have all', async () => {
    const registry = await startRegistry();
    const [a, b] = [await enrolled(registry, '1-терезе'), await enrolled(registry, '2-терезе')];
    await registerPaper(a.page, 'Әлімқұлова Айгүл');
    for (const { page } of [a, b]) await hasPaper(page, 'Әлімқұлова');
    await goTo(b.page, '#/exchange');
    await b.page.getByText('1 құжат келді', { exact: false }).waitFor();
    await isCleanInBoth(b.page);

    await registry.cut();
    await registerPaper(a.page, 'Бекова Сәуле');
    await line(a.page, 'Тізіліммен байланыс жоқ, 1 құжат жіберілуін күтіп тұр');
    await registerPaper(b.page, 'Ғабитов Өмір');
    await line(b.page, 'Тізіліммен байланыс жоқ, 1 құжат жіберілуін күтіп тұр');
    await goTo(a.page, '#/exchange');
    await isCleanInBoth(a.page);

    await registry.comeBack();
    for (const { page } of [a, b]) {
      await goTo(page, '#/exchange');
      await page.getByRole('button', { name: 'Қазір қайталау' }).click();
      await line(page, 'Бәрі тізілімде');
    }
    await hasPaper(a.page, 'Ғабитов');
    await hasPaper(b.page, 'Бекова');
  });

  test('an emptied registry stops the exchange; somebody looks, lets it go on, and it gets everything again', async () => {
    const registry = await startRegistry();
    const { couch } = registry;
    const { page } = await enrolled(registry, '1-терезе');
    const database = `agency-${AGENCY}`;
    const { rows } = await couch.demand('GET', `${database}-office/_all_docs`);
    const sites = (rows as { id: string }[]).flatMap(({ id }) => (id.startsWith('site:') ? [id.slice(5)] : []));
    const marks = async () => {
      const all = await Promise.all(sites.map((site) => couch.ask('GET', `${database}/_local/kense-${site}`)));
      return JSON.stringify(all.filter(({ status }) => status === 200));
    };
    await expect.poll(marks).not.toBe('[]');
    const before = await marks();
    const number = await registerPaper(page, 'Әлімқұлова Айгүл');
    await line(page, 'Бәрі тізілімде');
    // From here on the desk knows that this registry had it.
    await expect
      .poll(async () => (await registry.paper(number)) !== undefined && (await marks()) !== before)
      .toBe(true);
    await couch.demand('DELETE', database);
    // What is sent finds nobody.
    const late = await registerPaper(page, 'Бекова Сәуле');
    await line(page, 'Алмасу тоқтап тұр');
    await addAgency(couch, { agency: AGENCY, name: BODY, zone: 'Asia/Atyrau' });
    await goTo(page, '#/exchange');
    const goOn = page.getByRole('button', { name: 'Қарадым, жалғастыру' });
    await page.getByRole('button', { name: 'Қазір қайталау' }).click();
    await goOn.waitFor();
    await page.getByText('Осы мекеменің тізілімде бұрын болған құжаттары онда енді жоқ', { exact: false }).waitFor();
    await isCleanInBoth(page);
    expect(await registry.paper(number)).toBeUndefined();
    await goOn.click();
    await line(page, 'Бәрі тізілімде');
    for (const one of [number, late]) await expect.poll(() => registry.paper(one)).toMatchObject({ book: 'appeals' });
    await goOn.waitFor({ state: 'detached' });
    await hasPaper(page, 'Әлімқұлова');
  });

  test('a paper that the registry refuses for its entry is corrected from the page, goes by itself, and shows what stood there before', async () => {
    const registry = await startRegistry();
    const { page } = await enrolled(registry, '1-терезе');
    await line(page, 'Бәрі тізілімде');
    await registry.couch.demand('PUT', `agency-${AGENCY}/_design/rule`, {
      validate_doc_update: `function (doc) { if (doc.entry && doc.entry.applicant.name === 'Қате') throw { forbidden: 'malformedEntry' }; }`,
    });
    const number = await registerPaper(page, 'Қате');
    await line(page, 'Тізілім 1 құжатты қабылдамады');
    await goTo(page, '#/exchange');
    await page.getByText('Құжаттың мазмұны танылмайды', { exact: false }).waitFor();
    await isCleanInBoth(page);
    await page.getByRole('link', { name: 'Түзетіп, қайта жіберу' }).click();
    await page.getByText('түзету жазбаның өзін ауыстырады', { exact: false }).waitFor();
    await page.getByRole('textbox', { name: 'Дұрысы' }).fill('Әлімқұлова Айгүл');
    await page.getByRole('textbox', { name: 'Себебі' }).fill('аты дұрыс жазылмаған');
    await isCleanInBoth(page);
    await page.keyboard.press('Control+Enter');
    await line(page, 'Бәрі тізілімде');
    await page.getByText('түзету жазбаның өзін ауыстырады', { exact: false }).waitFor({ state: 'detached' });
    await expect
      .poll(() => registry.paper(number))
      .toMatchObject({ entry: { applicant: { name: 'Әлімқұлова Айгүл' } } });
    await page.getByText('болған: Қате', { exact: true }).waitFor();
    await page.getByText('Тізілім қабылдамаған бұрынғы жазба', { exact: false }).click();
    await page.locator('details').getByText('Қате', { exact: true }).waitFor();
    await isCleanInBoth(page);
    await hasPaper(page, 'Әлімқұлова Айгүл');
  });

  test('what is refused stands on the page with its reason; a computer whose trust was taken back is told so', async () => {
    const registry = await startRegistry();
    const { page } = await enrolled(registry, '1-терезе');
    await line(page, 'Бәрі тізілімде');
    await registry.couch.demand('PUT', `agency-${AGENCY}/_design/rule`, {
      validate_doc_update: `function (doc) { if (doc.entry) throw { forbidden: 'tooLong' }; }`,
    });
    await registerPaper(page, 'Әлімқұлова Айгүл');
    await line(page, 'Тізілім 1 құжатты қабылдамады');
    await page.locator('footer').getByText('Тізілім 1 құжатты қабылдамады').click();
    await page.getByText('Құжат тым ұзын', { exact: false }).waitFor();
    expect(await page.getByText('бәрі жіберілген әрі алынған', { exact: false }).count()).toBe(0);
    await isCleanInBoth(page);
    const site = await page.locator('dd').nth(2).textContent();
    expect(await revokeSite(registry.couch, site!, 'ұрланды')).toBeUndefined();
    await page.getByRole('button', { name: 'Қазір қайталау' }).click();
    await registerPaper(page, 'Бекова Сәуле');
    await line(page, 'Тізілім бұл компьютерді енді қабылдамайды');
    await goTo(page, '#/exchange');
    await page.getByText('рұқсаты қайтарып алынған немесе өзгертілген', { exact: false }).waitFor();
    await isCleanInBoth(page);
  });
});
