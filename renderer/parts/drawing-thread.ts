/** What a thread answers to an order of this id. */
export type Drawing<Drawn> = { id: number; drawn: Drawn } | { id: number; problem: string };

/** A page that takes longer is given up: whoever waits for it can print or save all the same. */
const LONGEST_DRAWING_MS = 20_000;

/**
 * Draws in a thread that is begun when the first order comes, and anew after it has failed.
 *
 * @returns what draws one page; it throws an Error when that cannot be drawn: what is in a file may not be ours
 */
export function drawingThread<Order extends object, Drawn>(begin: () => Worker): (order: Order) => Promise<Drawn> {
  let thread: Worker | undefined;
  const waiting = new Map<number, { resolve(drawn: Drawn): void; reject(error: unknown): void }>();
  let orders = 0;

  function begun(): Worker {
    const next = begin();
    next.addEventListener('message', ({ data }: MessageEvent<Drawing<Drawn>>) => {
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if ('drawn' in data) asked?.resolve(data.drawn);
      else asked?.reject(new Error(data.problem));
    });
    next.addEventListener('error', ({ message }) => giveUp(message));
    return next;
  }

  /** What is waited for fails; the next page begins a new thread. */
  function giveUp(why: string): void {
    thread?.terminate();
    thread = undefined;
    for (const { reject } of waiting.values()) reject(new Error(why));
    waiting.clear();
  }

  return (order) => {
    const id = orders++;
    thread ??= begun();
    const drawn = new Promise<Drawn>((resolve, reject) => waiting.set(id, { resolve, reject }));
    thread.postMessage({ ...order, id });
    const limit = window.setTimeout(() => giveUp('a page takes too long'), LONGEST_DRAWING_MS);
    return drawn.finally(() => window.clearTimeout(limit));
  };
}
