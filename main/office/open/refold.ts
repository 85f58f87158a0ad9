import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RxDocumentData } from 'rxdb';
import { books } from '../../../shared/books/index.ts';
import { hashOf } from '../../../shared/domain/log/line.ts';
import type { Gate } from '../gate.ts';
import type { Log } from '../ports.ts';
import type { Assets } from './assets.ts';
import type { StoredPaper } from './collections.ts';
import { moveOf, noteMoves } from './moved-terms.ts';
import type { Store } from './open-store.ts';
import { storedPaper } from './stored-paper.ts';

/** Says by which law the states in this store were computed. Without it they are all computed anew. */
export const LAW_OF_STATES = 'law';
type Marker = { digest: string; calendar: string; terms: string };

/** Papers in one go: a clerk who registers meanwhile waits for so many at most. */
const AT_ONCE = 25;
/** Numbers looked up in one go. */
const NUMBERS_AT_ONCE = 500;

/**
 * Keeps the states of open papers in step with the law: when terms, calendar or the program's own rules are others than those that the states were
 * computed by (a newer program, a newer directory), every open paper is folded anew, and where its last day moves that is noted for its
 * history. Nothing is written into logs. Stopped in the middle, it begins anew at the next opening.
 */
export function createRefold(
  store: Pick<Store, 'papers' | 'local'>,
  { gate, assets, site, now, log }: { gate: Gate; assets: () => Assets; site: string; now: () => number; log: Log },
) {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();

  async function refold(): Promise<void> {
    const marker = markerOf(assets());
    const before = (await store.local.findOne(LAW_OF_STATES).exec())?.toJSON().value as Marker | undefined;
    if (before?.digest === marker.digest) return;
    const numbers = await openPapers();
    for (let first = 0; first < numbers.length && !stopped; first += AT_ONCE) {
      await gate(() => refoldSome(numbers.slice(first, first + AT_ONCE), before));
      await nextTurn();
    }
    // Another law may have come meanwhile; it has its own turn behind this one.
    if (!stopped) await store.local.upsert({ id: LAW_OF_STATES, value: marker });
  }

  /** Numbers first, papers later: folding moves them about in the index that is read here. */
  async function openPapers(): Promise<string[]> {
    const numbers: string[] = [];
    for (const { id: book } of books) {
      for (let skip = 0; !stopped; skip += NUMBERS_AT_ONCE) {
        const page = await store.papers
          .find({
            selector: { book, 'state.open': true },
            sort: [{ book: 'asc' }, { 'state.open': 'asc' }, { 'state.dueOn': 'asc' }, { id: 'asc' }],
            skip,
            limit: NUMBERS_AT_ONCE,
          })
          .exec();
        numbers.push(...page.map(({ id }) => id));
        if (page.length < NUMBERS_AT_ONCE) break;
        await nextTurn();
      }
    }
    return numbers;
  }

  async function refoldSome(numbers: string[], before: Marker | undefined): Promise<void> {
    const storage = store.papers.storageInstance;
    const changed: { was: RxDocumentData<StoredPaper>; is: StoredPaper }[] = [];
    for (const was of await storage.findDocumentsById(numbers, false)) {
      const { id, book, entry, log: lines } = was;
      const is = storedPaper({ id, book, entry, log: lines }, assets().law, site);
      if (hashOf(is.state) !== hashOf(was.state)) changed.push({ was, is });
    }
    if (changed.length === 0) return;
    const { calendar, terms } = markerOf(assets());
    const at = new Date(now()).toISOString();
    const news = {
      ...(before?.calendar !== calendar && { calendar }),
      ...(before?.terms !== terms && { terms }),
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
      log('error', 'open papers were not folded anew', { detail: String(error) });
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

function markerOf({ lawData, versions: { calendar, terms } }: Assets): Marker {
  const rules = books.map(({ id, stateVersion }) => [id, stateVersion]);
  return { digest: hashOf([lawData, rules]), calendar, terms };
}
