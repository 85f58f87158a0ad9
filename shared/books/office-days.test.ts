import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import calendar from '../../assets/law/calendar.json';
import terms from '../../assets/law/terms.json';
import { fromDayNumber, toDayNumber } from '../domain/date/iso-date.ts';
import { isWorkingDay } from '../domain/law/calendar.ts';
import { compileLaw, type LawData, type OwnDay } from '../domain/law/law.ts';
import { termOf } from '../domain/law/terms.ts';
import { fold } from '../domain/log/fold.ts';
import { headsOf } from '../domain/log/graph.ts';
import { type Line, type Paper, sealLine } from '../domain/log/line.ts';
import { mergePapers } from '../domain/log/merge.ts';
import { checkDay, type DayEntry, daysInForce, daysRules, ownDays } from './office-days.ts';

const data = { calendar, terms } as LawData;
const law = compileLaw(data);
const lawWith = (...days: OwnDay[]) => compileLaw({ ...data, days });

const decree = { number: '742', date: '2026-11-20', name: 'О переносе дней отдыха' };
const off = (day: string): DayEntry => ({ day, to: 'off', decree });
const work = (day: string): DayEntry => ({ day, to: 'work', decree });

type Days = Paper<Record<string, never>>;
const empty: Days = { id: 'days:2026', book: 'days', entry: {}, log: [] };

let n = 0;
/** One more line on a copy of the record. */
function hang(record: Days, site: string, action: string, what: Record<string, unknown>): Days {
  n++;
  const id = `${(1_790_000_000_000 + n).toString(16).padStart(12, '0')}-0000-${site}`;
  const after = headsOf(record.log);
  const parents = after.map((head) => record.log.find((line) => line.id === head)!.hash);
  const by = { id: site, name: site, post: { kk: '', ru: '' } };
  const open = { id, v: 1, at: '2026-11-25T04:30:00.000Z', by, site, n, after, do: action, data: what };
  const line: Line = sealLine({ id: record.id, book: 'days', entryHash: 'x' }, open, parents, () => new Uint8Array(64));
  return { ...record, log: [...record.log, line] };
}
const stateOf = (record: Days) => fold(daysRules, record, undefined).state;
const united = (a: Days, b: Days): Days => {
  const merged = mergePapers(a, b);
  if (!merged.ok) throw new Error(merged.reason);
  return merged.paper;
};
const [A, B] = ['desk00000001', 'desk00000002'] as const;

describe('days that an office enters', () => {
  it('hold from the line that enters them, and no more from the line that takes them back; both stay to be read', () => {
    const entered = hang(empty, A, 'enter', off('2026-12-11'));
    expect(ownDays(stateOf(entered))).toEqual([off('2026-12-11')]);
    const line = entered.log[0]!.id;
    const back = hang(entered, B, 'takeBack', { line, why: 'басқа күн' });
    expect(ownDays(stateOf(back))).toEqual([]);
    expect(stateOf(back)).toMatchObject([
      { day: '2026-12-11', by: { id: A }, takenBack: { by: { id: B }, why: 'басқа күн' } },
    ]);
    expect(back.log).toHaveLength(2);
  });

  it('entered at two desks at once: the later holds; taken back, the earlier holds again', () => {
    const [a, b] = [
      hang(empty, A, 'enter', off('2026-12-11')),
      hang(empty, B, 'enter', { ...off('2026-12-11'), decree: { ...decree, number: '743' } }),
    ];
    const both = united(a, b);
    expect(daysInForce(stateOf(both)).map((one) => one.decree.number)).toEqual(['743']);
    expect(fold(daysRules, both, undefined).contradictions).toHaveLength(1);
    const back = hang(both, A, 'takeBack', { line: b.log[0]!.id, why: 'екі рет' });
    expect(daysInForce(stateOf(back)).map((one) => one.decree.number)).toEqual(['742']);
  });

  it('may be entered anew after they were taken back, and another one is not taken back by that', () => {
    const first = hang(empty, A, 'enter', off('2026-12-11'));
    const back = hang(first, A, 'takeBack', { line: first.log[0]!.id, why: 'қате' });
    const again = hang(back, A, 'enter', off('2026-12-11'));
    const twice = hang(again, B, 'takeBack', { line: first.log[0]!.id, why: 'қате' });
    expect(ownDays(stateOf(twice))).toEqual([off('2026-12-11')]);
  });

  it('that are none have no effect', () => {
    for (const wrong of [
      {},
      { ...off('2026-12-11'), day: '2026-02-30' },
      { ...off('2026-12-11'), to: 'rest' },
      { ...off('2026-12-11'), decree: {} },
    ])
      expect(fold(daysRules, hang(empty, A, 'enter', wrong), undefined)).toMatchObject({
        state: [],
        effects: [{ effect: 'refused' }],
      });
    const stray = hang(empty, A, 'takeBack', { line: 'x', why: 'y' });
    expect(fold(daysRules, stray, undefined).effects).toMatchObject([{ effect: 'refused' }]);
  });
});

