import { describe, expect, test } from 'vitest';
import { PrintError } from '../../main/office/ports.ts';
import { textOf } from '../papers/pdf.ts';
import { requireTool } from '../tools.ts';
import { appeal, first, problemOf, readyOffice } from './offices.ts';

const poppler = requireTool('pdftotext');

const DUPLICATE = 'ТЕЛНҰСҚА / ДУБЛИКАТ';

describe('prints of a paper', () => {
  test.runIf(poppler)('are an original and then duplicates with their date, and stand on the card', async () => {
    const jobs: Uint8Array[] = [];
    const office = await readyOffice({
      printing: { list: async () => [], print: async ({ pdf }) => void jobs.push(pdf) },
    });
    const { client, clock } = office;
    const { number } = await office.register(appeal());
    await client.talons.print({ number, format: 'a6' });
    await client.talons.print({ number, format: 'label58' });
    clock.now += 86_400_000;
    const next = await client.talons.render({ number, format: 'roll80' });
    expect(next.duplicate).toBe(true);
    expect(await textOf(Buffer.from(next.pdf, 'base64'))).toContain(`${DUPLICATE} 02.12.2026`);
    await client.talons.print({ number, format: 'a5' });
    const saved = await client.talons.issue({ number, format: 'label58', way: 'file' });
    const texts = await Promise.all([...jobs, Buffer.from(saved.pdf, 'base64')].map(textOf));
    expect(texts.map((text) => text.includes(`${DUPLICATE} 02.12.2026`))).toEqual([false, false, true, true]);
    const { prints, history } = await first(client.papers.card({ number }));
    expect(prints.map(({ at, by, ...print }) => ({ at: at.slice(0, 10), by: by.name, ...print }))).toEqual([
      { at: '2026-12-01', by: 'Сейтова Айнұр Болатқызы', format: 'a6', way: 'printer', duplicate: false },
      { at: '2026-12-01', by: 'Сейтова Айнұр Болатқызы', format: 'label58', way: 'printer', duplicate: false },
      { at: '2026-12-02', by: 'Сейтова Айнұр Болатқызы', format: 'a5', way: 'printer', duplicate: true },
      { at: '2026-12-02', by: 'Сейтова Айнұр Болатқызы', format: 'label58', way: 'file', duplicate: true },
    ]);
    expect(history).toHaveLength(1);
  });

  test.runIf(poppler)('name a sole trader by the letters of his name, not of what he calls himself', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(
      appeal(({ applicant }) => {
        applicant.type = 'soleTrader';
        applicant.name = 'Өміров Нұрлан ЖК';
      }),
    );
    const { pdf } = await client.talons.render({ number, format: 'a6' });
    expect(await textOf(Buffer.from(pdf, 'base64'))).toMatch(/Ө\. Н\.(?! Ж)/);
  });

  test('that failed were none: the next one is the original', async () => {
    let broken = true;
    const printing = {
      list: async () => [],
      print: async () => {
        if (broken) throw new PrintError('printFailed', 'no paper');
      },
    };
    const { client, register } = await readyOffice({ printing });
    const { number } = await register(appeal());
    expect((await problemOf(client.talons.print({ number, format: 'a6' }))).code).toBe('printFailed');
    broken = false;
    await client.talons.print({ number, format: 'a6' });
    const { prints } = await first(client.papers.card({ number }));
    expect(prints.map(({ duplicate }) => duplicate)).toEqual([false]);
  });

  test('of two windows at once are one original and one duplicate', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(appeal());
    const issue = () => client.talons.issue({ number, format: 'a6', way: 'window' });
    await Promise.all([issue(), issue(), issue()]);
    const { prints } = await first(client.papers.card({ number }));
    expect(prints.map(({ duplicate }) => duplicate)).toEqual([false, true, true]);
  });

  test('are kept as the first and the last forty-nine, also after a restart', async () => {
    const { client, register, clock } = await readyOffice();
    const { number } = await register(appeal());
    for (let i = 0; i < 60; i++) {
      clock.now += 60_000;
      await client.talons.issue({ number, format: 'label58', way: 'file' });
    }
    const { prints } = await first(client.papers.card({ number }));
    expect(prints).toHaveLength(50);
    expect(prints.map(({ duplicate }) => duplicate).indexOf(false)).toBe(0);
    expect(prints.at(-1)!.at).toBe(new Date(clock.now).toISOString());
  });

  test('of a paper that is not here leave no trace', async () => {
    const { client } = await readyOffice();
    const number = '230000026010000014';
    expect((await problemOf(client.talons.issue({ number, format: 'a6', way: 'file' }))).code).toBe('unknownPaper');
  });
});
