import type { Both } from '../log/line.ts';
import { soundsOf } from './sound.ts';
import { stemOf } from './stem.ts';

/**
 * What people call things in their papers, as data: under each meaning its words in both languages, parted by spaces; a hyphen at the end
 * stands for any ending. `ordinary` words stand in any paper and tell nothing of its matter.
 */
export type WordData = {
  ordinary: Both;
  /** By which a paper speaks of an earlier one: written before, no answer, promised. */
  earlier: Both;
  meanings: Readonly<Record<string, Both>>;
  /** By which meanings a subject is told, by code; parted by spaces. */
  subjects: Readonly<Record<string, string>>;
  /** What a paper of a subject usually says, by code. */
  examples: Readonly<Record<string, Both>>;
  /** What such papers say besides, as others do too: by it words are kin, and no subject is told. */
  besides: Readonly<Record<string, Both>>;
  /** The troubles that papers of a subject are about, by its code: of each what people say of it, in whatever words. */
  troubles: Readonly<Record<string, readonly Both[]>>;
};

/** What a word stands for: `=name` for a meaning that both languages share, otherwise its stem. */
export type Term = string;

export type Lexicon = {
  termOf(sound: string): Term;
  isOrdinary(term: Term): boolean;
  speaksOfEarlier(sound: string): boolean;
};

const ORDINARY = '=ordinary';
/** Beginnings looked up, in letters. */
const SHORTEST_ROOT = 2;
const LONGEST_ROOT = 16;
/** Letters of a root that is recognised with a slip in it. */
const SHORTEST_WITH_SLIP = 7;
/** Papers of an office are made of the same words. */
const REMEMBERED = 20_000;

export function createLexicon({
  ordinary,
  earlier,
  meanings,
}: Pick<WordData, 'ordinary' | 'earlier' | 'meanings'>): Lexicon {
  const roots = new Map<string, Term>();
  const whole = new Map<string, Term>();
  let remembered = new Map<string, Term>();
  const add = (words: Both, term: Term) => {
    for (const word of `${words.kk} ${words.ru}`.split(' ')) {
      const into = word.endsWith('-') ? roots : whole;
      for (const sound of soundsOf(word)) if (!into.has(sound)) into.set(sound, term);
    }
  };
  add(ordinary, ORDINARY);
  for (const [name, words] of Object.entries(meanings)) add(words, meaningTerm(name));
  const stems = new Map([...whole].map(([sound, term]) => [stemOf(sound), term]));

  /** By roots with a letter left out: so a root and what was typed meet, whichever of them has one too many, or another one. */
  const slips = new Map<string, Term>();
  for (const [root, term] of roots)
    if (root.length >= SHORTEST_WITH_SLIP)
      for (const shorter of withoutOne(root)) if (!slips.has(shorter)) slips.set(shorter, term);

  /** The meaning of a word with one slip of the hand in it. */
  function nearest(sound: string): Term | undefined {
    if (sound.length < SHORTEST_WITH_SLIP) return undefined;
    for (let length = Math.min(sound.length, LONGEST_ROOT); length >= SHORTEST_WITH_SLIP - 1; length--) {
      const beginning = sound.slice(0, length);
      const missing = slips.get(beginning);
      if (missing !== undefined) return missing;
      for (const shorter of withoutOne(beginning)) {
        const term = slips.get(shorter) ?? (shorter.length >= SHORTEST_WITH_SLIP ? roots.get(shorter) : undefined);
        if (term !== undefined) return term;
      }
    }
    return undefined;
  }

  function find(sound: string): Term {
    const known = whole.get(sound);
    if (known !== undefined) return known;
    if (isNumber(sound)) return sound;
    for (let length = Math.min(sound.length, LONGEST_ROOT); length >= SHORTEST_ROOT; length--) {
      const term = roots.get(sound.slice(0, length));
      if (term !== undefined) return term;
    }
    const stem = stemOf(sound);
    return stems.get(stem) ?? nearest(sound) ?? stem;
  }

  return {
    termOf(sound) {
      let term = remembered.get(sound);
      if (term === undefined) {
        if (remembered.size >= REMEMBERED) remembered = new Map();
        term = find(sound);
        remembered.set(sound, term);
      }
      return term;
    },
    isOrdinary: (term) => term === ORDINARY,
    speaksOfEarlier: begins(earlier),
  };
}

export function meaningTerm(name: string): Term {
  return `=${name}`;
}

const isNumber = (sound: string) => /^\p{N}/u.test(sound);

function withoutOne(word: string): string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
}

/** Whether a sound is one of the words, or begins with one that stands for any ending. */
function begins({ kk, ru }: Both): (sound: string) => boolean {
  const words = `${kk} ${ru}`.split(' ');
  const whole = new Set(words.filter((word) => !word.endsWith('-')).flatMap(soundsOf));
  const roots = words.filter((word) => word.endsWith('-')).flatMap(soundsOf);
  return (sound) => whole.has(sound) || roots.some((root) => sound.startsWith(root));
}
