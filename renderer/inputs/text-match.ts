import type { ComboboxParsedItem } from '@mantine/core';
import { foldText } from '../../shared/domain/text/fold-text.ts';

/** Words as they are compared: whatever the keyboard's alphabet, whatever stands between them. */
export function foldedWords(text: string): string[] {
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Whether some, or every, wanted beginning is that of a word. Both folded. */
export function startsIn(words: readonly string[], wanted: readonly string[], how: 'some' | 'every'): boolean {
  return wanted[how]((start) => words.some((word) => word.startsWith(start)));
}

/** Options of a list that have every typed beginning; a group stays while one of its options does. */
export function matchingOptions(options: ComboboxParsedItem[], typed: string, limit: number): ComboboxParsedItem[] {
  const wanted = foldedWords(typed);
  const matches = ({ label }: { label: string }) => startsIn(foldedWords(label), wanted, 'every');
  return options
    .flatMap((option): ComboboxParsedItem[] => {
      if (!('group' in option)) return matches(option) ? [option] : [];
      const items = option.items.filter(matches);
      return items.length > 0 ? [{ ...option, items }] : [];
    })
    .slice(0, limit);
}
