import { closeSync, cpSync, mkdtempSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { recoveryGroups } from '../../shared/domain/keys/recovery-code.ts';
import { groupNumber } from '../../shared/domain/number/paper-number.ts';
import { textOf } from '../papers/pdf.ts';
import { smallDisk } from '../small-disk.ts';
import { requireMount } from '../tools.ts';
import { isCleanInBoth } from './axe.ts';
import { browserForTests, goTo, openJournal, openPage, startHost } from './desk.ts';
import { passphrase, putOffSheet, registerPaper, savedSheet, setUpOffice } from './own-office.ts';

const canRun = browserForTests('pdftotext', 'pdftoppm', 'zbarimg');

async function unlock(page: Page, typed = passphrase): Promise<void> {
  await page.getByLabel('Құпиясөз тіркесі').fill(typed);
  await page.keyboard.press('Enter');
}

/** The open office has this paper. */
async function hasPaper(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: /Жолданымдар/ }).waitFor();
  await openJournal(page);
  await page.getByRole('row', { name: new RegExp(name) }).waitFor();
}

/** A folder as a stick would be one. */
function stick(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kense тасығыш '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe.runIf(canRun)('the sheet for the safe', () => {
  test('comes right after the set-up, carries the code for eyes and scanner, and is confirmed from paper alone', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await setUpOffice(page);
    await isCleanInBoth(page);
    const { pdf, code } = await savedSheet(page);
    const groups = recoveryGroups(code.replaceAll('-', ''));
    const printed = (await textOf(pdf)).replaceAll(/[\s\u202f]/g, '');
    for (const group of groups) expect(printed).toContain(group);
    expect((await page.locator('body').textContent())?.replaceAll(/\s/g, '')).not.toContain(groups[7]);

    await page.getByLabel('8-топ, 6 цифр').fill(groups[0]!);
    await page.keyboard.press('Enter');
    await page.getByText('Бұл ол топ емес.', { exact: false }).waitFor();
    await goTo(page, '#/desk');
    await page.getByRole('link', { name: 'Парақты басып шығару' }).click();
    await page.getByLabel('8-топ, 6 цифр').fill(groups[7]!);
    await page.keyboard.press('Enter');
    await page.getByText('Парақ тексерілді.', { exact: false }).waitFor();
    await goTo(page, '#/desk');
    await page.getByText('Жұмыс орнының коды').waitFor();
    await page.getByRole('link', { name: 'Парақты басып шығару' }).waitFor({ state: 'detached' });
  });

  test('opens an office whose passphrase is lost; a slip is named by its group, nothing typed is lost', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await setUpOffice(page);
    const { code } = await savedSheet(page);
    await putOffSheet(page);
    await registerPaper(page, 'Әлімқұлова Айгүл');
    await host.end();

    const again = await startHost({ profile: host.profile });
    const { page: back } = await openPage(again);
    await unlock(back, 'басқа тіркес');
    await back.getByText('Құпиясөз тіркесі сәйкес келмейді.').waitFor();
    await back.getByRole('button', { name: 'Тіркес ұмытылды ма?', exact: false }).click();
    const field = back.getByLabel('Қалпына келтіру коды, 48 цифр');
    const slip = code.replace(
      /(\d)(-\d{6}-\d{6}-\d{6}-\d{6}-\d{6})$/,
      (_, digit, rest) => `${(Number(digit) + 1) % 10}${rest}`,
    );
    await field.fill(slip);
    await back.getByText('3-топ қате терілген', { exact: false }).waitFor();
    await isCleanInBoth(back);
    expect(await field.inputValue()).toBe(slip);
    await field.fill(code.replaceAll('-', ' '));
    await back.getByLabel('Жаңа құпиясөз тіркесі').fill('жаңа тіркес 2027');
    await back.getByLabel('Тағы бір рет').fill('жаңа тіркес 2072');
    await back.keyboard.press('Enter');
    await back.getByText('Тіркестер бірдей емес.').waitFor();
    await back.getByLabel('Тағы бір рет').fill('жаңа тіркес 2027');
    await back.keyboard.press('Enter');
    await hasPaper(back, 'Әлімқұлова Айгүл');
    await again.end();

    const third = await startHost({ profile: host.profile });
    const { page: last } = await openPage(third);
    await unlock(last, 'жаңа тіркес 2027');
    await hasPaper(last, 'Әлімқұлова Айгүл');
  });
});

