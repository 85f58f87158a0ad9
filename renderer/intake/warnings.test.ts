import { describe, expect, test } from 'vitest';
import calendar from '../../assets/law/calendar.json' with { type: 'json' };
import terms from '../../assets/law/terms.json' with { type: 'json' };
import { compileLaw, type LawData } from '../../shared/domain/law/law.ts';
import { NEARLY_FULL } from '../../shared/domain/number/paper-number.ts';
import { createWords } from '../../shared/words/words.ts';
import { emptyForm, type IntakeForm } from './draft.ts';
import { warningsOf } from './warnings.ts';

const today = '2026-12-01';
const law = compileLaw({ calendar, terms } as LawData);
const desk = {
  desk: '01',
  sample: false,
  papers: 1,
  today: 0,
  overdue: 0,
  dueToday: 0,
  lastAcceptedAt: '2026-12-01T08:00:00.000Z',
  clockBehind: false,
  numbersLeft: 900_000,
};
const quiet = {
  'applicant.name': 'Ким',
  'applicant.place': 'Құлсары',
  'applicant.phone': '1',
  'paper.summary': 'Просит',
} as const;

function heard(change: Partial<IntakeForm>, around: Partial<Parameters<typeof warningsOf>[1]> = {}): string[] {
  const words = createWords('ru');
  const sources = { desk, law, words, zone: 'Asia/Atyrau', now: '2026-12-01T09:05:00.000Z', today, ...around };
  return warningsOf({ ...emptyForm(today), ...quiet, ...change }, sources);
}

test('an ordinary paper warns of nothing', () => expect(heard({})).toEqual([]));

test('an empty form warns of nothing: the address is still to come', () => {
  expect(heard({ 'applicant.name': '', 'applicant.place': '', 'applicant.phone': '', 'paper.summary': '' })).toEqual(
    [],
  );
});

describe('the applicant', () => {
  test('a wrong number is named with whose it is', () => {
    expect(heard({ 'applicant.idNumber': '1' })[0]).toMatch(/^ИИН с ошибкой/);
    expect(heard({ 'applicant.representative.idNumber': '1' })[0]).toMatch(/^Представитель: ИИН с ошибкой/);
  });

  test('without an address the article of the law is named', () => {
    expect(heard({ 'applicant.place': '' })).toEqual(['Почтовый адрес не указан: его требует ст. 63 АППК.']);
  });

  test('a firm without a BIN, a representative without a power of attorney', () => {
    expect(heard({ 'applicant.type': 'legalEntity' })[0]).toMatch(/^БИН не указан/);
    expect(heard({ 'applicant.representative.name': 'Ли' })[0]).toMatch(/доверенность/);
    expect(heard({ 'applicant.representative.name': 'Ли', 'applicant.representative.basis': '№ 5' })).toEqual([]);
  });

  test('an anonymous paper warns of no address and no number', () => {
    expect(heard({ 'applicant.type': 'anonymous', 'applicant.place': '', 'applicant.idNumber': '1' })).toEqual([]);
  });
});

describe('the paper', () => {
  test('that lay about is told in working days', () => {
    expect(heard({ 'paper.arrivedOn': '25.11.2026' })[0]).toMatch(/25\.11\.2026, 4 рабочих дня назад/);
    expect(heard({ 'paper.arrivedOn': '30.11.2026' })).toEqual([]);
  });

  test('for another body is to be forwarded', () => {
    expect(heard({ 'paper.addressee.own': 'other' })[0]).toMatch(/3 рабочих дней/);
  });

  test('sent after it arrived, or without a sheet though brought by hand', () => {
    expect(heard({ 'paper.senderDate': '1.12.26', 'paper.arrivedOn': '30.11.26' })[0]).toMatch(/Исходящая дата/);
    expect(heard({ 'paper.sheets': '' })[0]).toMatch(/^Листов 0/);
    expect(heard({ 'paper.sheets': '0', 'paper.way': 'oral' })).toEqual([]);
  });
});

describe('the clock', () => {
  test('behind the last registration is told with both times', () => {
    const warning = heard({}, { now: '2026-11-30T03:00:00.000Z', desk: { ...desk, clockBehind: true } })[0];
    expect(warning).toContain('30.11.2026 08:00');
    expect(warning).toContain('01.12.2026 13:00');
  });

  test('of the page, read once a minute, is not called behind a paper taken since', () => {
    const lastAcceptedAt = '2026-12-01T09:05:40.000Z';
    expect(heard({}, { desk: { ...desk, lastAcceptedAt } })).toEqual([]);
  });

  test('of the office alone being behind is told too', () => {
    expect(heard({}, { desk: { ...desk, clockBehind: true } })[0]).toContain('01.12.2026 13:00');
  });
});

test('numbers are said to run out from the same count on as the office says it', () => {
  expect(heard({}, { desk: { ...desk, numbersLeft: NEARLY_FULL } })).toEqual([]);
  expect(heard({}, { desk: { ...desk, numbersLeft: NEARLY_FULL - 1 } })[0]).toMatch(/Осталось 9\u00a0999/);
});
