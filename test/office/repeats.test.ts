import { describe, expect, it } from 'vitest';
import { linkAction, type RepeatLink } from '../../shared/contract/matters.ts';
import { type Client, first, problemOf, readyOffice, USUAL_TIME } from './offices.ts';
import { asked, IIN, light } from './street-lights.ts';

const OTHER_IIN = '900101300017';

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
