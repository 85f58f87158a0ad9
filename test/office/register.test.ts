import { describe, expect, test } from 'vitest';
import { parseNumber } from '../../shared/domain/number/paper-number.ts';
import { jumpTo } from './closed-store.ts';
import { appeal, first, PASSPHRASE, problemOf, readyOffice, startOffice, USUAL_TIME } from './offices.ts';

const wholeJournal = { book: 'appeals', from: '2000-01-01', to: '2099-12-31', offset: 0, limit: 500 };
const HOUR = 3_600_000;

describe('registering', () => {
  test('a paper gets its number, its day and its term, and stands in the journal', async () => {
    const { client, register } = await readyOffice();
    const registered = await register(appeal());
    expect(registered).toEqual({
      number: '230000026010000014',
      acceptedAt: '2026-12-01T09:05:00.000Z',
      registeredOn: '2026-12-01',
      dueOn: '2026-12-22',
      warnings: [],
    });
    expect(parseNumber(registered.number)).toMatchObject({
      ok: true,
      number: { region: '23', agency: '00000', year: 2026, desk: 1, sequence: 1 },
    });
    const page = await first(client.papers.journal(wholeJournal));
    expect(page.rows.map(({ number, from }) => [number, from])).toEqual([
      [registered.number, 'Әлімқұлова Айгүл Серікқызы'],
    ]);
  });

  test('papers of two windows at once get numbers without gap or double', async () => {
    const { client, register } = await readyOffice();
    const registered = await Promise.all(Array.from({ length: 60 }, () => register(appeal())));
    const sequences = registered.map(({ number }) => Number(number.slice(11, 17))).sort((a, b) => a - b);
    expect(sequences).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect((await first(client.papers.journal(wholeJournal))).total).toBe(60);
  });

  test('one form sent twice is one paper, also after a restart', async () => {
    const { register, profile, close } = await readyOffice();
    const draft = crypto.randomUUID();
    const [one, other] = await Promise.all([register(appeal(), draft), register(appeal(), draft)]);
    expect(other).toEqual(one);
    await close();
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    expect(await again.register(appeal(), draft)).toEqual(one);
    expect((await first(again.client.papers.journal(wholeJournal))).total).toBe(1);
  });

  test('after 18:29:59 a paper is registered on the next working day, and its term starts there', async () => {
    const { register, clock } = await readyOffice();
    clock.now = Date.parse('2026-12-01T13:31:00.000Z');
    expect(await register(appeal())).toMatchObject({ registeredOn: '2026-12-02', dueOn: '2026-12-23' });
  });

  test('a wrong IIN is marked and never stops the paper', async () => {
    const { client, register } = await readyOffice();
    const registered = await register(appeal((intake) => (intake.applicant.idNumber = '123123123123')));
    expect(registered.warnings).toEqual(['identity']);
    const card = await first(client.papers.card({ number: registered.number }));
    expect((card.entry as { applicant: { idWarnings: string[] } }).applicant.idWarnings).toContain('checkDigit');
  });

  test('every fault of a form is named at once, with its field', async () => {
    const { register } = await readyOffice();
    const intake = appeal((it) => {
      it.applicant = { ...it.applicant, type: 'collective', name: ' ', members: 1 };
      it.paper = { ...it.paper, kind: 'wish', subject: '99.99', summary: '', addressee: { own: false, body: '' } };
    });
    const { issues } = await problemOf(register(intake));
    expect(issues).toEqual([
      { path: ['applicant', 'name'], code: 'required' },
      { path: ['applicant', 'members'], code: 'collectiveOfOne' },
      { path: ['applicant', 'contact'], code: 'required' },
      { path: ['paper', 'summary'], code: 'required' },
      { path: ['paper', 'addressee', 'body'], code: 'required' },
    ]);
    const whole = appeal((it) =>
      Object.assign(it.paper, { kind: 'wish', subject: '99.99', arrivedOn: '2026-12-02', senderDate: '2027-01-01' }),
    );
    expect((await problemOf(register(whole))).issues).toEqual([
      { path: ['paper', 'kind'], code: 'unknownValue' },
      { path: ['paper', 'subject'], code: 'unknownValue' },
      { path: ['paper', 'arrivedOn'], code: 'futureDate' },
      { path: ['paper', 'senderDate'], code: 'futureDate' },
    ]);
  });

  test('gives a paper to nobody who is not on the staff; the form that was refused is taken once somebody else has it', async () => {
    const { client, register } = await readyOffice();
    const save = (name: string) =>
      client.staff.save({ id: '', name, post: { kk: 'маман', ru: 'специалист' }, phone: '', roles: [] });
    const [here, gone] = [await save('Ким А. В.'), await save('Ли Б. Г.')];
    await client.staff.setLeft({ person: gone.id, on: '2026-12-01', substitute: here.id });
    const draft = crypto.randomUUID();
    const given = (id: string, name: string) =>
      register(
        appeal((it) => (it.handling.executor = { id, name })),
        draft,
      );
    for (const id of [gone.id, 'nobody'])
      expect(await problemOf(given(id, 'Ли Б. Г.'))).toMatchObject({
        code: 'invalidEntry',
        issues: [{ path: ['handling', 'executor'], code: 'notOnStaff' }],
      });
    expect((await first(client.papers.journal(wholeJournal))).total).toBe(0);
    // Typed it is his as well, however it is written.
    expect(await problemOf(given('', 'ЛИ б. г.'))).toMatchObject({
      code: 'invalidEntry',
      issues: [{ path: ['handling', 'executor'], code: 'formerStaff' }],
    });
    expect((await first(client.papers.journal(wholeJournal))).total).toBe(0);
    const { number } = await given(here.id, 'Ким А. В.');
    // Any other name that was typed is nobody's of the staff, and may be anybody's; so is his once a namesake works here.
    await register(appeal((it) => (it.handling.executor = { id: '', name: 'Ли Б.' })));
    await save('Ли Б. Г.');
    await register(appeal((it) => (it.handling.executor = { id: '', name: 'Ли Б. Г.' })));
    const { rows } = await first(client.papers.journal(wholeJournal));
    expect(rows.map(({ executor, executorName }) => [executor, executorName])).toEqual([
      ['', 'Ли Б. Г.'],
      ['', 'Ли Б.'],
      [here.id, 'Ким А. В.'],
    ]);
    expect(rows[2]!.number).toBe(number);
  });

  test('something that is no form at all is refused, not a fault', async () => {
    const { register } = await readyOffice();
    for (const nonsense of [undefined, null, 1, 'x', [], {}, { applicant: {}, paper: [], handling: 0 }]) {
      expect((await problemOf(register(nonsense))).code).toBe('invalidEntry');
    }
  });

  test('control and direction characters do not survive, emoji and Arabic do', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(
      appeal((it) => Object.assign(it.paper, { summary: 'Жол\u0000\u202e \u200f☎️ 👨‍👩‍👧 مرحبا\r\n' })),
    );
    const card = await first(client.papers.card({ number }));
    expect(card.row.summary).toBe('Жол ☎️ 👨‍👩‍👧 مرحبا');
  });

  test('a text of 200,000 characters is kept whole beside the paper', async () => {
    const { client, register } = await readyOffice();
    const text = 'Құрметті әкім! '.repeat(14_000).slice(0, 200_000).trimEnd();
    const { number } = await register(appeal((it) => Object.assign(it.paper, { text })));
    const card = await first(client.papers.card({ number }));
    expect(card.text).toBe(text);
    expect(JSON.stringify(card.entry).length).toBeLessThan(10_000);
  });

  test('the number is refused in words when the desk’s sequence of the year is full', async () => {
    const { register, profile, close } = await readyOffice();
    await register(appeal());
    await close();
    await jumpTo(profile, 999_998);
    const office = startOffice(profile);
    await office.client.office.unlock({ passphrase: PASSPHRASE });
    const last = await office.register(appeal());
    expect(last.number.slice(11, 17)).toBe('999999');
    expect(last.warnings).toEqual(['sequenceNearlyFull']);
    expect((await problemOf(office.register(appeal()))).code).toBe('sequenceFull');
    office.clock.now = Date.parse('2027-01-05T09:00:00.000Z');
    expect((await office.register(appeal())).number.slice(7, 17)).toBe('2701000001');
  });
});

