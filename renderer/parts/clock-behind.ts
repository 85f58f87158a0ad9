import type { DeskState } from '../../shared/contract/shapes.ts';

/** Less than this is not worth a word, and both times would look the same. Milliseconds. */
const NOTICEABLE_MS = 60_000;

/**
 * Whose clock stands behind the last registration: the one that the page reads, or the office's alone. Nobody's while the
 * difference is under a minute; what the paper is marked with is the office's own, exact comparison.
 *
 * @param now the page's clock, read once a minute
 */
export function clockBehind(desk: DeskState, now: string): 'page' | 'office' | undefined {
  if (desk.lastAcceptedAt === '') return undefined;
  const behind = Date.parse(desk.lastAcceptedAt) - Date.parse(now);
  if (behind >= NOTICEABLE_MS) return 'page';
  return desk.clockBehind && behind <= -NOTICEABLE_MS ? 'office' : undefined;
}
