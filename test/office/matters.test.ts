import { describe, expect, it } from 'vitest';
import { startLearning } from '../../main/office/matters/learning.ts';
import { findRepeats } from '../../main/office/matters/repeats.ts';
import { suggestExecutors, suggestSubjects } from '../../main/office/matters/suggestions.ts';
import { hangLine } from '../../main/office/open/hang-line.ts';
import type { OpenOffice } from '../../main/office/open/open-office.ts';
import type { AppealIntake } from '../../shared/books/appeals.ts';
import { linkAction, type RepeatLink, type RepeatsQuery } from '../../shared/contract/matters.ts';
import { inClosedOffice } from './closed-store.ts';
import { appeal, type Client, first, problemOf, readyOffice, USUAL_TIME } from './offices.ts';

const IIN = '850412400121';
const OTHER_IIN = '900101300017';

const light = (change: (intake: AppealIntake) => void = () => {}) =>
  appeal((intake) => {
    intake.applicant.idNumber = IIN;
    intake.paper.summary = 'Абай көшесіне жарық орнату туралы';
    intake.paper.text =
      'Абай көшесінің 12-үйінен 40-үйіне дейін түнгі жарық жоқ, бағандардағы шамдар күйіп кеткен. Балалар мектептен қараңғыда қайтады. Шамдарды ауыстырып беріңіздер.';
    change(intake);
  });

const person: RepeatsQuery['person'] = {
  idNumber: IIN,
  name: 'Әлімқұлова Айгүл Серікқызы',
  phone: '',
  place: '',
  street: '',
};

const asked = (intake: AppealIntake, over: Partial<RepeatsQuery['person']> = {}) => ({
  person: { ...person, ...over },
  summary: intake.paper.summary,
  text: intake.paper.text,
});

const kinds = (found: { row: { number: string }; as: string; by: string }[]) =>
  found.map(({ row, as, by }) => [row.number, as, by]);

