import type { Speech } from '../speech.ts';

const KB = 1024;

/** A file's size for people: `120 КБ`, `4,7 МБ`. */
export function sizeWord({ t }: Pick<Speech, 't'>, bytes: number): string {
  if (bytes < KB ** 2) return t('safety.size.kb', { n: Math.max(1, Math.round(bytes / KB)) });
  if (bytes < KB ** 3) return t('safety.size.mb', { n: oneDecimal(bytes / KB ** 2) });
  return t('safety.size.gb', { n: oneDecimal(bytes / KB ** 3) });
}

/** Decimal comma, as both languages write it. */
function oneDecimal(value: number): string {
  return (Math.round(value * 10) / 10).toString().replace('.', ',');
}
