import { describe, expect, it } from 'vitest';
import calendar from '../../../assets/law/calendar.json';
import terms from '../../../assets/law/terms.json';
import { firstDayOfYear, fromDayNumber, isWeekend, toDayNumber } from '../date/iso-date.ts';
import { dayOff, isWorkingDay, nextWorkingDay, unusualDays, workingDaysBetween } from './calendar.ts';
import { compileLaw, type LawData } from './law.ts';

const data = { calendar, terms } as LawData;
const law = compileLaw(data);

/**
 * Extra free weekdays, working weekends (and a carried-over Monday that was worked) and Kurban Ait of each year, as they
 * were published; independent of how the rules come to them.
 */
const published: [year: number, off: string, work: string, kurbanAit: string][] = [
  [2013, '25.03 10.05 08.07 14.10 02.12', '04.05 12.10 28.12', '15.10'],
  [2014, '03.01 10.03 24.03 25.03 02.05 08.05 07.07 01.09', '04.05 11.05', '04.10'],
  [2015, '09.03 24.03 25.03 11.05 31.08', '', '24.09'],
  [2016, '04.01 07.03 02.05 10.05 19.12', '05.03', '12.09'],
  [2017, '03.01 20.03 08.05 07.07 18.12 19.12', '18.03 01.07', '01.09'],
  [2018, '09.03 30.04 08.05 31.08 03.12 18.12 31.12', '03.03 28.04 05.05 25.08 29.12', '21.08'],
  [2019, '25.03 10.05 08.07 02.12', '04.05', '11.08'],
  [2020, '03.01 09.03 24.03 25.03 08.05 31.08 18.12', '05.01 20.12', '31.07'],
  [2021, '04.01 24.03 03.05 10.05 05.07', '03.07', '20.07'],
  [2022, '03.01 04.01 07.03 02.05 10.05 29.08 24.10', '05.03 27.08 22.10', '09.07'],
  [2023, '03.01 08.05 07.07 18.12', '01.07', '28.06'],
  [2024, '25.03 08.05 08.07', '04.05', '16.06'],
  [2025, '03.01 10.03 24.03 25.03 07.07 01.09 27.10', '05.01', '06.06'],
  [2026, '09.03 24.03 25.03 11.05 26.10', '', '27.05'],
  [2027, '04.01 24.03 03.05 10.05', '', '16.05'],
];

const fixedHolidays: [date: string, years: (year: number) => boolean, id: string][] = [
  ['01.01', () => true, 'newYear'],
  ['02.01', () => true, 'newYear'],
  ['07.01', (y) => y >= 2006, 'orthodoxChristmas'],
  ['08.03', () => true, 'womensDay'],
  ['15.03', (y) => y >= 2027, 'constitutionDay'],
  ['21.03', (y) => y >= 2010, 'nauryz'],
  ['22.03', (y) => y >= 2010, 'nauryz'],
  ['23.03', (y) => y >= 2010, 'nauryz'],
  ['01.05', () => true, 'unityDay'],
  ['07.05', (y) => y >= 2013, 'defendersDay'],
  ['09.05', () => true, 'victoryDay'],
  ['06.07', (y) => y >= 2009, 'capitalDay'],
  ['30.08', (y) => y <= 2025, 'constitutionDay1995'],
  ['25.10', (y) => y >= 2022 || (y >= 1994 && y <= 2008), 'republicDay'],
  ['01.12', (y) => y >= 2012 && y <= 2021, 'firstPresidentDay'],
  ['16.12', () => true, 'independenceDay'],
  ['17.12', (y) => y <= 2021, 'independenceSecondDay'],
];

const isoOf = (year: number, day: string) => `${year}-${day.slice(3)}-${day.slice(0, 2)}`;
const datesOf = (year: number, days: string) => (days === '' ? [] : days.split(' ').map((day) => isoOf(year, day)));
const yearBounds = (year: number) => [firstDayOfYear(year), firstDayOfYear(year + 1) - 1] as const;

