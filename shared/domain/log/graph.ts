import type { Line } from './line.ts';

/** A line's identity in the graph: two lines with the same id but other content are two lines. */
export function keyOf(line: Pick<Line, 'id' | 'hash'>): string {
  return `${line.id} ${line.hash}`;
}

/** Plain code-unit comparison: the same on every machine, unlike `localeCompare`. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By id (which sorts by time), then by hash for twins with one id. */
export function compareLines(a: Pick<Line, 'id' | 'hash'>, b: Pick<Line, 'id' | 'hash'>): number {
  return compareText(a.id, b.id) || compareText(a.hash, b.hash);
}

/** Ids of the lines nobody has built upon yet, sorted: what a new line writes into `after`. */
export function headsOf(log: readonly Line[]): string[] {
  const built = new Set(log.flatMap((line) => line.after));
  return [...new Set(log.map((line) => line.id))].filter((id) => !built.has(id)).sort(compareText);
}

/**
 * The one order everybody sees: ancestors first, then by id. It depends on the set of lines alone, not on the order in
 * which they arrived. A parent that is not here is passed over (the check reports it); lines in a forged circle come last.
 */
export function orderLog(log: readonly Line[]): Line[] {
  const byId = indexById(log);
  const waiting = new Map<Line, number>();
  const children = new Map<string, Line[]>();
  for (const line of log) {
    const parents = line.after.filter((id) => byId.has(id));
    waiting.set(
      line,
      parents.reduce((sum, id) => sum + byId.get(id)!.length, 0),
    );
    for (const id of parents) children.set(id, [...(children.get(id) ?? []), line]);
  }
  const ready = log.filter((line) => waiting.get(line) === 0).sort(compareLines);
  const ordered: Line[] = [];
  while (ready.length > 0) {
    const line = ready.shift()!;
    ordered.push(line);
    for (const child of children.get(line.id) ?? []) {
      const left = waiting.get(child)! - 1;
      waiting.set(child, left);
      if (left === 0) insertSorted(ready, child);
    }
  }
  if (ordered.length === log.length) return ordered;
  const placed = new Set(ordered);
  return [...ordered, ...log.filter((line) => !placed.has(line)).sort(compareLines)];
}

/**
 * Pairs of lines that were written without knowledge of each other: neither is the other's ancestor. That, and nothing
 * else, is concurrency; clocks play no part. Pairs are in log order.
 */
export function concurrentPairs(log: readonly Line[]): [Line, Line][] {
  const ordered = orderLog(log);
  const ancestors = ancestorsOf(ordered);
  const pairs: [Line, Line][] = [];
  for (let i = 0; i < ordered.length; i++) {
    for (let j = i + 1; j < ordered.length; j++) {
      const [a, b] = [ordered[i]!, ordered[j]!];
      if (!ancestors.get(b)!.has(keyOf(a)) && !ancestors.get(a)!.has(keyOf(b))) pairs.push([a, b]);
    }
  }
  return pairs;
}

/** Of each line the keys of all it was built upon; `ordered` as `orderLog` gives it. */
export function ancestorsOf(ordered: readonly Line[]): Map<Line, Set<string>> {
  const byId = indexById(ordered);
  const ancestors = new Map<Line, Set<string>>();
  for (const line of ordered) {
    const set = new Set<string>();
    for (const parent of line.after.flatMap((id) => byId.get(id) ?? [])) {
      set.add(keyOf(parent));
      for (const key of ancestors.get(parent) ?? []) set.add(key);
    }
    ancestors.set(line, set);
  }
  return ancestors;
}

function indexById(log: readonly Line[]): Map<string, Line[]> {
  const byId = new Map<string, Line[]>();
  for (const line of log) byId.set(line.id, [...(byId.get(line.id) ?? []), line]);
  return byId;
}

function insertSorted(lines: Line[], line: Line): void {
  const at = lines.findIndex((other) => compareLines(line, other) < 0);
  lines.splice(at === -1 ? lines.length : at, 0, line);
}
