/** Forms of dates, times and numbers: the same in both languages. */

/** `2026-12-01` → `01.12.2026`; '' stays ''. */
export function formatDate(date: string): string {
  const [year, month, day] = date.split('-');
  return year && month && day ? `${day}.${month}.${year}` : date;
}

const inZone = new Map<string, Intl.DateTimeFormat>();

/** The calendar parts of an instant in a zone, each with its leading zero. */
function partsOf(instant: string, zone: string): Record<string, string> | undefined {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return undefined;
  let format = inZone.get(zone);
  if (!format) {
    const digits = '2-digit';
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: digits,
      day: digits,
      hour: digits,
      minute: digits,
      hourCycle: 'h23',
    });
    inZone.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
}

/** An instant as the wall clock of a zone shows it: `14:05`. */
export function formatTime(instant: string, zone: string): string {
  const parts = partsOf(instant, zone);
  return parts ? `${parts.hour}:${parts.minute}` : '';
}

/** The calendar date of an instant in a zone: `2026-12-01`. */
export function dateIn(instant: string, zone: string): string {
  const parts = partsOf(instant, zone);
  return parts ? `${parts.year}-${parts.month}-${parts.day}` : '';
}

/** Date and time of an instant in a zone: `01.12.2026 14:05`. */
export function formatInstant(instant: string, zone: string): string {
  const parts = partsOf(instant, zone);
  return parts ? `${parts.day}.${parts.month}.${parts.year} ${parts.hour}:${parts.minute}` : '';
}

/** 25672 → `25 672`, parted by no-break spaces. */
export function formatNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
}

/** With a capital first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
