import { describe, expect, test } from 'vitest';
import calendar from '../../assets/law/calendar.json';
import terms from '../../assets/law/terms.json';
import { dueOn, latestExtension, partsOf, unusualExtension } from '../../shared/books/appeals/deadlines.ts';
import { compileLaw, type LawData, type LimitName } from '../../shared/domain/law/law.ts';
import type { WaitingRule } from '../../shared/domain/law/law-data.ts';
import { limitEnd, limitOf, noticeIsEarly } from '../../shared/domain/law/limits.ts';
import { registrationDay } from '../../shared/domain/law/registration-day.ts';
import { termOf } from '../../shared/domain/law/terms.ts';

/**
 * Terms as a table, to be read beside domain §1.3 and §5. Every row was counted by hand on a wall calendar; the words beside it say which
 * days were counted (in brackets how many by then). Since 01.07.2021 the day of registration is day 1; under Law №221 the day after it is.
 *
 * Days off that the rows meet:
 *   2021: 05–06.07, 20.07, 30.08, 01.12, 16–17.12; Sat 03.07 is worked
 *   2022: 03–04.01, 07–08.03, 21–23.03, 02.05, 09–10.05, 29–30.08, 24–25.10, 16.12; Sat 05.03, 27.08, 22.10 are worked
 *   2023: 02–03.01, 08–09.05, 28.06, 06–07.07, 18.12; Sat 01.07 is worked
 *   2024: 01–02.01, 21–22.03, 25.03, 01.05, 07–09.05, 08.07; Sat 04.05 is worked
 *   2025: 01–03.01, 07.01, 10.03, 21.03, 24–25.03, 01.09, 27.10; Sun 05.01 is worked
 *   2026: 01–02.01, 07.01, 09.03, 23–25.03, 01.05, 07.05, 11.05, 27.05, 06.07, 26.10, 16.12
 *   2027: 01.01, 04.01, 07.01, 08.03, 15.03, 22–24.03, 03.05, 07.05, 10.05
 */
const data = { calendar, terms } as LawData;
const law = compileLaw(data);
const choices = {
  registrationDayIsFirst: compileLaw({ ...data, startRule: 'registrationDayIsFirst' }),
  nextDay: compileLaw({ ...data, startRule: 'nextDay' }),
};
/** The law as an office has it that has chosen how days are counted. */
const counted = (rule: keyof typeof choices) => choices[rule];

describe('domain §5.3: last days by both rules of counting, `day 1 is registration / the next day`', () => {
  const columns = ['bailiffRequest', 'application', 'complaint', 'informationRequest'] as const;
  test.each([
    // arrived            registered    3 working     15 working    20 working    15 calendar
    ['2021-07-01T10:00', '2021-07-01', '07-03/07-07', '07-23/07-26', '07-30/08-02', '07-15/07-16'],
    ['2022-06-07T13:58', '2022-06-07', '06-09/06-10', '06-27/06-28', '07-04/07-05', '06-21/06-22'],
    ['2022-06-07T18:45', '2022-06-08', '06-10/06-13', '06-28/06-29', '07-05/07-07', '06-22/06-23'],
    ['2022-10-17T09:05', '2022-10-17', '10-19/10-20', '11-07/11-08', '11-14/11-15', '10-31/11-01'],
    ['2026-03-10T09:30', '2026-03-10', '03-12/03-13', '04-02/04-03', '04-09/04-10', '03-26/03-26'],
    ['2026-08-17T10:00', '2026-08-17', '08-19/08-20', '09-04/09-07', '09-11/09-14', '08-31/09-01'],
  ])('arrived %s', (arrived, registered, ...cells) => {
    const { registeredOn } = registrationDay(`${arrived}:00+06:00`, 'Etc/GMT-6', law);
    expect(registeredOn).toBe(registered);
    cells.forEach((cell, i) => {
      const ends = (['registrationDayIsFirst', 'nextDay'] as const).map((startRule) =>
        termOf(columns[i]!, registeredOn, counted(startRule)).dueOn.slice(5),
      );
      expect(ends.join('/'), columns[i]).toBe(cell);
    });
  });
});

