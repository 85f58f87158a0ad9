const FIRST_WEIGHTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const;
const SECOND_WEIGHTS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2] as const;

/**
 * The check digit that IIN and BIN share (domain §4.3), of their first 11 digits; undefined for the 0.8 % of bodies that
 * have none and are never issued.
 *
 * What it guarantees: another check digit is always seen. Of the digits before it, a slip in the first ten is seen when
 * the first weighing decides for both numbers; the eleventh has weight 11, so a slip there is not seen by it.
 */
export function identityCheckDigit(body: string): number | undefined {
  const first = weigh(body, FIRST_WEIGHTS);
  if (first < 10) return first;
  const second = weigh(body, SECOND_WEIGHTS);
  return second < 10 ? second : undefined;
}

function weigh(body: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(body[i]), 0) % 11;
}
