import type { AsideReason, Notes } from './ports.ts';
import type { Trouble } from './state.ts';

/** Left to the desk that it is of: the partner does not have it yet (`Replica.isLeftToOthers`). Nobody has to do anything, but the partner lacks it. */
type Left = { kind: 'left'; id: string; at: number };
type Kept = Trouble | Left;

/** No request so large gets through. */
export const TOO_LARGE = 'tooLarge';
/** The partner, or its check, breaks on it. */
export const BREAKS_THERE = 'breaksThere';
/** Of the registry's check (shared/centre/checks.ts): it has another entry than was believed. */
export const ENTRY_CHANGED = 'entryChanged';
const BLOCKED = [TOO_LARGE, BREAKS_THERE];

/** Whether what was refused for it is offered again from time to time: nobody has said no to what stands in it. */
export const isTriedAgain = (reason: string): boolean => BLOCKED.includes(reason);

/** Refused, set-aside and left documents of one database, durable. */
export type Troubles = Awaited<ReturnType<typeof openTroubles>>;

export async function openTroubles(notes: Notes, key: string, now: () => number) {
  const prefix = `trouble:${key}:`;
  const troubles = new Map<string, { note: string; kept: Kept }>();
  for (const [note, value] of await notes.list(prefix)) {
    const kept = value as Kept;
    troubles.set(placeOf(kept), { note, kept });
  }

  async function put(trouble: Kept): Promise<void> {
    const place = placeOf(trouble);
    const known = troubles.get(place);
    const { at: _, ...before } = known?.kept ?? { at: 0 };
    const { at: __, ...fresh } = trouble;
    if (JSON.stringify(before) === JSON.stringify(fresh)) return;
    const note = known?.note ?? prefix + place;
    await notes.write(note, trouble);
    troubles.set(place, { note, kept: trouble });
  }

  const kept = () => [...troubles.values()].map((one) => one.kept);
  return {
    list: () => kept().flatMap((one): Trouble[] => (one.kind === 'left' ? [] : [one])),
    /** What the partner gets from another. */
    left: () => kept().flatMap(({ kind, id }) => (kind === 'left' ? [id] : [])),
    refused: () => kept().flatMap(({ kind, id }) => (kind === 'refused' ? [id] : [])),
    /** What a server or somebody in front of it did not let through: it may do so later. The registry's own refusals stand. */
    blocked: () => kept().flatMap((one) => (one.kind === 'refused' && isTriedAgain(one.reason) ? [one.id] : [])),
    /** When the first of those was noted. */
    blockedSince: () => earliest(kept().filter((one) => one.kind === 'refused' && isTriedAgain(one.reason))),
    /** What this program did not understand: a newer one may. */
    unknown: () => kept().flatMap((one) => (one.kind === 'aside' && one.why === 'schema' ? [one.id] : [])),
    /** What is set aside and may be taken in later all the same, by the same program. */
    doubtful: () => kept().flatMap((one) => (isDoubtful(one) ? [one.id] : [])),
    /** When the first of those was noted. */
    doubtfulSince: () => earliest(kept().filter(isDoubtful)),
    /** So many came that contradict what is here, and are counted nowhere else: another paper under the number, or removed there. */
    contradicting: () => {
      const refused = new Set(kept().flatMap(({ kind, id }) => (kind === 'refused' ? [id] : [])));
      return kept().filter(
        (one) => one.kind === 'aside' && (one.why === 'otherPaper' || one.why === 'removed') && !refused.has(one.id),
      ).length;
    },
    /** Whether the partner has removed a document that is here. */
    isRemoved: (id: string) => {
      const one = troubles.get(placeOf({ kind: 'aside', id }))?.kept;
      return one?.kind === 'aside' && one.why === 'removed';
    },
    /** Everything that the partner does not have although it was its turn: to be offered, or looked up, again. */
    lacking: () => kept().flatMap(({ kind, id }) => (kind === 'aside' ? [] : [id])),
    leave: (id: string) => put({ kind: 'left', id, at: now() }),
    refuse: (id: string, reason: string, isNew = false) =>
      put({ kind: 'refused', id, reason, at: now(), ...(isNew && { isNew }) }),
    setAside: (id: string, why: AsideReason, detail: string) => put({ kind: 'aside', id, why, detail, at: now() }),
    /** The partner names these revisions, and does not give them. */
    async setUnread(unread: ReadonlyMap<string, readonly string[]>): Promise<void> {
      for (const [id, revs] of unread)
        await put({ kind: 'aside', id, why: 'schema', detail: UNREAD, at: now(), unread: [...revs].sort() });
    },
    /** Revisions of a document that the partner has named and not given. */
    unreadOf(id: string): readonly string[] {
      const one = troubles.get(placeOf({ kind: 'aside', id }))?.kept;
      return (one?.kind === 'aside' && one.unread) || [];
    },
    /** The document has gone (also by its own desk) or come after all. */
    async settle(id: string, kind: Trouble['kind']): Promise<void> {
      const place = placeOf({ kind, id });
      const known = troubles.get(place);
      if (!known) return;
      await notes.remove(known.note);
      troubles.delete(place);
    },
  };
}

/** Another paper's entry may be what it goes over to; a revision may be given after all. */
const isDoubtful = (one: Kept) => one.kind === 'aside' && (one.why === 'otherPaper' || one.unread !== undefined);

function earliest(some: readonly Kept[]): number | undefined {
  return some.length === 0 ? undefined : Math.min(...some.map(({ at }) => at));
}

/** What goes and what comes are two matters: a document may be in trouble both ways. */
function placeOf({ kind, id }: Pick<Kept, 'kind' | 'id'>): string {
  return `${kind === 'aside' ? 'aside' : 'lacking'}:${id}`;
}

/** What is said of a document of which the partner cannot give a revision. */
const UNREAD = 'a revision that the partner cannot give';
