import type { MissingNumbers } from '../../../shared/contract/safety.ts';
import { composeNumber, numberPrefix } from '../../../shared/domain/number/paper-number.ts';
import type { Connection } from '../../store/connection.ts';
import { countKeysInRange, keysInRange } from '../../store/keys.ts';
import type { MarkValue } from '../../store/mark.ts';
import type { Changes } from '../live.ts';
import { sequenceOf } from '../open/issued-numbers.ts';
import { numberOfStub, stubId } from './stubs.ts';

/** So many stretches of a desk and a year are named. */
const NAMED = 20;
/** Papers that come in again come many at once. Milliseconds. */
const BETWEEN_LOOKS_MS = 1_000;
const KEYS_AT_ONCE = 5_000;

/**
 * Numbers that were given on this computer, as the mark knows, and whose papers are not here: the file lost its tail, or an older
 * one took its place. Such a store went on under another desk code (open/desk-code.ts), so only codes of the past are looked at.
 */
export function watchMissing(
  office: {
    connection: Connection;
    agency: () => { region: string; agency: string };
    used: () => MarkValue['used'];
    desk: string;
  },
  papersChanged: Changes,
  notify: () => void,
) {
  let known: MissingNumbers[] | undefined;
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    const retired = Object.entries(office.used()).filter(([desk]) => desk !== office.desk);
    return retired.flatMap(([desk, years]) =>
      Object.entries(years).flatMap(([year, last]) =>
        missingOf(office.connection, { ...office.agency(), year: Number(year), desk: Number(desk) }, last),
      ),
    );
  };
  const stopListening = papersChanged.listen(() => {
    if (!known?.length) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      const before = JSON.stringify(known);
      known = look();
      if (JSON.stringify(known) !== before) notify();
    }, BETWEEN_LOOKS_MS).unref();
  });
  return {
    view(): MissingNumbers[] {
      known ??= look();
      return known;
    },
    stop(): void {
      stopListening();
      clearTimeout(timer);
    },
  };
}

/** What is missing of the numbers 1 to `last` of a desk in a year; a removed paper's stub says where it is. */
function missingOf(
  connection: Connection,
  of: { region: string; agency: string; year: number; desk: number },
  last: number,
): MissingNumbers[] {
  if (last === 0) return [];
  const numberAt = (sequence: number) => composeNumber({ ...of, sequence });
  if (countKeysInRange(connection, 'papers', numberAt(1), numberAt(last)) === last) return [];
  const here = new Uint8Array(last + 1);
  const prefix = numberPrefix(of);
  for (const number of keysIn(connection, 'papers', prefix)) note(number);
  for (const id of keysIn(connection, 'local', stubId(prefix))) note(numberOfStub(id)!);
  const stretches: [first: number, last: number][] = [];
  for (let sequence = 1; sequence <= last; sequence++) {
    if (here[sequence]) continue;
    const open = stretches.at(-1);
    if (open?.[1] === sequence - 1) open[1] = sequence;
    else stretches.push([sequence, sequence]);
  }
  if (stretches.length === 0) return [];
  return [
    {
      desk: String(of.desk).padStart(2, '0'),
      year: of.year,
      count: stretches.reduce((sum, [from, to]) => sum + to - from + 1, 0),
      stretches: stretches.slice(0, NAMED).map(([from, to]) => ({ from: numberAt(from), to: numberAt(to) })),
    },
  ];

  function note(number: string): void {
    if (sequenceOf(number) <= last) here[sequenceOf(number)] = 1;
  }
}

function* keysIn(connection: Connection, collection: string, prefix: string): Generator<string> {
  for (let end = `${prefix}~`; ; ) {
    const keys = keysInRange(connection, collection, prefix, end, KEYS_AT_ONCE);
    yield* keys;
    if (keys.length < KEYS_AT_ONCE) return;
    end = keys.at(-1)!; // once more: it is inclusive
  }
}
