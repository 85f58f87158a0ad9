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

/** What the partner was seen to hold: a document in a revision, with these lines (`fingerprintOf`). */
export type Witness = { id: string; rev: string; lines: string };

/** Holdings seen lately. One that was forgotten costs a look-up, nothing else. */
export type Known = ReturnType<typeof createKnown>;

const MOST = 50_000;

/** So many of the documents that went last, and of those that came last, bear witness. */
const WITNESSES = 5;

export function createKnown() {
  const holdings = new Map<string, Holding>();
  let doubted = new Map<string, Holding>();
  const latest = { went: new Set<string>(), came: new Set<string>() };
  function remember(way: keyof typeof latest, id: string): void {
    const ids = latest[way];
    ids.delete(id);
    ids.add(id);
    if (ids.size > WITNESSES) ids.delete(ids.values().next().value!);
  }
  return {
    get: (id: string) => holdings.get(id),
    /**
     * @param paper what the partner's current revision says, in the words of this store; undefined when it says less than
     *   what is here
     */
    note(id: string, rev: string, paper: Paper | undefined) {
      hold(id, rev, paper && fingerprintOf(paper));
      if (paper) remember('came', id);
    },
    /** The partner has taken it: this revision. */
    noteSent(id: string, rev: string, fingerprint: string) {
      hold(id, rev, fingerprint);
      remember('went', id);
    },
    /** What the partner was seen to hold last: a registry that was set back lacks it. */
    witnesses(): Witness[] {
      return [...new Set([...latest.went, ...latest.came])].flatMap((id) => {
        const { rev, fingerprint } = holdings.get(id) ?? {};
        return rev === undefined || fingerprint === undefined ? [] : [{ id, rev, lines: fingerprint }];
      });
    },
    forget: (id: string) => holdings.delete(id),
    /** The partner may hold none of it any more. What its feed names again in the same revision counts again (`recall`). */
    doubt() {
      doubted = new Map([...doubted, ...holdings]);
      holdings.clear();
      for (const ids of Object.values(latest)) ids.clear();
    },
    isDoubting: () => doubted.size > 0,
    /** The partner's feed names this revision. The name is made from what is in it, so that it says what it said before. */
    recall(id: string, rev: string) {
      const former = doubted.get(id);
      if (former?.rev !== rev || holdings.has(id)) return;
      doubted.delete(id);
      hold(id, rev, former.fingerprint);
      if (former.fingerprint !== undefined) remember('came', id);
    },
    /** The partner's feed has been gone through: what it has not named again is not there. */
    compared: () => doubted.clear(),
  };

  function hold(id: string, rev: string, fingerprint: string | undefined): void {
    holdings.delete(id);
    holdings.set(id, { rev, fingerprint });
    if (holdings.size > MOST) holdings.delete(holdings.keys().next().value!);
  }
}

/** Whether a document still has all the lines of a fingerprint. */
export function holdsLines({ log }: RemoteDocument, fingerprint: string): boolean {
  const held = new Set(Array.isArray(log) ? log.map(({ sig }) => String(sig).slice(0, TELLING)) : []);
  for (let at = 0; at < fingerprint.length; at += TELLING)
    if (!held.has(fingerprint.slice(at, at + TELLING))) return false;
  return true;
}

/** Revisions of a document that are in conflict with its current one. */
export function conflictsOf(document: RemoteDocument): { id: string; rev: string }[] {
  return (document._conflicts ?? []).map((rev) => ({ id: document._id, rev }));
}