describe('an earlier paper about the same', () => {
  it('of the same person, still open and in the same words, is a duplicate; in other words it is still going on', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(light());
    expect(kinds(await client.matters.repeats(asked(light())))).toEqual([[number, 'duplicate', 'number']]);
    const inOtherWords = light((intake) => {
      intake.paper.summary = 'Абай көшесіндегі шамдар туралы';
      intake.paper.text = 'Абай көшесінде шамдар әлі жанбайды, кешке қараңғы, балалар қорқады.';
    });
    expect(kinds(await client.matters.repeats(asked(inOtherWords)))).toEqual([[number, 'ongoing', 'number']]);
  });

  it('is found in Latin letters, without Kazakh letters and with slips', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(light());
    const latin = light((intake) => {
      intake.paper.summary = 'Abaı kóshesine jaryq ornatý týraly';
      intake.paper.text =
        'Abai koshesinin 12-uiinen 40-uiine deiin tungi jaryk jok, bagandardagy shamdar kuiip ketken. Balalar mektepten karangyda kaitady. Shamdardy auystyryp berinizder.';
    });
    const plain = light((intake) => {
      intake.paper.summary = 'Абай кошесине жарык орнату туралы';
      intake.paper.text =
        'Абай кошесинин 12-уйинен 40-уйине дейин тунги жарык жок, багандардагы шмадар куйип кеткен. Балалар мектептен карангыда кайтады. Шамдарды ауыстырп бериниздер.';
    });
    for (const intake of [latin, plain])
      expect(kinds(await client.matters.repeats(asked(intake)))).toEqual([[number, 'duplicate', 'number']]);
  });

  it('is a repeat when its term has run out unanswered', async () => {
    const { client, register, clock } = await readyOffice();
    const { number } = await register(light());
    clock.now = USUAL_TIME + 40 * 24 * 60 * 60 * 1_000;
    expect(kinds(await client.matters.repeats(asked(light())))).toEqual([[number, 'repeat', 'number']]);
  });

  it('is by name and address where no number is given, whatever alphabet; a namesake elsewhere is somebody else', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(
      light(({ applicant }) => {
        applicant.idNumber = '';
        applicant.street = 'Абай көшесі, 12-үй';
      }),
    );
    const query = asked(light(), { idNumber: IIN, name: 'Алимкулова Айгуль', street: 'ул. Абая, д. 12' });
    expect(kinds(await client.matters.repeats(query))).toEqual([[number, 'duplicate', 'nameAndAddress']]);
    const inOtherWords = light(({ paper }) => {
      paper.summary = 'Уличное освещение';
      paper.text = 'На Абая с 12 по 40 дом ночью темно, лампы на столбах перегорели.';
    });
    const latin = asked(inOtherWords, { idNumber: '', name: 'Alimqulova Aigul', street: 'ул. Абая, д. 12' });
    expect(kinds(await client.matters.repeats(latin))).toEqual([[number, 'ongoing', 'nameAndAddress']]);
    const elsewhere = asked(light(), { idNumber: OTHER_IIN, name: 'Алимкулова Айгуль', street: 'ул. Исатая, д. 3' });
    expect(kinds(await client.matters.repeats(elsewhere))).toEqual([[number, 'sameText', 'other']]);
  });

  it('about something else of the same person is none, nor is the same matter of somebody else', async () => {
    const { client, register } = await readyOffice();
    await register(light());
    const other = light((intake) => {
      intake.paper.summary = 'Балабақшадан орын беру туралы';
      intake.paper.text = 'Қызым үшке толды, балабақша кезегінде тұрмыз, орын берулеріңізді сұраймын.';
    });
    expect(await client.matters.repeats(asked(other))).toEqual([]);
    const neighbour = light((intake) => {
      intake.paper.text = 'Біздің көшеде де жарық жоқ.';
    });
    expect(
      await client.matters.repeats(asked(neighbour, { idNumber: OTHER_IIN, name: 'Сейтов Нұрлан Болатұлы' })),
    ).toEqual([]);
  });

  it('is told in the card of the later paper only, and is no longer told there once it is linked', async () => {
    const { client, register } = await readyOffice();
    const { number: earlier } = await register(light());
    const { number: later } = await register(light());
    expect(kinds(await client.matters.repeatsOf({ number: later }))).toEqual([[earlier, 'duplicate', 'number']]);
    expect(await client.matters.repeatsOf({ number: earlier })).toEqual([]);
    await link(client, later, { as: 'duplicate', number: earlier });
    expect(await client.matters.repeatsOf({ number: later })).toEqual([]);
  });

  it('is looked for by what a paper says since it was corrected, and found by it', async () => {
    const { client, register } = await readyOffice();
    const { number: earlier } = await register(light());
    const garbage = light(({ paper }) => {
      paper.summary = 'Қоқыс шығару туралы';
      paper.text = 'Ауладағы контейнер толып тұр, қоқыс бір аптадан бері шығарылмайды.';
    });
    const { number: later } = await register(garbage);
    expect(await client.matters.repeatsOf({ number: later })).toEqual([]);
    const { summary, text } = light().paper;
    const correct = (number: string, field: string, value: string) =>
      client.papers.act({
        number,
        draft: crypto.randomUUID(),
        action: 'amend',
        data: { field, new: value, why: 'басқа хат терілген' },
        seen: [],
      });
    await correct(later, 'paper.summary', summary);
    await correct(later, 'paper.text', text);
    expect(kinds(await client.matters.repeatsOf({ number: later }))).toEqual([[earlier, 'duplicate', 'number']]);
    expect(kinds(await client.matters.repeats(asked(light()))).sort()).toEqual([
      [earlier, 'duplicate', 'number'],
      [later, 'duplicate', 'number'],
    ]);
    expect(await client.matters.repeats(asked(garbage))).toEqual([]);
  });

  it('any typed string is safe', async () => {
    const { client, register } = await readyOffice();
    await register(light());
    for (const text of ['', '"*^() NEAR OR', '\ud800', '😀'.repeat(3_000), 'а '.repeat(3_000), '1'.repeat(6_000)])
      await client.matters.repeats({
        person: {
          idNumber: text.slice(0, 200),
          name: text.slice(0, 2_000),
          phone: text.slice(0, 400),
          place: '',
          street: '',
        },
        summary: text.slice(0, 4_000),
        text: text.slice(0, 6_000),
      });
  });
});