describe('a clock that went back', () => {
  test('the clerk is warned, the order is kept', async () => {
    const { client, register, clock } = await readyOffice();
    const before = await register(appeal());
    clock.now = USUAL_TIME - 2 * HOUR;
    expect(await first(client.desk.watch())).toMatchObject({ clockBehind: true, lastAcceptedAt: before.acceptedAt });
    const after = await register(appeal());
    expect(after.warnings).toEqual(['clockBehind']);
    expect(after.acceptedAt).toBe('2026-12-01T07:05:00.000Z');
    const { rows } = await first(client.papers.journal(wholeJournal));
    expect(rows.map(({ number }) => number)).toEqual([after.number, before.number]);
  });

  test('the year of the number does not go back', async () => {
    const { register, clock } = await readyOffice();
    clock.now = Date.parse('2027-01-04T05:00:00.000Z');
    await register(appeal());
    clock.now = Date.parse('2026-12-31T05:00:00.000Z');
    expect((await register(appeal())).number.slice(7, 17)).toBe('2701000002');
  });
});

describe('finding', () => {
  test('by number in any grouping, by name on a Russian keyboard, by part of a word', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(appeal());
    await register(
      appeal((it) => {
        it.applicant.name = 'Иванов Пётр';
        it.paper.summary = 'О водопроводе';
      }),
    );
    const find = async (text: string) => (await client.papers.find({ text, limit: 20 })).map((row) => row.from);
    for (const text of [
      number,
      `${number.slice(0, 6)} ${number.slice(6, 12)}-${number.slice(12)}`,
      'алимкулова',
      'ӘЛІМ',
      'жарыгын',
      'айгуль серик',
    ])
      expect([text, ...(await find(text))]).toEqual([text, 'Әлімқұлова Айгүл Серікқызы']);
    expect(await find('петр')).toEqual(['Иванов Пётр']);
    for (const text of ['"', 'OR', '12/3', 'ЖТ-2026-1', '*', '', "'; DROP TABLE papers; --", '(', 'NEAR('])
      expect(await find(text)).toEqual([]);
  });
});

