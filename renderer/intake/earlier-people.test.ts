import { expect, test } from 'vitest';
import type { PeopleQuery, PersonFound } from '../../shared/contract/people.ts';
import { EarlierPeople, namesBeginning } from './earlier-people.ts';
import { OpenIntake } from './open-intake.ts';

const person = (name: string) => ({ applicant: { name }, papers: 1, lastOn: '' }) as unknown as PersonFound;

/** The form, and an office that answers when the test says so. */
function looking() {
  const never = () => Promise.reject(new Error('not asked for here'));
  const intake = new OpenIntake(
    {
      register: never,
      newDraft: () => 'draft',
      isConnected: () => true,
      isBrokenOff: () => false,
      problemOf: never as never,
      pause: never,
    },
    '2026-12-01',
  );
  const asked: { query: PeopleQuery; signal: AbortSignal; answer: (people: PersonFound[] | Error) => void }[] = [];
  const people = new EarlierPeople(
    intake,
    (query, signal) =>
      new Promise((resolve, reject) => {
        asked.push({ query, signal, answer: (found) => (found instanceof Error ? reject(found) : resolve(found)) });
      }),
  );
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  return { intake, asked, people, turn };
}

test('only a whole number is asked for, once, in whatever grouping; half a one asks nothing', () => {
  const { intake, asked } = looking();
  for (const typed of ['850412', '850412 40012', '850412 400121', '850412400121', '850412 400-121'])
    intake.set('applicant.idNumber', typed);
  expect(asked.map(({ query }) => query)).toEqual([{ idNumber: '850412400121', limit: 3 }]);
});

test('an answer to what is typed no longer is dropped, and its call is cancelled', async () => {
  const { intake, asked, people, turn } = looking();
  intake.set('applicant.name', 'Ким');
  intake.set('applicant.name', 'Кимов');
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  asked[1]!.answer([person('Кимова')]);
  asked[0]!.answer([person('Ким')]);
  await turn();
  expect(people.view().byName).toEqual([person('Кимова')]);
});

test('of those shown stay whose names begin as typed, in any alphabet; nobody, once that is taken away again', () => {
  const names = ['Сейітов Ерлан', 'Ким Анна'];
  expect(names.filter(namesBeginning('сей'))).toEqual(['Сейітов Ерлан']);
  expect(names.filter(namesBeginning('ерл сей'))).toEqual(['Сейітов Ерлан']);
  for (const typed of ['', '  ', 'Се', ' Се ', 'К']) expect(names.filter(namesBeginning(typed))).toEqual([]);
});

test('without a number the phone is asked for; without an answer nobody is offered', async () => {
  const { intake, asked, people, turn } = looking();
  intake.set('applicant.phone', '8 (700) 000-01-23');
  expect(asked[0]!.query).toEqual({ phone: '7000000123', limit: 3 });
  asked[0]!.answer([person('Ким')]);
  await turn();
  expect(people.view().byNumber).toEqual([person('Ким')]);
  intake.set('applicant.phone', '8 (700) 000-01-24');
  asked[1]!.answer(new Error('disconnected'));
  await turn();
  expect(people.view().byNumber).toEqual([]);
});

test('of an anonymous paper nobody is looked for', async () => {
  const { intake, asked, people } = looking();
  intake.set('applicant.idNumber', '850412400121');
  intake.set('applicant.type', 'anonymous');
  expect(asked).toHaveLength(1);
  expect(asked[0]!.signal.aborted).toBe(true);
  expect(people.view().byNumber).toEqual([]);
});

test('another person at the desk asks again, and is offered nothing that was answered to the one before', async () => {
  const { intake, asked, people, turn } = looking();
  intake.set('applicant.idNumber', '850412400121');
  asked[0]!.answer([person('Ким')]);
  await turn();
  people.askAnew();
  expect(people.view().byNumber).toEqual([]);
  expect(asked).toHaveLength(2);
});
