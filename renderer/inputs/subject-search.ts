import type { Subject } from '../../shared/contract/shapes.ts';
import { foldedWords, startsIn } from './text-match.ts';

/** The subjects as a tree that is walked level by level and searched over all of them. */
export type SubjectTree = {
  find(code: string): Subject | undefined;
  childrenOf(code: string): readonly Subject[];
  /** All levels of a subject, the highest first; of an unknown code those that are known. */
  pathOf(code: string): Subject[];
  /** Subjects whose own words, together with those of the levels above, have every typed word; at most `limit`. */
  search(typed: string, limit: number): Subject[];
};

type Indexed = { subject: Subject; own: string[]; all: string[]; order: number };

export function subjectTree(subjects: readonly Subject[]): SubjectTree {
  const byCode = new Map(subjects.map((subject) => [subject.code, subject]));
  const children = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const parent = parentOf(subject.code);
    children.set(parent, [...(children.get(parent) ?? []), subject]);
  }
  const pathOf = (code: string) => levelsOf(code).flatMap((level) => byCode.get(level) ?? []);
  const index = subjects.map((subject, order): Indexed => {
    return { subject, own: wordsOf([subject]), all: wordsOf(pathOf(subject.code)), order };
  });
  return {
    find: (code) => byCode.get(code),
    childrenOf: (code) => children.get(code) ?? [],
    pathOf,
    search(typed, limit) {
      const wanted = foldedWords(typed);
      if (wanted.length === 0) return [];
      return index
        .filter(({ own, all }) => startsIn(own, wanted, 'some') && startsIn(all, wanted, 'every'))
        .map((entry) => ({ ...entry, rank: startsIn(entry.own, wanted, 'every') ? 0 : 1 }))
        .sort((a, b) => a.rank - b.rank || depth(a.subject) - depth(b.subject) || a.order - b.order)
        .slice(0, limit)
        .map(({ subject }) => subject);
    },
  };
}

/** The code of the level above; '' above the highest. */
export function parentOf(code: string): string {
  return code.includes('.') ? code.slice(0, code.lastIndexOf('.')) : '';
}

function levelsOf(code: string): string[] {
  const parts = code.split('.');
  return parts.map((_, i) => parts.slice(0, i + 1).join('.'));
}

function depth(subject: Subject): number {
  return subject.code.split('.').length;
}

function wordsOf(subjects: readonly Subject[]): string[] {
  return subjects.flatMap(({ name }) => [...foldedWords(name.kk), ...foldedWords(name.ru)]);
}
