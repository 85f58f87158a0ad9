import type { AsideReason, Notes } from './ports.ts';
import type { Trouble } from './state.ts';

/** Refused and set-aside documents of one database, durable. */
export type Troubles = Awaited<ReturnType<typeof openTroubles>>;

export async function openTroubles(notes: Notes, key: string, now: () => number) {
  const prefix = `trouble:${key}:`;
  const troubles = new Map<string, Trouble>();
  for (const [name, value] of await notes.list(prefix)) troubles.set(name.slice(prefix.length), value as Trouble);

  async function put(trouble: Trouble): Promise<void> {
    const { at: _, ...known } = troubles.get(trouble.id) ?? { at: 0 };
    const { at: __, ...fresh } = trouble;
    if (JSON.stringify(known) === JSON.stringify(fresh)) return;
    await notes.write(prefix + trouble.id, trouble);
    troubles.set(trouble.id, trouble);
  }

  return {
    list: () => [...troubles.values()],
    refused: () => [...troubles.values()].filter(({ kind }) => kind === 'refused').map(({ id }) => id),
    refuse: (id: string, reason: string) => put({ kind: 'refused', id, reason, at: now() }),
    setAside: (id: string, why: AsideReason, detail: string) => put({ kind: 'aside', id, why, detail, at: now() }),
    /** The document has gone or come after all. */
    async settle(id: string, kind: Trouble['kind']): Promise<void> {
      if (troubles.get(id)?.kind !== kind) return;
      await notes.remove(prefix + id);
      troubles.delete(id);
    },
  };
}
