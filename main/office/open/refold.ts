import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RxDocumentData } from 'rxdb';
import { books } from '../../../shared/books/index.ts';
import type { OwnDay } from '../../../shared/domain/law/law.ts';
import { hashOf } from '../../../shared/domain/log/line.ts';
import { describe, StoreError } from '../../store/errors.ts';
import { keysInRange } from '../../store/keys.ts';
import type { Gate } from '../gate.ts';
import type { Log } from '../ports.ts';
import type { Assets } from './assets.ts';
import type { StoredPaper } from './collections.ts';
import { type ChangedDay, moveOf, noteMoves } from './moved-terms.ts';
import type { Store } from './open-store.ts';
import { storedPaper } from './stored-paper.ts';

/** Says by which law the states in this store were computed. Without it they are all computed anew. */
export const LAW_OF_STATES = 'law';
type Marker = { digest: string; calendar: string; terms: string; days?: OwnDay[] };

/** Papers in one go: a clerk who registers meanwhile waits for so many at most. */
const AT_ONCE = 25;
/** Numbers looked up in one go. */
const NUMBERS_AT_ONCE = 500;
/** Greater than every number. */
const LAST_NUMBER = '~';

/**
 * Keeps the states of open papers in step with the law: when terms, calendar or the program's own rules, or the days that the office has entered, are others than those that
 * the states were computed by (a newer program, a newer directory), every open paper is folded anew, and where its last day moves that is noted for its
 * history. Nothing is written into logs. Stopped in the middle, it begins anew at the next opening.
 */
export function createRefold(
  store: Pick<Store, 'connection' | 'papers' | 'local'>,
  { gate, assets, site, now, log }: { gate: Gate; assets: () => Assets; site: string; now: () => number; log: Log },
) {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();

  async function refold(): Promise<void> {
    const marker = markerOf(assets());
    const before = (await store.local.findOne(LAW_OF_STATES).exec())?.toJSON().value as Marker | undefined;
    if (before?.digest === marker.digest) return;
    const numbers = await allNumbers();
    for (let first = 0; first < numbers.length && !stopped; first += AT_ONCE) {
      await gate(() => refoldSome(numbers.slice(first, first + AT_ONCE), before));
      await nextTurn();
    }
    // Another law may have come meanwhile; it has its own turn behind this one.
    if (!stopped) await store.local.upsert({ id: LAW_OF_STATES, value: marker });
  }

  /**
   * Numbers first, papers later, the newest first. Each page begins behind the last number of the one before: whatever comes meanwhile
   * pushes none past.
   */
  async function allNumbers(): Promise<string[]> {
    const numbers: string[] = [];
    for (let to = LAST_NUMBER; !stopped; to = numbers.at(-1)!) {
      const page = keysInRange(store.connection, 'papers', '', to, NUMBERS_AT_ONCE);
      numbers.push(...page.filter((number) => number !== to));
      if (page.length < NUMBERS_AT_ONCE) break;
      await nextTurn();
    }
    return numbers;
  }

  /** One that cannot be read is the check's business, and keeps no other from its term. */
  async function read(number: string): Promise<RxDocumentData<StoredPaper>[]> {
    try {
      return await store.papers.storageInstance.findDocumentsById([number], false);
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'damaged') throw error;
      log('error', 'a paper cannot be folded anew', { number, code: error.code });
      return [];
    }
  }

  async function refoldSome(numbers: string[], before: Marker | undefined): Promise<void> {
    const storage = store.papers.storageInstance;
    const changed: { was: RxDocumentData<StoredPaper>; is: StoredPaper }[] = [];
    for (const was of (await Promise.all(numbers.map(read))).flat()) {
      if (!was.state.open) continue;
      const { id, book, entry, log: lines } = was;
      const is = storedPaper({ id, book, entry, log: lines }, assets().law, site);
      if (hashOf(is.state) !== hashOf(was.state)) changed.push({ was, is });
    }
    if (changed.length === 0) return;
    const { calendar, terms, days } = markerOf(assets());
    const at = new Date(now()).toISOString();
    const news = {
      ...(before?.calendar !== calendar && { calendar }),
      ...(before?.terms !== terms && { terms }),
      days: changedDays(before?.days ?? [], days ?? []),
    };
    await noteMoves(
      store.local,
      changed.flatMap(({ was, is }) => moveOf(was, is, { at, ...news }) ?? []),
    );
    const rows = changed.map(({ was, is }) => ({ previous: was, document: { ...was, state: is.state } }));
    const { error } = await storage.bulkWrite(rows, 'refold');
    if (error[0]) throw new Error(`a paper was written beside the gate: ${error[0].documentId}`);
  }

  const begin = () => {
    running = running.then(refold).catch((error: unknown) => {
      // The states stay as they were; the next opening tries again.
      log('error', 'open papers were not folded anew', { detail: describe(error) });
    });
    return running;
  };

  return {
    /** To be called when the office has opened, and when the law has changed. */
    begin,
    async stop(): Promise<void> {
      stopped = true;
      await running;
    },
  };
}

/** What was entered since, and what was taken back. */
function changedDays(before: readonly OwnDay[], after: readonly OwnDay[]): ChangedDay[] {
  const [were, are] = [before, after].map((days) => new Set(days.map((day) => hashOf(day)))) as [
    Set<string>,
    Set<string>,
  ];
  return [
    ...before.filter((day) => !are.has(hashOf(day))).map((day) => ({ ...day, takenBack: true })),
    ...after.filter((day) => !were.has(hashOf(day))).map((day) => ({ ...day, takenBack: false })),
  ];
}

function markerOf({ law, lawData, versions: { calendar, terms } }: Assets): Marker {
  const rules = books.map(({ id, stateVersion }) => [id, stateVersion]);
  return { digest: hashOf([lawData, rules]), calendar, terms, days: [...law.days] };
}
