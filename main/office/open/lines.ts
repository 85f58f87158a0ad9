import type { HybridClock } from '../../../shared/domain/clock/hybrid-clock.ts';
import { headsOf } from '../../../shared/domain/log/graph.ts';
import { type Author, hashOf, type Line, type Paper, type Sign, sealLine } from '../../../shared/domain/log/line.ts';
import { mergeLogs } from '../../../shared/domain/log/merge.ts';
import type { Seal } from '../../../shared/domain/log/replaced.ts';

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
    /**
     * The next line of a paper, built on all heads seen.
     *
     * @param former a name that this computer had before, in which it is written; its running number goes on from what the paper shows, and
     *   is not committed: nobody counts the lines of a name that has ended
     */
    write(paper: Paper, action: Action, former?: Seal): Line {
      const { site, sign } = former ?? options;
      // A line sorts behind those it is built upon, also behind one of a clock that is fast.
      for (const { id } of paper.log) options.clock.observe(id);
      const after = headsOf(paper.log);
      const parents = after.map((id) => paper.log.find((line) => line.id === id)!.hash);
      const identity = { id: paper.id, book: paper.book, entryHash: hashOf(paper.entry) };
      const open = {
        id: options.clock.next(site),
        v: action.v,
        at: new Date(options.now()).toISOString(),
        by: authorOf(action.by),
        site,
        n: 1 + (former ? Math.max(...paper.log.map((line) => (line.site === site ? line.n : 0))) : n),
        after,
        do: action.do,
        data: action.data,
      };
      return sealLine(identity, open, parents, sign);
    },
    commit(line: Line): void {
      n = line.n;
    },
  };
}
/** What stands of an author on a line, and nothing beside it that is known of a person. */
function authorOf({ id, name, post: { kk, ru } }: Author): Author {
  return { id, name, post: { kk, ru } };
}

/** A paper with one more line, in the order in which every site has them. */
export function withLine<Logged extends Pick<Paper, 'log'>>(paper: Logged, line: Line): Logged {
  return { ...paper, log: mergeLogs(paper.log, [line]) };
}

export type LineWriter = ReturnType<typeof createLineWriter>;
