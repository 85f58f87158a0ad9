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
  /** Somebody outside has been told of it by the time that the line is written, so that nobody can take it back by doing something else. */
  tells?: boolean;
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
  /**
   * Lines that took effect, each with one that would have been impossible after it, or was, and that was written without knowledge of it. Where that
   * one came first in log order, only if somebody outside was told of it.
   */
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
 * Which lines do not go together with which, in log order of the latter: what was possible where it was written has no effect, or it has, and what
 * somebody outside was told of would have been impossible had it come last.
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
  const after = (state: State, line: Line) => {
    const result = Object.hasOwn(rules.actions, line.do) ? rules.actions[line.do]!.apply(state, line) : undefined;
    return result && 'state' in result ? result.state : undefined;
  };
  return [...blockedIn(effects, before, { knows, after }), ...overtakenIn(rules, effects, before, { knows, after })];
}

type Trying<State> = {
  knows: (later: Line, line: Line) => boolean;
  /** Undefined where the line is impossible. */
  after: (state: State, line: Line) => State | undefined;
};

/**
 * What stood in the way of lines without effect that were possible where they were written: the last line they did not know of and without
 * which they still were, else the last they did not know of. What was built upon such a line shares its fate.
 */
function blockedIn<State>(
  effects: readonly Effect[],
  before: readonly State[],
  { knows, after }: Trying<State>,
): [Line, Line][] {
  const isPossible = (state: State, line: Line) => after(state, line) !== undefined;
  const wasPossible = (line: Line) => {
    const past = effects.filter((one) => knows(line, one.line));
    return isPossible(
      past.reduce((state, one) => after(state, one.line) ?? state, before[0] as State),
      line,
    );
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

/**
 * What overtook lines of which somebody outside was told: of the lines that did not know of them and took effect all the same, the one from which on
 * they would not have been possible any more. So it does not hang on whose clock was ahead whether anybody hears of it.
 */
function overtakenIn<Entry, State, Law>(
  rules: BookRules<Entry, State, Law>,
  effects: readonly Effect[],
  before: readonly State[],
  { knows, after }: Trying<State>,
): [Line, Line][] {
  return effects.flatMap(({ line, effect }, at): [Line, Line][] => {
    if (effect !== 'applied' || !rules.actions[line.do]!.tells) return [];
    const unknowing = effects.slice(at + 1).filter((one) => one.effect === 'applied' && !knows(one.line, line));
    let state = before[at]!;
    const states = unknowing.map((one) => (state = after(state, one.line) ?? state));
    if (after(state, line) !== undefined) return [];
    const last = states.findLastIndex((one) => after(one, line) !== undefined);
    return [[unknowing[last + 1]!.line, line]];
  });
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
