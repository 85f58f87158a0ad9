import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  browserForTests,
  enterDemo,
  listHearsKeys,
  mostUsedSubjects,
  openJournal,
  openPage,
  startHost,
} from './desk.ts';
import { field, focusIs } from './intake-form.ts';
import { putOffSheet, setUpOffice } from './own-office.ts';

const canRun = browserForTests();

const lists = (page: Page) => page.locator('[role="listbox"]:visible');

/** The demo office with the card of its first paper on the screen. */
async function onCard(page: Page): Promise<void> {
  await enterDemo(page);
  await openJournal(page);
  await listHearsKeys(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /\d{6}/ }).waitFor();
}

/** The first letter of the newest paper that has one: which that is hangs on the day. */
async function onLetter(page: Page): Promise<void> {
  await onCard(page);
  const letter = page.locator('main a[href*="/letter"]').first();
  const none = page.getByText('Бұл құжат бойынша қазір хат жоқ');
  for (;;) {
    await letter.or(none).waitFor();
    if (await letter.isVisible()) break;
    await page.keyboard.press('Escape');
    await listHearsKeys(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /\d{6}/ }).waitFor();
  }
  await letter.click();
}

describe.runIf(canRun)('Escape where a list is open', () => {
  test('closes the list, and only the next one leaves the letter', async () => {
    const { page } = await openPage(await startHost());
    await onLetter(page);
    await page.locator('main [role="combobox"]').first().focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => lists(page).count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => lists(page).count()).toBe(0);
    expect(page.url()).toContain('/letter');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.url()).not.toContain('/letter');
  });

  test('closes the list of an action’s field, then goes to the actions, then off the card', async () => {
    const { page } = await openPage(await startHost());
    await onCard(page);
    await page.keyboard.press('F4');
    await page.locator('#card-actions [role="combobox"]').fill('түзет');
    await page.keyboard.press('Enter');
    await page.locator('#card-actions form [role="combobox"]').first().focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => lists(page).count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => lists(page).count()).toBe(0);
    await page.locator('#card-actions form').waitFor();
    await page.keyboard.press('Escape');
    // The list of actions stands as long as it is looked at: Escape is not for it to take.
    await page.locator('#card-actions [role="listbox"]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#card-actions').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await expect.poll(() => page.url()).toContain('#/papers?');
  });
});

describe.runIf(canRun)('a dialog that is open when the desk is locked', () => {
  test('is out of reach and out of sight, and is there again with the focus for who comes back', async () => {
    const { page } = await openPage(await startHost());
    await setUpOffice(page);
    await putOffSheet(page);
    await turnOnSignIn(page);
    await page.keyboard.press('F2');
    await focusIs(page, 'applicant.idNumber');
    await page.keyboard.press('F1');
    const help = page.locator('[role="dialog"]');
    await help.waitFor();
    await page.keyboard.press('F9');
    await page.getByRole('heading', { name: 'Жұмыс орнында кім отыр?' }).waitFor();
    // What is seen in the middle of the screen, and where the focus gets to.
    const overDialog = (script: string) => page.evaluate<boolean>(`Boolean(${script}?.closest('[role="dialog"]'))`);
    expect(await overDialog('document.elementFromPoint(innerWidth / 2, innerHeight / 2)')).toBe(false);
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      expect(await overDialog('document.activeElement')).toBe(false);
    }
    await page.keyboard.press('Escape');
    await page.getByLabel('Құпиясөз', { exact: true }).focus();
    await page.keyboard.type(OWN);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Жұмыс орнында кім отыр?' }).waitFor({ state: 'hidden' });
    await help.waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await focusIs(page, 'applicant.idNumber');
  });
});

const OWN = 'ақ қайың 1926';

/** The office's one clerk becomes its administrator and gets a password. */
async function turnOnSignIn(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Қызметкерлер' }).click();
  await page.getByRole('button', { name: 'Әбенова Гүл Ерланқызы' }).click();
  await page.getByLabel('әкімші', { exact: true }).check();
  await page.getByRole('button', { name: 'Сақтау' }).first().click();
  await page.getByRole('cell', { name: 'әкімші' }).waitFor();
  await page.getByRole('link', { name: 'Менің кіруім' }).click();
  await page.getByLabel('Жаңа құпиясөз').fill(OWN);
  await page.getByLabel('Тағы бір рет').fill(OWN);
  await page.getByRole('button', { name: 'Құпиясөзді сақтау' }).click();
  await page.getByRole('heading', { name: 'Осы компьютердегі PIN' }).waitFor();
}

/** Answers to one call of the page wait until they are let go. */
async function holdAnswers(page: Page, call: string): Promise<{ asked: () => boolean; letGo: () => void }> {
  const held: (() => void)[] = [];
  const ids = new Set<unknown>();
  let isHeld = true;
  await page.routeWebSocket(/.*/, (socket) => {
    const office = socket.connectToServer();
    socket.onMessage((message) => {
      const said = typeof message === 'string' ? JSON.parse(message) : undefined;
      if (String(said?.p?.u ?? '').endsWith(call)) ids.add(said.i);
      office.send(message);
    });
    office.onMessage((message) => {
      const said = typeof message === 'string' ? JSON.parse(message) : undefined;
      const send = () => socket.send(message);
      if (isHeld && ids.has(said?.i)) held.push(send);
      else send();
    });
  });
  return {
    asked: () => held.length > 0,
    letGo: () => {
      isHeld = false;
      for (const send of held.splice(0)) send();
    },
  };
}

describe.runIf(canRun)('number keys of an open list', () => {
  test('mean what they meant when it was opened; what is suggested late stands behind, and before the others at the next opening', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    const answers = await holdAnswers(page, '/matters/subjects');
    await page.goto(host.address);
    await enterDemo(page);
    await page.keyboard.press('F2');
    await focusIs(page, 'applicant.idNumber');
    await field(page, 'paper.summary').focus();
    await page.keyboard.type('Көшеде жарық жоқ, бағандар сынған');
    await expect.poll(answers.asked).toBe(true);
    await page.keyboard.press('F8');
    await mostUsedSubjects(page);
    const options = () => page.getByRole('option').allTextContents();
    const before = await options();
    answers.letGo();
    await page.getByText('Мәтін бойынша').first().waitFor();
    const after = await options();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBeGreaterThan(before.length);
    const [late] = after.slice(before.length);
    await page.keyboard.press('F8');
    const named = (text: string) => text.replace(/^\d/, '');
    await expect.poll(async () => named((await options())[0]!)).toBe(named(late!));
  });
});