/** As the card does it. */
const link = (client: Client, number: string, to: RepeatLink) =>
  client.papers.act({ number, draft: crypto.randomUUID(), ...linkAction(to, '2026-12-01') });

const lastLine = async (client: Client, number: string) => (await first(client.papers.card({ number }))).history.at(-1);

describe('linking', () => {
  it('with the registration is one line of the log, however often the form is sent', async () => {
    const { client, register } = await readyOffice();
    const { number: earlier } = await register(light());
    const request = {
      draft: crypto.randomUUID(),
      book: 'appeals' as const,
      intake: light(),
      link: { as: 'duplicate' as const, number: earlier },
    };
    const { number, warnings } = await client.papers.register(request);
    await client.papers.register(request);
    expect(warnings).toEqual([]);
    const { row, history } = await first(client.papers.card({ number }));
    expect(row.status).toBe('closed');
    expect(history.map((event) => event.do)).toEqual(['register', 'linkDuplicate']);
    expect(history[1]).toMatchObject({ effect: 'applied', data: { number: earlier, on: '2026-12-01' } });
  });

  it('as a repeat leaves the paper open', async () => {
    const { client, register } = await readyOffice();
    const { number: earlier } = await register(light());
    const { number } = await register(light());
    await link(client, number, { as: 'repeat', number: earlier });
    expect(await lastLine(client, number)).toMatchObject({ do: 'linkRepeat', effect: 'applied' });
    expect((await first(client.papers.card({ number }))).row.open).toBe(true);
  });

  it('to a paper that is not there is refused; the paper that came with it is registered all the same', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(light());
    const nowhere = { as: 'repeat' as const, number: '230000026010000099' };
    expect(await problemOf(link(client, number, nowhere))).toMatchObject({ code: 'invalidEntry' });
    const answer = await client.papers.register({
      draft: crypto.randomUUID(),
      book: 'appeals',
      intake: light(),
      link: nowhere,
    });
    expect(answer.warnings).toEqual(['notLinked']);
    expect((await first(client.papers.card({ number: answer.number }))).history).toHaveLength(1);
    const closed = await register(light());
    await link(client, closed.number, { as: 'duplicate', number });
    expect(await problemOf(link(client, closed.number, { as: 'repeat', number }))).toMatchObject({
      code: 'actionNotNow',
      hindrance: 'closed',
    });
    expect(await problemOf(link(client, number, { as: 'repeat', number }))).toMatchObject({ code: 'invalidEntry' });
  });
});

/** As its executor decides a paper, with another subject than the desk's, and answers it. */
async function decide(office: OpenOffice, number: string, subject: string): Promise<void> {
  const clerk = office.clerk();
  const on = '2026-12-01';
  const hang = (name: string, data: Record<string, unknown>) =>
    hangLine(office, number, () => ({ do: name, v: 1, data }));
  await hang('assign', { executor: { id: clerk.id, name: clerk.name } });
  await hang('decide', { decision: 'favourable', ground: '', basis: '', text: '', on, subject });
  await hang('sign', { on });
  await hang('answer', { number: '1-5/7', on, way: 'post', sheets: 1 });
}

