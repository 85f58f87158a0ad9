import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import calendar from '../../../assets/law/calendar.json';
import terms from '../../../assets/law/terms.json';
import { fromDayNumber, toDayNumber } from '../date/iso-date.ts';
import { isWorkingDay } from './calendar.ts';
import { compileLaw, type LawData } from './law.ts';
import { daysLeft, termOf } from './terms.ts';

const data = { calendar, terms } as LawData;
const law = compileLaw(data);
const choices = {
  registrationDayIsFirst: compileLaw({ ...data, startRule: 'registrationDayIsFirst' }),
  nextDay: compileLaw({ ...data, startRule: 'nextDay' }),
};
/** The law as an office has it that has chosen how days are counted. */
const counted = (rule: keyof typeof choices) => choices[rule];

const anyDate = fc.integer({ min: toDayNumber('2005-01-01'), max: toDayNumber('2035-12-31') }).map(fromDayNumber);
const anyKind = fc.constantFrom(...law.kinds.map((kind) => kind.id));
const anyRule = fc.constantFrom('registrationDayIsFirst' as const, 'nextDay' as const);

describe('terms of review', () => {
  it('tell how a term came about: 01.12.2026, fifteen working days, 16 December is a holiday', () => {
    expect(termOf('application', '2026-12-01', law)).toEqual({
      kind: 'application',
      regime: 'appk',
      days: 15,
      unit: 'workingDay',
      startRule: 'registrationDayIsFirst',
      registeredOn: '2026-12-01',
      firstDay: '2026-12-01',
      dueOn: '2026-12-22',
      skipped: [{ date: '2026-12-16', why: 'holiday', holiday: 'independenceDay' }],
      workingWeekends: [],
      calendarKnown: true,
    });
  });

  it('tell of working weekends, carried-over and moved days that they met', () => {
    const term = termOf('complaint', '2022-10-17', law);
    expect(term.workingWeekends).toEqual(['2022-10-22']);
    expect(term.skipped).toEqual([
      { date: '2022-10-24', why: 'transferred' },
      { date: '2022-10-25', why: 'holiday', holiday: 'republicDay' },
    ]);
  });

  it('tell from which day off a calendar-day term was moved, and past what', () => {
    const term = termOf('informationRequest', '2026-03-10', law);
    expect([term.movedFrom, term.dueOn]).toEqual(['2026-03-24', '2026-03-26']);
    expect(term.skipped.map((day) => day.date)).toEqual(['2026-03-24', '2026-03-25']);
    expect(termOf('informationRequest', '2026-08-17', law)).not.toHaveProperty('movedFrom');
  });

  it('count a month to the same number, or to the last day of a shorter month', () => {
    const end = (registeredOn: string, startRule: 'nextDay' | 'registrationDayIsFirst') =>
      termOf('deputyRequest', registeredOn, counted(startRule)).dueOn;
    expect(end('2026-10-13', 'nextDay')).toBe('2026-11-13');
    expect(end('2026-10-13', 'registrationDayIsFirst')).toBe('2026-11-12');
    expect(termOf('deputyRequest', '2026-01-30', counted('nextDay'))).toMatchObject({
      movedFrom: '2026-02-28',
      dueOn: '2026-03-02',
    });
  });

  it('take the line in force on the day of registration', () => {
    expect(termOf('mediaRequest', '2024-08-19', law).days).toBe(7);
    expect(termOf('mediaRequest', '2024-08-20', law).days).toBe(5);
    expect(termOf('application', '2021-06-30', law)).toMatchObject({ regime: 'law221', unit: 'calendarDay' });
    expect(termOf('application', '2021-07-01', law)).toMatchObject({ regime: 'appk', unit: 'workingDay' });
  });

  it('run in calendar days from the next day under Law №221, whatever the office has chosen since', () => {
    const term = termOf('application', '2019-03-11', counted('registrationDayIsFirst'));
    expect(term).toMatchObject({ startRule: 'nextDay', firstDay: '2019-03-12', days: 15, dueOn: '2019-03-26' });
    expect(termOf('application', '2019-03-08', law)).toMatchObject({ movedFrom: '2019-03-23', dueOn: '2019-03-26' });
    expect(termOf('complaint', '2019-03-11', law, { withCheck: true })).toMatchObject({
      days: 30,
      dueOn: '2019-04-10',
    });
    expect(termOf('complaint', '2026-03-11', law, { withCheck: true }).days).toBe(20);
  });

  it('of papers older than every line are counted by the first', () => {
    expect(termOf('application', '2005-05-05', law)).toMatchObject({
      regime: 'law221',
      days: 15,
      calendarKnown: false,
    });
  });

  it('start on the next working day when a paper was registered on a day off', () => {
    expect(termOf('bailiffRequest', '2026-11-28', law)).toMatchObject({ firstDay: '2026-11-30', dueOn: '2026-12-02' });
  });

  it('say when they reach into a year whose decrees are not known', () => {
    expect(termOf('application', '2026-12-09', law)).toMatchObject({ dueOn: '2026-12-30', calendarKnown: true });
    expect(termOf('application', '2026-12-20', law).calendarKnown).toBe(false);
    expect(termOf('application', '2012-12-03', law).calendarKnown).toBe(false);
  });

  it('refuse a kind that the law does not know and a date that does not exist', () => {
    expect(() => termOf('letter', '2026-12-01', law)).toThrow(RangeError);
    expect(() => termOf('constructor', '2026-12-01', law)).toThrow(RangeError);
    expect(() => termOf('application', '2026-02-30', law)).toThrow(RangeError);
  });

  it('never end on a day off, nor before they start', () => {
    fc.assert(
      fc.property(anyKind, anyDate, anyRule, fc.boolean(), (kind, date, startRule, withCheck) => {
        const term = termOf(kind, date, counted(startRule), { withCheck });
        expect(isWorkingDay(term.dueOn, law)).toBe(true);
        expect(term.dueOn >= term.firstDay && term.firstDay >= date).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('never end earlier for a later registration, nor by the next-day rule', () => {
    fc.assert(
      fc.property(anyKind, anyDate, anyRule, (kind, date, startRule) => {
        const later = fromDayNumber(toDayNumber(date) + 1);
        const [here, there] = [termOf(kind, date, counted(startRule)), termOf(kind, later, counted(startRule))];
        // Between lines of the law the term itself changes.
        fc.pre(here.days === there.days && here.unit === there.unit && here.startRule === there.startRule);
        expect(here.dueOn <= there.dueOn).toBe(true);
        expect(termOf(kind, date, counted('nextDay')).dueOn >= here.dueOn).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('of working days hold exactly as many working days as they should', () => {
    fc.assert(
      fc.property(anyDate, anyRule, (date, startRule) => {
        const term = termOf('lawyerRequest', date, counted(startRule));
        let worked = 0;
        for (let day = toDayNumber(term.firstDay); day <= toDayNumber(term.dueOn); day++) {
          if (isWorkingDay(fromDayNumber(day), law)) worked++;
        }
        expect(worked).toBe(10);
      }),
    );
  });
});

describe('days left', () => {
  it.each([
    ['2026-12-22', '2026-12-22', { calendar: 0, working: 0, overdue: false }],
    ['2026-12-22', '2026-12-21', { calendar: 1, working: 1, overdue: false }],
    ['2026-12-22', '2026-12-18', { calendar: 4, working: 2, overdue: false }],
    ['2026-12-22', '2026-12-15', { calendar: 7, working: 4, overdue: false }],
    ['2026-12-22', '2026-12-23', { calendar: -1, working: -1, overdue: true }],
    ['2026-12-18', '2026-12-20', { calendar: -2, working: 0, overdue: true }],
    ['2026-12-31', '2027-01-08', { calendar: -8, working: -3, overdue: true }],
  ])('until %s, seen on %s', (dueOn, today, left) => {
    expect(daysLeft(dueOn, today, law)).toEqual(left);
  });
});
