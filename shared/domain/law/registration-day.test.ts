import { describe, expect, it } from 'vitest';
import calendar from '../../../assets/law/calendar.json';
import terms from '../../../assets/law/terms.json';
import { compileLaw, type LawData } from './law.ts';
import { registrationDay } from './registration-day.ts';

const data = { calendar, terms } as LawData;
const law = compileLaw(data);
const zone = 'Asia/Almaty';

describe('the day of registration', () => {
  it.each([
    ['just before the end of the working day', '2026-11-23T18:29:59.999+05:00', '2026-11-23', 'sameDay'],
    ['at the end of the working day', '2026-11-23T18:30:00.000+05:00', '2026-11-24', 'afterHours'],
    ['at the first moment of a day', '2026-11-23T00:00:00+05:00', '2026-11-23', 'sameDay'],
    ['at the last moment of a day', '2026-11-23T23:59:59.999+05:00', '2026-11-24', 'afterHours'],
    ['on a Friday evening', '2026-11-27T19:00:00+05:00', '2026-11-30', 'afterHours'],
    ['on a Saturday', '2026-11-28T10:00:00+05:00', '2026-11-30', 'dayOff'],
    ['on a holiday', '2026-12-16T10:00:00+05:00', '2026-12-17', 'dayOff'],
    ['on the evening before a holiday', '2026-12-15T18:45:00+05:00', '2026-12-17', 'afterHours'],
    ['on a working Saturday', '2022-10-22T10:00:00+06:00', '2022-10-22', 'sameDay'],
    ['on New Year’s Eve at night', '2026-12-31T22:00:00+05:00', '2027-01-05', 'afterHours'],
    ['given in another offset', '2026-11-23T13:29:59Z', '2026-11-23', 'sameDay'],
  ])('of a paper accepted %s', (_when, acceptedAt, registeredOn, why) => {
    expect(registrationDay(acceptedAt, zone, law)).toEqual({ registeredOn, why });
  });

  it('follows the change of Kazakhstan to one zone, UTC+5, on 01.03.2024', () => {
    expect(registrationDay('2024-02-29T12:45:00Z', zone, law).why).toBe('afterHours');
    expect(registrationDay('2024-03-01T12:45:00Z', zone, law).why).toBe('sameDay');
    expect(registrationDay('2024-02-29T12:45:00Z', 'Asia/Aqtobe', law).why).toBe('sameDay');
  });

  it('was the day of arrival under Law №221, however late', () => {
    expect(registrationDay('2019-03-11T20:00:00+06:00', zone, law)).toEqual({
      registeredOn: '2019-03-11',
      why: 'sameDay',
    });
  });

  it('takes the cut-off from the law', () => {
    const earlier = structuredClone(data);
    earlier.terms.regimes[1]!.sameDayUntil = '17:59:59';
    expect(registrationDay('2026-11-23T18:00:00+05:00', zone, compileLaw(earlier)).why).toBe('afterHours');
  });

  it('refuses a time without offset, nonsense and an unknown zone', () => {
    expect(() => registrationDay('2026-11-23T18:00:00', zone, law)).toThrow(RangeError);
    expect(() => registrationDay('yesterday', zone, law)).toThrow(RangeError);
    expect(() => registrationDay('2026-11-23T18:00:00Z', 'Asia/Kense', law)).toThrow(RangeError);
  });
});
