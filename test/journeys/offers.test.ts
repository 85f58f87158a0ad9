import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { StoredRecord } from '../../main/office/open/collections.ts';
import { createLineWriter } from '../../main/office/open/lines.ts';
import type { Store } from '../../main/office/open/open-store.ts';
import { readSite, signerOf } from '../../main/office/open/site.ts';
import { createHybridClock } from '../../shared/domain/clock/hybrid-clock.ts';
import { inClosedStore } from '../office/closed-store.ts';
import { browserForTests, enterDemo, goTo, openJournal, openPage, startHost, typeByHand } from './desk.ts';
import { field, focusIs } from './intake-form.ts';
import { passphrase, putOffSheet, setUpOffice } from './own-office.ts';

const canRun = browserForTests();

const KNOWN = '870314414905';
const KNOWN_NAME = 'Қуанышева Әсемгүл Төлегенқызы';
const typedIn = (page: Page, path: string) => field(page, path).inputValue();

async function demo(): Promise<Page> {
  const { page } = await openPage(await startHost());
  await enterDemo(page);
  await page.keyboard.press('F2');
  await focusIs(page, 'applicant.idNumber');
  return page;
}

/** An office of one's own whose store was changed by `change` while it was closed; open on its first screen again. */
async function officeAfter(change: (store: Store) => Promise<unknown>): Promise<Page> {
  const host = await startHost();
  const { page: before } = await openPage(host);
  await setUpOffice(before);
  await putOffSheet(before);
  await host.end();
  await inClosedStore(host.profile, change, passphrase);
  const { page } = await openPage(await startHost({ profile: host.profile }));
  await page.getByLabel('Құпиясөз тіркесі').fill(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: /Жолданымдар/ }).waitFor();
  return page;
}

