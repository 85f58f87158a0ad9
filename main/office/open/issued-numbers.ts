import { numberPrefix } from '../../../shared/domain/number/paper-number.ts';
import type { Connection } from '../../store/connection.ts';
import { greatestKeyInRange } from '../../store/keys.ts';
import { numberOfStub, stubId } from '../safety/stubs.ts';

/**
 * How far the numbers have come, read from the papers themselves: there is no counter to lose (design §4). A number is taken
 * by inserting its paper.
 */
export function issuedNumbers(connection: Connection, agency: { region: string; agency: string }) {
  /** Among the papers, and among those that were removed from this desk: their numbers stay taken. */
  const greatest = (prefix: string) => {
    const paper = greatestKeyInRange(connection, 'papers', prefix, `${prefix}~`);
    const stub = greatestKeyInRange(connection, 'local', stubId(prefix), `${stubId(prefix)}~`);
    const removed = stub && numberOfStub(stub);
    return removed !== undefined && (paper === undefined || removed > paper) ? removed : paper;
  };
  /** The last number of a desk in a year; undefined when there is none, as for a site without a desk code. */
  const lastNumber = (desk: string, year: number): string | undefined =>
    desk === '' ? undefined : greatest(numberPrefix({ ...agency, year, desk: Number(desk) }));
  return {
    /** Greatest sequence of a desk in a year; 0 when there is none. */
    greatestSequence(desk: string, year: number): number {
      const number = lastNumber(desk, year);
      return number === undefined ? 0 : sequenceOf(number);
    },
    lastNumber,
    /** Greatest desk code of any number of this agency in the store; `00` when there is none. */
    greatestDesk(): string {
      const desks = Array.from({ length: 99 }, (_, i) => String(99 - i).padStart(2, '0'));
      const last = this.greatestYear();
      const years = last === 0 ? [] : Array.from({ length: 3 }, (_, i) => last - i);
      return desks.find((desk) => years.some((year) => lastNumber(desk, year) !== undefined)) ?? '00';
    },
    /** Greatest year of any number of this agency in the store; 0 when there is none. */
    greatestYear(): number {
      const number = greatest(agency.region + agency.agency);
      return number === undefined ? 0 : 2000 + Number(number.slice(7, 9));
    },
  };
}

/** The sequence within a number of our own. */
export function sequenceOf(number: string): number {
  return Number(number.slice(11, 17));
}

export type IssuedNumbers = ReturnType<typeof issuedNumbers>;
