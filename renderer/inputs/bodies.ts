import type { HigherBody } from '../../shared/contract/shapes.ts';
import type { IsoDate } from '../../shared/domain/date/iso-date.ts';

/**
 * The bodies that exist on a day, first and last day included. Those that are no more still name older papers; new ones are not
 * sent from them.
 */
export function bodiesOn(day: IsoDate, bodies: readonly HigherBody[]): HigherBody[] {
  return bodies.filter(
    ({ from, until }) => (from === undefined || from <= day) && (until === undefined || day <= until),
  );
}
