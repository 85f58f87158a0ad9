import type { Both } from '../log/line.ts';
import { type Lexicon, meaningTerm, type Term, type WordData } from './lexicon.ts';
import { type Matter, matterOf } from './matter.ts';

/** A subject that a text may have: `share` is how sure that is among all, from 0 to 1. */
export type SubjectGuess = { code: string; share: number };

/** What is known of a subject before any paper: worth so many words of papers. */
const KNOWN_BEFORE = 60;
/** A name of the classifier says less than what people say. */
const NAME_WEIGHT = 0.4;
const EXAMPLE_WEIGHT = 0.5;
/** Of what a paper of a subject says, the part that is about the subject. */
const ABOUT = 0.25;
/** How far a subject that comes often is likelier than another. */
const BY_HABIT = 0.2;
/** Words of which nothing is known are as frequent as this. */
const UNSEEN = 1 / 3_000;

/** Flattens a lead: the second and third subject say what a text is about, too. */
const LEANING = 0.15;

type Told = { before: ReadonlyMap<Term, number>; words: Map<Term, number>; sum: number; papers: number };

/**
 * Tells the subject of a text by the words of earlier papers of each subject, starting from what citizens usually call it. Naive Bayes over
 * terms that both languages share; each paper adds to it and may be taken back, so nothing is ever computed anew.
 */
export function createSubjectModel(
  subjects: readonly { code: string; name: Both }[],
  { data, lexicon }: { data: Pick<WordData, 'subjects' | 'examples'>; lexicon: Lexicon },
) {
  const told = new Map<string, Told>();
  const all = new Map<Term, number>();
  let sum = 0;
  let papers = 0;

  for (const { code, name } of subjects) {
    const words = data.subjects[code];
    if (words === undefined) continue;
    const before = wordsBefore(words, [name, data.examples[code]], lexicon);
    told.set(code, { before, words: new Map(), sum: 0, papers: 0 });
  }
  for (const { before } of told.values()) for (const [term, part] of before) count(term, part);

  function count(term: Term, times: number): void {
    all.set(term, (all.get(term) ?? 0) + times);
    sum += times;
  }

  /** @param sign 1: it is a paper of this subject; −1: it was counted there, and is one no more */
  function learn(code: string, matter: Matter, sign: 1 | -1): void {
    let of = told.get(code);
    if (!of) {
      of = { before: new Map(), words: new Map(), sum: 0, papers: 0 };
      told.set(code, of);
    }
    for (const { term } of matter.words) {
      const left = (of.words.get(term) ?? 0) + sign;
      if (left > 0) of.words.set(term, left);
      else of.words.delete(term);
      of.sum += sign;
      count(term, sign);
    }
    of.papers += sign;
    papers += sign;
  }

  /** What the words of a text say for a subject; 0: nothing. */
  function evidenceFor({ before, words, sum: ownSum }: Told, matter: Matter): number {
    const known = before.size > 0 ? KNOWN_BEFORE : 0;
    if (known + ownSum <= 0) return 0;
    let evidence = 0;
    for (const { term, times } of matter.words) {
      const here = ((words.get(term) ?? 0) + known * (before.get(term) ?? 0)) / (known + ownSum);
      if (here === 0) continue;
      const anywhere = (all.get(term) ?? 0) / sum + UNSEEN;
      evidence += (1 + Math.log(times)) * Math.log(1 + (ABOUT * here) / ((1 - ABOUT) * anywhere));
    }
    return evidence;
  }

  function scores(matter: Matter): { code: string; score: number }[] {
    const found: { code: string; score: number }[] = [];
    for (const [code, one] of told) {
      const evidence = evidenceFor(one, matter);
      const habit = BY_HABIT * Math.log((one.papers + 1) / (papers / told.size + 1));
      if (evidence > 0) found.push({ code, score: evidence + habit });
    }
    return found;
  }

  return {
    learn,
    /** The likeliest subjects, best first; none where nothing in the text tells of any. */
    guess(matter: Matter, limit: number): SubjectGuess[] {
      const found = scores(matter);
      const greatest = Math.max(...found.map(({ score }) => score));
      const total = found.reduce((before, { score }) => before + Math.exp(score - greatest), 0);
      return found
        .sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1))
        .slice(0, limit)
        .map(({ code, score }) => ({ code, share: Math.exp(score - greatest) / total }));
    },
    /** Towards which subjects a text leans, and how far: two texts about one thing lean alike, whatever words they use. */
    topicOf(matter: Matter): ReadonlyMap<string, number> {
      const found = scores(matter);
      const greatest = Math.max(...found.map(({ score }) => score));
      return new Map(found.map(({ code, score }) => [code, Math.exp(LEANING * (score - greatest))]));
    },
    get papers() {
      return papers;
    },
  };
}

/** The meanings in the order in which they tell the subject, the first one most; the words of its name, and of what people usually say. */
function wordsBefore(
  meanings: string,
  [name, example]: readonly [Both, Both | undefined],
  lexicon: Lexicon,
): ReadonlyMap<Term, number> {
  const weights = new Map<Term, number>();
  const add = (term: Term, weight: number) => void weights.set(term, (weights.get(term) ?? 0) + weight);
  const addWords = (text: Both | undefined, weight: number) => {
    if (text) for (const { term } of matterOf(`${text.kk} ${text.ru}`, lexicon).words) add(term, weight);
  };
  for (const [at, meaning] of meanings.split(' ').entries()) add(meaningTerm(meaning), 1 / (1 + at / 2));
  addWords(name, NAME_WEIGHT);
  addWords(example, EXAMPLE_WEIGHT);
  const sum = [...weights.values()].reduce((a, b) => a + b, 0);
  return new Map([...weights].map(([term, weight]) => [term, weight / sum]));
}
