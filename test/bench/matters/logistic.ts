/** Whether something is so, and what speaks for it. */
export type Example = { x: readonly number[]; y: boolean };

/** Weights are drawn towards nothing so far, as if each had been seen once to be that. */
const PULL = 0.3;
const STEPS = 30;

/** Logistic regression by Newton's method, the same for the same examples; the first weight is the base. */
export function fitLogistic(examples: readonly Example[]): number[] {
  const rows = examples.map(({ x, y }) => ({ x: [1, ...x], y: Number(y) }));
  const size = rows[0]!.x.length;
  let weights = new Array<number>(size).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight, at) => (at === 0 ? 0 : -PULL * weight));
    const curve = weights.map((_, at) => weights.map((_, other) => (at === other ? (at === 0 ? 1e-6 : PULL) : 0)));
    for (const { x, y } of rows) {
      const p = sigmoid(dot(x, weights));
      for (let at = 0; at < size; at++) {
        gradient[at]! += (y - p) * x[at]!;
        for (let other = 0; other < size; other++) curve[at]![other]! += p * (1 - p) * x[at]! * x[other]!;
      }
    }
    const change = solve(curve, gradient);
    weights = weights.map((weight, at) => weight + change[at]!);
    if (change.every((one) => Math.abs(one) < 1e-9)) break;
  }
  return weights;
}

/** How likely it is, from 0 to 1. */
export function likelihood(weights: readonly number[], x: readonly number[]): number {
  return sigmoid(dot([1, ...x], weights));
}

const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);

/** Gauss and Jordan, with the greatest of a column in front. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  for (let column = 0; column < rows.length; column++) {
    let greatest = column;
    for (let at = column; at < rows.length; at++)
      if (Math.abs(rows[at]![column]!) > Math.abs(rows[greatest]![column]!)) greatest = at;
    [rows[column], rows[greatest]] = [rows[greatest]!, rows[column]!];
    const pivot = rows[column]!;
    for (const row of rows) {
      const factor = row === pivot ? 0 : row[column]! / pivot[column]!;
      if (factor !== 0) for (let at = column; at < row.length; at++) row[at]! -= factor * pivot[at]!;
    }
  }
  return rows.map((row, at) => row.at(-1)! / row[at]!);
}
