import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { inClosedStore } from '../office/closed-store.ts';
import { isClean } from './axe.ts';
import { browserForTests, enterDemo, goTo, openJournal, openPage, startHost } from './desk.ts';
import { hostHere } from './host-here.ts';
import { focusIs } from './intake-form.ts';
import { passphrase, putOffSheet, registerPaper, setUpOffice } from './own-office.ts';

const canRun = browserForTests();

const OWN = 'ақ қайың 1926';
const SECOND = 'екінші құпия';

/** A password's hash is slow, the more on a machine that is. */
const HASHED_WITHIN_MS = 30_000;

const signInTitle = (page: Page) => page.getByRole('heading', { name: 'Жұмыс орнында кім отыр?' });

/** From the set-up to a desk where people sign in: its first clerk is the administrator and has the first password. */
async function turnOnSignIn(page: Page): Promise<void> {
  await setUpOffice(page);
  await putOffSheet(page);
  await page.getByRole('link', { name: 'Қызметкерлер' }).click();
  await page.getByText('Әкімші әлі жоқ', { exact: false }).waitFor();
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

/** People sign in, the first clerk takes papers, and there is one more person. @returns that one's password for once */
async function besideClerk(page: Page, name: string, role: string): Promise<string> {
  await turnOnSignIn(page);
  await page.getByRole('link', { name: 'Қызметкерлер' }).click();
  await page.getByRole('button', { name: 'Әбенова Гүл Ерланқызы' }).click();
  await page.getByLabel('кеңсе маманы', { exact: true }).check();
  await page.getByRole('button', { name: 'Сақтау' }).first().click();
  await page.getByRole('cell', { name: 'кеңсе маманы' }).waitFor();
  return addPerson(page, name, role);
}

async function addPerson(page: Page, name: string, role?: string): Promise<string> {
  await page.getByRole('link', { name: 'Қызметкерлер' }).click();
  await page.getByRole('button', { name: 'Қызметкер қосу' }).click();
  await page.getByLabel('Тегі, аты, әкесінің аты').fill(name);
  await page.getByLabel('Қазақ тіліндегі лауазымы').fill('маман');
  await page.getByLabel('Орыс тіліндегі лауазымы').fill('специалист');
  if (role !== undefined) await page.getByLabel(role, { exact: true }).check();
  await page.getByRole('button', { name: 'Сақтау' }).first().click();
  await page.getByRole('button', { name: 'Құпиясөз беру' }).click();
  return page.getByText(/^\d{4}-\d{4}-\d{4}$/).innerText();
}

const who = (page: Page) =>
  page
    .getByRole('combobox', { name: 'Қызметкер' })
    .or(page.getByLabel('Қызметкер', { exact: true }))
    .first();

async function choose(page: Page, name: string): Promise<void> {
  await who(page).fill(name);
  await page.getByRole('option', { name: new RegExp(name) }).click();
  await secret(page).waitFor();
}

/** The password is asked for, and what is typed goes there. */
const secret = (page: Page) => page.locator('input[type=password]:focus');

/** In the list, what Enter takes. */
const marked = (page: Page, name: string) => page.locator('[data-combobox-selected]', { hasText: name });

describe.runIf(canRun)('people of an office', () => {
  test('sign in by keyboard; one key changes them; what is begun stays, and each paper has its own name', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await turnOnSignIn(page);
    await isClean(page);
    const once = await addPerson(page, 'Кимова Алия Бақытқызы');
    await isClean(page);

    await page.keyboard.press('F2');
    await page.getByLabel('Аты-жөні').fill('Сәрсенов Ғани Ерланұлы');
    await page.getByLabel('Қысқаша').fill('Көше жарығын орнату туралы');
    await page.keyboard.press('F9');
    await signInTitle(page).waitFor();
    await isClean(page);
    // Nothing of the work is reached beneath.
    await page.keyboard.press('F3');
    expect(page.url()).toContain('#/new');
    await page.getByText('РУС', { exact: true }).last().click();
    await page.getByRole('heading', { name: 'Кто за рабочим местом?' }).waitFor();
    await isClean(page);
    await page.getByText('ҚАЗ', { exact: true }).last().click();

    await choose(page, 'Кимова');
    await page.keyboard.type(once);
    await page.keyboard.press('Enter');
    const ownPassword = page.getByRole('heading', { name: 'Өз құпиясөзіңізді ойлап табыңыз' });
    await ownPassword.waitFor();
    await isClean(page);
    // Whoever cannot wait for her to think one up signs in instead: by button, or by the key.
    for (const leave of [
      () => page.getByRole('button', { name: 'Басқа қызметкер' }).click(),
      () => page.keyboard.press('F9'),
    ]) {
      await leave();
      await signInTitle(page).waitFor();
      // She was here last, so her password is asked for.
      await secret(page).waitFor();
      // Also when she is chosen once more, by keyboard as by mouse.
      await who(page).fill('Кимова');
      await marked(page, 'Кимова').waitFor();
      await page.keyboard.press('Enter');
      await secret(page).waitFor();
      await who(page).click();
      await page.getByRole('option', { name: /Кимова/ }).click();
      await secret(page).waitFor();
      await page.keyboard.type(once);
      await page.keyboard.press('Enter');
      await ownPassword.waitFor();
    }
    await page.getByLabel('Жаңа құпиясөз').fill(SECOND);
    await page.getByLabel('Тағы бір рет').fill(SECOND);
    await page.keyboard.press('Enter');
    await signInTitle(page).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: /Кимова/ }).waitFor();
    expect(await page.getByLabel('Қысқаша').inputValue()).toBe('Көше жарығын орнату туралы');
    await page.getByLabel('Қысқаша').focus();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
    await openJournal(page);
    await page.getByText('Сәрсенов', { exact: false }).first().click();
    await page.getByText('Кимова Алия Бақытқызы', { exact: false }).first().waitFor();

    // Settings are the administrator's, and it says so.
    await goTo(page, '#/desk');
    await page.getByText('баптауларын кеңсе әкімшісі өзгертеді', { exact: false }).waitFor();
    await goTo(page, '#/staff');
    await page.getByText('Бұл әрекетке құқығыңыз жоқ', { exact: false }).waitFor();
  });

  test('where nobody signs in, whoever is chosen already goes on where they were', async () => {
    const { page } = await openPage(await startHost());
    await enterDemo(page);
    await page.keyboard.press('F2');
    await focusIs(page, 'applicant.idNumber');
    const summary = page.getByLabel('Қысқаша');
    await summary.fill('Көше');
    await summary.focus();
    await page.keyboard.press('F9');
    await signInTitle(page).waitFor();
    await who(page).fill('Сейтова');
    await marked(page, 'Сейтова').waitFor();
    await page.keyboard.press('Enter');
    await signInTitle(page).waitFor({ state: 'detached' });
    await summary.and(page.locator(':focus')).waitFor();
  });

  test("who takes no papers is offered no form, sees nobody else's, and the one that was begun is there for its clerk", async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    const once = await besideClerk(page, 'Кимова Алия Бақытқызы', 'орындаушы');
    await page.keyboard.press('F2');
    await page.getByLabel('Аты-жөні').fill('Сәрсенов Ғани Ерланұлы');
    await page.getByLabel('Қысқаша').fill('Көше жарығын орнату туралы');
    await page.keyboard.press('F9');
    await signInTitle(page).waitFor();
    await choose(page, 'Кимова');
    await page.keyboard.type(once);
    await page.keyboard.press('Enter');
    await page.getByLabel('Жаңа құпиясөз').fill(SECOND);
    await page.getByLabel('Тағы бір рет').fill(SECOND);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /Кимова/ }).waitFor();

    // She stands where the form was: it says whose work that is, and shows nothing of it.
    await page.getByText('Құжаттарды кеңсе қызметкерлері қабылдап, тіркейді', { exact: false }).waitFor();
    expect(await page.getByText('Сәрсенов').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Жаңа құжат' }).count()).toBe(0);
    await isClean(page);
    await goTo(page, '#/');
    await page.getByRole('heading', { name: 'Соңғы құжаттар' }).waitFor();
    expect(await page.getByRole('link', { name: /Жаңа/ }).count()).toBe(0);
    await page.keyboard.press('F2');
    await page.getByText('Құжаттарды кеңсе қызметкерлері қабылдап, тіркейді', { exact: false }).waitFor();
    await goTo(page, '#/letters');
    await page.getByText('жауаптарды жөнелтетін', { exact: false }).waitFor();

    await page.keyboard.press('F9');
    await signInTitle(page).waitFor();
    await choose(page, 'Әбенова');
    await page.keyboard.type(OWN);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /Әбенова/ }).waitFor();
    await goTo(page, '#/new');
    await expect.poll(() => page.getByLabel('Қысқаша').inputValue()).toBe('Көше жарығын орнату туралы');
    await page.getByLabel('Қысқаша').focus();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
  });

  test('a form begun at a paper is not shown to who takes the place, and stands open as it was for who comes back', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    const once = await besideClerk(page, 'Кимова Алия Бақытқызы', 'басшы');
    const number = await registerPaper(page, 'Сәрсенов Ғани Ерланұлы');
    await goTo(page, `#/papers/${number}`);
    const actions = page.getByRole('button', { name: /^Әрекеттер/ });
    await actions.click();
    await page.getByRole('option', { name: 'Жазбаны түзету' }).click();
    const form = page.getByRole('form', { name: 'Жазбаны түзету' });
    const why = form.getByLabel('Себебі');
    await why.fill('қателесіп жазылған');
    await page.keyboard.press('F9');
    await signInTitle(page).waitFor();
    await choose(page, 'Кимова');
    await page.keyboard.type(once);
    await page.keyboard.press('Enter');
    await page.getByLabel('Жаңа құпиясөз').fill(SECOND);
    await page.getByLabel('Тағы бір рет').fill(SECOND);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /Кимова/ }).waitFor();
    await actions.waitFor();
    expect(await form.count()).toBe(0);
    // Her own is hers in the same way.
    await actions.click();
    await page.getByRole('option', { name: 'Бұрыштама қою' }).click();
    const hers = page.getByRole('form', { name: 'Бұрыштама қою' });
    await hers.waitFor();

    await page.keyboard.press('F9');
    await signInTitle(page).waitFor();
    await choose(page, 'Әбенова');
    await page.keyboard.type(OWN);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /Әбенова/ }).waitFor();
    expect(await why.inputValue()).toBe('қателесіп жазылған');
    expect(await hers.count()).toBe(0);
    // Also when the card was left meanwhile.
    await goTo(page, '#/');
    await page.getByRole('heading', { name: 'Соңғы құжаттар' }).waitFor();
    await goTo(page, `#/papers/${number}`);
    expect(await why.inputValue()).toBe('қателесіп жазылған');
  });

  test('who types a wrong password waits, longer each time, also after a restart', async () => {
    const host = await startHost();
    const { page, context } = await openPage(host);
    await turnOnSignIn(page);
    await page.keyboard.press('F9');
    await signInTitle(page).waitFor();
    const password = page.getByLabel('Құпиясөз', { exact: true });
    // The page's clock stands: the seconds to wait are not over before they are looked at.
    await page.clock.setFixedTime(Date.now());
    for (let i = 0; i < 3; i++) {
      await password.fill('wrong password');
      await page.keyboard.press('Enter');
      // The field is empty again when this try is answered.
      await expect.poll(() => password.inputValue(), { timeout: HASHED_WITHIN_MS }).toBe('');
      await page.getByText('Сәйкес келмейді', { exact: false }).waitFor();
    }
    await page.getByText('секунд күтіңіз', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: 'Кіру' }).isDisabled()).toBe(true);
    await isClean(page);
    await page.close();
    await host.end();
    // Many more tries, as if somebody had gone on all night.
    await inClosedStore(
      host.profile,
      async ({ local }) => {
        const [tries] = await local
          .find({ selector: { id: { $gt: 'tries:password:', $lt: 'tries:password:~' } } })
          .exec();
        const value = { ...(tries!.toJSON().value as object), wrong: 20 };
        await tries!.incrementalPatch({ value });
      },
      passphrase,
    );
    const { address } = await startHost({ profile: host.profile });
    const again = await context.newPage();
    await again.goto(address);
    await again.getByLabel('Құпиясөз тіркесі').fill(passphrase);
    await again.keyboard.press('Enter');
    await signInTitle(again).waitFor();
    await choose(again, 'Әбенова');
    await again.getByText('Бұл компьютерде кіру жабылды', { exact: false }).waitFor();
    await isClean(again);
  });

  test('a desk that nobody touches locks itself; the form that was begun is there for who comes back', async () => {
    const { host, clock } = await hostWithClock();
    const { page } = await openPage(host);
    await turnOnSignIn(page);
    await page.keyboard.press('F2');
    await focusIs(page, 'applicant.idNumber');
    await page.getByLabel('Аты-жөні').fill('Сәрсенов Ғани Ерланұлы');
    await page.getByLabel('Қысқаша').fill('Ауыз су құбыры туралы');
    clock.ahead += 11 * 60_000;
    await signInTitle(page).waitFor();
    await page.getByLabel('Құпиясөз', { exact: true }).fill(OWN);
    await page.keyboard.press('Enter');
    await signInTitle(page).waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Қысқаша').inputValue()).toBe('Ауыз су құбыры туралы');
    // The clerk goes on where it stood.
    await page.locator('[id="intake-paper.summary"]:focus').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
  });
});

/** An office whose clock can be moved while it runs. */
async function hostWithClock() {
  const clock = { ahead: 0 };
  return { clock, host: await hostHere({ now: () => Date.now() + clock.ahead }) };
}
