import { describe, expect, test } from 'vitest';
import { hangLine } from '../../main/office/open/hang-line.ts';
import { createLists } from '../../main/office/services/lists.ts';
import { textOf } from '../papers/pdf.ts';
import { requireTool } from '../tools.ts';
import { inClosedOffice, inClosedStore, lineFromElsewhere } from './closed-store.ts';
import { appeal, type Client, first, PASSPHRASE, problemOf, readyOffice, startOffice } from './offices.ts';

const poppler = requireTool('pdftotext');

const EXECUTOR = { id: '', name: 'Ахметов Дәурен' };

const given = (name: string, to = EXECUTOR) =>
  appeal(({ applicant, handling }) => {
    applicant.name = name;
    applicant.place.name = 'Тасқұдық ауылы';
    handling.executor = to;
  });

const lists = (client: Client) => first(client.lists.watch());
const made = async (client: Client, kind: 'handOver' | 'dispatch' = 'handOver') =>
  (await first(client.lists.made({ kind, offset: 0, limit: 100 }))).lists;
/** Numbers of the papers whose answers wait, by way. */
const toDispatch = async (client: Client) =>
  (await lists(client)).toDispatch.map(({ way, total, answers }) => [way, total, answers.map(({ number }) => number)]);

async function act(
  client: Client,
  number: string,
  action: string,
  data: Record<string, unknown>,
  seen: string[] = [],
): Promise<void> {
  await client.papers.act({ number, draft: crypto.randomUUID(), action: action as never, data, seen });
}

/** A paper whose answer has left by that way. */
async function answered(client: Client, number: string, answer: string, way: string): Promise<void> {
  const on = '2026-12-01';
  const decided = { decision: 'favourable', ground: '', basis: '', text: 'Иә.', on, subject: '' };
  await act(client, number, 'decide', decided);
  await act(client, number, 'sign', { on });
  await act(client, number, 'answer', { number: answer, on, way, sheets: 2 });
}

