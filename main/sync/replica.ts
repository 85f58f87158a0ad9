import type { BulkWriteRow, RxCollection } from 'rxdb';
import { compareLines, compareText } from '../../shared/domain/log/graph.ts';
import type { Line, Paper } from '../../shared/domain/log/line.ts';
import { mergeLogs, mergePapers } from '../../shared/domain/log/merge.ts';
import { describe, StoreError } from '../store/errors.ts';
import type { Checkpoint } from '../store/table.ts';
import { writeRow } from '../store/write-row.ts';
import type { Copies, Fit, LineObserver, RemoteDocument, Replica, United } from './ports.ts';

export type ReplicaOptions<Stored extends Paper> = {
  collection: RxCollection<Stored>;
  /** Every write of the office passes here, so that none comes between reading and writing. */
  gate: <T>(task: () => Promise<T>) => Promise<T>;
  fits: (document: RemoteDocument) => Fit;
  /** The document as it is stored: with its local state. */
  stored: (paper: Paper) => Stored;
  observe?: LineObserver;
  /** `Replica.isLeftToOthers`; absent: nothing is. */
  leftToOthers?: (id: string) => boolean;
  /** Keeps a paper beside what takes its place (shared/domain/log/replaced.ts), before that is written. */
  keepOriginal?: (paper: Paper) => Promise<void>;
  /** Whether what the partner has takes the place of what stands here under another entry. Absent: nothing does. */
  takesPlace?: (copy: Paper, here: Paper) => boolean;
  /** A paper with what was written here on those that it took the place of, as far as it can be in it by now. */
  withWaiting?: (paper: Paper) => Promise<Paper>;
  /** Of documents that are not here, those that shall not be: removed on purpose, and the partner keeps them. Absent: none. */
  removed?: (documents: readonly Paper[]) => Promise<ReadonlySet<string>>;
  merge?: typeof mergePapers;
};

/** By which the storage tells this kind of write from others. */
const CONTEXT = 'sync';
/** Written in one go: a clerk who registers meanwhile waits for so many documents at most. */
const DOCUMENTS_A_TURN = 250;

/** A collection of the office's store, as the engine sees it. */
export function createReplica<Stored extends Paper>(options: ReplicaOptions<Stored>): Replica {
  const { collection, gate, observe } = options;
  const storage = collection.storageInstance;

  async function uniteTurn(
    copies: readonly Copies[],
    outcome: Map<string, United>,
    wrote: Parameters<Replica['unite']>[1],
  ): Promise<void> {
    let left = copies;
    while (left.length > 0) {
      const found = await storage.findDocumentsById(
        left.map(({ current }) => current.id),
        true,
      );
      const here = new Map(found.map((document) => [document.id, document]));
      const absent = left.map(({ current }) => current).filter(({ id }) => !here.has(id));
      const removed = (absent.length > 0 && (await options.removed?.(absent))) || new Set();
      const rows: BulkWriteRow<Stored>[] = [];
      for (const one of left) {
        if (removed.has(one.current.id)) {
          outcome.set(one.current.id, { ok: true, paper: one.current, covered: true });
          continue;
        }
        const previous = here.get(one.current.id);
        try {
          const united = await withWaiting(uniteCopies(previous && paperOf(previous), one, options), one.current);
          outcome.set(one.current.id, united.outcome);
          if (united.outcome.ok && united.changed) rows.push(writeRow(previous, options.stored(united.outcome.paper)));
        } catch (error) {
          if (isOfStore(error)) throw error;
          outcome.set(one.current.id, stumbled(error));
        }
      }
      const { error } = rows.length > 0 ? await writeAll(rows, wrote) : { error: [] };
      const again = new Set<string>();
      for (const { documentId, status } of error) {
        // Somebody wrote beside the gate: once more with what stands there now.
        if (status === 409) again.add(documentId);
        else outcome.set(documentId, { ok: false, why: 'schema', detail: 'does not fit into the store' });
      }
      left = left.filter(({ current }) => again.has(current.id));
    }
  }

  /** In one transaction: each change takes the next place in the order of changes, and nobody else's comes between. */
  async function writeAll(rows: BulkWriteRow<Stored>[], wrote: Parameters<Replica['unite']>[1]) {
    const own = storage.changeStream().subscribe(({ context, events, checkpoint }) => {
      if (context !== CONTEXT) return;
      const { epoch, sequence } = checkpoint as Checkpoint;
      wrote?.({ epoch, sequence: sequence - events.length } satisfies Checkpoint, checkpoint);
    });
    try {
      return await storage.bulkWrite(rows, CONTEXT);
    } finally {
      own.unsubscribe();
    }
  }

  /** What stood here is kept before anything is written; of that, what is of this desk goes over. */
  async function withWaiting(united: Outcome, current: Paper): Promise<Outcome> {
    if (united.replaced) await options.keepOriginal?.(united.replaced);
    if (!united.outcome.ok || !options.withWaiting) return united;
    const { paper } = united.outcome;
    const whole = await options.withWaiting(paper);
    const outcome = { ...united.outcome, paper: whole, covered: haveSameLines(current, whole) };
    return { outcome, changed: united.changed || whole !== paper };
  }

  return {
    fits(document) {
      try {
        return options.fits(document);
      } catch (error) {
        return stumbled(error);
      }
    },
    async unite(copies, wrote) {
      const outcome = new Map<string, United>();
      for (let first = 0; first < copies.length; first += DOCUMENTS_A_TURN) {
        const turn = copies.slice(first, first + DOCUMENTS_A_TURN);
        await gate(() => uniteTurn(turn, outcome, wrote));
        if (observe) for (const { current } of turn) for (const line of current.log) observe(line);
      }
      return outcome;
    },
    async read(ids) {
      return (await storage.findDocumentsById([...ids], false)).map(paperOf);
    },
    async changedSince(checkpoint, limit) {
      for (let since = checkpoint; ; ) {
        const changed = await storage.getChangedDocumentsSince!(limit, since as never);
        // A document that was removed here is not removed there.
        const papers = changed.documents.filter(({ _deleted }) => !_deleted).map(paperOf);
        if (papers.length > 0 || changed.documents.length === 0) return { papers, checkpoint: changed.checkpoint };
        since = changed.checkpoint;
      }
    },
    async comesAfter(later, place) {
      const next = async (from: unknown) => {
        const { documents, checkpoint } = await storage.getChangedDocumentsSince!(1, from as never);
        const { sequence } = checkpoint as unknown as Checkpoint;
        return documents.length === 0 ? Number.POSITIVE_INFINITY : sequence;
      };
      return (await next(later)) > (await next(place));
    },
    isLeftToOthers: options.leftToOthers ?? (() => false),
    listen(listener) {
      const subscription = storage.changeStream().subscribe(() => listener());
      return () => subscription.unsubscribe();
    },
    count: () => collection.count().exec(),
  };
}

