/** Digits of a PIN. */
const FORM = /^\d{4,8}$/;

/**
 * What is wrong with a new PIN; undefined for nothing. Trivial are those that are tried first: one digit over and over, a pair over and over
 * (1212), and digits that stand in a row, up or down, also over the end (7890).
 */
export function pinFault(pin: string): 'pinForm' | 'pinTrivial' | undefined {
  if (!FORM.test(pin)) return 'pinForm';
  const digits = [...pin].map(Number);
  const isPair = digits.every((digit, i) => i < 2 || digit === digits[i - 2]);
  const steps = new Set(digits.slice(1).map((digit, i) => (digit - digits[i]! + 10) % 10));
  const isRow = steps.size === 1 && (steps.has(1) || steps.has(9));
  return isPair || isRow ? 'pinTrivial' : undefined;
}
