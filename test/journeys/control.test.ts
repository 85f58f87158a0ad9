import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { appeal, first, PASSPHRASE, readyOffice } from '../office/offices.ts';
import { textOf } from '../papers/pdf.ts';
import { isClean } from './axe.ts';
import { browserForTests, enterDemo, goTo, listHearsKeys, openPage, startHost } from './desk.ts';
import { focusIs } from './intake-form.ts';

const canRun = browserForTests('pdftotext');

const DAY_MS = 24 * 60 * 60 * 1_000;

/** The demo office some weeks later: its papers have fallen due. */
async function demoLater() {
  const host = await startHost();
  const { page } = await openPage(host);
  await enterDemo(page);
  await host.end();
  const later = await startHost({ profile: host.profile, clockOffsetMs: 21 * DAY_MS });
  const opened = await openPage(later);
  await opened.page.getByText('Соңғы құжаттар').waitFor();
  return opened;
}

const list = (page: Page, name: string) => page.getByRole('toolbar').getByRole('button', { name });

async function countOn(page: Page, name: string): Promise<number> {
  const text = (await list(page, name).locator('.figures').textContent()) ?? '';
  return Number(text.replace(/\D/g, ''));
}

describe.runIf(canRun)('the controller', () => {
  test('goes by keyboard from the reminder to a list, to a card and back, and picks an executor', async () => {
    const { page } = await demoLater();
    const reminder = page.getByRole('region', { name: 'Бақылау туралы еске салу' });
    await reminder.waitFor();
    await isClean(page);
    // It lies over a corner: what the clerk is typing stays where it was, and keeps the focus, however it is put away.
    await page.keyboard.press('F2');
    await focusIs(page, 'applicant.idNumber');
    const name = page.getByLabel('Аты-жөні');
    await name.fill('Сәрсенов Ғани');
    const focused = page.locator('[id="intake-applicant.name"]:focus');
    const place = await name.boundingBox();
    await reminder.getByRole('button', { name: 'Оқыдым' }).hover();
    await page.mouse.down();
    await focused.waitFor();
    await page.mouse.move(0, 0);
    await page.mouse.up();
    await page.keyboard.press('Alt+T');
    await reminder.waitFor({ state: 'detached' });
    await focused.waitFor();
    expect(await name.boundingBox()).toEqual(place);
    await page.keyboard.press('F6');
    await page.getByRole('heading', { level: 1, name: 'Бақылау' }).waitFor();
    const overdue = await countOn(page, 'Мерзімі өткен');
    expect(overdue).toBeGreaterThan(3);
    await page.getByRole('grid', { name: 'Мерзімі өткен' }).waitFor();
    await isClean(page);

    await listHearsKeys(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const number = (await page.locator('tr[aria-selected="true"] td[data-column="number"]').textContent())!;
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: number }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('tr[aria-selected="true"]', { hasText: number }).waitFor();

    await page.keyboard.press('Alt+6');
    await page.getByRole('grid', { name: 'Орындаушысыз' }).waitFor();
    // What waits for the head and for the controller has its keys behind those of the terms.
    for (const [key, empty] of [
      ['Alt+8', 'Қол қоятын шешім жоқ.'],
      ['Alt+9', 'Ұзартуды ешкім сұраған жоқ.'],
      ['Alt+0', 'Бақылауда тұрған аяқталған құжат жоқ.'],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByText(empty).waitFor();
    }
    await isClean(page);
    await list(page, 'Мерзімі өткен').click();
    const everybody = page.getByRole('radio', { name: /^Барлығы/ });
    await everybody.focus();
    await page.keyboard.press('ArrowDown');
    const hidden = page.getByText(/кешіктірілген \d+ құжат көрінбейді/);
    await hidden.waitFor();
    const left = Number(/\d+/.exec((await hidden.textContent())!)![0]);
    expect(left + (await countOn(page, 'Мерзімі өткен'))).toBe(overdue);
    await page.getByRole('button', { name: 'Көрсету' }).click();
    await hidden.waitFor({ state: 'detached' });
    expect(await everybody.isChecked()).toBe(true);
  });

  test('is not kept from overdue papers by what a journal is filtered by', async () => {
    const { page } = await demoLater();
    const hidden = page.getByText(/кешіктірілген \d+ құжат көрінбейді/);
    await goTo(page, '#/papers?period=today');
    await hidden.waitFor();
    const count = Number(/\d+/.exec((await hidden.textContent())!)![0]);
    await isClean(page);
    await page.getByRole('main').getByRole('button', { name: 'Көрсету' }).click();
    await hidden.waitFor({ state: 'detached' });
    await page.getByText(`${count} құжат`, { exact: true }).waitFor();
    await goTo(page, '#/papers?period=all&status=closed');
    await page.getByText(`кешіктірілген ${count} құжат көрінбейді`).waitFor();
  });

  test('has the daily list by one key, each executor’s papers once and a place to sign', async () => {
    const { page } = await demoLater();
    await page.keyboard.press('F6');
    const lists = ['Мерзімі өткен', 'Бүгін бітеді', '1 жұмыс күні', '3 жұмыс күні'];
    await list(page, 'Мерзімі өткен').waitFor();
    let total = 0;
    for (const name of lists) total += await countOn(page, name);
    await page.keyboard.press('Control+p');
    await page.getByText('Көру', { exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'PDF сақтау' }).click();
    const text = await textOf(await readFile(await (await download).path()));
    expect([...text.matchAll(/\d{6}\s\d{6}\s\d{6}/g)]).toHaveLength(total);
    for (const said of [
      'Бақылау тізімі, ',
      'Таныстым:',
      'Мерзімі өткен — ',
      `Барлығы: ${total} құжат`,
      '1-бет, барлығы',
    ])
      expect(text).toContain(said);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { level: 1, name: 'Бақылау' }).waitFor();
  });

  test('copies a paper into E-Otinish field by field, and takes the official number back once', async () => {
    const host = await startHost();
    const { page, context } = await openPage(host);
    await context.grantPermissions(['clipboard-read'], { origin: new URL(host.address).origin });
    await enterDemo(page);
    await page.keyboard.press('F2');
    await page.getByLabel('Аты-жөні').fill('Қожабергенова Ұлбосын Ерланқызы');
    await page.getByLabel('Қысқаша').fill('Көше жарығы туралы');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
    await goTo(page, '#/papers?period=all');
    await page.locator('tr', { hasText: 'Қожабергенова' }).first().click();
    await page.getByRole('button', { name: 'E-Otinish' }).waitFor();
    await page.keyboard.press('Control+e');
    const panel = page.getByRole('region', { name: 'E-Otinish үшін' });
    await panel.waitFor();
    const clipboard = () => page.evaluate('navigator.clipboard.readText()') as Promise<string>;
    const focused = () => page.evaluate('document.activeElement.textContent') as Promise<string>;

    // The first field has the focus; each Enter copies one and goes on to the next.
    const copied: string[] = [];
    const fields = await panel.getByRole('listitem').count();
    for (let i = 0; i < fields; i++) {
      const before = await focused();
      await page.keyboard.press('Enter');
      const text = await clipboard();
      expect(before).toContain(text);
      copied.push(text);
    }
    expect(copied).toContain('Қожабергенова');
    expect(copied).toContain('Ұлбосын');
    expect(copied).toContain('Ерланқызы');
    expect(copied).toContain('Көше жарығы туралы');
    expect(await panel.getByRole('img', { name: 'көшірілді' }).count()).toBe(fields);
    await isClean(page);

    // Behind the last field stands the one for the number.
    await page.keyboard.insertText('жт – 2026 – 00012345');
    await page.keyboard.press('Enter');
    await panel.getByText('ЖТ-2026-00012345').waitFor();
    expect(await panel.getByRole('textbox').count()).toBe(0);
    await expect.poll(() => page.getByText('ЖТ-2026-00012345').count()).toBeGreaterThan(1);

    await panel.getByRole('button', { name: 'Бәрін көшіру' }).click();
    expect(await clipboard()).toContain('Тегі: Қожабергенова\nАты: Ұлбосын\nӘкесінің аты: Ерланқызы\n');
  });
});

