import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { groupNumber } from '../../shared/domain/number/paper-number.ts';
import { isClean } from './axe.ts';
import { browserForTests, type Host, openPage, startHost } from './desk.ts';
import { passphrase, putOffSheet, registerPaper, setUpOffice } from './own-office.ts';

const canRun = browserForTests();

let page: Page;
let host: Host;

/** Tuesday 01.12.2026, 14:05 in Atyrau; what the computer's own clock says is another matter. */
const USUAL_DAY = Date.parse('2026-12-01T09:05:00.000Z');

/** An office of one's own, and the card of its first paper. */
async function withCard(kind?: string): Promise<string> {
  host = await startHost({ clockOffsetMs: USUAL_DAY - Date.now() });
  ({ page } = await openPage(host));
  await page.clock.setFixedTime(USUAL_DAY);
  await setUpOffice(page);
  await putOffSheet(page);
  const number = await registerPaper(page, 'Сынақов Бақыт');
  await openCard(number);
  if (kind) await correctKind(kind);
  return number;
}

/** The same office on a later day, at the card of a paper. */
async function laterOn(date: string, number: string): Promise<void> {
  const then = Date.parse(`${date}T09:05:00.000Z`);
  await page.context().close();
  await host.end();
  host = await startHost({ profile: host.profile, clockOffsetMs: then - Date.now() });
  ({ page } = await openPage(host));
  await page.clock.setFixedTime(then);
  await page.getByLabel('Құпиясөз тіркесі').fill(passphrase);
  await page.keyboard.press('Enter');
  await page.getByText('Соңғы құжаттар').or(page.getByText('Жаңа құжат')).first().waitFor();
  await openCard(number);
}

async function openCard(number: string): Promise<void> {
  await page.evaluate(`location.hash = '#/papers/${number}'`);
  await page.getByRole('heading', { name: groupNumber(number) }).waitFor();
}

const panel = () => page.locator('#card-actions');
const present = () =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: /^(Қазіргі жайы|Как обстоит сейчас)$/ }) });
const history = () => page.locator('section').filter({ has: page.getByRole('heading', { name: 'Тарихы' }) });
const status = (word: string) => page.locator('header').getByText(word, { exact: true });

/** F4, the beginning of its name, Enter: by keyboard alone. */
async function open(typed: string, name: string): Promise<void> {
  await page.keyboard.press('F4');
  await panel().getByRole('combobox', { name: 'Не істеу керек' }).fill(typed);
  await page.keyboard.press('Enter');
  await panel().getByRole('heading', { name }).waitFor();
}

async function fill(fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields))
    await panel().locator('form').getByLabel(label).first().fill(value);
}

/** Sends the form; it is done when the panel has closed. */
async function send(): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await panel().waitFor({ state: 'detached' });
}

async function pick(label: string, option: string): Promise<void> {
  await panel()
    .getByRole('combobox', { name: label })
    .or(panel().getByRole('textbox', { name: label }))
    .first()
    .focus();
  await page.keyboard.type(option);
  await page.keyboard.press('Enter');
}

async function correctKind(kind: string): Promise<void> {
  await open('жазбаны', 'Жазбаны түзету');
  await pick('Нені түзету', 'Түрі');
  await pick('Дұрысы', kind);
  await fill({ Себебі: 'қате түр' });
  await send();
  await page.locator('header').getByText('Шағым', { exact: true }).waitFor();
}

async function assignMyself(): Promise<void> {
  await open('орындаушыны таға', 'Орындаушыны тағайындау');
  await page.keyboard.type('Әбе');
  await page.keyboard.press('Enter');
  await send();
  await status('Орындауда').waitFor();
}

