import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startRegistry } from '../office/registry.ts';
import { pdf } from '../office/some-files.ts';
import { inBoth, isClean } from './axe.ts';
import { browserForTests, goTo } from './desk.ts';
import { enrolled } from './enrolled.ts';
import { registerPaper } from './own-office.ts';

const canRun = browserForTests();

const TITLES = { kk: 'Тасығыш арқылы алмасу', ru: 'Обмен на носителе' };
const part = (page: Page, language: keyof typeof TITLES = 'kk') =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: TITLES[language] }) });

/** Whether a button, or some of the words in it, has no room. */
const isCutOff = (label: string) => `{
  const button = document.querySelector('button[aria-label*="${label}"]');
  [button, ...button.querySelectorAll('*')].some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth) ||
    button.getBoundingClientRect().right > button.parentElement.getBoundingClientRect().right;
}`;

describe.runIf(canRun)('a stick between two desks', () => {
  test('is written at one and taken in at the other; a broken one changes nothing and says why', async () => {
    const registry = await startRegistry();
    const [a, b] = [await enrolled(registry, '1-терезе'), await enrolled(registry, '2-терезе')];
    const folder = mkdtempSync(join(tmpdir(), 'kense stick '));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    // Each hears of the other by the registry; from then on there is no network.
    for (const { page } of [a, b]) {
      await goTo(page, '#/exchange');
      await part(page)
        .getByRole('option', { name: /терезе/ })
        .first()
        .waitFor({ state: 'attached' });
    }
    await registry.cut();
    const number = await registerPaper(a.page, 'Флешкамен Барған');
    await goTo(a.page, `#/papers/${number}`);
    const chosen = { name: 'өтініш.pdf', mimeType: 'application/pdf', buffer: pdf() };
    await a.page.locator('input[type=file]').setInputFiles([chosen]);
    await a.page.getByRole('button', { name: 'өтініш.pdf' }).waitFor();

    await goTo(a.page, '#/exchange');
    await part(a.page).getByLabel('Тасығыштағы қалта').fill(join(folder, 'жоқ'));
    await part(a.page).getByRole('button', { name: 'Жазу' }).click();
    await part(a.page).getByRole('alert').getByText('Тасығышта мұндай қалта жоқ').waitFor();
    await part(a.page).getByLabel('Тасығыштағы қалта').fill(folder);
    await part(a.page).getByLabel('Кімге').selectOption({ label: '2-терезе, 02-жұмыс орны' });
    await part(a.page).getByRole('button', { name: 'Жазу' }).click();
    await part(a.page).getByRole('status').getByText('Жазылды: ').waitFor();
    const [name] = readdirSync(folder);
    expect(name).toMatch(/^kense-[0-9a-z]{12}-[0-9a-z]{12}-\d{4}-\d\d-\d\d-[0-9a-f]{4}\.bundle$/);

    const path = join(folder, name!);
    const whole = readFileSync(path);
    for (const secret of ['Флешкамен', number, '%PDF', 'өтініш']) expect(whole.includes(secret)).toBe(false);
    writeFileSync(path, whole.subarray(0, -1));
    await part(b.page).getByLabel('Тасығыштағы қалта').fill(folder);
    await part(b.page).getByRole('button', { name: 'Тасығышта не барын көрсету' }).click();
    const take = part(b.page).getByRole('button', { name: `${name} қабылдау` });
    await inBoth(b.page, async (language) => {
      await part(b.page, language)
        .getByRole('button', { name: new RegExp(name!) })
        .waitFor();
      expect(await b.page.evaluate<boolean>(isCutOff(name!)), language).toBe(false);
    });
    await take.click();
    await part(b.page).getByRole('alert').getByText('Пакет бүлінген немесе толық жазылмаған').waitFor();
    await isClean(b.page);
    writeFileSync(path, whole);
    await take.click();
    await part(b.page)
      .getByText(/«1-терезе» жұмыс орнынан. Жаңа құжат 1, толықтырылғаны 0, кеңсе жазбасы \d+, файл 1./)
      .waitFor();
    await take.click();
    await part(b.page).getByText('Жаңа ештеңе жоқ: бәрі мұнда бар.').waitFor();
    await goTo(b.page, `#/papers/${number}`);
    await b.page.getByText('Флешкамен Барған').first().waitFor();
    await b.page.getByRole('button', { name: 'өтініш.pdf' }).locator('[data-drawn] canvas').waitFor();
  });
});
