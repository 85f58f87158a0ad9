import type { HybridClock } from '../../../shared/domain/clock/hybrid-clock.ts';
import { headsOf } from '../../../shared/domain/log/graph.ts';
import { type Author, hashOf, type Line, type Paper, type Sign, sealLine } from '../../../shared/domain/log/line.ts';

export type Action = { do: string; v: number; by: Author; data: Record<string, unknown> };

/**
 * Writes lines in the site's name. A line's running number is taken only when `commit` is called after the store has it, so
 * that a refused write leaves no gap. Must be used inside the office's gate.
 */
export function createLineWriter(options: {
  site: string;
  sign: Sign;
  clock: HybridClock;
  now: () => number;
  n: number;
}) {
  let n = options.n;
  return {
    /** Running number of the last committed line. */
    get n() {
      return n;
    },
    /** The next line of a paper, built on all heads seen. */
    write(paper: Paper, action: Action): Line {
      const after = headsOf(paper.log);
      const parents = after.map((id) => paper.log.find((line) => line.id === id)!.hash);
      const identity = { id: paper.id, book: paper.book, entryHash: hashOf(paper.entry) };
      const open = {
        id: options.clock.next(),
        v: action.v,
        at: new Date(options.now()).toISOString(),
        by: action.by,
        site: options.site,
        n: n + 1,
        after,
        do: action.do,
        data: action.data,
      };
      return sealLine(identity, open, parents, options.sign);
    },
    commit(line: Line): void {
      n = line.n;
    },
  };
}
export type LineWriter = ReturnType<typeof createLineWriter>;