/** The one member of the staff gets a namesake, by a line of this computer; the ids of both. */
async function withNamesake({ records, local }: Store): Promise<[string, string]> {
  const all = (await records.find().exec()).map((document) => document.toMutableJSON() as StoredRecord);
  const one = all.find(({ book }) => book === 'staff')!;
  const site = readSite((await local.findOne('site').exec(true)).toJSON().value);
  const now = Date.now;
  const clock = createHybridClock({ site: site.site, now });
  const n = Math.max(...all.flatMap(({ log }) => log.map((line) => line.n)));
  const writer = createLineWriter({ site: site.site, sign: signerOf(site), clock, now, n });
  const [first] = one.log;
  const id = crypto.randomUUID();
  const record: StoredRecord = { id: `staff:${id}`, book: 'staff', entry: {}, log: [] };
  const line = writer.write(record, { do: 'set', v: 1, by: first!.by, data: first!.data });
  await records.insert({ ...record, log: [line] });
  return [one.id.slice('staff:'.length), id];
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  `);
}

async function register(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
}

describe.runIf(canRun)('who is filled in', () => {
  test('is the citizen who comes alone, though a collective’s contact before', async () => {
    const page = await demo();
    await page.getByRole('radio', { name: 'Ұжым' }).check({ force: true });
    await field(page, 'applicant.name').fill('Абай көшесі 5-үйдің тұрғындары');
    await field(page, 'applicant.members').fill('14');
    await field(page, 'applicant.contact').fill('Әлімқұлова Айгүл Серікқызы');
    await field(page, 'applicant.idNumber').fill('850412400121');
    await field(page, 'paper.summary').fill('Жарық туралы');
    await register(page);
    // The key of a new paper works where the result stands, too.
    await page.keyboard.press('F2');
    await focusIs(page, 'applicant.idNumber');
    await typeByHand(page, '850412400121');
    await page.getByText('F4 Толтыру').waitFor();
    await page.keyboard.press('F4');
    await focusIs(page, 'paper.kind');
    expect(await typedIn(page, 'applicant.name')).toBe('Әлімқұлова Айгүл Серікқызы');
    await page.keyboard.press('F2');
    await page
      .getByRole('button', { name: /Әлімқұлова Айгүл/ })
      .first()
      .waitFor();
    await focusIs(page, 'applicant.idNumber');
    expect(await typedIn(page, 'applicant.name')).toBe('');
  });

  test('is never the firm that a pasted letter speaks of; what was typed stays, Escape drops the offer', async () => {
    const page = await demo();
    await typeByHand(page, '850412400121');
    await field(page, 'paper.summary').focus();
    const letter = 'ТОО «Теңіз» шуы туралы, БИН 210140000006, тел. +7 701 000 01 23, teniz@example.kz';
    await paste(page, letter);
    await expect.poll(() => typedIn(page, 'paper.summary')).toBe(letter);
    // What stands beside the firm is the firm's.
    expect(await page.getByText('дерек танылды').count()).toBe(0);
    await paste(page, ' Менің нөмірім +7 702 000 01 23, aigul@example.kz');
    await page.getByText('Мәтіннен 2 дерек танылды').waitFor();
    await field(page, 'applicant.phone').fill('+7 700 111 22 33');
    await page.getByText('Мәтіннен 1 дерек танылды').waitFor();
    await page.keyboard.press('F4');
    await focusIs(page, 'paper.kind');
    expect(await typedIn(page, 'applicant.phone')).toBe('+7 700 111 22 33');
    expect(await typedIn(page, 'applicant.idNumber')).toBe('850412400121');
    expect(await page.getByRole('radio', { name: 'Жеке тұлға' }).isChecked()).toBe(true);
    await field(page, 'applicant.street').focus();
    await paste(page, 'Аты-жөні: Әлімқұлова Айгүл Серікқызы, ЖСН 850412400121');
    await page.getByText('Мәтіннен 1 дерек танылды').waitFor();
    expect(await typedIn(page, 'applicant.street')).toBe('');
    await page.keyboard.press('Escape');
    await page.getByText('Мәтіннен 1 дерек танылды').waitFor({ state: 'detached' });
    expect(await typedIn(page, 'applicant.name')).toBe('');
  });
});

describe.runIf(canRun)('the button of an offer', () => {
  test('goes with the offer, and the focus does not: taken, the paper comes next; dropped, the field where it was', async () => {
    const page = await demo();
    await typeByHand(page, KNOWN);
    const fill = page.getByRole('button', { name: /F4 Толтыру/ });
    await page.getByRole('button', { name: /Esc/ }).press('Enter');
    await fill.waitFor({ state: 'detached' });
    await focusIs(page, 'applicant.idNumber');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('F2');
    await focusIs(page, 'applicant.idNumber');
    await typeByHand(page, KNOWN);
    await fill.press('Enter');
    await fill.waitFor({ state: 'detached' });
    await focusIs(page, 'paper.kind');
    expect(await typedIn(page, 'applicant.name')).toBe(KNOWN_NAME);
    await field(page, 'paper.summary').focus();
    await page.keyboard.press('Alt+KeyZ');
    await focusIs(page, 'applicant.name');
    await field(page, 'paper.summary').focus();
    await fill.click();
    await focusIs(page, 'paper.summary');
    expect(await typedIn(page, 'applicant.name')).toBe(KNOWN_NAME);
  });
});

describe.runIf(canRun)('a list that opens by itself', () => {
  test('takes no digit of a code that is typed; a code of the former region 51 finds the place of today', async () => {
    const page = await demo();
    await field(page, 'applicant.place').focus();
    await page.getByRole('listbox', { name: 'Соңғы қолданылғаны' }).waitFor();
    await page.getByText('тізімнен таңдау').waitFor();
    await typeByHand(page, '231010000');
    await focusIs(page, 'applicant.place');
    expect(await typedIn(page, 'applicant.place')).toBe('231010000');
    await page.getByRole('option', { name: /Атырау/ }).waitFor();
    await page.keyboard.press('Control+a');
    await typeByHand(page, '512610000');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('жіктеуіш бойынша, 61', { exact: false }).waitFor();
    await field(page, 'applicant.place').focus();
    await page.keyboard.press('Control+a');
    await typeByHand(page, '12 разъезд');
    expect(await typedIn(page, 'applicant.place')).toBe('12 разъезд');
  });

  test('has Ctrl and a digit to itself; Alt and a digit lead to a column or a parked form all the same, and take nothing', async () => {
    const page = await demo();
    await field(page, 'applicant.name').focus();
    await page.keyboard.type('Бірінші Адам');
    await page.keyboard.press('Alt+KeyN');
    await focusIs(page, 'applicant.idNumber');
    const parkedKey = page.locator('kbd', { hasText: 'Alt 4' }).first();
    await parkedKey.waitFor();
    await field(page, 'handling.executor').focus();
    await page.getByRole('listbox').waitFor();
    await page.getByText('тізімнен таңдау').waitFor();
    expect(await parkedKey.isVisible()).toBe(true);
    expect(await page.getByText('блок').isVisible()).toBe(true);
    await page.keyboard.press('Alt+Digit2');
    await focusIs(page, 'paper.kind');
    await page.getByText('тізімнен таңдау').waitFor({ state: 'hidden' });
    expect(await typedIn(page, 'handling.executor')).toBe('');
    await field(page, 'handling.executor').focus();
    const first = page.getByRole('option').first();
    await first.waitFor();
    const named = (await first.textContent())!;
    await page.keyboard.press('Control+Digit1');
    await expect.poll(() => typedIn(page, 'handling.executor')).not.toBe('');
    expect(named).toContain(await typedIn(page, 'handling.executor'));
    expect(await typedIn(page, 'applicant.name')).toBe('');
    await page.keyboard.press('Alt+Digit1');
    // With no list: another visitor's form stays where it is.
    await page.keyboard.press('Control+Digit1');
    expect(await typedIn(page, 'applicant.name')).toBe('');
    expect(await parkedKey.isVisible()).toBe(true);
    await page.keyboard.press('Alt+Digit4');
    await expect.poll(() => typedIn(page, 'applicant.name')).toBe('Бірінші Адам');
  });

  test('of people is passed by the key that leads to the paper: nobody is filled in', async () => {
    const page = await demo();
    await field(page, 'applicant.name').focus();
    await page.keyboard.type('Ахм');
    await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(1);
    await page.keyboard.press('Alt+Digit2');
    await focusIs(page, 'paper.kind');
    expect(await typedIn(page, 'applicant.name')).toBe('Ахм');
    expect(await typedIn(page, 'applicant.phone')).toBe('');
  });
});

describe.runIf(canRun)('a subject that was typed and not chosen', () => {
  test('stays in sight, is parked with the form, and is asked for before registering', async () => {
    const page = await demo();
    await field(page, 'applicant.name').fill('Ким Анна');
    await field(page, 'paper.summary').fill('Сынақ');
    await field(page, 'paper.subject').focus();
    await page.keyboard.type('жер');
    await page.keyboard.press('Tab');
    await page.getByText('Таңдалмаған', { exact: false }).waitFor();
    expect(await typedIn(page, 'paper.subject')).toBe('жер');
    await page.keyboard.press('Alt+KeyN');
    await focusIs(page, 'applicant.idNumber');
    await page.keyboard.press('Alt+Digit4');
    await expect.poll(() => typedIn(page, 'paper.subject')).toBe('жер');
    await page.keyboard.press('Control+Enter');
    await focusIs(page, 'paper.subject');
    await page.getByRole('alert').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await register(page);
  });
});

describe.runIf(canRun)('what is dropped', () => {
  test('beside the form, or on another screen, leaves the page as it is', async () => {
    const page = await demo();
    const isCancelled = (selector: string) =>
      page.evaluate<boolean>(`(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['x'], 'x.html', { type: 'text/html' }));
        const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
        return !document.querySelector('${selector}').dispatchEvent(drop);
      })()`);
    expect(await isCancelled('nav')).toBe(true);
    await openJournal(page);
    await page.getByRole('row').nth(1).waitFor();
    expect(await isCancelled('main')).toBe(true);
  });
});

describe.runIf(canRun)('namesakes', () => {
  test('each has the paper for which they were picked; a name that is nobody’s is said to be so', async () => {
    const ids: string[] = [];
    const page = await officeAfter(async (store) => ids.push(...(await withNamesake(store))));
    for (const [name, key] of [
      ['Бірінші Адам', 'Control+Digit1'],
      ['Екінші Адам', 'Control+Digit2'],
    ] as const) {
      await page.keyboard.press('F2');
      await focusIs(page, 'applicant.idNumber');
      await field(page, 'applicant.name').fill(name);
      await field(page, 'paper.summary').fill('Сынақ');
      await field(page, 'handling.executor').focus();
      await page.keyboard.type('Әбенова Гү');
      await page.getByText('Тізімде жоқ', { exact: false }).waitFor();
      await page.keyboard.type('л Ерланқызы');
      await expect.poll(() => page.getByRole('option').count()).toBe(2);
      await page.getByText('Тізімде жоқ', { exact: false }).waitFor();
      await page.keyboard.press(key);
      await page.getByText('Тізімде жоқ', { exact: false }).waitFor({ state: 'detached' });
      await register(page);
    }
    const papersOf = async (id: string) => {
      await goTo(page, `#/papers?period=all&executor=${id}`);
      return page.getByRole('row', { name: /Адам/ });
    };
    const first = await papersOf(ids[0]!);
    await expect.poll(() => first.count()).toBe(1);
    const isFirst = ((await first.textContent()) ?? '').includes('Бірінші');
    // The rows of the view before stand until the next are there.
    const second = await papersOf(ids[1]!);
    await expect
      .poll(() => second.allTextContents())
      .toEqual([expect.stringContaining(isFirst ? 'Екінші' : 'Бірінші')]);
  });
});

