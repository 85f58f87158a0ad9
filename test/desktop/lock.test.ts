import { expect, test } from 'vitest';
import { putOffSheet, setUpOffice } from '../journeys/own-office.ts';
import { requireElectron } from '../tools.ts';
import { launch, temporaryProfile } from './launch.ts';
import { seesStart } from './pages.ts';

const OWN = 'ақ қайың 1926';

test.runIf(requireElectron())('a computer that is locked signs out who works here; what is begun stays', async () => {
  const { app, page } = await launch(temporaryProfile());
  await seesStart(page);
  await setUpOffice(page);
  await putOffSheet(page);
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
  await page.keyboard.press('F2');
  await page.getByLabel('Қысқаша').fill('Ауыз су құбыры туралы');
  // As Windows and macOS tell it; the test's screen has no session that could be locked.
  await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));
  const title = page.getByRole('heading', { name: 'Жұмыс орнында кім отыр?' });
  await title.waitFor();
  await page.getByLabel('Құпиясөз', { exact: true }).fill(OWN);
  await page.keyboard.press('Enter');
  await title.waitFor({ state: 'hidden' });
  expect(await page.getByLabel('Қысқаша').inputValue()).toBe('Ауыз су құбыры туралы');
});
