import { expect, test } from 'vitest';
import calendar from '../../assets/law/calendar.json';
import terms from '../../assets/law/terms.json';
import { compileLaw, type LawData } from '../../shared/domain/law/law.ts';
import { createWords } from '../../shared/words/words.ts';
import { speechOf } from '../speech.ts';
import { termLines } from './term-view.ts';

const law = compileLaw({ calendar, terms } as LawData);
const speech = speechOf(createWords('ru'));

test('a term of Law No. 221 is explained by its thirty days once a check was noted, and nothing has moved it', () => {
  // Calendar days from the next one: 15 end on Saturday 30.11.2019, and 02.12. is a day off too; 30 end on Sunday 15.12., 16.–17. are holidays.
  const paper = { kind: 'application', registeredOn: '2019-11-15' };
  const say = (dueOn: string, withCheck: boolean) =>
    termLines({ ...paper, dueOn, withCheck }, '2019-11-20', law, speech);
  const [usual, ...besides] = say('2019-12-03', false);
  expect(usual).toMatch(/^15 календарных дней.*: 03\.12\.2019$/);
  expect(besides).toEqual([]);
  const [checked, ...more] = say('2019-12-18', true);
  expect(checked).toMatch(/^30 календарных дней.*: 18\.12\.2019$/);
  expect(more).toEqual([]);
});

test('a term that was moved says to when, one that no law has says nothing', () => {
  const paper = { registeredOn: '2026-12-01', withCheck: false };
  const lines = termLines({ ...paper, kind: 'application', dueOn: '2027-01-29' }, '2026-12-01', law, speech);
  expect(lines).toEqual([expect.stringMatching(/: 22\.12\.2026$/), expect.stringContaining('29.01.2027')]);
  expect(termLines({ ...paper, kind: 'noSuchKind', dueOn: '' }, '2026-12-01', law, speech)).toEqual([]);
});