describe('what the office’s own papers teach', () => {
  const trees = (n: number) =>
    appeal((intake) => {
      intake.paper.subject = '19.04.02';
      intake.paper.summary = `Шынарлы саябағының шырмауығы туралы ${n}`;
      intake.paper.text = 'Шырмауық саябақтағы қарағайларды тұншықтырып жатыр, оны отап тастау керек.';
    });
  const question = { summary: 'Саябақтағы шырмауық', text: 'Шырмауық тағы өсіп кетті, отау керек.', limit: 3 };

  it('starts from the built-in subjects, in both languages', async () => {
    const { client } = await readyOffice();
    const best = async (summary: string) =>
      (await client.matters.subjects({ summary, text: '', limit: 3 })).map(({ code }) => code);
    expect(await best('Көшеде жарық жоқ, бағандағы шамдар жанбайды')).toContain('02.03.02');
    expect(await best('На улице нет освещения, фонари на столбах не горят')).toContain('02.03.02');
    expect(await best('Об установке светофора и разметки')).toContain('10.02.01');
    expect(await best('Қоқыс шығарылмайды, контейнер толып тұр')).toContain('02.05.01');
    expect(await client.matters.subjects({ summary: '', text: '…', limit: 3 })).toEqual([]);
  });

  it('is the subject of the decision, not that of the desk, and is there again after a restart', async () => {
    const { profile, register, close } = await readyOffice();
    const numbers: string[] = [];
    for (let n = 0; n < 3; n++) numbers.push((await register(trees(n))).number);
    await close();
    await inClosedOffice(profile, async (office) => {
      const learning = startLearning(office);
      await learning.now();
      const best = () => suggestSubjects(office, learning, question)[0]?.code;
      expect(learning.subjects.papers).toBe(0); // registered by the desk, decided by nobody
      for (const number of numbers) await decide(office, number, '02.05.03');
      await learning.now();
      expect(learning.subjects.papers).toBe(3);
      expect(best()).toBe('02.05.03');
      await learning.stop();
    });
    await inClosedOffice(profile, async (office) => {
      const learning = startLearning(office);
      await learning.now();
      expect(learning.subjects.papers).toBe(3);
      expect(suggestSubjects(office, learning, question)[0]?.code).toBe('02.05.03');
      await learning.stop();
    });
  });

  it('is taken back and learned anew when a paper says something else since it was corrected', async () => {
    const { profile, register, close } = await readyOffice();
    const { number } = await register(trees(1));
    await close();
    await inClosedOffice(profile, async (office) => {
      await decide(office, number, '02.05.03');
      await hangLine(office, number, () => ({ do: 'reopen', v: 1, data: { on: '2026-12-01', why: 'қате' } }));
      const decided = { decision: 'favourable', ground: '', basis: '', text: '', on: '2026-12-01', subject: '' };
      await hangLine(office, number, () => ({ do: 'decide', v: 1, data: decided }));
      const learning = startLearning(office);
      await learning.now();
      expect(suggestSubjects(office, learning, question)[0]?.code).toBe('02.05.03');
      const correct = (field: string, value: string) =>
        hangLine(office, number, () => ({ do: 'amend', v: 1, data: { field, old: '', new: value, why: 'қате' } }));
      await correct('paper.summary', 'Кітапхананың жұмыс уақыты туралы');
      await correct('paper.text', 'Кітапхана кешке жабық, оқырмандар келе алмайды.');
      await learning.now();
      expect(learning.subjects.papers).toBe(1);
      expect(suggestSubjects(office, learning, question)[0]?.code).not.toBe('02.05.03');
      await learning.stop();
    });
  });

  it('is a repeat once it was answered, with the day of the answer', async () => {
    const { profile, register, close } = await readyOffice();
    const { number } = await register(light());
    await close();
    await inClosedOffice(profile, async (office) => {
      await decide(office, number, '');
      const learning = startLearning(office);
      const [found] = await findRepeats(office, learning, asked(light()));
      expect(found).toMatchObject({ as: 'repeat', by: 'number', answeredOn: '2026-12-01' });
      await learning.stop();
    });
  });

  it('is who had such papers, with how many each has in work', async () => {
    const { profile, register, close } = await readyOffice();
    const numbers = [await register(trees(1)), await register(trees(2))].map(({ number }) => number);
    await close();
    await inClosedOffice(profile, async (office) => {
      const learning = startLearning(office);
      const clerk = office.clerk();
      const executor = { id: clerk.id, name: clerk.name };
      for (const number of numbers) await hangLine(office, number, () => ({ do: 'assign', v: 1, data: { executor } }));
      await learning.now();
      const own = { id: clerk.id, had: 2 };
      expect(await suggestExecutors(office, learning, '19.04.02')).toEqual([{ ...own, open: 2 }]);
      // Nobody had just this one: who had its neighbours is next best.
      expect(await suggestExecutors(office, learning, '19.04.01')).toEqual([{ ...own, open: 2 }]);
      expect(await suggestExecutors(office, learning, '02.03.02')).toEqual([]);
      await decide(office, numbers[0]!, '');
      expect(await suggestExecutors(office, learning, '19.04.02')).toEqual([{ ...own, open: 1 }]);
      await learning.stop();
    });
  });
});