/** One that the program's rules stumble over keeps no other out. */
const stumbled = (error: unknown) => ({ ok: false as const, why: 'schema' as const, detail: describe(error) });

/** A full disk says nothing about a document. */
const isOfStore = (error: unknown) => error instanceof StoreError || (error instanceof Error && 'rxdb' in error);

/** `replaced`: what stood here, and another took the place of. */
type Outcome = { outcome: United; changed: boolean; replaced?: Paper };

/**
 * Union of everything that exists of a document, its lines in the one order that all sites give them; what is another paper
 * under the same number is not touched, unless it is the same one before or after a correction, and the partner's counts.
 */
function uniteCopies(
  here: Paper | undefined,
  { current, others, isAccepted }: Copies,
  { merge = mergePapers, takesPlace }: Pick<ReplicaOptions<never>, 'merge' | 'takesPlace'>,
): Outcome {
  let paper = here ?? current;
  let beside = false;
  let replaced: Paper | undefined;
  for (const copy of here ? [current, ...others] : others) {
    if (isSame(paper, copy)) continue;
    const merged = merge(paper, copy);
    if (merged.ok) paper = merged.paper;
    // A losing revision says nothing about the entry: whose counts is the current one's.
    else if (copy !== current) beside = true;
    // Whose entry counts says the registry alone: what anybody carries may be made up, or corrected since.
    else if (isAccepted && takesPlace?.(copy, paper)) [replaced, paper] = [paper, copy];
    else return { outcome: { ok: false, why: 'otherPaper', detail: '' }, changed: false };
  }
  if (!isInOrder(paper.log)) paper = { ...paper, log: mergeLogs(paper.log, []) };
  // Entries that say the same may be worded differently (order of keys); whoever has one keeps it, or it would never end.
  const changed = here === undefined || !haveSameLines(here, paper);
  const covered = haveSameLines(current, paper);
  const outcome: United = { ok: true, paper: changed ? paper : here, covered, ...(beside && { beside }) };
  return { outcome, changed, ...(replaced && { replaced }) };
}

/** Quick, and on the safe side. */
function isSame(a: Paper, b: Paper): boolean {
  return a.log.length === b.log.length && JSON.stringify([a.entry, a.log]) === JSON.stringify([b.entry, b.log]);
}

function isInOrder(log: readonly Line[]): boolean {
  return log.every((line, i) => {
    const before = log[i - 1];
    if (!before) return true;
    return (compareLines(before, line) || compareText(before.sig, line.sig)) < 0;
  });
}

/** The same lines in the same order. */
function haveSameLines(a: Paper, b: Paper): boolean {
  return (
    a.log.length === b.log.length &&
    a.log.every((line, i) => {
      const other = b.log[i]!;
      return line.id === other.id && line.hash === other.hash && line.sig === other.sig;
    })
  );
}

function paperOf({ id, book, entry, log }: Paper): Paper {
  return { id, book, entry, log };
}
