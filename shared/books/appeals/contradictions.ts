import type { ActionName } from '../../domain/life/life.ts';
import type { Folded } from '../../domain/log/fold.ts';
import { ancestorsOf, keyOf } from '../../domain/log/graph.ts';
import type { Line } from '../../domain/log/line.ts';
import { appealActions } from './actions/index.ts';

/** Lines that were written without knowledge of each other and say different things of one matter. */
export type Contradiction = {
  /** What they decide, e.g. `executor`. */
  topic: string;
  /** In log order. */
  lines: Line[];
  /** Of them the one that holds. */
  rules: Line;
};

/**
 * What somebody still has to look at. It is settled by a later line that knows both and decides the same: the matter was done anew, or
 * `settle` left it as it stands. Two that say the same thing are none.
 */
export function openContradictions({ contradictions, effects }: Folded<unknown>): Contradiction[] {
  const applied = new Map(effects.map(({ line, effect }) => [line, effect === 'applied']));
  const lines = effects.map(({ line }) => line);
  const ancestors = contradictions.length > 0 ? ancestorsOf(lines) : new Map<Line, Set<string>>();
  const knows = (later: Line, line: Line) => ancestors.get(later)?.has(keyOf(line)) === true;
  const byTopic = new Map<string, Set<Line>>();
  for (const [a, b] of contradictions) {
    const topic = topicOf(a);
    if (a.do === 'settle' || b.do === 'settle' || saying(a) === saying(b)) continue;
    const isSettled = lines.some(
      (line) => applied.get(line) && topicOf(line) === topic && knows(line, a) && knows(line, b),
    );
    if (!isSettled) byTopic.set(topic, (byTopic.get(topic) ?? new Set()).add(a).add(b));
  }
  return [...byTopic].map(([topic, involved]) => {
    const inOrder = lines.filter((line) => involved.has(line));
    return { topic, lines: inOrder, rules: inOrder.findLast((line) => applied.get(line)) ?? inOrder.at(-1)! };
  });
}

/** '' of a line that decides nothing, such as the first one. */
function topicOf(line: Line): string {
  return Object.hasOwn(appealActions, line.do) ? (appealActions[line.do as ActionName].decides?.(line) ?? '') : '';
}

/** What a line says, whichever form it came from. */
function saying(line: Line): string {
  return JSON.stringify([line.do, appealActions[line.do as ActionName].data.safeParse(line.data).data]);
}
