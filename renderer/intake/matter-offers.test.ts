import { expect, test } from 'vitest';
import type { CompetentBody, ExecutorSuggested, RepeatFound, SubjectSuggested } from '../../shared/contract/matters.ts';
import { mayDo } from '../../shared/domain/life/rights.ts';
import { MatterOffers } from './matter-offers.ts';
import { OpenIntake } from './open-intake.ts';
import { linkFor, linkOf, linkValue } from './paper-link.ts';

const repeat = (as: RepeatFound['as'], number = '230000026010000014') =>
  ({ row: { number }, as, by: 'number', likeness: 90, answeredOn: '' }) as RepeatFound;

/** A page whose clock and office are turned by hand. */
function form() {
  const asked: [string, unknown][] = [];
  const answers: ((answer: never) => void)[] = [];
  let waiting: (() => void)[] = [];
  const question =
    <T>(name: string) =>
    (query: object): Promise<T> => {
      asked.push([name, query]);
      return new Promise((resolve) => answers.push(resolve as (answer: never) => void));
    };
  const intake = new OpenIntake(
    {
      register: () => Promise.reject(new Error('not asked')),
      newDraft: () => crypto.randomUUID(),
      isConnected: () => true,
      isBrokenOff: () => false,
      problemOf: () => ({ code: 'fault', retryable: true }),
      pause: () => Promise.resolve(),
    },
    '2026-12-01',
  );
  const offers = new MatterOffers(intake, {
    repeats: question<RepeatFound[]>('repeats'),
    subjects: question<SubjectSuggested[]>('subjects'),
    executors: question<ExecutorSuggested[]>('executors'),
    competent: question<CompetentBody>('competent'),
    later: (_milliseconds, task) => {
      waiting.push(task);
      return () => {
        waiting = waiting.filter((one) => one !== task);
      };
    },
  });
  const pauseOver = () => {
    for (const task of waiting.splice(0)) task();
  };
  const answer = async (at: number, value: unknown) => {
    answers[at]!(value as never);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { intake, offers, asked, pauseOver, answer };
}

test('asks when the clerk pauses, once for what stands there then, and drops the answer to what stands there no longer', async () => {
  const { intake, offers, asked, pauseOver, answer } = form();
  intake.set('applicant.idNumber', '850412400121');
  intake.set('paper.summary', 'Көше');
  pauseOver();
  expect(asked).toEqual([]); // so short a text says nothing
  for (const summary of ['Көше жарығ', 'Көше жарығы', 'Көше жарығы жоқ']) intake.set('paper.summary', summary);
  pauseOver();
  expect(asked.map(([name]) => name)).toEqual(['repeats', 'subjects']);
  expect(asked[0]![1]).toMatchObject({ person: { idNumber: '850412400121' }, summary: 'Көше жарығы жоқ' });
  intake.set('paper.summary', 'Балабақша кезегі');
  await answer(0, [repeat('duplicate')]);
  expect(offers.view().repeats).toEqual([]);
  pauseOver();
  await answer(2, [repeat('repeat')]);
  expect(offers.view().repeats).toEqual([repeat('repeat')]);
  intake.set('paper.summary', '');
  expect(offers.view().repeats).toEqual([]);
});

test('asks nobody’s earlier papers for an anonymous one, and no body once another one is addressed', () => {
  const { intake, asked, pauseOver } = form();
  intake.set('applicant.type', 'anonymous');
  intake.set('paper.summary', 'Дәріханада рецептсіз дәрі сатылады');
  intake.set('paper.addressee.own', 'other');
  intake.set('paper.subject', '14.02.03');
  pauseOver();
  expect(asked.map(([name]) => name)).toEqual(['subjects', 'executors']);
});

test('a link stands in the form, and only repeats and duplicates can be linked, by who may', () => {
  const { intake } = form();
  const link = linkFor(repeat('duplicate'), true)!;
  intake.set('paper.link', linkValue(link));
  expect(linkOf(intake.form())).toEqual({ as: 'duplicate', number: '230000026010000014' });
  expect([linkFor(repeat('ongoing'), true), linkFor(repeat('sameText'), true)]).toEqual([undefined, undefined]);
  // An operator takes papers and links none: the link would be refused once the paper is taken.
  expect(linkFor(repeat('duplicate'), mayDo(['operator'], 'linkDuplicate'))).toBeUndefined();
  expect(linkFor(repeat('repeat'), mayDo(['operator'], 'linkRepeat'))).toBeUndefined();
  expect(linkFor(repeat('repeat'), mayDo(['clerk'], 'linkRepeat'))).toBeDefined();
  for (const value of ['', 'nonsense', 'repeat', 'ongoing 1']) {
    intake.set('paper.link', value);
    expect(linkOf(intake.form())).toBeUndefined();
  }
});

test('another form, person or place has no offers of the one before, not even until the office answers', async () => {
  const { intake, offers, pauseOver, answer } = form();
  intake.set('applicant.idNumber', '850412400121');
  intake.set('paper.summary', 'Көше жарығы жоқ');
  pauseOver();
  await answer(0, [repeat('duplicate')]);
  expect(offers.view().repeats).toHaveLength(1);
  intake.set('paper.summary', 'Көше жарығы жоқ, түнде');
  expect(offers.view().repeats).toHaveLength(1); // while the clerk goes on about the same person
  intake.set('applicant.idNumber', '850412400122');
  expect(offers.view().repeats).toEqual([]);

  pauseOver();
  await answer(2, [repeat('duplicate')]);
  offers.toggleLook('230000026010000014');
  intake.startOver('2026-12-01', { 'applicant.idNumber': '850412400122', 'paper.summary': 'Көше жарығы жоқ, түнде' });
  expect(offers.view()).toMatchObject({ repeats: [], looked: '' });
});

test('the paper that has the keys keeps them as long as it is found, whatever is surer by what was typed since', async () => {
  const { intake, offers, pauseOver, answer } = form();
  const [one, other] = [repeat('repeat', '230000026010000014'), repeat('duplicate', '230000026010000021')];
  intake.set('applicant.idNumber', '850412400121');
  intake.set('paper.summary', 'Көше жарығы жоқ');
  pauseOver();
  await answer(0, [one]);
  intake.set('paper.summary', 'Көше жарығы жоқ, түнде');
  pauseOver();
  await answer(2, [other, one]);
  expect(offers.view().repeats).toEqual([one, other]);
  intake.set('paper.summary', 'Көше жарығы жоқ, түнде қараңғы');
  pauseOver();
  await answer(4, [other]);
  expect(offers.view().repeats).toEqual([other]);
  intake.set('applicant.idNumber', '850412400122');
  pauseOver();
  await answer(6, [one, other]);
  expect(offers.view().repeats).toEqual([one, other]);
});

test('asks again when somebody else is at the desk, and after a question that failed', async () => {
  const { intake, offers, asked, pauseOver, answer } = form();
  intake.set('paper.summary', 'Көше жарығы жоқ');
  pauseOver();
  await answer(0, Promise.reject(new Error('not signed in')));
  const before = asked.length;
  intake.set('paper.sheets', '2');
  pauseOver();
  expect(asked.length).toBe(before + 1);
  offers.askAnew();
  pauseOver();
  expect(asked.length).toBe(before + 2);
});
