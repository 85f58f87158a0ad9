import type { Paper } from '../../shared/domain/log/line.ts';
import type { RemoteDocument } from './ports.ts';

/** A paper as the partner gets it, without a revision: JSON text. */
export function textOf({ id, book, entry, log }: Paper): string {
  return JSON.stringify({ _id: id, book, entry, log });
}

/** The same with the revision it is to replace. */
export function withRevision(text: string, rev: string | undefined): string {
  return rev === undefined ? text : `{"_rev":${JSON.stringify(rev)},${text.slice(1)}`;
}

/** So many characters of a signature tell lines apart (96 bits). */
const TELLING = 16;

/**
 * Tells states of one document apart: its lines in their order, by their signatures. The entry is what the first line signs for, and
 * never changes; its wording (order of keys) does not count.
 */
export function fingerprintOf({ log }: Paper): string {
  return log.map(({ sig }) => sig.slice(0, TELLING)).join('');
}

/** What the partner is known to hold: its revision, and the fingerprint of the paper here that says the same. */
export type Holding = { rev: string; fingerprint: string | undefined };

/** Holdings seen lately. One that was forgotten costs a look-up, nothing else. */
export type Known = ReturnType<typeof createKnown>;

const MOST = 50_000;

export function createKnown() {
  const holdings = new Map<string, Holding>();
  return {
    get: (id: string) => holdings.get(id),
    /**
     * @param paper what the partner's current revision says, in the words of this store; undefined when it says less than
     *   what is here
     */
    note(id: string, rev: string, paper: Paper | undefined) {
      this.noteFingerprint(id, rev, paper && fingerprintOf(paper));
    },
    noteFingerprint(id: string, rev: string, fingerprint: string | undefined) {
      holdings.delete(id);
      holdings.set(id, { rev, fingerprint });
      if (holdings.size > MOST) holdings.delete(holdings.keys().next().value!);
    },
    forget: (id: string) => holdings.delete(id),
    clear: () => holdings.clear(),
  };
}

/** Revisions of a document that are in conflict with its current one. */
export function conflictsOf(document: RemoteDocument): { id: string; rev: string }[] {
  return (document._conflicts ?? []).map((rev) => ({ id: document._id, rev }));
}
