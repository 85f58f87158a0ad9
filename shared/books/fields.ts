import { z } from 'zod';
import { cleanLine, cleanText } from '../domain/text/clean-text.ts';
import { westernDigits } from '../domain/text/digits.ts';

/**
 * Fields that several books share. Every text is cleaned before it is measured, so that pasted control characters neither
 * count nor survive. Messages are keys of the catalogue `problems`.
 */

/** One line of text, at most `most` characters; '' when left empty. */
export function line(most: number) {
  return z
    .string()
    .max(most * 4, 'tooLong')
    .transform(cleanLine)
    .pipe(z.string().max(most, 'tooLong'));
}

/** One line that must not be empty. */
export function requiredLine(most: number) {
  return z
    .string()
    .max(most * 4, 'tooLong')
    .transform(cleanLine)
    .pipe(z.string().min(1, 'required').max(most, 'tooLong'));
}

/** One line with a number in it (IIN, telephone), whose digits of other scripts become 0–9; '' when left empty. */
export function numberLine(most: number) {
  return line(most).transform(westernDigits);
}

/** Text of several lines, at most `most` characters. */
export function text(most: number) {
  return z
    .string()
    .max(most * 2, 'tooLong')
    .transform(cleanText)
    .pipe(z.string().max(most, 'tooLong'));
}

/** A whole number within bounds. */
export function count(least: number, most: number) {
  return z.number('notNumber').int('notNumber').min(least, 'tooSmall').max(most, 'tooBig');
}

/** A calendar date `YYYY-MM-DD`, or '' when left empty. */
export const optionalDate = z.union([z.literal(''), z.iso.date('notDate')], 'notDate');

/** A person or body picked from a list (`id`) or typed (`id` is ''). */
export const named = z.object({ id: line(40), name: line(300) });
export type Named = z.infer<typeof named>;

export const nobody: Named = { id: '', name: '' };
