import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserForTests, enterDemo, openPage, startHost, typeByHand } from './desk.ts';
import { field, focusIs } from './intake-form.ts';

const canRun = browserForTests();

async function newPaper(page: Page): Promise<void> {
  await page.keyboard.press('F2');
  await focusIs(page, 'applicant.idNumber');
}

async function demo(): Promise<Page> {
  const { page } = await openPage(await startHost());
  await enterDemo(page);
  await newPaper(page);
  return page;
}

async function register(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
}

const summary = 'Мұнайшы көшесіне жарық орнату туралы';
const text =
  'Мұнайшы көшесінің 12-үйінен 40-үйіне дейін түнгі жарық жоқ, бағандардағы шамдар күйіп кеткен. Балалар қараңғыда қайтады.';

async function writePaper(page: Page, said: { summary: string; text: string }): Promise<void> {
  await typeByHand(page, '850412400121');
  await field(page, 'applicant.name').fill('Әлімқұлова Айгүл Серікқызы');
  await field(page, 'paper.summary').fill(said.summary);
  await field(page, 'paper.text').fill(said.text);
}

describe.runIf(canRun)('a paper about the same as an earlier one', () => {
  test('is told of with its reason while it is typed, shown beside, and linked with its registration by one key', async () => {
    const page = await demo();
    await writePaper(page, { summary, text });
    await register(page);
    await newPaper(page);
    // The same letter once more, as somebody types it who has no Kazakh letters.
    await writePaper(page, {
      summary: 'Мунайшы кошесине жарык орнату туралы',
      text: 'Мунайшы кошесинин 12-уйинен 40-уйине дейин тунги жарык жок, багандардагы шамдар куйип кеткен. Балалар карангыда кайтады.',
    });
    const offer = page.getByRole('region', { name: 'Телнұсқаға ұқсайды' });
    await offer.waitFor();
    await offer.getByText('ЖСН немесе БСН бірдей').waitFor();
    await page.keyboard.press('Alt+KeyO');
    await offer.getByText('бағандардағы шамдар күйіп кеткен').waitFor();
    await page.keyboard.press('Alt+KeyO');
    await offer.getByText('бағандардағы шамдар күйіп кеткен').waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+KeyL');
    await offer.getByText(/Тіркелгеннен кейін № .* телнұсқасы ретінде жабылады/).waitFor();
    // Pressed again it is taken back, and once more noted.
    await page.keyboard.press('Alt+KeyL');
    await offer.getByText(/Тіркелгеннен кейін/).waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+KeyL');
    await offer.getByText(/Тіркелгеннен кейін/).waitFor();
    await register(page);
    await page.getByRole('link', { name: 'Құжатты ашу' }).click();
    await page.getByText('Аяқталды', { exact: true }).first().waitFor();
    await expect.poll(() => page.locator('li[data-effect="applied"]').count()).toBe(2);
  });

  test('is linked no longer after the same key, though what was typed speaks of it no more', async () => {
    const page = await demo();
    await writePaper(page, { summary, text });
    await register(page);
    await newPaper(page);
    await writePaper(page, { summary, text });
    await page.getByRole('region', { name: 'Телнұсқаға ұқсайды' }).waitFor();
    await page.keyboard.press('Alt+KeyL');
    await page.getByText(/Тіркелгеннен кейін № .* телнұсқасы ретінде жабылады/).waitFor();
    await field(page, 'paper.summary').fill('');
    await field(page, 'paper.text').fill('');
    await page.getByRole('region', { name: 'Телнұсқаға ұқсайды' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Alt L Белгілемеу' }).waitFor();
    await page.keyboard.press('Alt+KeyL');
    await page.getByText(/Тіркелгеннен кейін/).waitFor({ state: 'detached' });
  });

  test('is linked in its card, too, and what was typed about something else is left alone', async () => {
    const page = await demo();
    await writePaper(page, { summary, text });
    await register(page);
    await newPaper(page);
    await writePaper(page, {
      summary: 'Балабақшадан орын беру туралы',
      text: 'Қызым үшке толды, балабақша кезегінде тұрмыз, орын берулеріңізді сұраймын.',
    });
    // The suggestion for its subject says that the questions about this text are answered.
    await page.getByText('Мәтін бойынша: Балабақшадан орын алу').waitFor();
    expect(await page.getByRole('region', { name: /ұқсайды|қаралып жатыр/ }).count()).toBe(0);
    await field(page, 'paper.summary').fill(summary);
    await field(page, 'paper.text').fill(text);
    await page.getByRole('region', { name: 'Телнұсқаға ұқсайды' }).waitFor();
    await register(page);
    await page.getByRole('link', { name: 'Құжатты ашу' }).click();
    await page.getByRole('heading', { name: 'Осы мәселе бойынша бұрынғы құжаттар' }).waitFor();
    await page.getByRole('button', { name: 'Телнұсқа деп белгілеу' }).click();
    await page.getByText('Аяқталды', { exact: true }).first().waitFor();
    await page.getByRole('heading', { name: 'Осы мәселе бойынша бұрынғы құжаттар' }).waitFor({ state: 'detached' });
  });
});

describe.runIf(canRun)('what the text suggests', () => {
  test('is picked by a number key; a matter of another body is said at once, and addressed there by one key', async () => {
    const page = await demo();
    await field(page, 'paper.summary').fill('Көшеде жарық жоқ, бағандағы шамдар жанбайды');
    await page.getByText('Мәтін бойынша: Көше жарығы').waitFor();
    await page.keyboard.press('F8');
    await focusIs(page, 'paper.subject');
    await page.getByText('Мәтін бойынша', { exact: true }).waitFor();
    await page.keyboard.press('1');
    await expect.poll(() => field(page, 'paper.subject').inputValue()).toBe('Көше жарығы');

    await field(page, 'paper.summary').fill('Полиция: ұрлық пен алаяқтық туралы хабар');
    await field(page, 'paper.subject').fill('Ұрлық және алаяқтық');
    await page.getByRole('option', { name: /Ұрлық және алаяқтық/ }).click();
    await page.getByText('Бұл мәселені басқа орган шешеді').waitFor();
    await page.getByText(/^Полиция бөлімі \(/).waitFor();
    await page.keyboard.press('F7');
    await expect.poll(() => field(page, 'paper.addressee.body').inputValue()).toMatch(/^Полиция бөлімі \(/);
    await page.getByText('Бұл мәселені басқа орган шешеді').waitFor({ state: 'detached' });
  });
});