describe('finding by a number of somebody else’s', () => {
  test('the paper that has exactly it comes before all whose numbers go on from there', async () => {
    const { client, register } = await readyOffice();
    const take = async (senderNumber: string, idNumber = '') =>
      (
        await register(
          appeal((it) => {
            it.paper.senderNumber = senderNumber;
            it.applicant.idNumber = idNumber;
          }),
        )
      ).number;
    const [exact, person] = [await take('ЖТ-2026/14'), await take('', '850412400121')];
    for (let i = 0; i < 15; i++) await take(`ЖТ-2026/14${i}`);
    const find = async (text: string) => (await client.papers.find({ text, limit: 12 })).map(({ number }) => number);
    for (const text of ['ЖТ-2026/14', 'жт-2026/14', 'ЖТ 2026 14']) {
      expect([text, (await find(text))[0]]).toEqual([text, exact]);
      expect(await find(text)).toHaveLength(12);
    }
    for (const text of ['850412400121', '850412 400 121', '٨٥٠٤١٢٤٠٠١٢١']) expect(await find(text)).toEqual([person]);
    const foreign = '230012326010000016';
    const theirs = await take(foreign);
    expect(await find('230012 326010 000016')).toEqual([theirs]);
  });
});

describe('the journal', () => {
  test('is live, and is filtered by period, kind and status', async () => {
    const { client, register, clock } = await readyOffice();
    const abort = new AbortController();
    const live = (await client.papers.journal(wholeJournal, { signal: abort.signal }))[Symbol.asyncIterator]();
    expect((await live.next()).value).toMatchObject({ total: 0 });
    await register(appeal());
    expect((await live.next()).value).toMatchObject({ total: 1 });
    abort.abort();
    clock.now += 24 * HOUR;
    await register(appeal((it) => Object.assign(it.paper, { kind: 'complaint' })));
    await register(appeal((it) => Object.assign(it.handling, { executor: { id: '', name: 'Бисенов М. С.' } })));
    const total = async (filter: object) => (await first(client.papers.journal({ ...wholeJournal, ...filter }))).total;
    expect(await total({ kind: 'complaint' })).toBe(1);
    expect(await total({ status: 'inWork' })).toBe(1);
    expect(await total({ status: 'registered' })).toBe(2);
    expect(await total({ status: 'registered', kind: 'complaint' })).toBe(1);
    expect(await total({ from: '2026-12-02', to: '2026-12-02' })).toBe(2);
  });
});

describe('a card', () => {
  test('shows what was written, an untouched history, and who took the paper', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(appeal());
    const card = await first(client.papers.card({ number }));
    expect(card.findings).toEqual([]);
    expect(card.history).toMatchObject([
      { do: 'register', effect: 'applied', by: { name: 'Сейтова Айнұр Болатқызы', post: { kk: 'бас маман' } } },
    ]);
    expect((await problemOf(first(client.papers.card({ number: '230000026019999995' })))).code).toBe('unknownPaper');
  });
});