describe.runIf(canRun)('the life of a paper', () => {
  test('a whole redirection: never to oneself, the body is known, the card says it is closed', async () => {
    await withCard();
    await open('толығымен', 'Толығымен одан әрі жолдау');
    await fill({ Қайда: 'Сынақ ауданы әкімінің аппараты', 'Хат нөмірі': '5', Себебі: 'құзыреті' });
    await page.keyboard.press('Control+Enter');
    await panel().getByText('Құжат осы органның өзінде').waitFor();
    await isClean(page);
    // Nothing typed is lost by leaving the form.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'detached' });
    await open('толығымен', 'Толығымен одан әрі жолдау');
    expect(await panel().getByLabel('Себебі').inputValue()).toBe('құзыреті');
    await fill({ Қайда: 'Құлсары қаласының әкімдігі' });
    await send();
    await status('Аяқталды').waitFor();
    await present().getByText('одан әрі жолданды, 01.12.2026').waitFor();
    await history().getByText('Одан әрі жолданды: Құлсары қаласының әкімдігі').waitFor();
    await page.keyboard.press('F4');
    await panel().getByText('Қазір мүмкін емес').click();
    await panel().getByText('құжат жабылып қойған').first().waitFor();
    await isClean(page);
  });

  test('a part goes to another body under /1 with its own term; the paper keeps its own', async () => {
    const number = await withCard();
    await open('ішінара', 'Ішінара жолдау');
    await fill({ Қайда: 'Су арнасы', 'Қай бөлігі': 'су құбыры', 'Хат нөмірі': '6', Себебі: 'құзыреті' });
    await send();
    await present()
      .getByText(`${groupNumber(number)}/1`)
      .waitFor();
    // 15 working days from the day of the letter.
    await present().getByText('22.12.2026 дейін').waitFor();
    await status('Тіркелді').waitFor();
    await isClean(page);
  });

  test('an extension is asked for and granted; beyond the ceiling it wants its reason; the notice is owed', async () => {
    await withCard();
    await assignMyself();
    await open('ұзартуды сұрау', 'Мерзімді ұзартуды сұрау');
    await fill({ 'Жаңа мерзім': '15.01.2027', Себебі: 'сараптама' });
    await send();
    await present().getByText('15.01.2027 дейін: сараптама').waitFor();
    await open('мерзімді ұзарту', 'Мерзімді ұзарту');
    await fill({ 'Жаңа мерзім': '15.02.2027' });
    await page.keyboard.press('Control+Enter');
    await panel().getByText('Осы өрісті толтырыңыз').waitFor();
    await fill({ 'Шектен асу себебі': 'сот сараптамасы' });
    await page.keyboard.press('Control+Enter');
    await panel().getByText('шегінен кейін').waitFor();
    await isClean(page);
    await panel().getByRole('button', { name: 'Бәрібір орындау' }).click();
    await panel().waitFor({ state: 'detached' });
    await present().getByText('Мерзім ұзартылғанын жолданым берушіге хабарлау').waitFor();
    await present().getByText('03.12.2026 дейін').waitFor();
    await page.locator('aside').getByText('15.02.2027').first().waitFor();
    await open('аралық', 'Аралық жауап беру');
    await fill({ 'Шығыс нөмірі': '12', Мазмұны: 'мәлімет сұратылды' });
    await send();
    await history().getByText('Аралық жауап берілді').waitFor();
    await present().getByText('Мерзім ұзартылғанын').waitFor();
    await open('ұзарту туралы', 'Ұзарту туралы хабарлау');
    await fill({ 'Шығыс нөмірі': '13' });
    await send();
    await present().getByText('Мерзім ұзартылғанын').waitFor({ state: 'detached' });
  });

  test('a paper with a defect waits, comes into line, lacks again and is returned once the applicant’s days are over', async () => {
    const number = await withCard();
    await open('сәйкессіздік', 'Сәйкессіздік туралы хабарлау');
    await fill({ 'Не жетіспейді': 'қолы жоқ', 'Түзету мерзімі': '11122026' });
    await send();
    await status('Жолданым берушіні күтуде').waitFor();
    await present().getByText('63-бап, түзету мерзімі 11.12.2026').waitFor();
    await open('сәйкес келт', 'Сәйкес келтірілгенін белгілеу');
    await fill({ 'Не түзетілді': 'қол қойды' });
    await send();
    await status('Тіркелді').waitFor();
    await open('сәйкессіздік', 'Сәйкессіздік туралы хабарлау');
    await fill({ 'Не жетіспейді': 'мекенжайы жоқ', 'Түзету мерзімі': '11122026' });
    await send();
    await status('Жолданым берушіні күтуде').waitFor();
    await open('жолданым бер', 'Жолданым берушіге қайтару');
    await fill({ Себебі: 'түзетілмеді' });
    await page.keyboard.press('Control+Enter');
    await panel().getByText('берілген мерзім әлі өткен жоқ').waitFor();
    await laterOn('2026-12-14', number);
    await open('жолданым бер', 'Жолданым берушіге қайтару');
    await fill({ Себебі: 'түзетілмеді' });
    await send();
    await present().getByText('қайтарылды, 14.12.2026').waitFor();
  });

  test('a decision against the applicant: heard first, then decided, signed, answered', async () => {
    const number = await withCard();
    await assignMyself();
    await open('шешім дай', 'Шешім дайындау');
    await pick('Шешім', 'ауыртпалық');
    await page.keyboard.press('Control+Enter');
    await panel().getByText('жолданым берушіні тыңдау').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await open('тыңдау тағ', 'Тыңдау тағайындау');
    await fill({ 'Тыңдау күні': '16.12.2026', Орны: '12-бөлме' });
    await page.keyboard.press('Control+Enter');
    await panel().getByText('жұмыс күнін таңдаңыз').waitFor();
    await fill({ 'Тыңдау күні': '07.12.2026' });
    await send();
    await present().getByText('07.12.2026 тағайындалды').waitFor();
    await open('хаттама', 'Тыңдау хаттамасын жазу');
    await fill({ Орны: '12-бөлме', Төраға: 'Ким И. П.' });
    await page.keyboard.press('Control+Enter');
    await panel().getByText('Бұл күн әлі келген жоқ').waitFor();
    await laterOn('2026-12-07', number);
    await open('хаттама', 'Тыңдау хаттамасын жазу');
    await fill({ Орны: '12-бөлме', Төраға: 'Ким И. П.' });
    await send();
    await present().getByText('07.12.2026 өткізілді').waitFor();
    await open('шешім дай', 'Шешім дайындау');
    await pick('Шешім', 'ауыртпалық');
    await send();
    await status('Қол қоюға').waitFor();
    await open('шешімге', 'Шешімге қол қою');
    await send();
    await status('Жөнелтуге').waitFor();
    await open('жауап жіб', 'Жауап жіберу');
    await fill({ 'Шығыс нөмірі': '77' });
    await send();
    await status('Аяқталды').waitFor();
    await present().getByText('№ 77, 07.12.2026').waitFor();
    await isClean(page);
  });

  test('a complaint names the paper it contests and is decided by its own decisions', async () => {
    const number = await withCard('шағым');
    await page.getByText('түзетілген, бұрын: Арыз').waitFor();
    const contested = await registerPaper(page, 'Сынақов Бақыт');
    await openCard(number);
    await assignMyself();
    await open('шағымданылған', 'Шағымданылған актіні көрсету');
    await fill({
      'Біздегі нөмірі': groupNumber(contested),
      'Шағымданылған акт': 'бас тарту',
      'Білген күні': '01.08.2026',
    });
    await page.keyboard.press('Control+Enter');
    await panel().getByText('үш ай').waitFor();
    await send();
    const contestedPaper = present().getByRole('link', { name: groupNumber(contested) });
    await contestedPaper.waitFor();
    await open('шешім дай', 'Шешім дайындау');
    await pick('Шешім', 'актіні жою');
    await pick('Негіздеме', 'заң бұз');
    await page.keyboard.press('Control+Enter');
    await panel().getByText('Өз актісіне берілген шағымды').waitFor();
    await isClean(page);
    await send();
    await status('Қол қоюға').waitFor();
    await contestedPaper.click();
    await page.getByRole('heading', { name: groupNumber(contested) }).waitFor();
  });

  test('a paper is withdrawn, nothing more is decided about it; closed by mistake, it is opened again', async () => {
    await withCard();
    await open('кері', 'Кері қайтарып алуды жазу');
    await fill({ 'Қалай қайтарып алды': 'арызымен' });
    await send();
    await present().getByText('кері қайтарып алынды').waitFor();
    await page.keyboard.press('F4');
    await panel().getByRole('combobox', { name: 'Не істеу керек' }).fill('жазбаны');
    await panel().getByText('құжат жабылып қойған').waitFor();
    await page.keyboard.press('Escape');
    await open('қайта аш', 'Құжатты қайта ашу');
    await fill({ Себебі: 'басқа құжат кері қайтарылған' });
    await isClean(page);
    await send();
    await status('Тіркелді').waitFor();
    await history().getByText('Құжат қайта ашылды').waitFor();
  });

  test('a duplicate of a number that is void is asked about, in the list of contradictions and on its card, and opened again', async () => {
    const number = await withCard();
    const duplicate = await registerPaper(page, 'Сынақов Бақыт');
    await openCard(duplicate);
    await open('телнұсқа', 'Телнұсқа деп белгілеу');
    await fill({ 'Бірінші жолданым нөмірі': groupNumber(number) });
    await send();
    await openCard(number);
    await open('жарамсыз', 'Нөмірді жарамсыз деп тану');
    await fill({ Себебі: 'бланк бүлінген' });
    await page.keyboard.press('Control+Enter');
    await panel().getByText('оны кейін қайта ашу керек болады').waitFor();
    await send();
    await status('Нөмір жарамсыз').waitFor();
    await page.evaluate(`location.hash = '#/control?list=contested'`);
    await page.getByRole('row', { name: groupNumber(duplicate) }).waitFor();
    await openCard(duplicate);
    const asked = page.getByRole('region', { name: 'Бірінші құжаттың нөмірі жарамсыз' });
    await asked.getByText(groupNumber(number)).waitFor();
    await isClean(page);
    await asked.getByRole('button', { name: 'Құжатты қайта ашу' }).click();
    await fill({ Себебі: 'бірінші нөмір жарамсыз' });
    await send();
    await asked.waitFor({ state: 'detached' });
    await status('Тіркелді').waitFor();
  });

  test('a repeat is linked to the earlier paper by its number, however it is grouped', async () => {
    const earlier = await withCard();
    await open('кері', 'Кері қайтарып алуды жазу');
    await fill({ 'Қалай қайтарып алды': 'арызымен' });
    await send();
    const repeat = await registerPaper(page, 'Сынақов Бақыт');
    await openCard(repeat);
    await open('қайталама', 'Қайталама деп белгілеу');
    await fill({ 'Бұрынғы жолданым': '230000126010000014' });
    await page.keyboard.press('Control+Enter');
    await panel().getByText('бақылау цифры').or(panel().getByText('бұл жұмыс орнында жоқ')).first().waitFor();
    await fill({ 'Бұрынғы жолданым': groupNumber(earlier) });
    await send();
    await present()
      .getByRole('link', { name: groupNumber(earlier) })
      .waitFor();
    await page.getByText('РУС', { exact: true }).click();
    await page.getByText('повторное к').waitFor();
    await page.keyboard.press('F4');
    await isClean(page);
    // Whoever opens the earlier one is told of it there.
    await openCard(earlier);
    const naming = present().filter({ hasText: 'На него ссылаются' });
    await naming.getByRole('link', { name: groupNumber(repeat) }).waitFor();
  });
});
