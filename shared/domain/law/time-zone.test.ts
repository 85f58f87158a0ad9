import { afterAll, describe, expect, it, vi } from 'vitest';
import calendar from '../../../assets/law/calendar.json';
import terms from '../../../assets/law/terms.json';
import type { LawData } from './law.ts';

const ownZone = process.env.TZ;

/** What the rules say of many days and moments, computed by modules loaded while the process stands in that zone. */
async function resultsIn(zone: string): Promise<unknown[]> {
  process.env.TZ = zone;
  vi.resetModules();
  const { compileLaw } = await import('./law.ts');
  const { daysLeft, termOf } = await import('./terms.ts');
  const { registrationDay } = await import('./registration-day.ts');
  const { checkIin } = await import('../identity/iin-bin.ts');
  const { fromDayNumber, toDayNumber } = await import('../date/iso-date.ts');
  const law = compileLaw({ calendar, terms } as LawData);
  const results: unknown[] = [];
  for (let day = toDayNumber('2019-12-25'); day < toDayNumber('2026-12-31'); day += 13) {
    const date = fromDayNumber(day);
    const digits = `${date.slice(2, 4)}${date.slice(5, 7)}${date.slice(8)}500001`;
    results.push(law.kinds.map(({ id }) => termOf(id, date, law)));
    results.push(daysLeft(date, '2024-03-01', law), checkIin(digits, '2024-03-01'));
    for (let hour = 0; hour < 24; hour++) {
      const acceptedAt = `${date}T${String(hour).padStart(2, '0')}:30:00Z`;
      results.push(registrationDay(acceptedAt, 'Asia/Almaty', law));
    }
  }
  return results;
}

describe('the rules of law', () => {
  afterAll(() => {
    if (ownZone === undefined) delete process.env.TZ;
    else process.env.TZ = ownZone;
  });

  it('give the same results in whatever zone the process runs', async () => {
    const inUtc = await resultsIn('UTC');
    for (const [zone, minutesWest] of [
      ['Asia/Almaty', -300],
      ['America/New_York', 300],
      ['Pacific/Kiritimati', -840],
    ] as const) {
      const here = await resultsIn(zone);
      expect(new Date('2025-01-15T00:00:00Z').getTimezoneOffset(), `the process stands in ${zone}`).toBe(minutesWest);
      expect(here).toEqual(inUtc);
    }
  });
});
