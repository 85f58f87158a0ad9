import { describe, expect, test } from 'vitest';
import { requireTool } from '../tools.ts';
import { assigned, asText, bestLetter, extended, officeWith } from './letters.ts';
import { type Client, first, PASSPHRASE, problemOf, readyOffice, startOffice } from './offices.ts';

const poppler = requireTool('pdftotext');

describe('a text of a letter', () => {
  test.runIf(poppler)(
    'changed by an administrator holds for the office, over a restart, until it is taken back',
    async () => {
      const { client, number, profile, close } = await officeWith([assigned, extended]);
      const which = { letter: 'extensionNotice' as const, language: 'ru' as const };
      const textNow = async (from: Client) =>
        (await first(from.letters.texts())).texts.find((one) => one.letter === which.letter && one.language === 'ru')!;
      const { text } = await textNow(client);
      const own = { ...text, body: `${text.body}\nСпросить можно здесь: {body.phone}.` };
      await client.letters.saveText({ ...which, text: own });
      const request = await bestLetter(client, number);
      await expect.poll(async () => (await textNow(client)).changed?.by).toBe('Сейтова Айнұр Болатқызы');
      expect(await asText((await client.letters.preview(request)).pdf)).toContain('Спросить можно здесь: 1414.');
      // The other language stays as it was.
      const kazakh = await asText((await client.letters.preview({ ...request, language: 'kk' })).pdf);
      expect(kazakh).not.toContain('1414');
      await close();
      const again = startOffice(profile);
      await again.client.office.unlock({ passphrase: PASSPHRASE });
      expect((await textNow(again.client)).text.body).toBe(own.body);
      await again.client.letters.resetText(which);
      await expect.poll(async () => (await textNow(again.client)).changed).toBe(undefined);
      expect((await textNow(again.client)).text).toEqual(text);
    },
  );

  test('with a field that does not exist is refused, naming the part and the field', async () => {
    const { client } = await readyOffice();
    const which = { letter: 'extensionNotice' as const, language: 'ru' as const };
    const { texts } = await first(client.letters.texts());
    const { text } = texts.find((one) => one.letter === which.letter && one.language === 'ru')!;
    const wrong = { ...text, body: '{applicant.nmae}: {hearing.on}', title: '' };
    const problem = await problemOf(client.letters.saveText({ ...which, text: wrong }));
    expect(problem.code).toBe('invalidEntry');
    expect(problem.issues).toEqual([
      { path: ['title'], code: 'required' },
      { path: ['body', 'applicant.nmae'], code: 'unknownField' },
      { path: ['body', 'hearing.on'], code: 'otherLetter' },
    ]);
    expect((await problemOf(client.letters.previewText({ ...which, text: wrong }))).code).toBe('invalidEntry');
    expect((await first(client.letters.texts())).texts.every(({ changed }) => changed === undefined)).toBe(true);
  });

  test.runIf(poppler)('is seen with invented values before it is saved', async () => {
    const { client } = await readyOffice();
    const { texts } = await first(client.letters.texts());
    for (const { letter, language, text } of texts) {
      const { pdf } = await client.letters.previewText({ letter, language, text });
      const shown = await asText(pdf);
      expect(shown).toContain('ҮЛГІ / ОБРАЗЕЦ');
      expect(shown).not.toMatch(/[{}[\]]|undefined/);
    }
  });
});
