import { Temporal } from 'temporal-polyfill';

/** Calendar date of an instant in a zone, `YYYY-MM-DD`. */
export function localDate(instant: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** Wall time of an instant in a zone, `HH:MM`. */
export function localTime(instant: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}

/** First instant of a calendar date in a zone, ISO with milliseconds. */
export function startOfDay(date: string, zone: string): string {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds).toISOString();
}

/** `2026-12-01` as `01.12.2026`. */
export function dateWords(date: string): string {
  return date.split('-').reverse().join('.');
}
