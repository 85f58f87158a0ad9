import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { codesOf, textOf } from '../papers/pdf.ts';
import { requireElectron, requireTool } from '../tools.ts';
import { startCups, until } from './cups.ts';
import { startDesktop, temporaryProfile } from './launch.ts';

const canRun = requireTool('Xvfb', 'lp', 'pdftotext', 'zbarimg') && requireElectron();

test.runIf(canRun)(
  'a paper typed in Kazakh: registered, its talon printed, still there after a power cut',
  async () => {
    const profile = temporaryProfile();
    const cups = await startCups();
    const first = await startDesktop({ profile, env: { CUPS_SERVER: cups.server } });
    const { page } = first;
    await page.getByRole('button', { name: 'Үлгіні ашу' }).click();
    await page.getByText('Соңғы құжаттар').waitFor();
    await page.keyboard.press('F2');
    await page.getByRole('radio', { name: 'Заңды тұлға' }).check({ force: true });
    await page.getByLabel('Атауы').fill('«Әділ ғұмыр, қаңтар, өңір, үлгі һәм ізгі» ЖШС');
    await page.getByLabel('Қысқаша').fill('Жаңа ұңғыма үшін жер бөлу туралы');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Басып шығару' }).click();
    await page.getByText('Талон басып шығаруға жіберілді.').waitFor();

    await until(() => cups.printed().length === 1);
    const talon = cups.printed()[0]!;
    const text = await textOf(talon);
    for (const word of ['Әділ', 'ғұмыр,', 'қаңтар,', 'өңір,', 'үлгі', 'һәм', 'ізгі»']) expect(text).toContain(word);
    const number = /(\d{6}) (\d{6}) (\d{6})/.exec(text)!.slice(1).join('');
    expect(await codesOf(talon, 'mono')).toEqual([`CODE-128:${number}`, `QR-Code:https://kense.example/${number}`]);

    await first.kill();
    const { page: after } = await startDesktop({ profile });
    await after.getByText('Соңғы құжаттар').waitFor();
    await after.keyboard.press('F3');
    await after.getByRole('row', { name: /Әділ ғұмыр/ }).waitFor();
  },
);

test.runIf(canRun && process.env.KENSE_NO_ROUTE === '1')('these tests run without a route out', () => {
  expect(Object.keys(networkInterfaces())).toEqual(['lo']);
});