describe.runIf(canRun)('a damaged file', () => {
  test('is told in words with the ways out, and its papers are rescued', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await setUpOffice(page);
    await putOffSheet(page);
    await registerPaper(page, 'Қожабергенова Ұлбосын');
    await goTo(page, '#/safety');
    await page.getByRole('button', { name: 'Қазір көшірме жасау' }).click();
    await page.getByText('Көшірме жасалды және тексерілді.').waitFor();
    await host.end();
    const file = openSync(join(host.profile, 'office', 'kense.db'), 'r+');
    writeSync(file, Buffer.alloc(4096, 7), 0, 4096, 0);
    closeSync(file);

    const again = await startHost({ profile: host.profile });
    const { page: back } = await openPage(again);
    await unlock(back);
    await back.getByText('Кеңсе ашылмады').waitFor();
    await isCleanInBoth(back);
    await back.getByRole('button', { name: 'Құжаттарды құтқару' }).click();
    await hasPaper(back, 'Қожабергенова Ұлбосын');
    await goTo(back, '#/safety');
    await back.getByText('Бөлек сақталғандар').waitFor();
    await isCleanInBoth(back);
    const number = await registerPaper(back, 'Кейінгі');
    expect(number.slice(7, 17)).toBe(`${number.slice(7, 9)}02000001`);
  });
});

describe.runIf(canRun)('a file that is older than the numbers given here', () => {
  test('names the numbers that are not here, on every screen and one by one, until the last backup has brought the papers', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await setUpOffice(page);
    await putOffSheet(page);
    await registerPaper(page, 'Бұрынғы');
    await host.end();
    cpSync(join(host.profile, 'office'), join(host.profile, 'old'), { recursive: true });

    const since = await startHost({ profile: host.profile });
    const { page: there } = await openPage(since);
    await unlock(there);
    await hasPaper(there, 'Бұрынғы');
    const lost = [await registerPaper(there, 'Жоғалған'), await registerPaper(there, 'Екіншісі')];
    await goTo(there, '#/safety');
    await there.getByRole('button', { name: 'Қазір көшірме жасау' }).click();
    await there.getByText('Көшірме жасалды және тексерілді.').waitFor();
    await since.end();
    rmSync(join(host.profile, 'office'), { recursive: true });
    renameSync(join(host.profile, 'old'), join(host.profile, 'office'));

    const again = await startHost({ profile: host.profile });
    const { page: back } = await openPage(again);
    await unlock(back);
    const notice = back.getByText('Нөмірі берілген 2 құжат мұнда жоқ.', { exact: false });
    await notice.waitFor();
    await notice.getByRole('link').click();
    const [first, last] = lost.map(groupNumber);
    await back.getByText(`${first} – ${last}`).waitFor();
    await isCleanInBoth(back);
    const part = back.getByRole('heading', { name: 'Мұнда жоқ нөмірлер' }).locator('..');
    await part.getByRole('button', { name: 'Көшірмеден алу…' }).click();
    await part.getByRole('button', { name: 'Көшірмеден алу', exact: true }).click();
    await hasPaper(back, 'Жоғалған');
    await hasPaper(back, 'Екіншісі');
    await notice.waitFor({ state: 'detached' });
  });
});

describe.runIf(canRun)('a backup on a stick', () => {
  test('brings the office back on a new computer by its sheet, under a fresh desk code', async () => {
    const folder = stick();
    const host = await startHost();
    const { page } = await openPage(host);
    await setUpOffice(page);
    const { code } = await savedSheet(page);
    await putOffSheet(page);
    const before = await registerPaper(page, 'Сәрсенов Ғани');
    await goTo(page, '#/safety');
    await page.getByLabel('Көшірмелер қалтасы').fill(join(folder, 'no such folder'));
    await page.getByRole('button', { name: 'Сақтау', exact: true }).click();
    await page.getByRole('alert').or(page.getByText('Сақталды')).first().waitFor();
    await page.getByLabel('Көшірмелер қалтасы').fill(folder);
    await page.getByRole('button', { name: 'Сақтау', exact: true }).click();
    await page.getByText('Сақталды').waitFor();
    await page.getByRole('button', { name: 'Қазір көшірме жасау' }).click();
    await page.getByText('Көшірме жасалды және тексерілді.').waitFor();
    await host.end();

    const elsewhere = await startHost();
    const { page: there } = await openPage(elsewhere);
    await there.getByRole('button', { name: 'Көшірме таңдау' }).click();
    await there.getByLabel('Басқа қалтадағы немесе тасығыштағы көшірмелер').fill(`${folder}/жоқ`);
    await there.keyboard.press('Enter');
    await there.getByRole('alert').waitFor();
    await there.getByLabel('Басқа қалтадағы немесе тасығыштағы көшірмелер').fill(folder);
    await there.keyboard.press('Enter');
    await there.getByText('1 құжат', { exact: false }).waitFor();
    await isCleanInBoth(there);
    await there.getByRole('button', { name: 'Осы көшірмені қалпына келтіру' }).click();
    await there.getByRole('button', { name: 'Иә, қалпына келтіру' }).click();
    await there.getByRole('button', { name: 'Тіркес ұмытылды ма?', exact: false }).click();
    await there.getByLabel('Қалпына келтіру коды, 48 цифр').fill(code);
    await there.getByLabel('Жаңа құпиясөз тіркесі').fill('жаңа компьютер');
    await there.getByLabel('Тағы бір рет').fill('жаңа компьютер');
    await there.keyboard.press('Enter');
    await hasPaper(there, 'Сәрсенов Ғани');
    const after = await registerPaper(there, 'Жаңа орында');
    expect([before.slice(9, 11), after.slice(9, 11)]).toEqual(['01', '02']);
  });
});

