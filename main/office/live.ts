import { setImmediate as nextTurn } from 'node:timers/promises';

/** Tells listeners that something changed; what, they look up themselves. */
export type Changes = {
  notify(): void;
  listen(listener: () => void): () => void;
};

export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  return {
    notify: () => {
      for (const listener of [...listeners]) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Least time between two snapshots for one listener: screens need no more, and clicks must not wait for them. Milliseconds. */
const SPACING_MS = 100;

/** Whatever one of them tells. */
export function anyOf(...all: Pick<Changes, 'listen'>[]): Pick<Changes, 'listen'> {
  return {
    listen(listener) {
      const stops = all.map((changes) => changes.listen(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/**
 * Full snapshots: the current one at once, another whenever something changed and the snapshot really differs. Changes that
 * come while a snapshot is being taken are drawn together; a slow listener gets the newest state, never a backlog.
 */
export async function* snapshots<T>(
  changes: Pick<Changes, 'listen'>,
  take: () => Promise<T> | T,
  signal?: AbortSignal,
): AsyncGenerator<T> {
  let changed = true;
  let wake = () => {};
  const stop = changes.listen(() => {
    changed = true;
    wake();
  });
  const abort = () => wake();
  signal?.addEventListener('abort', abort);
  let last: string | undefined;
  try {
    while (!signal?.aborted) {
      if (!changed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      changed = false;
      if (last !== undefined) await ownTurn();
      const snapshot = await take();
      const text = JSON.stringify(snapshot);
      if (text === last) continue;
      last = text;
      yield snapshot;
      await pause(SPACING_MS, signal);
    }
  } finally {
    stop();
    signal?.removeEventListener('abort', abort);
  }
}

let turns: Promise<void> = Promise.resolve();

/** A change makes many snapshots old at once. One is taken a turn of the event loop, and whoever asks meanwhile is answered between two. */
function ownTurn(): Promise<void> {
  turns = turns.then(() => nextTurn());
  return turns;
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    timer.unref();
    signal?.addEventListener('abort', over);
  });
}