describe('the day of registration (art. 64: after 18:29:59 and on days off the next working day)', () => {
  test.each([
    // accepted, wall time in Almaty      registered    why
    ['2026-12-11T18:29:59+05:00', '2026-12-11', 'Friday, the last second'],
    ['2026-12-11T18:30:00+05:00', '2026-12-14', 'Friday, a second later: Monday'],
    ['2026-12-12T10:00:00+05:00', '2026-12-14', 'Saturday: Monday'],
    ['2026-12-15T19:00:00+05:00', '2026-12-17', 'Tuesday evening, Wednesday is Independence Day'],
    ['2026-12-16T09:00:00+05:00', '2026-12-17', 'on Independence Day'],
    ['2026-12-31T18:45:00+05:00', '2027-01-05', 'Thursday evening; 01, 02 holidays, 03 Sunday, 04 carried over'],
    ['2026-05-08T20:00:00+05:00', '2026-05-12', 'Friday evening; 09 holiday on Saturday, carried over to Monday 11'],
    ['2026-03-20T18:31:00+05:00', '2026-03-26', 'Friday evening; Nauryz 21–23, carried over to 24 and 25'],
    ['2026-08-30T12:00:00+05:00', '2026-08-31', 'Sunday; the 30th is no holiday any more, Monday is worked'],
    ['2025-01-05T10:00:00+05:00', '2025-01-05', 'a worked Sunday'],
    ['2022-03-05T17:00:00+06:00', '2022-03-05', 'a worked Saturday'],
    ['2022-03-05T18:30:00+06:00', '2022-03-09', 'its evening; 06 Sunday, 07 moved, 08 holiday'],
    ['2027-03-12T18:40:00+05:00', '2027-03-16', 'Friday evening; Monday 15 is Constitution Day from 2027 on'],
    ['2021-06-30T21:00:00+06:00', '2021-06-30', 'the last evening of Law №221: the day of arrival'],
    ['2021-07-01T18:30:00+06:00', '2021-07-02', 'the first evening of the APPK'],
  ])('accepted %s: %s (%s)', (acceptedAt, expected) => {
    expect(registrationDay(acceptedAt, 'Asia/Almaty', law).registeredOn).toBe(expected);
  });
});

