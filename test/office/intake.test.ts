import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AppealEntry, emptyAppeal } from '../../shared/books/appeals.ts';
import { talonFormats } from '../../shared/contract/shapes.ts';
import { textOf } from '../papers/pdf.ts';
import { requireTool } from '../tools.ts';
import { fillProfile } from './many-papers.ts';
import { appeal, first, PASSPHRASE, problemOf, readyOffice, startOffice, USUAL_TIME } from './offices.ts';

const poppler = requireTool('pdftotext');

describe('a place', () => {
  test('is found through the office, its own region first, and those used lately before all', async () => {
    const { client, register } = await readyOffice();
    const codes = async (text: string) => (await client.places.find({ text, limit: 5 })).map(({ code }) => code);
    expect((await codes('Құлсары'))[0]).toBe('233620100');
    const foreign = (await client.places.find({ text: 'Абай', limit: 40 })).at(-1);
    expect((await codes('абай'))[0]).not.toBe(foreign!.code);
    await register(appeal((it) => (it.applicant.place = { id: foreign!.code, name: foreign!.name.kk })));
    expect((await codes('абай'))[0]).toBe(foreign!.code);
    expect(await client.places.get({ code: '511010000' })).toMatchObject([{ code: '790000000' }]);
  });

  test('stands in the paper with its code and as it was named; a typed one without', async () => {
    const { client, register } = await readyOffice();
    for (const place of [
      { id: '233620100', name: 'Құлсары қаласы' },
      { id: '', name: 'Теңіз кенті' },
    ]) {
      const { number } = await register(appeal((it) => (it.applicant.place = place)));
      const { entry } = await first(client.papers.card({ number }));
      expect((entry as AppealEntry).applicant.place).toEqual(place);
    }
    const odd = register(appeal((it) => (it.applicant.place = { id: '23-62', name: '' })));
    expect((await problemOf(odd)).issues).toEqual([{ path: ['applicant', 'place', 'id'], code: 'unknownValue' }]);
  });
});

describe('what was used last', () => {
  test('comes first in the lists, and is known again after a restart', async () => {
    const { client, register, close, profile } = await readyOffice();
    const classify = (subject: string) => register(appeal((it) => (it.paper.subject = subject)));
    for (const subject of ['02.01.01', '01.01.01', '01.01.01']) await classify(subject);
    await register(appeal((it) => (it.paper.addressee = { own: false, body: 'Полиция басқармасы' })));
    const used = async ({ directory }: typeof client) => (await first(directory.watch())).used;
    expect(await used(client)).toMatchObject({
      subjects: ['01.01.01', '02.01.01'],
      addressees: ['Полиция басқармасы'],
    });
    await close();
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    for await (const { used: now } of await again.client.directory.watch()) {
      if (now.subjects.length === 0) continue; // it looks back when the page has painted
      expect(now).toMatchObject({ subjects: ['01.01.01', '02.01.01'], addressees: ['Полиция басқармасы'] });
      break;
    }
  });
});

