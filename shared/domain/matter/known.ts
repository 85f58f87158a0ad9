import type { Both } from '../log/line.ts';
import { type Lexicon, meaningTerm, type WordData } from './lexicon.ts';
import { type Matter, matterOf } from './matter.ts';
import { runsOf } from './runs.ts';

/** A word, or a run of its letters, of a text or of a subject. */
export type Piece = string;
/** What is known of a subject before any paper: pieces, each with its share. */
export type Known = ReadonlyMap<Piece, number>;

/** A name of the classifier says less than what people say. */
const NAME_WEIGHT = 0.4;
/** Letters of a run, and what one tells beside a whole word. */
const RUN = 4;
const RUN_WEIGHT = 0.2;

/**
 * By what a subject is told: its meanings, which come in the order in which they tell it, the first one most; the words of its name, and of
 * what papers about it say. And what is used in its papers: these, and what they say besides. Undefined: no word tells it.
 */
export function knownOf(
  { code, name }: { code: string; name: Both },
  { data, lexicon }: { data: Pick<WordData, 'subjects' | 'examples' | 'besides'>; lexicon: Lexicon },
): { told: Known; used: Known } | undefined {
  const meanings = data.subjects[code];
  if (meanings === undefined) return undefined;
  const weights = new Map<Piece, number>();
  const add = (piece: Piece, weight: number) => void weights.set(piece, (weights.get(piece) ?? 0) + weight);
  const addWords = ({ kk, ru }: Both, weight: number) => {
    for (const [piece, times] of piecesOf(matterOf(`${kk} ${ru}`, lexicon))) add(piece, times * weight);
  };
  for (const [at, meaning] of meanings.split(' ').entries()) add(meaningTerm(meaning), 1 / (1 + at / 2));
  addWords(name, NAME_WEIGHT);
  addWords(data.examples[code] ?? NOTHING, 1);
  const told = sharesOf(weights);
  addWords(data.besides[code] ?? NOTHING, 1);
  return { told, used: sharesOf(weights) };
}

/** Of what tells a trouble, the part that tells any trouble of its subject. */
const OF_SUBJECT = 0.2;

/** A trouble among those of all subjects. */
export const troubleCode = (subject: string, at: number) => `${subject}/${at}`;
export const subjectOfTrouble = (code: string) => code.slice(0, code.lastIndexOf('/'));

/** By what each trouble of a subject is told. @param told by what the subject is */
export function troublesOf(
  code: string,
  told: Known,
  { data, lexicon }: { data: Pick<WordData, 'troubles'>; lexicon: Lexicon },
): Known[] {
  return (data.troubles[code] ?? []).map(({ kk, ru }) => {
    const known = new Map(Array.from(told, ([piece, share]) => [piece, share * OF_SUBJECT]));
    for (const [piece, share] of sharesOf(piecesOf(matterOf(`${kk} ${ru}`, lexicon))))
      known.set(piece, (known.get(piece) ?? 0) + share * (1 - OF_SUBJECT));
    return known;
  });
}

const NOTHING: Both = { kk: '', ru: '' };

function sharesOf(weights: ReadonlyMap<Piece, number>): Known {
  const sum = [...weights.values()].reduce((a, b) => a + b, 0);
  return new Map([...weights].map(([piece, weight]) => [piece, weight / sum]));
}

/** The words of a text and the runs of their letters, with how much each counts. */
export function piecesOf({ words }: Matter): ReadonlyMap<Piece, number> {
  const pieces = new Map<Piece, number>();
  const add = (piece: Piece, times: number) => void pieces.set(piece, (pieces.get(piece) ?? 0) + times);
  for (const { term, sound, times } of words) {
    const counts = 1 + Math.log(times);
    add(term, counts);
    for (const run of runsOfWord(sound)) add(run, counts * RUN_WEIGHT);
  }
  return pieces;
}

/** The runs of letters by which a word is known in a form that no subject has. */
export function runsOfWord(sound: string): readonly Piece[] {
  return runsOf(sound, RUN);
}
