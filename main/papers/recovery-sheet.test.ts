import { describe, expect, test } from 'vitest';
import { composeRecoveryCode, recoveryGroups } from '../../shared/domain/keys/recovery-code.ts';
import { codesOf, rastersOf, textOf, wordsOf } from '../../test/papers/pdf.ts';
import { requireTool } from '../../test/tools.ts';
import { createPapers } from './index.ts';

const canRun = requireTool('pdftotext', 'pdftoppm', 'zbarimg');
const papers = createPapers({ fontsFolder: 'assets/fonts' });
const code = composeRecoveryCode([12345, 90807, 3, 55555, 76543, 10101, 43210, 98765]);
const body = { kk: 'Теңізбойы ауданы әкімінің аппараты', ru: 'Аппарат акима Тенизбойского района' };
const sheet = { code, serial: 2, madeOn: '01.12.2026', body };

describe.runIf(canRun)('the recovery sheet', () => {
  test('is one page with the code in order, whose it is, and which', async () => {
    const pdf = await papers.renderRecoverySheet(sheet);
    expect(await rastersOf(pdf)).toHaveLength(1);
    const digits = (await textOf(pdf)).replaceAll(/[\u202f ]/g, '');
    for (const group of recoveryGroups(code)) expect(digits).toContain(group);
    const text = await textOf(pdf);
    for (const words of ['ҚАЛПЫНА КЕЛТІРУ КОДЫ', 'Код восстановления', body.kk, body.ru, '01.12.2026'])
      expect(text).toContain(words);
    expect(text).toMatch(/№ ?2 /);
  });

  test('carries the same code for a scanner', async () => {
    const pdf = await papers.renderRecoverySheet(sheet);
    expect(await codesOf(pdf, 'mono')).toEqual([`QR-Code:${recoveryGroups(code).join('-')}`]);
  });

  test('holds the longest names without losing a line', async () => {
    const long = {
      kk: 'Өте ұзақ атауы бар басқарманың әкімдігі '.repeat(8).slice(0, 300),
      ru: 'Управление с очень длинным названием '.repeat(9).slice(0, 300),
    };
    const pdf = await papers.renderRecoverySheet({ ...sheet, body: long });
    const words = await wordsOf(pdf);
    expect(words.some(({ word }) => word.includes('подпись'))).toBe(true);
    const height = (297 * 72) / 25.4;
    expect(words.filter(({ bottom, page }) => page > 1 || bottom > height - 28)).toEqual([]);
  });

  test('is made of nothing but a whole code', async () => {
    await expect(papers.renderRecoverySheet({ ...sheet, code: '123' })).rejects.toThrow(RangeError);
  });
});
