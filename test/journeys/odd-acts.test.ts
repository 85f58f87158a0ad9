import { describe, expect, test } from 'vitest';
import { hangLine } from '../../main/office/open/hang-line.ts';
import { groupNumber } from '../../shared/domain/number/paper-number.ts';
import { inClosedOffice } from '../office/closed-store.ts';
import { appeal, PASSPHRASE, readyOffice, USUAL_TIME } from '../office/offices.ts';
import { isClean } from './axe.ts';
import { browserForTests, openPage, startHost } from './desk.ts';

const canRun = browserForTests();

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A week later at the card of a paper, in an office that somebody has left; what else is done to the paper before it is opened. */
async function cardOf(change?: Parameters<typeof hangLine>[2]) {
  const { client, close, profile, register } = await readyOffice();
  const { number } = await register(
    appeal(({ applicant }) => {
      applicant.street = 'Абай көшесі, 12';
    }),
  );
  const post = { kk: 'маман', ru: 'специалист' };
  const { id } = await client.staff.save({ id: '', name: 'Ким Аркадий', post, phone: '', roles: [] });
  await client.staff.setLeft({ person: id, on: '2026-12-01', substitute: '' });
  await close();
  if (change) await inClosedOffice(profile, (office) => hangLine(office, number, change));
  const now = USUAL_TIME + 7 * DAY_MS;
  const { page, anotherWindow } = await openPage(await startHost({ profile, clockOffsetMs: now - Date.now() }));
  await page.clock.setFixedTime(now);
  await page.getByLabel('Құпиясөз тіркесі').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.getByText('Соңғы құжаттар').or(page.getByText('Жаңа құжат')).first().waitFor();
  await page.evaluate(`location.hash = '#/papers/${number}'`);
  await page.getByRole('heading', { name: groupNumber(number) }).waitFor();
  return { page, anotherWindow };
}

describe.runIf(canRun)('what is odd about something that is done with a paper', () => {
  test('is said at its field, or asked about; what was typed stays until it is right', async () => {
    const { page } = await cardOf();
    const panel = page.locator('#card-actions');
    const open = async (typed: string, name: string) => {
      await page.keyboard.press('F4');
      await panel.getByRole('combobox', { name: 'Не істеу керек' }).fill(typed);
      await page.keyboard.press('Enter');
      await panel.getByRole('heading', { name }).waitFor();
    };
    const field = (label: string) => panel.locator('form').getByLabel(label).first();

    // Nobody who left is given a paper, and no deadline lies before the paper came, or unseen in the past.
    await open('бұрыштама', 'Бұрыштама қою');
    await field('Орындаушы').fill('Ким Аркадий');
    await field('Басшының мерзімі').fill('30.11.2026');
    await field('Бұрыштама мәтіні').fill('Қарап, жауап беріңіз');
    await page.keyboard.press('Control+Enter');
    await panel.getByText('тіркелген күннен бұрын', { exact: false }).waitFor();
    await isClean(page);
    expect(await field('Бұрыштама мәтіні').inputValue()).toBe('Қарап, жауап беріңіз');
    await field('Басшының мерзімі').fill('07.12.2026');
    await page.keyboard.press('Control+Enter');
    await panel.getByText('қызметкер жұмыстан кеткен', { exact: false }).waitFor();
    await isClean(page);
    await field('Орындаушы').fill('Сейтова Айнұр Болатқызы');
    await page.keyboard.press('Control+Enter');
    await panel.getByText('Бұл күн өтіп кеткен.').waitFor();
    await isClean(page);
    await field('Басшының мерзімі').fill('15.12.2026');
    await page.keyboard.press('Control+Enter');
    await panel.waitFor({ state: 'detached' });
    await page.locator('header').getByText('Орындауда', { exact: true }).waitFor();

    // A known applicant is not left unanswered as if there were none.
    await open('қараусыз', 'Қараусыз қалдыру');
    await field('Себебі').fill('анонимдік');
    await page.keyboard.press('Control+Enter');
    await panel.getByText('аты-жөні мен мекенжайы белгілі', { exact: false }).waitFor();
    await isClean(page);
    await page.keyboard.press('Escape');
    await panel.getByRole('combobox', { name: 'Не істеу керек' }).fill('шағымданылған');
    await panel.getByText('бұл шағым емес', { exact: false }).waitFor();
    await isClean(page);
  });

  test('is said where a form from before is about another executor: the paper is handed over to nobody in silence', async () => {
    const { page, anotherWindow } = await cardOf(() => ({
      do: 'assign',
      v: 1,
      data: { executor: { id: '', name: 'Серік Жаңа' } },
    }));
    const panel = page.locator('#card-actions');
    await page.keyboard.press('F4');
    await panel.getByRole('combobox', { name: 'Не істеу керек' }).fill('қолма');
    await page.keyboard.press('Enter');
    await panel.getByLabel('Тізілім нөмірі').fill('12');
    expect(await panel.getByLabel('Кімге').first().inputValue()).toBe('Серік Жаңа');

    const other = await anotherWindow();
    await other.goto(page.url());
    await other.getByRole('heading', { level: 1 }).waitFor();
    const there = other.locator('#card-actions');
    await other.keyboard.press('F4');
    await there.getByRole('combobox', { name: 'Не істеу керек' }).fill('орындаушыны таға');
    await other.keyboard.press('Enter');
    await there.locator('form').getByLabel('Орындаушы').first().fill('Бөтен Адам');
    await other.keyboard.press('Control+Enter');
    await there.waitFor({ state: 'detached' });

    await page.getByText('Бөтен Адам').first().waitFor();
    await page.keyboard.press('Control+Enter');
    await panel.getByText('құжаттың орындаушысы өзгерді', { exact: false }).waitFor();
    await isClean(page);
    expect(await page.getByText('Құжат қолма-қол берілді', { exact: false }).count()).toBe(0);
    await panel.getByLabel('Кімге').first().fill('Бөтен Адам');
    await page.keyboard.press('Control+Enter');
    await panel.waitFor({ state: 'detached' });
    await page.getByText('Құжат қолма-қол берілді: Бөтен Адам').waitFor();
  });

  test('by a newer program is kept and shown as an action that is not known here; the paper is read only', async () => {
    const { page } = await cardOf(() => ({ do: 'moveToArchive', v: 1, data: { shelf: '12' } }));
    await page.getByText('бағдарламаның жаңарақ нұсқасы өзгерткен', { exact: false }).waitFor();
    await page.getByText('«moveToArchive» әрекеті').waitFor();
    await page.getByText('Бұл бағдарлама мұндай әрекетті білмейді; жазба сақталды.').waitFor();
    await page.keyboard.press('F4');
    expect(await page.locator('#card-actions').count()).toBe(0);
    await page.getByText('РУС', { exact: true }).click();
    await page.getByText('Действие «moveToArchive»').waitFor();
    await isClean(page);
  });
});
