import type { Drawing } from './drawing-thread.ts';

/** The other side of a thread that draws: each order is answered with its picture, or with why there is none. */
export function answerOrders<Order, Drawn extends { picture: ImageBitmap }>(
  draw: (order: Order) => Promise<Drawn>,
): void {
  // The page's types know only the other side.
  const thread = globalThis as unknown as Worker;
  thread.addEventListener('message', ({ data }: MessageEvent<Order & { id: number }>) => {
    const { id } = data;
    draw(data).then(
      (drawn) => thread.postMessage({ id, drawn } satisfies Drawing<Drawn>, [drawn.picture]),
      (error: unknown) => thread.postMessage({ id, problem: String(error) } satisfies Drawing<Drawn>),
    );
  });
}
