import { concurrentPairs, keyOf, orderLog } from './graph.ts';
import type { Line, Paper } from './line.ts';

/**
 * What one action does. `apply` returns the new state, or a reason (a catalogue key) when the action is not legal in this
 * state: it then stays in the log without effect and is shown. It must be pure.
 */
export type ActionRules<State> = {
  /** The highest version this program knows. */
  v: number;
  apply: (state: State, line: Line) => { state: State } | { refused: string };
  /** What the action decides; two concurrent lines deciding the same thing contradict each other. */
  decides?: (line: Line) => string;
};

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
  for (const line of lines) {
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
  return {
    state: rules.finish(state, paper.entry, law),
    effects,
    contradictions: contradictionsIn(rules, lines),
    readOnly: effects.some(({ effect }) => effect === 'unknown' || effect === 'newer'),
  };
}

function contradictionsIn<Entry, State, Law>(rules: BookRules<Entry, State, Law>, lines: Line[]): [Line, Line][] {
  const decided = (line: Line) => rules.actions[line.do]?.decides?.(line);
  // Most papers have a straight log: skip the pairwise comparison where every line has one child at most.
  if (isStraight(lines)) return [];
  return concurrentPairs(lines).filter(([a, b]) => decided(a) !== undefined && decided(a) === decided(b));
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