describe('terms in working days', () => {
  test.each([
    // kind                  registered    last day      days counted
    ['bailiffRequest', '2026-01-05', '2026-01-08', '05, 06, 08'],
    ['application', '2026-01-05', '2026-01-26', '05–06, 08–09 (4), 12–16 (9), 19–23 (14), 26'],
    ['complaint', '2026-01-05', '2026-02-02', '… 26 (15), 27–30 (19), 02.02'],
    [
      'taxMonitoringComplaint',
      '2026-02-02',
      '2026-04-09',
      '02–27.02 (20), 02–06, 10–13 (29), 16–20 (34), 26–27, 30–03.04 (41), 06–09',
    ],
    ['application', '2026-03-02', '2026-03-26', '02–06 (5), 10–13 (9), 16–20 (14), 26'],
    ['publicServiceComplaint', '2026-03-19', '2026-03-30', '19–20 (2), 26–27 (4), 30'],
    ['lawyerRequest', '2026-04-28', '2026-05-14', '28–30 (3), 04–06.05 (6), 08, 12–14'],
    ['application', '2026-04-30', '2026-05-25', '30, 04–06.05 (4), 08, 12–15 (9), 18–22 (14), 25'],
    ['complaint', '2026-05-12', '2026-06-09', '12–15 (4), 18–22 (9), 25–26, 28–29 (13), 01–05.06 (18), 08–09'],
    ['mediaRequest', '2026-05-25', '2026-06-01', '25–26, 28–29 (4), 01.06'],
    ['application', '2026-06-29', '2026-07-20', '29–03.07 (5), 07–10 (9), 13–17 (14), 20'],
    ['application', '2026-08-24', '2026-09-11', '24–28 (5), 31–04.09 (10), 07–11: the 31st is worked'],
    ['complaint', '2026-10-12', '2026-11-09', '12–16 (5), 19–23 (10), 27–30 (14), 02–06.11 (19), 09'],
    [
      'taxComplaint',
      '2026-12-01',
      '2027-01-15',
      '01–04, 07–11 (9), 14–15, 17–18 (13), 21–25 (18), 28–31 (22), 05–06.01, 08 (25), 11–15',
    ],
    ['application', '2026-12-14', '2027-01-06', '14–15, 17–18 (4), 21–25 (9), 28–31 (13), 05–06.01'],
    ['message', '2026-12-14', '2027-01-06', 'as an application: simplified procedure'],
    ['proposal', '2026-12-14', '2027-01-06', 'the same'],
    ['response', '2026-12-14', '2027-01-06', 'the same'],
    ['request', '2026-12-14', '2027-01-06', 'the same'],
    ['complaint', '2026-12-14', '2027-01-14', '… 06.01 (15), 08 (16), 11–14'],
    ['bailiffRequest', '2026-12-31', '2027-01-06', '31, 05–06.01'],
    ['application', '2027-03-01', '2027-03-26', '01–05 (5), 09–12 (9), 16–19 (13), 25–26'],
    ['application', '2027-04-29', '2027-05-24', '29–30, 04–06.05 (5), 11–14 (9), 17–21 (14), 24'],
    ['bailiffRequest', '2021-07-02', '2021-07-07', '02, Sat 03, 07'],
    ['publicServiceComplaint', '2021-07-15', '2021-07-22', '15–16, 19 (3), 21–22: Kurban Ait on the 20th'],
    ['application', '2021-08-23', '2021-09-13', '23–27 (5), 31–03.09 (9), 06–10 (14), 13'],
    ['application', '2021-11-29', '2021-12-22', '29–30, 02–03.12 (4), 06–10 (9), 13–15 (12), 20–22'],
    ['application', '2021-12-27', '2022-01-19', '27–31 (5), 05–06.01 (7), 10–14 (12), 17–19'],
    ['bailiffRequest', '2022-03-04', '2022-03-09', '04, Sat 05, 09'],
    ['lawyerRequest', '2022-03-14', '2022-03-30', '14–18 (5), 24–25 (7), 28–30'],
    ['application', '2022-04-25', '2022-05-18', '25–29 (5), 03–06.05 (9), 11–13 (12), 16–18'],
    ['publicServiceComplaint', '2022-08-26', '2022-09-02', '26, Sat 27 (2), 31–02.09'],
    [
      'application',
      '2022-12-12',
      '2023-01-04',
      '12–15 (4), 19–23 (9), 26–30 (14), 04.01; the 17th is no holiday any more',
    ],
    ['application', '2023-05-03', '2023-05-25', '03–05 (3), 10–12 (6), 15–19 (11), 22–25'],
    ['lawyerRequest', '2023-06-26', '2023-07-11', '26–27, 29–30 (4), Sat 01.07 (5), 03–05 (8), 10–11'],
    ['mediaRequest', '2023-12-14', '2023-12-25', '14–15, 19–22 (6), 25: seven days until 2024'],
    ['complaint', '2023-12-19', '2024-01-17', '19–22 (4), 25–29 (9), 03–05.01 (12), 08–12 (17), 15–17'],
    ['application', '2024-03-18', '2024-04-10', '18–20 (3), 26–29 (7), 01–05.04 (12), 08–10'],
    ['publicServiceComplaint', '2024-05-02', '2024-05-10', '02–03, Sat 04 (3), 06, 10'],
    ['lawyerRequest', '2024-07-01', '2024-07-15', '01–05 (5), 09–12 (9), 15'],
    ['mediaRequest', '2024-08-19', '2024-08-27', '19–23 (5), 26–27: the last day of the old law'],
    ['mediaRequest', '2024-08-20', '2024-08-26', '20–23 (4), 26: five days by the new one'],
    ['bailiffRequest', '2024-12-31', '2025-01-06', '31, Sun 05.01, 06'],
    ['application', '2025-03-17', '2025-04-09', '17–20 (4), 26–28 (7), 31–04.04 (12), 07–09'],
    ['complaint', '2025-08-18', '2025-09-15', '18–22 (5), 25–29 (10), 02–05.09 (14), 08–12 (19), 15'],
    ['application', '2025-10-20', '2025-11-10', '20–24 (5), 28–31 (9), 03–07.11 (14), 10'],
    ['complaint', '2025-12-17', '2026-01-16', '17–19 (3), 22–26 (8), 29–31 (11), 05–06.01, 08–09 (15), 12–16'],
  ])('%s registered %s: %s (%s)', (kind, registeredOn, expected) => {
    expect(termOf(kind, registeredOn, law).dueOn).toBe(expected);
  });
});