describe('the calendar with them', () => {
  it('counts a day off and a working Saturday, and moves holidays no further', () => {
    const with2 = lawWith(off('2026-12-11'), work('2026-12-12'));
    expect([isWorkingDay('2026-12-11', with2), isWorkingDay('2026-12-12', with2)]).toEqual([false, true]);
    // 21 and 22 March 2026 fall on a weekend and are carried over to the 24th and 25th; the 26th being free pushes nothing on.
    expect(['24', '25', '26', '27'].map((day) => isWorkingDay(`2026-03-${day}`, lawWith(off('2026-03-26'))))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('holds by what the registry names for the same day', () => {
    // 05.03.2022 is a working Saturday, 07.03.2022 a day off by decree.
    const other = lawWith(off('2022-03-05'), work('2022-03-07'));
    expect([isWorkingDay('2022-03-05', other), isWorkingDay('2022-03-07', other)]).toEqual([true, false]);
  });

  it('does not know a year better for one day of it', () => {
    expect(lawWith(off('2027-03-09')).calendarKnownUntil).toBe(law.calendarKnownUntil);
  });
});

const anyDay = fc.integer({ min: toDayNumber('2021-01-01'), max: toDayNumber('2028-12-31') }).map(fromDayNumber);
const anyDays = fc.uniqueArray(anyDay, { maxLength: 8 });
const anyKind = fc.constantFrom(...law.kinds.map(({ id }) => id));
const inWorkingDays = law.kinds
  .filter((kind) => kind.terms.every(({ unit }) => unit === 'workingDay'))
  .map(({ id }) => id);

describe('terms with them', () => {
  it('come no nearer by a day off, in whatever unit', () => {
    fc.assert(
      fc.property(anyKind, anyDay, anyDays, anyDay, (kind, registeredOn, days, more) => {
        const before = termOf(kind, registeredOn, lawWith(...days.map(off))).dueOn;
        const after = termOf(kind, registeredOn, lawWith(...[...new Set([...days, more])].map(off))).dueOn;
        return after >= before;
      }),
    );
  });

  it('in working days go no further by a working Saturday', () => {
    fc.assert(
      fc.property(fc.constantFrom(...inWorkingDays), anyDay, anyDay, (kind, registeredOn, day) => {
        return termOf(kind, registeredOn, lawWith(work(day))).dueOn <= termOf(kind, registeredOn, law).dueOn;
      }),
    );
  });

  it('are what they were once a day is entered and taken back', () => {
    fc.assert(
      fc.property(
        anyKind,
        anyDay,
        anyDays,
        anyDay,
        fc.constantFrom(off, work),
        (kind, registeredOn, days, day, what) => {
          let record = days.reduce((so, one) => hang(so, A, 'enter', off(one)), empty);
          const before = ownDays(stateOf(record));
          if (days.includes(day)) return;
          record = hang(record, B, 'enter', what(day));
          record = hang(record, A, 'takeBack', { line: record.log.at(-1)!.id, why: 'қате' });
          expect(ownDays(stateOf(record))).toEqual(before);
          expect(termOf(kind, registeredOn, lawWith(...ownDays(stateOf(record))))).toEqual(
            termOf(kind, registeredOn, lawWith(...before)),
          );
        },
      ),
    );
  });

  it('are the same at every site that has the same lines, whatever the order in which they came', () => {
    const step = fc.record({
      at: fc.nat(2),
      day: anyDay,
      to: fc.constantFrom('off', 'work'),
      back: fc.boolean(),
      from: fc.nat(2),
    });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        anyKind,
        anyDay,
        (steps, seed, kind, registeredOn) => {
          const copies = [empty, empty, empty];
          for (const { at, day, to, back, from } of steps) {
            copies[at] = united(copies[at]!, copies[from]!);
            const known = copies[at]!.log.filter((line) => line.do === 'enter');
            const site = `desk0000000${at}`;
            copies[at] =
              back && known.length > 0
                ? hang(copies[at]!, site, 'takeBack', { line: known[day.length % known.length]!.id, why: 'қате' })
                : hang(copies[at]!, site, 'enter', { day, to, decree });
          }
          const orders = [copies, [...copies].reverse(), [copies[seed % 3]!, ...copies]];
          const laws = orders.map((order) => lawWith(...ownDays(stateOf(order.reduce(united)))));
          const [one, ...others] = laws.map((each) => [each.days, termOf(kind, registeredOn, each)]);
          for (const other of others) expect(other).toEqual(one);
        },
      ),
    );
  });
});

describe('what is said of a day that is typed', () => {
  const said = (input: unknown, by = law) =>
    checkDay(input, by, '2026-12-01').map(({ path, message, severity }) => `${severity} ${path} ${message}`);

  it.each<[string, unknown, string[]]>([
    ['a day off', off('2026-12-11'), []],
    ['a working Saturday', work('2026-12-12'), []],
    [
      'an empty form',
      { day: '', to: 'off', decree: { number: '', date: '', name: '' } },
      ['error day notDate', 'error decree.number required', 'error decree.date notDate', 'error decree.name required'],
    ],
    ['a day that does not exist', { ...off('2026-12-11'), day: '2026-02-30' }, ['error day notDate']],
    ['a weekend made free', off('2026-12-12'), ['error day alreadyOff']],
    ['a holiday made free', off('2026-12-16'), ['error day alreadyOff']],
    ['a working day made a working one', work('2026-12-11'), ['error day alreadyWorking']],
    ['a holiday made a working day, as 30 August became one', work('2026-12-16'), ['warning day holidayWorked']],
    ['a day that is over', off('2026-11-27'), ['warning day pastDay']],
    ['a day that the calendar has', off('2022-03-07'), ['error day dayInCalendar']],
    ['a year far ahead', off('2062-12-11'), ['error day yearTooFar']],
    ['a year before the records', off('1926-12-10'), ['error day yearTooFar']],
    [
      'a decree of tomorrow',
      { ...off('2026-12-11'), decree: { ...decree, date: '2026-12-02' } },
      ['error decree.date futureDate'],
    ],
    ['nothing at all', null, ['error  invalid']],
  ])('%s', (_what, input, expected) => {
    expect(said(input)).toEqual(expected);
  });

  it('a day that was entered before', () => {
    expect(said(off('2026-12-11'), lawWith(off('2026-12-11')))).toEqual(['error day dayTwice']);
  });
});
