/** Turns words into the form in which they are compared, e.g. `foldText`. Folding twice changes nothing more. */
export type Fold = (text: string) => string;

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const MARK = String.raw`[\p{L}\p{N}\p{M}]`;
const JOINER = String.raw`[-‐‑–—./\\]`;
/** «ЖТ-2026-1», `12/3`, `01.12.2026`: what is written in one piece. */
const COMPOUND = new RegExp(`${MARK}+(?:${JOINER}${MARK}+)+`, 'gu');
/** Digits in groups, as numbers and telephones are typed; not the end of a compound. */
const GROUPED = new RegExp(String.raw`(?<!${MARK}${JOINER}?)\d+(?:[\s()‐‑–—-]+\d+)+(?!${JOINER}?${MARK})`, 'gu');

/**
 * What a text is found by: each word as it is written, in small letters, and, where folding changes it, its folded form,
 * marked. So the exact spelling can be asked for by itself, and the words that need no folding stand there once.
 */
export function tokensOf(text: string, fold: Fold): string[] {
  const lower = normalized(text);
  const tokens = new Set<string>();
  for (const word of wordsOf(lower)) {
    tokens.add(word);
    for (const form of foldedForms(word, fold)) if (form !== word) tokens.add(marked(form));
  }
  for (const piece of lower.split(/\s+/u)) {
    if (!isNumber(piece)) continue;
    for (const compound of piece.match(COMPOUND) ?? []) if (isNumber(compound)) tokens.add(inOnePiece(compound, fold));
  }
  return [...tokens];
}

/** A question as FTS5 expressions: `exact` wants the words as they were typed, `any` also finds other spellings. */
export interface Question {
  exact: string;
  any: string;
}

/**
 * Every word of the text has to begin a word of the document. Digits in groups may also stand in one piece. Words of one
 * letter are left out; `undefined` when nothing else is asked. Any string is safe: an expression holds only words.
 */
export function questionOf(text: string, fold: Fold): Question | undefined {
  const lower = normalized(text.slice(0, LONGEST_QUESTION));
  const parts = [...partsOf(lower, fold)].slice(0, MOST_PARTS);
  if (parts.length === 0) return undefined;
  const joined = (which: keyof Question) => parts.map((part) => `(${part[which]})`).join(' AND ');
  return { exact: joined('exact'), any: joined('any') };
}

const LONGEST_QUESTION = 512;
const MOST_PARTS = 16;

function* partsOf(text: string, fold: Fold): Generator<Question> {
  let at = 0;
  for (const match of text.matchAll(GROUPED)) {
    yield* wordsAndCompounds(text.slice(at, match.index), fold);
    yield grouped(match[0], fold);
    at = match.index + match[0].length;
  }
  yield* wordsAndCompounds(text.slice(at), fold);
}

function* wordsAndCompounds(text: string, fold: Fold): Generator<Question> {
  let at = 0;
  for (const match of text.matchAll(COMPOUND)) {
    if (!isNumber(match[0])) continue;
    yield* words(text.slice(at, match.index), fold);
    const piece = prefix(inOnePiece(match[0], fold));
    yield { exact: piece, any: either(piece, allOf(words(match[0], fold))) };
    at = match.index + match[0].length;
  }
  yield* words(text.slice(at), fold);
}

function grouped(text: string, fold: Fold): Question {
  const piece = prefix(text.replace(/\D/gu, ''));
  const exact = new RegExp(`^(?:${COMPOUND.source})$`, 'u').test(text)
    ? either(piece, prefix(inOnePiece(text, fold)))
    : piece;
  return { exact, any: either(exact, allOf(words(text, fold))) };
}

function* words(text: string, fold: Fold): Generator<Question> {
  for (const word of wordsOf(text)) {
    if (isSingle(word)) continue;
    const forms = foldedForms(word, fold).filter((form) => !isSingle(form));
    const any = forms.map((form) => either(prefix(form), prefix(marked(form))));
    yield { exact: prefix(word), any: any.length > 0 ? any.map((form) => `(${form})`).join(' AND ') : prefix(word) };
  }
}

function allOf(parts: Iterable<Question>): string | undefined {
  const any = [...parts].map((part) => `(${part.any})`);
  return any.length > 0 ? `(${any.join(' AND ')})` : undefined;
}

function either(...expressions: (string | undefined)[]): string {
  return [...new Set(expressions)].filter((one) => one !== undefined).join(' OR ');
}

function prefix(token: string): string {
  return `"${token}"*`;
}

/** Words are runs of letters, digits and combining marks; everything else separates. */
function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

function normalized(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function isSingle(word: string): boolean {
  return word.length <= 2 && [...word].length < 2;
}

function isNumber(piece: string): boolean {
  return piece.length <= LONGEST_NUMBER && /\d/.test(piece);
}

/** Characters; longer ones are no numbers of papers. */
const LONGEST_NUMBER = 60;

/** Between the parts of a compound: no folded word begins with it, see {@link marked}. */
const SEPARATOR = '\uf8ff';

function inOnePiece(compound: string, fold: Fold): string {
  return wordsOf(compound)
    .map((word) => foldedForms(word, fold).join(''))
    .join(SEPARATOR);
}

/** Folding is most of the work of indexing a text, and texts of an office are made of the same words. */
const folded = new WeakMap<Fold, Map<string, string[]>>();
const REMEMBERED_WORDS = 20_000;

function foldedForms(word: string, fold: Fold): string[] {
  let known = folded.get(fold);
  if (!known || known.size >= REMEMBERED_WORDS) {
    known = new Map();
    folded.set(fold, known);
  }
  let forms = known.get(word);
  if (!forms) {
    forms = wordsOf(fold(word));
    known.set(word, forms);
  }
  return forms;
}

/**
 * A folded form among words as they are written: its first letter moves to Unicode's private use area, where no word has
 * letters, so that its beginnings stay as long as they were. Letters that have no place there stay (only the order of
 * what is found is then less exact).
 */
function marked(form: string): string {
  const code = form.charCodeAt(0);
  return code < 0x18ff ? String.fromCharCode(0xe000 + code) + form.slice(1) : form;
}