describe('terms in calendar days and months run straight; ending on a day off they go to the next working day', () => {
  test.each([
    // kind                     registered    last day      counted
    ['informationRequest', '2026-01-05', '2026-01-19', '05–19'],
    ['informationRequest', '2026-03-06', '2026-03-20', '06–20'],
    ['informationRequest', '2026-03-11', '2026-03-26', '11–25, the 25th is carried over'],
    ['informationRequest', '2025-12-19', '2026-01-05', '19–02.01, a holiday; 03–04 weekend'],
    ['informationRequest', '2022-02-21', '2022-03-09', '21–07.03, moved; 08 holiday'],
    ['informationRequest', '2024-02-15', '2024-02-29', '15–29 of a leap year'],
    ['notaryRequest', '2022-08-18', '2022-08-27', '18–27, a worked Saturday'],
    ['notaryRequest', '2026-04-30', '2026-05-12', '30–09.05, a holiday on Saturday; 10 Sunday, 11 carried over'],
    ['notaryRequest', '2026-12-24', '2027-01-05', '24–02.01; 03 Sunday, 04 carried over'],
    ['declassificationRequest', '2026-11-17', '2026-12-17', '17–16.12, Independence Day'],
    [
      'rehabilitationApplication',
      '2026-10-05',
      '2027-01-05',
      '05–31.10 (27), November (57), December (88), 02.01 (90); 03 Sunday, 04 carried over',
    ],
    ['deputyRequest', '2026-11-23', '2026-12-22', 'a month from the 23rd ends with the 22nd'],
    ['deputyRequest', '2026-01-30', '2026-02-27', 'February has no 30th: its last day, less one'],
    ['deputyRequest', '2024-01-31', '2024-02-28', 'the same in a leap year'],
    ['deputyRequest', '2026-12-02', '2027-01-05', 'ends on 01.01; 02–03 weekend, 04 carried over'],
  ])('%s registered %s: %s (%s)', (kind, registeredOn, expected) => {
    expect(termOf(kind, registeredOn, law).dueOn).toBe(expected);
  });
});

describe('Law №221: calendar days from the next day, 15 or (with a check) 30', () => {
  test.each([
    // registered    check   last day      counted
    ['2021-06-15', false, '2021-06-30', '16–30'],
    ['2021-06-30', false, '2021-07-15', '01–15.07: the paper keeps the law of its day'],
    ['2021-06-20', false, '2021-07-07', '21–05.07, moved; 06 holiday'],
    ['2020-11-20', false, '2020-12-07', '21–05.12, Saturday'],
    ['2020-04-26', false, '2020-05-11', '27–11.05, a carried-over day that a decree made a working one'],
    ['2014-04-18', false, '2014-05-04', '19–03.05, Saturday; Sunday 04 is worked'],
    ['2013-04-25', false, '2013-05-13', '26–10.05, moved; 11–12 weekend'],
    ['2019-11-15', true, '2019-12-18', '16–15.12, Sunday; 16–17 holidays'],
    ['2020-12-02', true, '2021-01-05', '03–01.01; 02 holiday, 03 Sunday, 04 carried over'],
  ])('registered %s, with check %s: %s (%s)', (registeredOn, withCheck, expected) => {
    expect(termOf('application', registeredOn, law, { withCheck }).dueOn).toBe(expected);
  });
});

