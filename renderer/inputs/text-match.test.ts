import { expect, test } from 'vitest';
import { matchingOptions } from './text-match.ts';

const option = (label: string) => ({ value: label, label });
const names = [option('Өтеғалиев Қайрат Нұрланұлы'), option('Ким Андрей Валерьевич')];

test('an option is found by the beginnings of its words in any order, without Kazakh letters too', () => {
  expect(matchingOptions(names, 'кайр отег', 9)).toEqual([names[0]]);
  expect(matchingOptions(names, 'КИМ', 9)).toEqual([names[1]]);
  expect(matchingOptions(names, 'алерь', 9)).toEqual([]);
});

test('nothing typed lists everything, at most as many as asked for', () => {
  expect(matchingOptions(names, ' ', 9)).toEqual(names);
  expect(matchingOptions(names, '', 1)).toEqual([names[0]]);
});

test('a group stays with the options that match, and goes with none', () => {
  const groups = [
    { group: 'a', items: [option('жалоба'), option('отклик')] },
    { group: 'b', items: [option('сообщение')] },
  ];
  expect(matchingOptions(groups, 'жал', 9)).toEqual([{ group: 'a', items: [option('жалоба')] }]);
});
