import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import calendar from '../../../assets/law/calendar.json';
import terms from '../../../assets/law/terms.json';
import { compileLaw, type LawData } from './law.ts';

const data = { calendar, terms } as LawData;

const compiledWith = (change: (copy: LawData) => void) => () => {
  const copy = structuredClone(data);
  change(copy);
  return compileLaw(copy);
};

describe('compiling the law', () => {
  it('knows the six kinds of paper and the special requests, in this order', () => {
    const { kinds } = compileLaw(data);
    expect(kinds.filter((kind) => kind.group === 'appeal').map((kind) => kind.id)).toEqual([
      'application',
      'complaint',
    ]);
    expect(kinds.filter((kind) => kind.group === 'simplified').map((kind) => kind.id)).toEqual([
      'message',
      'proposal',
      'response',
      'request',
    ]);
    expect(kinds.filter((kind) => kind.group === 'special').map((kind) => kind.id)).toEqual([
      'informationRequest',
      'publicServiceComplaint',
      'taxComplaint',
      'taxMonitoringComplaint',
      'lawyerRequest',
      'notaryRequest',
      'mediaRequest',
      'bailiffRequest',
      'declassificationRequest',
      'rehabilitationApplication',
      'deputyRequest',
    ]);
  });

  it('offers an ordinary akimat the kinds that matter to it', () => {
    const common = compileLaw(data).kinds.filter((kind) => kind.common && kind.group === 'special');
    expect(common.map((kind) => kind.id)).toEqual([
      'informationRequest',
      'lawyerRequest',
      'mediaRequest',
      'bailiffRequest',
      'deputyRequest',
    ]);
  });

  it('makes a value that cannot be changed and does not freeze what it was made of', () => {
    const law = compileLaw(data);
    expect(() => Object.assign(law.kinds[0]!.terms[0]!, { days: 99 })).toThrow(TypeError);
    expect(Object.isFrozen(terms.kinds[0])).toBe(false);
  });

  it('reads a newer file with members it does not know', () => {
    expect(
      compiledWith((copy) => Object.assign(copy.terms.kinds[0]!, { colour: 'red' }))().kindOf('application'),
    ).toEqual(compileLaw(data).kindOf('application'));
  });

  it.each<[string, (copy: LawData) => void]>([
    ['a date that does not exist', (copy) => copy.calendar.decrees[0]!.off.push('2013-02-30')],
    ['a moved day of another year', (copy) => copy.calendar.decrees[0]!.off.push('2014-02-03')],
    ['a holiday on 31 June', (copy) => Object.assign(copy.calendar.holidays[0]!, { month: 6, day: 31 })],
    ['a term of no days', (copy) => Object.assign(copy.terms.kinds[0]!.terms[0]!, { days: 0 })],
    ['an unknown unit', (copy) => Object.assign(copy.terms.kinds[0]!.terms[0]!, { unit: 'week' })],
    ['a kind without terms', (copy) => copy.terms.kinds[0]!.terms.splice(0)],
    ['a cut-off that is no time', (copy) => Object.assign(copy.terms.regimes[0]!, { sameDayUntil: '24:00:00' })],
    ['a missing name', (copy) => Object.assign(copy.terms.kinds[0]!, { kk: '' })],
  ])('refuses %s', (_what, change) => {
    expect(compiledWith(change)).toThrow(ZodError);
  });

  it.each<[string, (copy: LawData) => void]>([
    ['a kind given twice', (copy) => copy.terms.kinds.push(copy.terms.kinds[0]!)],
    ['a holiday given twice', (copy) => copy.calendar.holidays.push(copy.calendar.holidays[0]!)],
    ['a year without decrees between others', (copy) => copy.calendar.decrees.splice(3, 1)],
  ])('refuses %s', (_what, change) => {
    expect(compiledWith(change)).toThrow(/twice|missing/);
  });
});