/** An office in which a paper of one subject was given to its first person. */
async function withExecutor() {
  const office = await readyOffice();
  const { client, register } = office;
  const { number } = await register(
    light(({ paper }) => {
      paper.subject = '02.03.02';
    }),
  );
  const person = (await first(client.directory.watch())).staff[0]!;
  const executor = { id: person.id, name: person.name };
  await client.papers.act({ number, draft: crypto.randomUUID(), action: 'assign', data: { executor }, seen: [] });
  return { ...office, person };
}

it('nobody is suggested who is away or has left', async () => {
  const { client, profile, close, person } = await withExecutor();
  const absence = (from: string, to: string) =>
    client.staff.setAbsence({ person: person.id, from, to, substitute: '' });
  const suggested = () =>
    inClosedOffice(profile, async (office) => {
      const learning = startLearning(office);
      await learning.now();
      const found = await suggestExecutors(office, learning, '02.03.02');
      await learning.stop();
      return found.map(({ id }) => id);
    });
  await absence('2026-11-25', '2026-12-04');
  await close();
  expect(await suggested()).toEqual([]);
});

it.each([
  ['executor', 1],
  ['controller', 0],
] as const)('somebody who is %s now is suggested by so many: %i', async (role, times) => {
  const { client, profile, close, person } = await withExecutor();
  const { id, name, post } = person;
  await client.staff.save({ id, name, post, phone: '', roles: ['administrator', role] });
  await close();
  await inClosedOffice(profile, async (office) => {
    const learning = startLearning(office);
    await learning.now();
    expect(await suggestExecutors(office, learning, '02.03.02')).toHaveLength(times);
    await learning.stop();
  });
});

describe('the competent body', () => {
  it('is told from subject and place', async () => {
    const { client } = await readyOffice();
    const competent = (subject: string, place = '') => client.matters.competent({ subject, place });
    expect(await competent('02.03.02')).toBeNull();
    expect(await competent('')).toBeNull();
    expect(await competent('14.02.01')).toMatchObject({
      name: { ru: 'Отдел полиции (Атырауская область)' },
      because: 'subject',
    });
    const [isatay] = await client.places.find({ text: 'Исатайский район', limit: 1 });
    expect(await competent('14.02.01', isatay!.code)).toMatchObject({ name: { kk: 'Полиция бөлімі (Исатай ауданы)' } });
    expect(await competent('02.03.02', isatay!.code)).toMatchObject({
      name: { ru: 'Аппарат акима (Исатайский район)' },
      because: 'place',
    });
    const [other] = await client.places.find({ text: 'Павлодарская область', limit: 1 });
    expect(await competent('02.03.02', other!.code)).toMatchObject({
      name: { ru: 'Аппарат акима (Павлодарская область)' },
    });
  });
});