const OWN_PASSWORD = 'екінші құпия сөз';

/** An office a day after the papers of two executors fell due; one of them is away, the other has their papers and signs in. */
async function inForAnother() {
  const { client, close, profile, register } = await readyOffice();
  const post = { kk: 'маман', ru: 'специалист' };
  const chief = (await first(client.directory.watch())).staff[0]!;
  await client.staff.save({ id: chief.id, name: chief.name, post, phone: '', roles: ['administrator', 'registrar'] });
  await client.session.changePassword({ current: '', next: 'ақ қайың 1926' });
  const save = async (name: string) => {
    const { id } = await client.staff.save({ id: '', name, post, phone: '', roles: ['executor'] });
    return { id, name };
  };
  const [kim, lee] = [await save('Ким А. В.'), await save('Ли Б. Г.')];
  for (const executor of [kim, lee, lee])
    await register(
      appeal(({ handling }) => {
        handling.executor = executor;
      }),
    );
  await client.staff.setAbsence({ person: lee.id, from: '2026-12-21', to: '2026-12-31', substitute: kim.id });
  const { password } = await client.staff.givePassword({ person: kim.id });
  await client.session.signIn({ person: kim.id, by: 'password', secret: password });
  await client.session.changePassword({ current: password, next: OWN_PASSWORD });
  await close();
  const now = Date.parse('2026-12-23T06:00:00Z');
  const { page } = await openPage(await startHost({ profile, clockOffsetMs: now - Date.now() }));
  await page.clock.setFixedTime(now);
  await page.getByLabel('Құпиясөз тіркесі').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Жұмыс орнында кім отыр?' }).waitFor();
  const who = page.getByRole('combobox', { name: 'Қызметкер' }).or(page.getByLabel('Қызметкер', { exact: true }));
  await who.first().fill(kim.name);
  await page.getByRole('option', { name: new RegExp(kim.name) }).click();
  await page.getByLabel('Құпиясөз', { exact: true }).fill(OWN_PASSWORD);
  await page.keyboard.press('Enter');
  return page;
}

test.runIf(canRun)(
  'whoever stands in for somebody is reminded of all, picks among them, and is told of the overdue that the pick leaves out',
  async () => {
    const page = await inForAnother();
    const reminder = page.getByRole('region', { name: 'Бақылау туралы еске салу' });
    await reminder.getByText('мерзімі өткен 3 құжат', { exact: false }).waitFor();
    await page.keyboard.press('Alt+R');
    await page.getByRole('grid', { name: 'Мерзімі өткен' }).waitFor();
    await expect.poll(() => countOn(page, 'Мерзімі өткен')).toBe(3);
    await page.getByRole('radio', { name: /^Барлығы/ }).focus();
    expect(await page.locator('input[name="executor"]').count()).toBe(3);
    await page.getByRole('radio', { name: /^Ким/ }).check();
    await page.getByText('кешіктірілген 2 құжат көрінбейді').waitFor();
    await expect.poll(() => countOn(page, 'Мерзімі өткен')).toBe(1);
    await isClean(page);
    await page.getByRole('button', { name: 'Көрсету' }).click();
    await expect.poll(() => countOn(page, 'Мерзімі өткен')).toBe(3);
  },
);
