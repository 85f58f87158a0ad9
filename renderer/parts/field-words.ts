import type { Words } from '../../shared/words/words.ts';

/** What is wrong with a field, in words; `code` is a key of `problems.field` or a code of a newer office. */
export function fieldWord({ t }: Words, code: string): string {
  return t([`problems.field.${code}`, 'problems.field.invalid']);
}
