import { type Known, type Piece, piecesOf } from './known.ts';
import type { Matter } from './matter.ts';

/** A subject that a text may have: `share` is how sure that is among all, from 0 to 1. */
export type SubjectGuess = { code: string; share: number };

/** What is known of a subject before any paper: worth so many words of papers. */
const KNOWN_BEFORE = 120;
/** Of what a paper of a subject says, the part that is about the subject. */
const ABOUT = 0.25;
/** How far a subject that comes often is likelier than another. */
const BY_HABIT = 0.2;
/** Words of which nothing is known are as frequent as this. */
const UNSEEN = 1 / 3_000;
/** Flattens a lead: the second and third subject say what a text is about, too. */
const LEANING = 0.3;

type Told = { code: string; known: number; words: number; papers: number };
/** What a subject has of a piece: its share before any paper, and how many of its papers have it. */
type Held = { by: Told; before: number; papers: number };

/**
 * Tells the subject of a text by the words of earlier papers of each subject, starting from what is known before. Naive Bayes over terms
 * that both languages share, and over runs of letters of what is known before; papers teach whole words only, so that what is kept of them
 * stays small. Each paper adds to it and may be taken back, so nothing is ever computed anew.
 */
export function createSubjectModel() {
  const told = new Map<string, Told>();
  /** By piece, so that only subjects that have it are looked at. */
  const held = new Map<Piece, Held[]>();
  const all = new Map<Piece, number>();
  let sum = 0;
  let papers = 0;

  function know(code: string, shares: Known): void {
    const by = { code, known: KNOWN_BEFORE, words: 0, papers: 0 };
    told.set(code, by);
    for (const [piece, before] of shares) {
      hold(piece).push({ by, before, papers: 0 });
      count(piece, before * KNOWN_BEFORE);
    }
  }

  function hold(piece: Piece): Held[] {
    let one = held.get(piece);
    if (!one) {
      one = [];
      held.set(piece, one);
    }
    return one;
  }

  function count(piece: Piece, times: number): void {
    all.set(piece, (all.get(piece) ?? 0) + times);
    sum += times;
  }

  /** @param sign 1: it is a paper of this subject; −1: it was counted there, and is one no more */
  function learn(code: string, matter: Matter, sign: 1 | -1): void {
    const by = told.get(code) ?? { code, known: 0, words: 0, papers: 0 };
    told.set(code, by);
    for (const { term } of matter.words) {
      const holders = hold(term);
      let one = holders.find((one) => one.by === by);
      if (!one) {
        one = { by, before: 0, papers: 0 };
        holders.push(one);
      }
      one.papers += sign;
      if (one.papers <= 0 && one.before === 0) holders.splice(holders.indexOf(one), 1);
      by.words += sign;
      count(term, sign);
    }
    by.papers += sign;
    papers += sign;
  }

  /** What the words of a text say for each subject, and how often it comes; without those for which they say nothing. */
  function scores(matter: Matter): { code: string; score: number }[] {
    const evidence = new Map<Told, number>();
    for (const [piece, times] of piecesOf(matter)) {
      const anywhere = (all.get(piece) ?? 0) / sum + UNSEEN;
      for (const { by, before, papers } of held.get(piece) ?? []) {
        const here = (papers + by.known * before) / (by.known + by.words);
        const says = times * Math.log(1 + (ABOUT * here) / ((1 - ABOUT) * anywhere));
        evidence.set(by, (evidence.get(by) ?? 0) + says);
      }
    }
    const usual = papers / told.size + 1;
    return Array.from(evidence, ([by, says]) => ({
      code: by.code,
      score: says + BY_HABIT * Math.log((by.papers + 1) / usual),
    }));
  }

  return {
    /** What is known of a subject before any paper of it is learned. */
    know,
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