describe.runIf(canRun && requireMount())('a disk without room', () => {
  test('is told over the screen, the form keeps everything, and the same paper goes through when there is room', async () => {
    const disk = smallDisk();
    const host = await startHost({ profile: disk.profile });
    const { page } = await openPage(host);
    await setUpOffice(page);
    await putOffSheet(page);
    disk.fill();
    const banner = page.getByText('жаңа құжаттар қабылданбайды', { exact: false });
    const registered = page.getByText('Құжат тіркелді', { exact: true });
    const refused = page.locator('form').getByRole('alert');
    // What the store has reserved before still takes a paper or two.
    for (let papers = 0; (await refused.count()) === 0 && papers < 20; papers++) {
      await page.keyboard.press('F2');
      const name = page.getByLabel('Аты-жөні');
      await name.fill(`Соңғы ${papers}`);
      await page.getByLabel('Қысқаша').fill('Орын туралы');
      await page.keyboard.press('Control+Enter');
      await registered.or(refused).first().waitFor();
    }
    await refused.waitFor();
    await banner.waitFor();
    await isCleanInBoth(page);
    const typed = await page.getByLabel('Аты-жөні').inputValue();
    expect(typed).toMatch(/^Соңғы \d+$/);
    await page.keyboard.press('F3');
    await page.getByText('Жолданымдар журналы').first().waitFor();
    await page.keyboard.press('F2');
    await page.getByRole('button', { name: typed }).first().waitFor();
    await page.keyboard.press('Alt+Digit4');
    await expect.poll(() => page.getByLabel('Аты-жөні').inputValue()).toBe(typed);
    disk.empty();
    await banner.waitFor({ state: 'detached', timeout: 60_000 });
    await page.keyboard.press('Control+Enter');
    await registered.waitFor();
    await host.end();
  });
});

describe.runIf(canRun)('the key', () => {
  test('and the passphrase are changed from the screen, with the new sheet right after', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await setUpOffice(page);
    await putOffSheet(page);
    await registerPaper(page, 'Өміров Ержан');
    await goTo(page, '#/safety');
    await page.getByRole('button', { name: 'Тіркесті ауыстыру…' }).click();
    await page.getByLabel('Қазіргі тіркес').fill('басқа тіркес');
    await page.getByLabel('Жаңа тіркес', { exact: true }).fill('екінші тіркес');
    await page.getByLabel('Жаңа тіркес тағы бір рет').fill('екінші тіркес');
    await page.keyboard.press('Enter');
    await page.getByText('Құпиясөз тіркесі сәйкес келмейді.').waitFor();
    await page.getByLabel('Қазіргі тіркес').fill(passphrase);
    await page.keyboard.press('Enter');
    await page.getByText('Тіркес ауыстырылды.').waitFor();
    await page.getByRole('button', { name: 'Кілтті ауыстыру…' }).click();
    await page.getByLabel('Қазіргі тіркес').fill('екінші тіркес');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Сейфке арналған парақ' }).waitFor();
    await hasPaper(page, 'Өміров Ержан');
    await goTo(page, '#/safety');
    await page.getByText('№ 2', { exact: false }).waitFor();
    await host.end();
    const again = await startHost({ profile: host.profile });
    const { page: back } = await openPage(again);
    await unlock(back, 'екінші тіркес');
    await hasPaper(back, 'Өміров Ержан');
  });
});