describe('the talon of a form that is being filled in', () => {
  const preview = async (client: Awaited<ReturnType<typeof readyOffice>>['client'], intake: unknown) => {
    const { pdf } = await client.talons.preview({ intake, format: 'a6' });
    return Buffer.from(pdf, 'base64');
  };

  test.runIf(poppler)('says what it will say, under a number that is never issued', async () => {
    const { client, register } = await readyOffice();
    const intake = appeal((it) => Object.assign(it.paper, { kind: 'complaint', sheets: 7 }));
    const text = await textOf(await preview(client, intake));
    for (const said of ['Шағым', 'Ә. А. С.', '7', '01.12.2026', 'ҮЛГІ']) expect(text).toContain(said);
    expect(text).toMatch(/230000 026010 00000\d/);
    expect((await register(intake)).number.slice(11, 17)).toBe('000001');
  });

  test('is there for any form at all, in every format', async () => {
    const { client } = await readyOffice();
    const form = emptyAppeal('2026-12-01');
    const odd = [
      undefined,
      null,
      1,
      'x',
      [],
      {},
      { applicant: null, paper: [] },
      { paper: { kind: 'wish', sheets: -1 } },
    ];
    for (const format of talonFormats)
      for (const intake of [...odd, form])
        expect((await client.talons.preview({ intake, format })).pdf).toMatch(/^JVBER/);
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.string({ unit: 'binary' }), async (applicant, name) => {
        const intake = { ...form, applicant: { ...form.applicant, contact: applicant, name } };
        expect((await preview(client, intake)).subarray(0, 5).toString()).toBe('%PDF-');
      }),
      { numRuns: 15 },
    );
    const long = appeal((it) => (it.applicant.name = 'Ұзын '.repeat(1_000_000)));
    expect((await preview(client, long)).subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('odd input', () => {
  test('a name of 300 letters is kept whole; one beyond all bounds is a field to correct', async () => {
    const { client, register } = await readyOffice();
    const name = `${'Ұ'.repeat(300)} Айгүл`;
    const { number } = await register(appeal((it) => (it.applicant.name = name)));
    expect((await first(client.papers.card({ number }))).row.from).toBe(name);
    const tooLong = register(appeal((it) => (it.applicant.name = 'Ұ'.repeat(501))));
    expect((await problemOf(tooLong)).issues).toEqual([{ path: ['applicant', 'name'], code: 'tooLong' }]);
  });

  test('a paste of 5 MB anywhere is a field to correct, not a broken connection', async () => {
    const { client, register } = await readyOffice();
    const paste = 'Құрметті әкім! '.repeat(350_000);
    const { code, issues } = await problemOf(
      register(
        appeal((it) => {
          Object.assign(it.paper, { text: paste, summary: paste });
          it.applicant.name = paste;
        }),
      ),
    );
    expect([code, issues!.map(({ path, code: issue }) => `${path.join('.')} ${issue}`)]).toEqual([
      'invalidEntry',
      ['applicant.name tooLong', 'paper.summary tooLong', 'paper.text tooLong'],
    ]);
    const refused = [
      client.papers.find({ text: paste, limit: 5 }),
      client.places.find({ text: paste, limit: 5 }),
      client.people.find({ name: paste, limit: 5 }),
    ];
    for (const call of refused) expect((await problemOf(call)).code).toBe('invalidEntry');
    await register(appeal());
  });

  test('digits of other scripts are read as digits', async () => {
    const { client, register } = await readyOffice();
    const { number, warnings } = await register(
      appeal((it) => Object.assign(it.applicant, { idNumber: '٨٥٠٤١٢٤٠٠١٢١', phone: '＋７ ７００ ０００ ０１ ２３' })),
    );
    expect(warnings).toEqual([]);
    const { entry } = await first(client.papers.card({ number }));
    expect((entry as AppealEntry).applicant).toMatchObject({ idNumber: '850412400121', phone: '＋7 700 000 01 23' });
    for (const text of ['850412400121', '87000000123', '+7 (700) 000-01-23', '7000000123'])
      expect((await client.papers.find({ text, limit: 5 })).map((row) => row.number)).toEqual([number]);
  });

  test('a subject or body that is no longer there is named, and all else is kept', async () => {
    const { register } = await readyOffice();
    const gone = register(
      appeal((it) => Object.assign(it.paper, { subject: '01.01.99', higherBody: { id: 'gone', name: 'Бұрынғы' } })),
    );
    expect((await problemOf(gone)).issues).toEqual([
      { path: ['paper', 'subject'], code: 'unknownValue' },
      { path: ['paper', 'higherBody'], code: 'unknownValue' },
    ]);
  });

  test('marks that turn the writing and control characters do not reach the paper', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(appeal((it) => (it.applicant.name = '\u202EАйгүл\u0000\u200B Әлімова\u2066')));
    expect((await first(client.papers.card({ number }))).row.from).toBe('Айгүл Әлімова');
  });
});

describe('a paper is found as it is typed', () => {
  test('by name, IIN, phone and number, among many', async () => {
    const { register, close, profile } = await readyOffice();
    const { number } = await register(
      appeal((it) =>
        Object.assign(it.applicant, {
          idNumber: '850412400121',
          phone: '8 (700) 000-01-23',
          name: 'Ғабдоллина Ұлбосын',
        }),
      ),
    );
    await close();
    await fillProfile(profile, 1_200, { which: 'office', passphrase: PASSPHRASE, until: USUAL_TIME + 3_600_000 });
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    const texts = [
      number,
      number.replace(/\d{6}(?=\d)/g, '$& '),
      '850412400121',
      '8 700 000 01 23',
      'габдоллина',
      'ұлбосын ғаб',
    ];
    for (const text of texts) {
      const [row] = await again.client.papers.find({ text, limit: 5 });
      expect([text, row?.number]).toEqual([text, number]);
    }
    const desk = await first(again.client.desk.watch());
    expect(desk.papers).toBe(1_201);
    expect((await again.register(appeal())).number.slice(11, 17)).toBe('001202');
  });
});
