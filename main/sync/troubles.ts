import type { AsideReason, Notes } from './ports.ts';
import type { Trouble } from './state.ts';

/** Left to the desk that it is of: the partner does not have it yet (`Replica.isLeftToOthers`). Nobody has to do anything. */
type Left = { kind: 'left'; id: string; at: number };
type Kept = Trouble | Left;

/** Refused, set-aside and left documents of one database, durable. */
export type Troubles = Awaited<ReturnType<typeof openTroubles>>;

export async function openTroubles(notes: Notes, key: string, now: () => number) {
  const prefix = `trouble:${key}:`;
  const troubles = new Map<string, Kept>();
  for (const [name, value] of await notes.list(prefix)) troubles.set(name.slice(prefix.length), value as Kept);

  async function put(trouble: Kept): Promise<void> {
    const { at: _, ...known } = troubles.get(trouble.id) ?? { at: 0 };
    const { at: __, ...fresh } = trouble;
    if (JSON.stringify(known) === JSON.stringify(fresh)) return;
    await notes.write(prefix + trouble.id, trouble);
    troubles.set(trouble.id, trouble);
  }

  return {
    list: () => [...troubles.values()].flatMap((one): Trouble[] => (one.kind === 'left' ? [] : [one])),
    refused: () => [...troubles.values()].filter(({ kind }) => kind === 'refused').map(({ id }) => id),
    /** Everything that the partner does not have although it was its turn: to be offered, or looked up, again. */
    lacking: () => [...troubles.values()].filter(({ kind }) => kind !== 'aside').map(({ id }) => id),
    leave: (id: string) => put({ kind: 'left', id, at: now() }),
    refuse: (id: string, reason: string) => put({ kind: 'refused', id, reason, at: now() }),
    setAside: (id: string, why: AsideReason, detail: string) => put({ kind: 'aside', id, why, detail, at: now() }),
    /** The document has gone (also by its own desk) or come after all. */
    async settle(id: string, kind: Trouble['kind']): Promise<void> {
      const known = troubles.get(id)?.kind;
      if (known === undefined || (known === 'aside') !== (kind === 'aside')) return;
      await notes.remove(prefix + id);
      troubles.delete(id);
    },
  };
}
