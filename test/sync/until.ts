/** Waits until a condition holds, looking at it often. @throws Error that tells what was there at last */
export async function until<T>(look: () => Promise<T> | T, holds: (seen: T) => boolean, patience = 60_000): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    const begun = performance.now();
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > end) throw new Error(`not within ${patience} ms: ${JSON.stringify(seen)?.slice(0, 2_000)}`);
    // Looking must not be what keeps everybody busy.
    const pause = Math.max(20, 3 * (performance.now() - begun));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
