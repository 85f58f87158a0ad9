import { ancestorsOf, concurrentPairs, keyOf, orderLog } from './graph.ts';
import type { Line, Paper } from './line.ts';

/**
 * What one action does. `apply` returns the new state, or a reason (a catalogue key) when the action is not legal in this
 * state: it then stays in the log without effect and is shown. It must be pure.
 */
export type ActionRules<State> = {
  /** The highest version this program knows. */
  v: number;
  apply: (state: State, line: Line) => { state: State } | { refused: string };
  /** What the action decides, the nearest first; two concurrent lines that decide one thing both contradict each other. */
  decides?: (line: Line) => readonly string[];
};

/** The reason of a line whose data are not what its action takes. */
const MALFORMED = 'malformed';

/** How a book turns an entry and its log into a state. */
export type BookRules<Entry, State, Law> = {
  id: string;
  start: (entry: Entry, law: Law) => State;
  actions: Readonly<Record<string, ActionRules<State>>>;
  /** Last step, after all lines: what follows from the state and the law, e.g. the term. */
  finish: (state: State, entry: Entry, law: Law) => State;
};

/** What became of a line: applied, without effect (and why), or kept although this program cannot read it. */
export type Effect =
  | { line: Line; effect: 'applied' | 'unknown' | 'newer' }
  | { line: Line; effect: 'refused'; why: string };

export type Folded<State> = {
  state: State;
  /** In log order. */
  effects: Effect[];
  /** Concurrent lines that decide the same thing, in log order: the later rules, both stay. */
  contradictions: [Line, Line][];
  /** Lines that took effect, each with a later one in log order that they made impossible and that was written without knowledge of them. */
  crossings: [Line, Line][];
  /** Some line is newer than this program: the paper may be read here, not acted upon. */
  readOnly: boolean;
};

/**
 * state = fold(entry, log, law): pure, so every site that has the same lines and the same law sees the same state,
 * whatever the order in which they came.
 */
export function fold<Entry, State, Law>(
  rules: BookRules<Entry, State, Law>,
  paper: Paper<Entry>,
  law: Law,
): Folded<State> {
  const lines = distinct(orderLog(paper.log));
  let state = rules.start(paper.entry, law);
  const effects: Effect[] = [];
  const before: State[] = [];
  for (const line of lines) {
    before.push(state);
    const action = Object.hasOwn(rules.actions, line.do) ? rules.actions[line.do] : undefined;
    if (!action) effects.push({ line, effect: 'unknown' });
    else if (line.v > action.v) effects.push({ line, effect: 'newer' });
    else {
      const result = action.apply(state, line);
      if ('refused' in result) effects.push({ line, effect: 'refused', why: result.refused });
      else {
        state = result.state;
        effects.push({ line, effect: 'applied' });
      }
    }
  }
  // Most papers have a straight log: nothing in it was written without knowledge of the rest.
  const straight = isStraight(lines);
  return {
    state: rules.finish(state, paper.entry, law),
    effects,
    contradictions: straight ? [] : contradictionsIn(rules, effects),
    crossings: straight ? [] : crossingsIn(rules, effects, before),
    readOnly: effects.some(({ effect }) => effect === 'unknown' || effect === 'newer'),
  };
}

/** What this program cannot read, or nobody could, decides nothing: `decides` may rely on what a line says. */
function contradictionsIn<Entry, State, Law>(
  rules: BookRules<Entry, State, Law>,
  effects: readonly Effect[],
): [Line, Line][] {
  const isRead = (one: Effect) => one.effect === 'applied' || (one.effect === 'refused' && one.why !== MALFORMED);
  const read = effects.filter(isRead).map(({ line }) => line);
  const decided = new Map(read.map((line) => [line, rules.actions[line.do]?.decides?.(line) ?? []]));
  return concurrentPairs(effects.map(({ line }) => line)).filter(([a, b]) => {
    const topics = decided.get(b);
    return topics !== undefined && decided.get(a)?.some((topic) => topics.includes(topic)) === true;
  });
}

/**
 * What stood in the way of lines without effect that were possible where they were written: the last line they did not know of and without
 * which they still were, else the last they did not know of. What was built upon such a line shares its fate.
 *
 * @param before the state before each line
 */
function crossingsIn<Entry, State, Law>(
  rules: BookRules<Entry, State, Law>,
  effects: readonly Effect[],
  before: readonly State[],
): [Line, Line][] {
  const ancestors = ancestorsOf(effects.map(({ line }) => line));
  const knows = (later: Line, line: Line) => ancestors.get(later)!.has(keyOf(line));
  const isPossible = (state: State, line: Line) => 'state' in rules.actions[line.do]!.apply(state, line);
  const wasPossible = (line: Line) => {
    let state = before[0] as State;
    for (const { line: past } of effects.filter((one) => knows(line, one.line))) {
      const result = Object.hasOwn(rules.actions, past.do) ? rules.actions[past.do]!.apply(state, past) : undefined;
      if (result && 'state' in result) state = result.state;
    }
    return isPossible(state, line);
  };
  const inTheWay = new Map<Line, Line>();
  effects.forEach(({ line, effect }, at) => {
    if (effect !== 'refused' || !wasPossible(line)) return;
    const fates = [...inTheWay].filter(([refused, way]) => knows(line, refused) && !knows(line, way));
    const unknown = [...effects.slice(0, at).keys()].filter(
      (i) => effects[i]!.effect === 'applied' && !knows(line, effects[i]!.line),
    );
    const last = unknown.findLast((i) => isPossible(before[i]!, line)) ?? unknown.at(-1);
    const way = fates.at(-1)?.[1] ?? (last === undefined ? undefined : effects[last]!.line);
    if (way) inTheWay.set(line, way);
  });
  return [...inTheWay].map(([line, way]) => [way, line]);
}

function isStraight(lines: Line[]): boolean {
  return lines.every((line, i) =>
    i === 0 ? line.after.length === 0 : line.after.length === 1 && line.after[0] === lines[i - 1]!.id,
  );
}

/** The same line under two signatures acts once. */
function distinct(lines: Line[]): Line[] {
  const seen = new Set<string>();
  return lines.filter((line) => !seen.has(keyOf(line)) && seen.add(keyOf(line)));
}