describe('limits of single acts', () => {
  test.each<[act: LimitName, from: string, registeredOn: string, last: string, counted: string]>([
    // act               from           of a paper of   last day      counted
    ['redirection', '2026-12-14', '2026-12-14', '2026-12-17', '14, 15, 17'],
    ['redirection', '2026-03-20', '2026-03-20', '2026-03-27', '20, 26, 27'],
    ['redirection', '2027-01-06', '2027-01-06', '2027-01-11', '06, 08, 11'],
    ['redirection', '2021-06-30', '2021-06-30', '2021-07-03', 'Law №221: 01, 02, Sat 03'],
    ['passingOn', '2026-12-14', '2026-12-14', '2026-12-17', 'a complaint: 14, 15, 17'],
    ['extensionNotice', '2026-12-22', '2026-12-01', '2026-12-24', '22, 23, 24'],
    ['extensionNotice', '2026-12-30', '2026-12-14', '2027-01-05', '30, 31, 05.01'],
    ['extensionNotice', '2020-12-14', '2020-12-01', '2020-12-21', 'Law №221: 15; 16–18 off; Sun 20 worked, 21'],
    ['objection', '2026-12-11', '2026-12-01', '2026-12-15', 'the applicant’s days run from the next one: 14, 15'],
    ['objection', '2026-12-15', '2026-12-01', '2026-12-18', '17, 18'],
    ['complaint', '2026-09-16', '2026-12-01', '2026-12-17', 'three months to 16.12, Independence Day'],
    ['complaint', '2026-11-30', '2026-12-01', '2027-03-01', 'February has no 30th: 28.02, Sunday'],
  ])('%s from %s: %s %s (%s)', (act, from, registeredOn, expected) => {
    expect(limitEnd(act, from, { kind: 'application', registeredOn }, law)).toBe(expected);
  });

  const paper = { kind: 'application', registeredOn: '2026-12-01' };
  test.each([
    // notice        hearing       early   days between
    ['2026-12-07', '2026-12-11', true, '08, 09, 10'],
    ['2026-12-07', '2026-12-10', false, '08, 09'],
    ['2026-12-14', '2026-12-18', false, '15, 17'],
    ['2026-12-14', '2026-12-21', true, '15, 17, 18'],
    ['2026-12-30', '2027-01-06', false, '31, 05.01'],
    ['2026-12-30', '2027-01-08', true, '31, 05.01, 06.01'],
  ])('notice of %s for a hearing on %s: early %s (%s)', (notice, hearing, expected) => {
    expect(noticeIsEarly('hearingNotice', notice, hearing, paper, law)).toBe(expected);
  });

  test.each([
    // registered    at the latest    counted
    ['2026-10-12', '2026-12-11', 'two months from registration: to 11.12'],
    ['2026-11-17', '2027-01-18', 'to 16.01.2027, Saturday'],
    [
      '2020-11-02',
      '2020-12-20',
      'Law №221: the term to 17.11, then 30 more to 17.12, a holiday; 18 moved, 19 Saturday, Sun 20 worked',
    ],
  ])('an extension of a paper registered %s ends at the latest on %s (%s)', (registeredOn, expected) => {
    expect(latestExtension({ kind: 'application', registeredOn, extension: null, waits: [] }, law)).toBe(expected);
  });
});

describe('a request for information has the limits of its own law, No. 401-V, also where another regime governs', () => {
  test.each([
    // registered    at the latest    counted
    ['2026-12-01', '2026-12-30', 'the term to 15.12, then 15 calendar days more: 16–30.12'],
    ['2026-11-20', '2026-12-21', 'to 04.12, then 05–19.12, a Saturday; 20 Sunday'],
    ['2021-06-15', '2021-07-15', 'under Law №221: to 30.06, then 01–15.07'],
  ])('registered %s, extended to %s at the latest (%s)', (registeredOn, expected) => {
    const paper = { kind: 'informationRequest', registeredOn, extension: null, waits: [] };
    expect(latestExtension(paper, law)).toBe(expected);
  });

  test('once, and only a second time with a reason; what its law does not name is the regime’s', () => {
    const paper = { kind: 'informationRequest', registeredOn: '2026-12-01', extension: null, waits: [] };
    const extended = { ...paper, extension: { until: '2026-12-21', on: '2026-12-10', told: true } };
    expect(unusualExtension('2026-12-30', paper, law)).toBeUndefined();
    expect(unusualExtension('2026-12-31', paper, law)).toBe('beyondCeiling');
    expect(unusualExtension('2026-12-30', extended, law)).toBe('extendedBefore');
    expect(unusualExtension('2026-12-30', { ...extended, kind: 'application' }, law)).toBeUndefined();
    expect(limitOf('extensionNotice', paper, law)?.article.ru).toContain('401-V');
    expect(limitOf('redirection', paper, law)?.article.ru).toContain('65');
  });
});

