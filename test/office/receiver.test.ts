import { expect, test } from 'vitest';
import { textOf } from '../papers/pdf.ts';
import { requireTool } from '../tools.ts';
import { inClosedStore } from './closed-store.ts';
import { appeal, first, PASSPHRASE, problemOf, readyOffice, startOffice } from './offices.ts';

const poppler = requireTool('pdftotext');

const NAME = 'Сейтова Айнұр Болатқызы';

const everything = {
  selection: { book: 'appeals' as const, from: '2000-01-01', to: '2099-12-31' },
  columns: ['number' as const],
  language: 'kk' as const,
};

test('nobody stands in for a clerk who is not on the staff: the desk asks who takes papers, and goes on when it knows', async () => {
  const { client, register } = await readyOffice();
  const { number } = await register(appeal());
  const { settings } = await first(client.directory.watch());
  await client.desk.saveSettings({ ...settings, clerk: 'somebody who left' });

  const draft = crypto.randomUUID();
  expect((await problemOf(register(appeal(), draft))).code).toBe('noClerk');
  expect((await problemOf(client.talons.issue({ number, format: 'a6', way: 'file' }))).code).toBe('noClerk');
  expect((await problemOf(client.registers.start(everything))).code).toBe('noClerk');
  const { prints, history } = await first(client.papers.card({ number }));
  expect(prints).toEqual([]);
  expect(history.map(({ by }) => by.name)).toEqual([NAME]);

  await client.desk.saveSettings(settings);
  const next = await register(appeal(), draft);
  expect(next.number.slice(11, 17)).toBe('000002');
  expect((await first(client.papers.card({ number: next.number }))).history[0]!.by.name).toBe(NAME);
});

test.runIf(poppler)(
  'a store that lost its desk’s settings takes nobody for its clerk, and no name stands on the talon to be',
  async () => {
    const { client, close, profile } = await readyOffice();
    const preview = { intake: appeal(), format: 'a6' as const };
    const shown = async (from: typeof client) =>
      textOf(Buffer.from((await from.talons.preview(preview)).pdf, 'base64'));
    expect(await shown(client)).toContain('Сейтова А. Б.');
    await close();
    await inClosedStore(profile, async ({ local }) => void (await local.findOne('desk').remove()));
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    expect(await shown(again.client)).not.toContain('Сейтова');
    expect((await problemOf(again.register(appeal()))).code).toBe('noClerk');
  },
);
