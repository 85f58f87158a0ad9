import { describe, expect, test } from 'vitest';
import { sayDay, sayFullDay } from './day-words.ts';
import { dateIn, formatDate, formatInstant, formatNumber, formatTime } from './forms.ts';
import { createWords } from './words.ts';

describe('dates and times', () => {
  test('stand as they are written in offices', () => {
    expect(formatDate('2026-12-01')).toBe('01.12.2026');
    expect(formatDate('')).toBe('');
    expect(formatInstant('2026-12-01T09:05:00.000Z', 'Asia/Atyrau')).toBe('01.12.2026 14:05');
    expect(formatTime('2026-12-01T19:00:00.000Z', 'Asia/Atyrau')).toBe('00:00');
  });

  test('follow the zone of the agency, also before its clocks were changed', () => {
    expect(dateIn('2026-12-01T19:30:00.000Z', 'Asia/Almaty')).toBe('2026-12-02');
    expect(formatTime('2023-12-01T06:00:00.000Z', 'Asia/Almaty')).toBe('12:00');
    expect(formatTime('2024-12-01T06:00:00.000Z', 'Asia/Almaty')).toBe('11:00');
  });

  test('are empty rather than wrong where there is no instant', () => {
    expect(formatInstant('', 'Asia/Almaty')).toBe('');
    expect(dateIn('never', 'Asia/Almaty')).toBe('');
  });

  test('are named in both languages without the system knowing Kazakh', () => {
    const [kk, ru] = [createWords('kk').t, createWords('ru').t];
    expect(sayDay('2026-12-16', kk)).toBe('16 желтоқсан');
    expect(sayDay('2026-12-16', ru)).toBe('16 декабря');
    expect(sayFullDay('2026-11-23', kk)).toBe('2026 жылғы 23 қараша, дүйсенбі');
    expect(sayFullDay('2026-11-22', ru)).toBe('воскресенье, 22 ноября 2026 года');
  });
});

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1\u00a0000'],
  [999999, '999\u00a0999'],
  [1234567, '1\u00a0234\u00a0567'],
])('%i is grouped by thousands', (value, expected) => {
  expect(formatNumber(value)).toBe(expected);
});

test('what is counted in a sentence is grouped as well, and still picks its plural form', () => {
  const cut = createWords('kk').t('intake.paste.cut', { count: 1_000_000 });
  expect(cut).toContain('1\u00a0000\u00a0000 таңба');
  expect(createWords('ru').t('register.total', { count: 21, shown: '21' })).toBe('Всего: 21 документ');
});