describe('a list of papers handed over', () => {
  test.runIf(poppler)('has the post of who takes them, and not that of a namesake', async () => {
    const { client, register } = await readyOffice();
    const save = (ru: string) =>
      client.staff.save({ id: '', name: 'Ахметов Дәурен', post: { kk: ru, ru }, phone: '', roles: [] });
    for (const post of ['архивист', 'водитель']) await save(post);
    const { staff } = await first(client.directory.watch());
    for (const { id, name, post } of staff.filter((one) => one.name === 'Ахметов Дәурен')) {
      const to = { id, name };
      const { number } = await register(given('Адам', to));
      const { list, kind } = await client.lists.handOver({ to, whose: to, numbers: [number] });
      const { pdf } = await client.lists.render({ kind, list, language: 'ru' });
      const text = await textOf(Buffer.from(pdf, 'base64'));
      expect(text).toContain(post.ru);
      expect(text).not.toContain(post.ru === 'архивист' ? 'водитель' : 'архивист');
    }
  });

  test('has a number of its desk and year, and stands in the log of each paper', async () => {
    const { client, register, clock } = await readyOffice();
    const one = await register(given('Бірінші Адам'));
    const two = await register(given('Екінші Адам'));
    const other = await register(given('Үшінші Адам', { id: '', name: 'Басқа Орындаушы' }));
    await register(appeal());
    const before = await lists(client);
    expect(before.toHandOver.map(({ to, papers }) => [to.name, papers.map(({ from }) => from)])).toEqual([
      ['Ахметов Дәурен', ['Бірінші Адам', 'Екінші Адам']],
      ['Басқа Орындаушы', ['Үшінші Адам']],
    ]);

    const list = await client.lists.handOver({ to: EXECUTOR, whose: EXECUTOR, numbers: [one.number, two.number] });
    expect(list).toMatchObject({ list: '01-1/2026', to: EXECUTOR.name, papers: 2, refused: [], prints: 0 });
    for (const { number } of [one, two]) {
      const { history } = await first(client.papers.card({ number }));
      expect(history.at(-1)).toMatchObject({
        do: 'handOver',
        effect: 'applied',
        data: { to: EXECUTOR, whose: EXECUTOR, list: '01-1/2026', on: '2026-12-01' },
      });
    }
    const after = await lists(client);
    expect(after.toHandOver.map(({ to }) => to.name)).toEqual(['Басқа Орындаушы']);
    expect((await made(client)).map((one) => [one.list, one.papers])).toEqual([['01-1/2026', 2]]);

    // Whoever gets it next has to be handed it as well.
    await act(client, one.number, 'assign', { executor: { id: '', name: 'Жаңа Орындаушы' } });
    expect((await lists(client)).toHandOver.map(({ to }) => to.name)).toEqual(['Басқа Орындаушы', 'Жаңа Орындаушы']);
    const give = (name: string, number: string) =>
      client.lists.handOver({ to: { id: '', name }, whose: { id: '', name }, numbers: [number] });
    const next = await give('Басқа Орындаушы', other.number);
    expect(next.list).toBe('01-2/2026');
    clock.now = Date.parse('2027-01-04T06:00:00.000Z');
    const third = await give('Жаңа Орындаушы', one.number);
    expect(third.list).toBe('01-1/2027');
  });

  test('names the papers that could not be handed over, and is none without any', async () => {
    const { client, register } = await readyOffice();
    const open = await register(given('Ашық'));
    const closed = await register(given('Жабық'));
    await act(client, closed.number, 'withdraw', { on: '2026-12-01', how: 'жазбаша' });
    const list = await client.lists.handOver({ to: EXECUTOR, whose: EXECUTOR, numbers: [closed.number, open.number] });
    expect(list).toMatchObject({ papers: 1, refused: [{ number: closed.number, why: 'closed' }] });
    const unknown = '230000026010000998';
    const problem = await problemOf(
      client.lists.handOver({ to: EXECUTOR, whose: EXECUTOR, numbers: [closed.number, unknown] }),
    );
    expect(problem.code).toBe('nothingHandedOver');
    // A list of nothing takes no number.
    expect((await made(client)).map(({ list }) => list)).toEqual(['01-1/2026']);
  });

  test('of two windows at once have numbers of their own', async () => {
    const { client, register } = await readyOffice();
    const papers = [await register(given('А')), await register(given('Б')), await register(given('В'))];
    const all = await Promise.all(
      papers.map(({ number }) => client.lists.handOver({ to: EXECUTOR, whose: EXECUTOR, numbers: [number] })),
    );
    expect(all.map(({ list }) => list).sort()).toEqual(['01-1/2026', '01-2/2026', '01-3/2026']);
  });

  test('goes to somebody of the staff who is there today, or to whom the paper was given by name', async () => {
    const { client, register } = await readyOffice();
    const post = { kk: 'маман', ru: 'специалист' };
    const save = (name: string) => client.staff.save({ id: '', name, post, phone: '', roles: [] });
    const gone = await save('Кеткен Адам');
    const away = await save('Демалыстағы Адам');
    const here = await save('Әділ Осында');
    const of = async ({ id }: { id: string }, name: string) => (await register(given('А', { id, name }))).number;
    const papers = [await of(gone, 'Кеткен Адам'), await of(away, 'Демалыстағы Адам'), await of(here, 'Әділ Осында')];
    await client.staff.setLeft({ person: gone.id, on: '2026-12-01', substitute: '' });
    await client.staff.setAbsence({ person: away.id, from: '2026-11-30', to: '2026-12-04', substitute: '' });
    expect((await lists(client)).toHandOver.map(({ to, here, total }) => [to.name, here, total])).toEqual([
      // As the alphabet has it: «Ә» behind «А».
      ['Әділ Осында', true, 1],
      ['Демалыстағы Адам', false, 1],
      ['Кеткен Адам', false, 1],
    ]);
    const whose = [
      { id: gone.id, name: 'Кеткен Адам' },
      { id: away.id, name: 'Демалыстағы Адам' },
      { id: here.id, name: 'Әділ Осында' },
    ];
    const give = (id: string, name: string, at = 0) =>
      client.lists.handOver({ to: { id, name }, whose: whose[at]!, numbers: [papers[at]!] });
    expect((await problemOf(give(gone.id, 'Кеткен Адам'))).code).toBe('unknownPerson');
    expect((await problemOf(give(away.id, 'Демалыстағы Адам'))).code).toBe('personAway');
    expect((await problemOf(give('', 'Көшедегі Адам'))).code).toBe('nothingHandedOver');
    // Whoever is there may take the papers for the others, under the name that the staff has.
    for (const at of whose.keys())
      expect(await give(here.id, 'Басқаша', at)).toMatchObject({ to: 'Әділ Осында', papers: 1, refused: [] });
    const { history } = await first(client.papers.card({ number: papers[0]! }));
    expect(history.at(-1)!.data).toMatchObject({
      to: { id: here.id, name: 'Әділ Осында' },
      whose: { id: gone.id, name: 'Кеткен Адам' },
    });
    expect((await lists(client)).toHandOver).toEqual([]);
  });

  test('goes to nobody who has left, also where the paper was given to a typed name', async () => {
    const { client, register } = await readyOffice();
    const typed = { id: '', name: 'Кеткен Адам' };
    const { number } = await register(given('А', typed));
    const post = { kk: 'маман', ru: 'специалист' };
    const { id } = await client.staff.save({ id: '', name: typed.name, post, phone: '', roles: [] });
    const give = () => client.lists.handOver({ to: typed, whose: typed, numbers: [number] });
    expect((await lists(client)).toHandOver).toMatchObject([{ to: typed, here: true }]);
    await client.staff.setLeft({ person: id, on: '2026-12-01', substitute: '' });
    expect((await lists(client)).toHandOver).toMatchObject([{ to: typed, here: false }]);
    expect((await problemOf(give())).code).toBe('unknownPerson');
    expect(await made(client)).toEqual([]);
  });

  test('leaves out what another executor has since the page showed it', async () => {
    const { client, register } = await readyOffice();
    const [stays, moves] = [await register(given('А')), await register(given('Б'))];
    const next = { id: '', name: 'Жаңа Орындаушы' };
    await act(client, moves.number, 'assign', { executor: next });
    const numbers = [stays.number, moves.number];
    const list = await client.lists.handOver({ to: EXECUTOR, whose: EXECUTOR, numbers });
    expect(list).toMatchObject({ papers: 1, refused: [{ number: moves.number, why: 'otherExecutor' }] });
    expect((await lists(client)).toHandOver.map(({ to }) => to.name)).toEqual([next.name]);
  });

  test('is looked through page by page, the newest first', async () => {
    const { client, register } = await readyOffice();
    for (const name of ['А', 'Б', 'В'])
      await client.lists.handOver({ to: EXECUTOR, whose: EXECUTOR, numbers: [(await register(given(name))).number] });
    const page = await first(client.lists.made({ kind: 'handOver', offset: 1, limit: 1 }));
    expect([page.total, page.lists.map(({ list }) => list)]).toEqual([3, ['01-2/2026']]);
    expect(await made(client, 'dispatch')).toEqual([]);
  });

  test('that was cut off in the middle holds the papers whose logs name it; the others wait', async () => {
    const { client, register, close, profile } = await readyOffice();
    const done = await register(given('Жеткен'));
    const left = await register(given('Қалған'));
    await client.lists.handOver({
      to: EXECUTOR,
      whose: EXECUTOR,
      numbers: [(await register(given('Бұрынғы'))).number],
    });
    await close();
    const list = '01-2/2026';
    await inClosedOffice(profile, async (office, { local }) => {
      const [before] = (await createLists(office).made({ kind: 'handOver', offset: 0, limit: 1 })).lists;
      const { papers: _papers, ...rest } = before!;
      const begun = [done.number, left.number];
      await local.insert({
        id: 'list:handOver:2026:01:000002',
        value: { ...rest, list, begun, rows: [], answers: [] },
      });
      const data = { to: EXECUTOR, list, on: '2026-12-01' };
      await hangLine(office, done.number, () => ({ do: 'handOver', v: 1, data }));
    });
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    const { toHandOver } = await lists(again.client);
    expect((await made(again.client)).find((one) => one.list === list)).toMatchObject({ papers: 1 });
    expect(toHandOver.flatMap(({ papers }) => papers.map(({ from }) => from))).toEqual(['Қалған']);
    const next = await again.client.lists.handOver({ to: EXECUTOR, whose: EXECUTOR, numbers: [left.number] });
    expect(next.list).toBe('01-3/2026');
  });

  test.runIf(poppler)(
    'prints its papers with lines to sign on, in either language, and counts its prints',
    async () => {
      const jobs: { pdf: Uint8Array; printer: string }[] = [];
      const printing = { list: async () => [], print: async (job: (typeof jobs)[number]) => void jobs.push(job) };
      const { client, register } = await readyOffice({ printing });
      const { number } = await register(given('Әлімқұлова Айгүл'));
      const { list, kind } = await client.lists.handOver({ to: EXECUTOR, whose: EXECUTOR, numbers: [number] });
      await client.lists.print({ kind, list, language: 'ru' });
      const text = (await textOf(jobs[0]!.pdf)).replace(/\s*\+\s*/g, '+');
      for (const words of [
        'РЕЕСТР ПЕРЕДАЧИ ДОКУМЕНТОВ ИСПОЛНИТЕЛЮ № 01-1/2026',
        'Исполнитель: Ахметов Дәурен',
        'Дата: 01.12.2026',
        'Әлімқұлова Айгүл',
        '1+0',
        'Подпись, дата',
        'Передал(а)',
        'Принял(а)',
        'Сейтова Айнұр Болатқызы',
        'Всего документов: 1',
      ])
        expect(text).toContain(words);
      const { pdf } = await client.lists.issue({ kind, list, language: 'kk' });
      expect(await textOf(Buffer.from(pdf, 'base64'))).toContain('ҚҰЖАТТАРДЫ ОРЫНДАУШЫҒА БЕРУ ТІЗІЛІМІ № 01-1/2026');
      expect((await made(client))[0]!.prints).toBe(2);
      // Who printed it is on record, and not only that somebody has opened it.
      const { looks } = await client.staff.looks({ offset: 0, limit: 5 });
      expect(looks.map(({ by, what, about }) => [by.name, what, about])).toEqual([
        ['Сейтова Айнұр Болатқызы', 'printList', list],
      ]);
      const unknown = client.lists.render({ kind, list: '01-9/2026', language: 'kk' });
      expect((await problemOf(unknown)).code).toBe('unknownList');
    },
  );
});

