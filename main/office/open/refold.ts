import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RxDocumentData } from 'rxdb';
import { books } from '../../../shared/books/index.ts';
import type { OwnDay, StartRule } from '../../../shared/domain/law/law.ts';
import { hashOf } from '../../../shared/domain/log/line.ts';
import { describe, StoreError } from '../../store/errors.ts';
import { keysInRange, keysMatching } from '../../store/keys.ts';
import { writeRow } from '../../store/write-row.ts';
import type { Gate } from '../gate.ts';
import type { Log } from '../ports.ts';
import type { Assets } from './assets.ts';
import type { StoredPaper } from './collections.ts';
import { type ChangedDay, moveOf, noteMoves } from './moved-terms.ts';
import type { Store } from './open-store.ts';
import { storedPaper } from './stored-paper.ts';

/** Says by which law the states in this store were computed. Without it they are all computed anew. */
export const LAW_OF_STATES = 'law';
type Marker = {
  law: string;
  rules: string;
  calendar: string;
  terms: string;
  days?: OwnDay[];
  startRule?: StartRule;
};

/** Papers in one go: a clerk who registers meanwhile waits for so many at most. */
const AT_ONCE = 25;
/** Numbers looked up in one go. */
const NUMBERS_AT_ONCE = 500;
/** Greater than every number. */
const LAST_NUMBER = '~';

/**
 * Keeps the states in step with what they are computed by. When the law has changed (terms, calendar, days that the office has entered),
 * every open paper is folded anew, then those that are closed: a desk that gets them later computes their terms by the same law. Of single
 * days only papers know whose term had not ended before. When the program's own rules have changed, every paper is folded: a state may have
 * new parts, and a book that was unknown be known. Where a last day moves, that is noted for the paper's history; nothing is written into logs. Stopped in the middle, it
 * begins anew at the next opening.
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
    if (before?.law === marker.law && before.rules === marker.rules) return;
    const rounds =
      before?.rules === marker.rules
        ? [numbersOf(true, ''), numbersOf(false, firstMoved(before, marker))]
        : [allNumbers()];
    for (const numbers of rounds)
      for await (const page of gathered(numbers)) {
        if (stopped) return;
        await gate(() => refoldSome(page, before));
      }
    // Another law may have come meanwhile; it has its own turn behind this one.
    if (!stopped) await store.local.upsert({ id: LAW_OF_STATES, value: marker });
  }

  /** All numbers first, papers later: what comes or moves meanwhile pushes none past, and is folded by the new law anyway. */
  async function* gathered(pages: Iterable<string[]>): AsyncGenerator<string[]> {
    const numbers: string[] = [];
    for (const page of pages) {
      numbers.push(...page);
      await nextTurn();
    }
    for (let first = 0; first < numbers.length; first += AT_ONCE) {
      yield numbers.slice(first, first + AT_ONCE);
      await nextTurn();
    }
  }

  /** Those whose term ends on a day or later, or has no end: the most urgent first. */
  function* numbersOf(open: boolean, from: string): Generator<string[]> {
    for (const { id: book } of books) {
      const found = store.papers.find({
        selector: { book, 'state.open': open, 'state.dueOn': { $gte: from } },
        sort: [{ book: 'asc' }, { 'state.open': 'asc' }, { 'state.dueOn': 'asc' }, { id: 'asc' }],
      });
      yield* keysMatching(store.connection, 'papers', found.getPreparedQuery());
    }
  }

  /** The newest first. */
  function* allNumbers(): Generator<string[]> {
    for (let to = LAST_NUMBER; ; ) {
      const page = keysInRange(store.connection, 'papers', '', to, NUMBERS_AT_ONCE);
      yield page.filter((number) => number !== to);
      if (page.length < NUMBERS_AT_ONCE) return;
      to = page.at(-1)!;
    }
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
      const { id, book, entry, log: lines } = was;
      const is = storedPaper({ id, book, entry, log: lines }, assets().law, site);
      if (hashOf(is.state) !== hashOf(was.state)) changed.push({ was, is });
    }
    if (changed.length === 0) return;
    const { calendar, terms, days, startRule } = markerOf(assets());
    const at = new Date(now()).toISOString();
    const news = {
      ...(before?.calendar !== calendar && { calendar }),
      ...(before?.terms !== terms && { terms }),
      days: changedDays(before?.days ?? [], days ?? []),
      ...(before?.startRule !== startRule && startRule && { startRule }),
    };
    await noteMoves(
      store.local,
      changed.flatMap(({ was, is }) => moveOf(was, is, { at, ...news }) ?? []),
    );
    const rows = changed.map(({ was, is }) => writeRow(was, is));
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

/** The first day from which on last days may have moved: where nothing but single days has changed, no term that had ended before has. */
function firstMoved(before: Marker, after: Marker): string {
  const isOnlyDays =
    before.calendar === after.calendar && before.terms === after.terms && before.startRule === after.startRule;
  const days = changedDays(before.days ?? [], after.days ?? []).map(({ day }) => day);
  return isOnlyDays ? (days.sort()[0] ?? '') : '';
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
  const rules = hashOf(books.map(({ id, stateVersion }) => [id, stateVersion]));
  return {
    law: hashOf(lawData),
    rules,
    calendar,
    terms,
    days: [...law.days],
    ...(lawData.startRule && { startRule: lawData.startRule }),
  };
}
