import { describe, expect, test } from 'vitest';
import { acting, type Office, type Who } from './acting.ts';
import { first } from './offices.ts';
import { appealNow, enrolledDesk, journalShows, startRegistry, until } from './registry.ts';

/** Two desks of one office that have the same paper, and that the registry does not reach until it comes back. */
async function twoDesksApart() {
  const registry = await startRegistry();
  const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
  const { number } = await a.register(appealNow());
  await journalShows(b, [number]);
  const staff = (await until(a.client.directory.watch(), ({ staff }) => staff.length > 1)).staff;
  await until(b.client.directory.watch(), (directory) => directory.staff.length > 1);
  const [one, two] = staff.map(({ id, name }) => ({ id, name })) as [Who, Who];
  await registry.cut();
  const together = async () => {
    await registry.comeBack();
    for (const desk of [a, b]) await desk.client.sync.retry();
  };
  /** The card at a desk, as soon as it has so many lines and contradictions. */
  const shown = (desk: Pick<Office, 'client'>, lines: number, count: number) =>
    until(
      desk.client.papers.card({ number }),
      ({ history, present }) => present.contradictions.length === count && history.length >= lines,
    );
  return { a, b, number, one, two, together, shown };
}

test('a duplicate closed at one desk while its first number was spoiled at another is asked about at both, and opened again', async () => {
  const { a, b, number, together } = await twoDesksApart();
  const on = (await first(a.client.papers.card({ number }))).row.registeredOn;
  const seen = ['on futureDate', 'number otherApplicant'];
  const later = (await b.register(appealNow())).number;
  await acting(b, later).act('linkDuplicate', { number, on }, { seen });
  await acting(a, number).act('spoil', { on, why: 'бланк бүлінген' }, { seen });
  await together();
  for (const desk of [a, b]) {
    await until(desk.client.control.watch({}), ({ counts }) => counts.contested === 1);
    await until(desk.client.papers.card({ number: later }), ({ present }) => present.voidFirst === number);
  }
  await acting(a, later).act('reopen', { on, why: 'бірінші нөмір жарамсыз' }, { seen: [...seen, 'on beforeClosing'] });
  for (const desk of [a, b]) {
    await until(desk.client.control.watch({}), ({ counts }) => counts.contested === 0);
    await until(desk.client.papers.card({ number: later }), ({ present }) => present.state.open);
  }
});

describe('two desks that act on one paper without knowing of each other', () => {
  test('both see both lines after the exchange; the later holds, the contradiction is shown and settled by one action', async () => {
    const { a, b, number, one, two, together, shown } = await twoDesksApart();
    await acting(a, number).act('assign', { executor: one });
    await acting(b, number).act('assign', { executor: two });
    await together();
    const [atA, atB] = [await shown(a, 3, 1), await shown(b, 3, 1)];
    expect(atB.present.contradictions).toEqual(atA.present.contradictions);
    expect(atA.present.contradictions).toMatchObject([{ topic: 'executor', mine: true }]);
    const { lines, rules } = atA.present.contradictions[0]!;
    expect(lines).toHaveLength(2);
    const holds = atA.history.find(({ id }) => id === rules)!;
    expect(atA.present.state).toMatchObject({ executor: (holds.data.executor as Who).id });
    await acting(b, number).act('settle', { topic: 'executor', note: 'келісілді' });
    for (const desk of [a, b]) {
      const { present, findings } = await shown(desk, 4, 0);
      expect(present.state.executor).toBe(atA.present.state.executor);
      expect(findings).toEqual([]);
    }
  });

  test('one closes the paper, the other works on: both see it as one contradiction, and one action opens it again', async () => {
    const { a, b, number, one, together, shown } = await twoDesksApart();
    const on = (await first(a.client.papers.card({ number }))).row.registeredOn;
    // On a day off it counts as registered on the next working day, which is still to come.
    const seen = ['on futureDate'];
    await acting(a, number).act('withdraw', { on, how: 'арызымен' }, { seen });
    await acting(b, number).act('assign', { executor: one });
    await acting(b, number).act('waiveHearing', { on, why: 'қаламайды' }, { seen });
    await together();
    for (const desk of [a, b]) {
      const { present, history } = await shown(desk, 4, 1);
      const refused = history.filter(({ effect }) => effect === 'refused');
      expect(present.contradictions).toMatchObject([{ topic: 'ending', mine: true }]);
      expect(present.contradictions[0]!.lines).toHaveLength(refused.length + 1);
    }
    expect((await first(a.client.papers.card({ number }))).present.contradictions).toMatchObject([{ told: false }]);
    await acting(a, number).act('reopen', { on, why: 'басқа құжат кері қайтарылған' }, { seen });
    for (const desk of [a, b])
      expect((await shown(desk, 5, 0)).present.state).toMatchObject({ open: true, outcome: '' });
  });

  test('one closes the paper, the other had written to the applicant: both see that he was told', async () => {
    const { a, b, number, together, shown } = await twoDesksApart();
    const on = (await first(a.client.papers.card({ number }))).row.registeredOn;
    const seen = ['on futureDate'];
    await acting(a, number).act('replyMeanwhile', { number: '3', on, summary: 'сұратылды' }, { seen });
    await acting(b, number).act('withdraw', { on, how: 'арызымен' }, { seen });
    await together();
    for (const desk of [a, b]) {
      const { present } = await shown(desk, 3, 1);
      expect(present.contradictions).toMatchObject([{ topic: 'ending', told: true, mine: true }]);
      expect(present.contradictions[0]!.lines).toHaveLength(2);
    }
    await acting(b, number).act('settle', { topic: 'ending', note: 'арыз берушіге айтылды' });
    for (const desk of [a, b]) expect((await shown(desk, 4, 0)).present.state).toMatchObject({ outcome: 'withdrawn' });
  });
});