describe('a list of answers sent off', () => {
  test('names the one contact person of a collective paper, whom the post finds', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(
      appeal(({ applicant, handling }) => {
        Object.assign(applicant, {
          type: 'collective',
          name: '5-үйдің тұрғындары',
          contact: 'Сынақов Бақыт',
          members: 14,
        });
        handling.executor = EXECUTOR;
      }),
    );
    await answered(client, number, '15-1', 'post');
    const [post] = (await lists(client)).toDispatch;
    expect(post!.answers.map(({ to }) => to)).toEqual(['5-үйдің тұрғындары, Сынақов Бақыт']);
  });

  test('has a series of its own, one way of delivery, and each answer once', async () => {
    const { client, register } = await readyOffice();
    const papers = [await register(given('А')), await register(given('Б')), await register(given('В'))];
    const [a, b, c] = papers.map(({ number }) => number) as [string, string, string];
    await client.lists.handOver({ to: EXECUTOR, whose: EXECUTOR, numbers: [a] });
    await answered(client, a, '15-1', 'post');
    await answered(client, b, '15-2', 'post');
    await answered(client, c, '15-3', 'byHand');
    const waiting = (await lists(client)).toDispatch;
    expect(waiting.map(({ way, total }) => [way, total])).toEqual([
      ['post', 2],
      ['byHand', 1],
    ]);
    expect(
      waiting.flatMap(({ answers }) =>
        answers.map(({ to, address, answer }) => [to, address, answer.number, answer.way, answer.sheets]),
      ),
    ).toEqual([
      ['А', 'Тасқұдық ауылы', '15-1', 'post', 2],
      ['Б', 'Тасқұдық ауылы', '15-2', 'post', 2],
      ['В', 'Тасқұдық ауылы', '15-3', 'byHand', 2],
    ]);
    const list = await client.lists.dispatch({ way: 'post', numbers: [a, b, c] });
    expect(list).toMatchObject({ list: '01-1/2026', kind: 'dispatch', to: 'post', papers: 2 });
    expect(list.refused).toEqual([{ number: c, why: 'otherWay' }]);
    expect(await toDispatch(client)).toEqual([['byHand', 1, [c]]]);
    const { history } = await first(client.papers.card({ number: a }));
    expect(history.at(-1)).toMatchObject({
      do: 'dispatch',
      effect: 'applied',
      data: { list: '01-1/2026', on: '2026-12-01' },
    });
    expect((await problemOf(client.lists.dispatch({ way: 'post', numbers: [a, c] }))).code).toBe('nothingToDispatch');
    if (!poppler) return;
    const { pdf } = await client.lists.render({ kind: 'dispatch', list: list.list, language: 'ru' });
    const text = await textOf(Buffer.from(pdf, 'base64'));
    for (const words of [
      'РЕЕСТР ОТПРАВКИ ОТВЕТОВ № 01-1/2026',
      'Почтой',
      '№ 15-1 от 01.12.2026',
      'Тасқұдық ауылы',
      'Принял(а) к отправке',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('15-3');
  });

  test('is kept over a restart, and what cannot be read of it harms no other', async () => {
    const { client, register, close, profile } = await readyOffice();
    const { number } = await register(given('А'));
    await answered(client, number, '15-1', 'post');
    await client.lists.dispatch({ way: 'post', numbers: [number] });
    await close();
    await inClosedStore(profile, async ({ local }) => {
      await local.insert({ id: 'list:dispatch:2026:01:000002', value: { list: 7 } });
    });
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    const kept = (await made(again.client, 'dispatch')).map(({ list }) => list);
    expect([kept, await toDispatch(again.client)]).toEqual([['01-1/2026'], []]);
    const more = await again.register(given('Б'));
    await answered(again.client, more.number, '15-2', 'post');
    expect((await again.client.lists.dispatch({ way: 'post', numbers: [more.number] })).list).toBe('01-3/2026');
  });

  test('leaves no answer out, however long ago it was given, and is asked of the log, so that no other desk offers it again', async () => {
    const { client, register, clock, close, profile } = await readyOffice();
    const [a, b] = [(await register(given('А'))).number, (await register(given('Б'))).number];
    await answered(client, a, '15-1', 'post');
    await answered(client, b, '15-2', 'post');
    clock.now = Date.parse('2027-06-01T06:00:00.000Z');
    expect(await toDispatch(client)).toEqual([['post', 2, [a, b]]]);
    await close();
    await inClosedOffice(profile, async (office) => {
      const data = { list: '07-3/2026', on: '2026-12-02' };
      await lineFromElsewhere(office, a, { do: 'dispatch', v: 1, data });
    });
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    expect(await toDispatch(again.client)).toEqual([['post', 1, [b]]]);
    const both = again.client.lists.dispatch({ way: 'post', numbers: [a, b] });
    expect(await both).toMatchObject({ papers: 1, refused: [{ number: a, why: 'alreadyDispatched' }] });
  });

  test('that two windows make of the same answers is one', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(given('А'));
    await answered(client, number, '15-1', 'post');
    const make = () => client.lists.dispatch({ way: 'post', numbers: [number] });
    const [one, two] = await Promise.allSettled([make(), make()]);
    expect([one.status, two.status]).toEqual(['fulfilled', 'rejected']);
    expect((await problemOf(make())).code).toBe('nothingToDispatch');
    expect((await made(client, 'dispatch')).map(({ list, papers }) => [list, papers])).toEqual([['01-1/2026', 1]]);
    const { history } = await first(client.papers.card({ number }));
    expect(history.filter((line) => line.do === 'dispatch')).toHaveLength(1);
  });

  test('may be left out: an answer that went by itself waits no more; after remarks the next answer does', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(given('А'));
    const resolution = { executor: EXECUTOR, coExecutors: [], text: '', ownDueOn: '', control: true };
    await act(client, number, 'resolve', resolution);
    await answered(client, number, '15-1', 'toCabinet');
    await act(client, number, 'dispatch', { list: '', on: '2026-12-01' });
    expect(await toDispatch(client)).toEqual([]);
    await act(client, number, 'returnWithRemarks', { remarks: 'толық емес' }, [' reopensAnswered']);
    await answered(client, number, '15-2', 'post');
    expect(await toDispatch(client)).toEqual([['post', 1, [number]]]);
  });
});