describe('the last day of an application of 01.12.2026, whose term ends on 22.12', () => {
  const paper = { kind: 'application', registeredOn: '2026-12-01', extension: null, waits: [] };

  test.each([
    // extended until    last day      why
    ['2027-01-20', '2027-01-20', 'as granted'],
    ['2026-12-15', '2026-12-22', 'an extension shortens nothing'],
    ['2027-01-02', '2027-01-05', 'a holiday on Saturday; 03 Sunday, 04 carried over'],
  ])('extended until %s: %s (%s)', (until, expected) => {
    expect(dueOn({ ...paper, extension: { until, on: '2026-12-18', told: false } }, law)).toBe(expected);
  });

  test.each<[WaitingRule, string, string, string, string]>([
    // rule           notice        whole again   last day      counted
    ['runsOn', '2026-12-07', '2026-12-14', '2026-12-22', 'as data have it while the law’s text is not read'],
    ['standsStill', '2026-12-07', '2026-12-14', '2026-12-28', 'waited 08–11 (4): 23, 24, 25, 28'],
    ['standsStill', '2026-12-07', '2026-12-08', '2026-12-22', 'whole on the next day: nothing was waited'],
    ['standsStill', '2026-12-15', '2026-12-21', '2026-12-24', 'waited 17, 18 (2): 23, 24'],
    ['beginsAnew', '2026-12-07', '2026-12-14', '2027-01-06', '14–15, 17–18 (4), 21–25 (9), 28–31 (13), 05–06.01'],
  ])('%s while it waits from %s to %s: %s (%s)', (rule, from, to, expected) => {
    expect(dueOn({ ...paper, waits: [{ from, to }] }, lawWhere(rule))).toBe(expected);
  });

  test('a term in calendar days that stands still goes on by all days waited: 15.12, waited 08–13 (6), 21.12', () => {
    const asked = { ...paper, kind: 'informationRequest', waits: [{ from: '2026-12-07', to: '2026-12-14' }] };
    expect(dueOn(asked, lawWhere('standsStill'))).toBe('2026-12-21');
  });
});

describe('art. 65: a part that goes to another body has a full term there from the day of its letter; the paper keeps its own', () => {
  test.each([
    // kind           letter of     last day there   counted
    ['application', '2026-12-03', '2026-12-24', '03–04 (2), 07–11 (7), 14–15, 17–18 (11), 21–24'],
    ['complaint', '2026-12-03', '2026-12-31', '… 24 (15), 25, 28–31'],
    ['informationRequest', '2026-12-03', '2026-12-17', '03–17'],
  ])('%s, letter of %s: %s (%s)', (kind, on, expected) => {
    const part = {
      part: 1,
      twice: false,
      letter: '5',
      to: { id: '', name: 'Акимат' },
      on,
      what: 'о дороге',
      dueOn: '',
    };
    const paper = { kind, registeredOn: '2026-12-01', parts: [part] };
    expect(partsOf(paper, law)).toEqual([{ ...part, dueOn: expected }]);
    const own = { application: '2026-12-22', complaint: '2026-12-29', informationRequest: '2026-12-15' }[kind];
    expect(dueOn({ ...paper, extension: null, waits: [] }, law)).toBe(own);
  });
});

/** The law with another rule for papers that wait for the applicant: which one holds is data. */
function lawWhere(rule: WaitingRule) {
  const changed = structuredClone(data);
  for (const regime of changed.terms.regimes) regime.waiting.rule = rule;
  return compileLaw(changed);
}