describe('the working calendar', () => {
  it.each(published)('has exactly the published extra days off and working weekends of %i', (year, off, work, ait) => {
    const { free, workingWeekends } = unusualDays(...yearBounds(year), law);
    const extra = free.filter((day) => day.why === 'carriedOver' || day.why === 'transferred');
    expect(extra.map((day) => day.date)).toEqual(datesOf(year, off));
    expect(workingWeekends).toEqual(datesOf(year, work));
    expect(dayOff(isoOf(year, ait), law)).toEqual({ why: 'kurbanAit', holiday: 'kurbanAit' });
  });

  it('keeps every fixed holiday in its years and in no other', () => {
    for (let year = 2000; year <= 2035; year++) {
      for (const [day, isKept, id] of fixedHolidays) {
        const off = dayOff(isoOf(year, day), law);
        expect(off?.why === 'holiday' ? off.holiday : undefined, `${day}.${year}`).toBe(isKept(year) ? id : undefined);
      }
    }
  });

  it.each([
    [2021, 245],
    [2022, 246],
    [2023, 246],
    [2024, 249],
    [2025, 246],
    [2026, 247],
    [2027, 247],
  ])('counts the working days of %i: %i', (year, total) => {
    expect(workingDaysBetween(firstDayOfYear(year), firstDayOfYear(year + 1), law)).toBe(total);
  });

  it('works on Monday 11.05.2020, to which 9 May was carried over, and on 31.08.2026, no longer after a holiday', () => {
    expect(isWorkingDay('2020-05-11', law)).toBe(true);
    expect(isWorkingDay('2026-08-31', law)).toBe(true);
  });

  it('carries neither Christmas nor Kurban Ait over', () => {
    for (const monday of ['2018-01-08', '2019-08-12', '2022-07-11', '2024-06-17']) {
      expect(isWorkingDay(monday, law)).toBe(true);
    }
  });

  it('says which holiday a day off was carried over from', () => {
    expect(dayOff('2022-05-10', law)).toEqual({ why: 'carriedOver', holiday: 'defendersDay' });
    expect(dayOff('2026-03-25', law)).toEqual({ why: 'carriedOver', holiday: 'nauryz' });
    expect(dayOff('2025-01-03', law)).toEqual({ why: 'transferred' });
    expect(dayOff('2026-11-28', law)).toEqual({ why: 'weekend' });
  });

  it('names every holiday in Kazakh and Russian', () => {
    expect(law.holidays.find((holiday) => holiday.id === 'independenceDay')).toEqual({
      id: 'independenceDay',
      kk: 'Тәуелсіздік күні',
      ru: 'День Независимости',
    });
  });

  it('finds the next working day strictly after a date', () => {
    expect(nextWorkingDay('2026-12-15', law)).toBe('2026-12-17');
    expect(nextWorkingDay('2026-12-16', law)).toBe('2026-12-17');
    expect(nextWorkingDay('2021-07-02', law)).toBe('2021-07-03');
    expect(nextWorkingDay('2021-12-31', law)).toBe('2022-01-05');
  });

  it('computes years without decrees by the rule, and tells that they are not known', () => {
    expect([law.calendarKnownFrom, law.calendarKnownUntil]).toEqual([2013, 2026]);
    expect(dayOff('2032-01-05', law)).toBeUndefined();
    expect(dayOff('2033-01-03', law)).toEqual({ why: 'carriedOver', holiday: 'newYear' });
    expect(dayOff('2033-01-04', law)).toEqual({ why: 'carriedOver', holiday: 'newYear' });
  });

  it('counts working days between any two days as a count one by one does', () => {
    const [from, to] = [toDayNumber('2019-12-20'), toDayNumber('2023-01-20')];
    let counted = 0;
    for (let day = from; day <= to; day++) {
      expect(workingDaysBetween(from, day, law)).toBe(counted);
      expect(workingDaysBetween(day, from, law)).toBe(0 - counted);
      if (isWorkingDay(fromDayNumber(day), law)) counted++;
    }
  });

  it('refuses what is no date', () => {
    expect(() => isWorkingDay('2026-02-30', law)).toThrow(RangeError);
  });
});

describe('an edited calendar', () => {
  const edited = (change: (calendar: LawData['calendar']) => void) => {
    const copy = structuredClone(data);
    change(copy.calendar);
    return compileLaw(copy);
  };

  it('frees 17.06.2024 when an administrator says so: 248 working days', () => {
    const changed = edited((it) => it.decrees.find((decree) => decree.year === 2024)!.off.push('2024-06-17'));
    expect(dayOff('2024-06-17', changed)).toEqual({ why: 'transferred' });
    expect(workingDaysBetween(firstDayOfYear(2024), firstDayOfYear(2025), changed)).toBe(248);
  });

  it('is not shifted by a decree that names a carried-over day once more', () => {
    const changed = edited((it) => it.decrees.find((decree) => decree.year === 2026)!.off.push('2026-03-24'));
    expect(dayOff('2026-03-24', changed)).toEqual({ why: 'carriedOver', holiday: 'nauryz' });
    expect(isWorkingDay('2026-03-26', changed)).toBe(true);
  });

  it('carries a holiday at the end of December into January, past the holidays there', () => {
    const changed = edited((it) =>
      it.holidays.push({ id: 'lastDay', month: 12, day: 31, carriedOver: true, kk: 'x', ru: 'x' }),
    );
    expect(isWeekend(toDayNumber('2023-12-31'))).toBe(true);
    expect(dayOff('2024-01-03', changed)).toEqual({ why: 'carriedOver', holiday: 'lastDay' });
    expect(isWorkingDay('2024-01-03', law)).toBe(true);
  });
});
