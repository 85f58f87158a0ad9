import { describe, expect, it } from 'vitest';
import { startLearning } from '../../main/office/matters/learning.ts';
import { findRepeats } from '../../main/office/matters/repeats.ts';
import { suggestExecutors, suggestSubjects } from '../../main/office/matters/suggestions.ts';
import { hangLine } from '../../main/office/open/hang-line.ts';
import type { OpenOffice } from '../../main/office/open/open-office.ts';
import { inClosedOffice } from './closed-store.ts';
import { appeal, first, readyOffice } from './offices.ts';
import { asked, light } from './street-lights.ts';

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
