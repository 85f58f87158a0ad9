import { useState } from 'react';

/**
 * Entries of a list that is being read keep their number keys: those shown before stay where they are, each as it is known now, and
 * late ones come after them.
 */
export function inStandingOrder<Entry>(
  shown: readonly Entry[],
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string,
): readonly Entry[] {
  const known = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const keys = new Set(shown.map(keyOf));
  return [
    ...shown.map((entry) => known.get(keyOf(entry)) ?? entry),
    ...entries.filter((entry) => !keys.has(keyOf(entry))),
  ];
}

/**
 * The entries of a list in an order that stands as long as it is open and answers the same question.
 *
 * @param question what the entries answer; undefined while the list is closed
 * @param keyOf the same function at every call
 * @param stays which of those shown stay; another function where that has changed
 */
export function useStandingOrder<Entry>(
  entries: readonly Entry[],
  question: string | undefined,
  keyOf: (entry: Entry) => string,
  stays: (entry: Entry) => boolean = everyone,
): readonly Entry[] {
  const [seen, setSeen] = useState({ entries, question, stays, shown: entries });
  if (seen.entries === entries && seen.question === question && seen.stays === stays) return seen.shown;
  const stands = question !== undefined && seen.question === question;
  const shown = stands ? inStandingOrder(seen.shown.filter(stays), entries, keyOf) : entries;
  const next = { entries, question, stays, shown };
  setSeen(next);
  return next.shown;
}

const everyone = () => true;
