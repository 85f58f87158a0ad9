import type { KeeperSurroundings } from './draft-keeper.ts';

const PREFIX = 'kense-draft:';

/**
 * Which window has which form on its screen, by the browser's own locks: they end with their window, however it ends.
 *
 * @param locks undefined where the page has none; then it is alone
 */
export function windowLocks(
  locks: LockManager | undefined,
): Pick<KeeperSurroundings, 'claim' | 'release' | 'heldElsewhere'> {
  const releases = new Map<string, () => void>();
  return {
    claim: (id) =>
      new Promise((resolve) => {
        if (!locks || releases.has(id)) return resolve(true);
        const released = new Promise<void>((release) => releases.set(id, release));
        locks
          .request(PREFIX + id, { ifAvailable: true }, (lock) => {
            resolve(lock !== null);
            if (lock) return released;
            releases.delete(id);
            return undefined;
          })
          .catch(() => resolve(true));
      }),
    release: (id) => {
      releases.get(id)?.();
      releases.delete(id);
    },
    heldElsewhere: async () => {
      const { held = [] } = (await locks?.query().catch(() => undefined)) ?? {};
      const ids = held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
      return new Set(ids.filter((id) => !releases.has(id)));
    },
  };
}
