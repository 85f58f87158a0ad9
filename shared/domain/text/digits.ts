const DIGIT = /\p{Nd}/u;
const DIGITS = /\p{Nd}/gu;
const BETWEEN_DIGITS = /[\s\p{Pd}\u2212\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Digits as people paste them: those of any script become 0–9; spaces, dashes and invisible characters between them are
 * dropped. Everything else stays, so that the caller sees it.
 */
export function plainDigits(text: string): string {
  return westernDigits(text.replace(BETWEEN_DIGITS, ''));
}

/** Digits of any script become 0–9; all else stays. */
export function westernDigits(text: string): string {
  return text.replace(DIGITS, (digit) => String(digitValue(digit)));
}

/** Unicode lays digits out in runs of ten, from zero: the value is the distance from the start of the run. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0)!;
  if (code < 0x80) return code - 0x30;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++;
  return before % 10;
}
