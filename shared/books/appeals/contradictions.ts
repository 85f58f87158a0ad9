import type { ActionName } from '../../domain/life/life.ts';
import type { Folded } from '../../domain/log/fold.ts';
import { ancestorsOf, keyOf } from '../../domain/log/graph.ts';
import type { Line } from '../../domain/log/line.ts';
import type { Scan } from '../attach.ts';
import { appealActions } from './actions/index.ts';

/** Lines that were written without knowledge of each other and do not go together. */
export type Contradiction = {
  /** What they decide, e.g. `executor`; where one made the others impossible and they decide nothing in common, what that one decides. */
  topic: string;
  /** In log order. */
  lines: Line[];
  /** Of them the one that holds. */
  rules: Line;
};

/** Where the line in the way decides nothing that has a name. */
const COURSE = 'course';

/**
 * What somebody still has to look at: lines that decide the same in different words, and lines that one of them made impossible. It is
 * settled by a later line that knows both and decides the same: the matter was done anew, or `settle` left it as it stands. Two that say
 * the same thing are none.
 */
export function openContradictions({ contradictions, crossings, effects }: Folded<unknown>): Contradiction[] {
  const pairs = [
    ...contradictions.map(([a, b]) => ({ a, b, topic: topicOf(a, b) })),
    ...crossings.map(([way, refused]) => ({ a: way, b: refused, topic: topicOf(way, refused) })),
  ];
  if (pairs.length === 0) return [];
  const applied = new Map(effects.map(({ line, effect }) => [line, effect === 'applied']));
  const lines = effects.map(({ line }) => line);
  const ancestors = ancestorsOf(lines);
  const knows = (later: Line, line: Line) => ancestors.get(later)?.has(keyOf(line)) === true;
  const byTopic = new Map<string, Set<Line>>();
  for (const { a, b, topic } of pairs) {
    if (a.do === 'settle' || b.do === 'settle' || saying(a) === saying(b)) continue;
    const isSettled = lines.some(
      (line) => applied.get(line) && topicsOf(line).includes(topic) && knows(line, a) && knows(line, b),
    );
    if (!isSettled) byTopic.set(topic, (byTopic.get(topic) ?? new Set()).add(a).add(b));
  }
  return [...byTopic].map(([topic, involved]) => {
    const inOrder = lines.filter((line) => involved.has(line));
    return { topic, lines: inOrder, rules: inOrder.findLast((line) => applied.get(line)) ?? inOrder.at(-1)! };
  });
}

/** What both decide, else what the first does. */
function topicOf(first: Line, second: Line): string {
  const [topics, others] = [topicsOf(first), topicsOf(second)];
  return topics.find((topic) => others.includes(topic)) ?? topics[0] ?? COURSE;
}

/** None of a line that decides nothing, such as the first one. */
function topicsOf(line: Line): readonly string[] {
  return Object.hasOwn(appealActions, line.do) ? (appealActions[line.do as ActionName].decides?.(line) ?? []) : [];
}

/** What a line says, whichever form it came from. The first line of a paper is none of the actions; a file is the same under whatever name. */
function saying(line: Line): string {
  const read = Object.hasOwn(appealActions, line.do) && appealActions[line.do as ActionName].data.safeParse(line.data);
  const data = read ? read.data : line.data;
  return JSON.stringify([line.do, line.do === 'attach' ? (data as Scan | undefined)?.sha256 : data]);
}