describe.runIf(canRun)('a damaged draft', () => {
  test('stands among the parked ones, opens as a copy with what is left of it, and is not lost', async () => {
    const page = await officeAfter(async ({ local }) => {
      const form = { 'applicant.name': 'Ким Анна', 'paper.summary': 'қалды', odd: 1 };
      await local.insert({ id: `draft:${crypto.randomUUID()}`, value: { version: 'x', form } });
    });
    await page.keyboard.press('F2');
    await page.getByRole('button', { name: /Ким Анна.*бүлінген/ }).waitFor();
    await page.keyboard.press('Alt+Digit4');
    await page.getByText('Қаралама бүлінген', { exact: false }).waitFor();
    expect(await typedIn(page, 'paper.summary')).toBe('қалды');
    await register(page);
    await page.keyboard.press('F2');
    await page.getByRole('button', { name: /Ким Анна.*бүлінген/ }).waitFor();
  });
});

describe.runIf(canRun)('a double click among the parked forms', () => {
  test('removes one, which can be had back', async () => {
    const page = await demo();
    for (const name of ['Бірінші Адам', 'Екінші Адам', 'Үшінші Адам']) {
      await field(page, 'applicant.name').fill(name);
      await page.keyboard.press('Alt+KeyN');
      await focusIs(page, 'applicant.idNumber');
    }
    const removers = page.getByRole('button', { name: /^Қараламаны жою/ });
    // The second goes to what has come beneath the pointer.
    await removers.first().hover();
    await page.evaluate(`(async () => {
      const { x, y } = document.querySelector('button:hover').getBoundingClientRect();
      const clicks = [1, 2].map((detail) => new MouseEvent('click', { bubbles: true, detail }));
      for (const click of clicks) {
        document.elementFromPoint(x + 4, y + 4).dispatchEvent(click);
        await new Promise(requestAnimationFrame);
      }
    })()`);
    await page.getByRole('button', { name: 'Қайтару' }).press('Enter');
    await expect.poll(() => removers.count()).toBe(3);
  });

  test('leads to one, not there and back', async () => {
    const page = await demo();
    await field(page, 'applicant.name').fill('Бірінші Адам');
    await page.keyboard.press('Alt+KeyN');
    await focusIs(page, 'applicant.idNumber');
    await field(page, 'applicant.name').fill('Екінші Адам');
    // The second click, of the same moment, is heard as soon as the other form stands in its place.
    await page.evaluate(`(async () => {
      const parked = () => document.querySelector('[data-draft]');
      const [click, again] = [1, 2].map((detail) => new MouseEvent('click', { bubbles: true, detail }));
      const first = parked().dataset.draft;
      parked().dispatchEvent(click);
      while (!parked() || parked().dataset.draft === first) await new Promise(requestAnimationFrame);
      parked().dispatchEvent(again);
    })()`);
    await focusIs(page, 'applicant.idNumber');
    expect(await typedIn(page, 'applicant.name')).toBe('Бірінші Адам');
    await page.keyboard.press('Alt+Digit4');
    await expect.poll(() => typedIn(page, 'applicant.name')).toBe('Екінші Адам');
  });
});
