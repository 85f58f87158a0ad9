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
  const tokens = new Set<string>();
  // No word goes over a blank.
  for (const piece of normalized(text).split(/\s+/u)) for (const token of tokensOfPiece(piece, fold)) tokens.add(token);
  return [...tokens];
}

function tokensOfPiece(piece: string, fold: Fold): string[] {
  if (!/\d/.test(piece)) return remembered(tokensKnown, fold, piece, spellingsOf);
  // Numbers come once: to be remembered, they would push the words out.
  if (/^\d+$/.test(piece) && fold(piece) === piece) return [piece];
  const tokens = spellingsOf(piece, fold);
  if (isNumber(piece))
    for (const compound of piece.match(COMPOUND) ?? []) if (isNumber(compound)) tokens.push(inOnePiece(compound, fold));
  return tokens;
}

/** Each word as it is written, and its other forms. */
function spellingsOf(piece: string, fold: Fold): string[] {
  const tokens: string[] = [];
  for (const word of wordsOf(piece)) {
    tokens.push(word);
    for (const form of foldedForms(word, fold)) if (form !== word) tokens.push(marked(form));
  }
  return tokens;
}

/** What is asked of a document's words: a beginning that one of them has, or several such questions, all or one of which it answers. */
export type Asked = string | { all: Asked[] } | { one: Asked[] };

/** `exact` wants the words as they were typed, `any` also finds other spellings. */
export interface Question {
  exact: Asked;
  any: Asked;
}

/** As FTS5 asks. Beginnings hold nothing but letters, digits and marks: none can break out of its quotes. */
export function expressionOf(asked: Asked): string {
  if (typeof asked === 'string') return `"${asked}"*`;
  const [parts, between] = 'all' in asked ? [asked.all, ' AND '] : [asked.one, ' OR '];
  return `(${parts.map(expressionOf).join(between)})`;
}

/**
 * Every word of the text has to begin a word of the document. Digits in groups may also stand in one piece. Words of one
 * letter are left out; `undefined` when nothing else is asked. Any string is safe: an expression holds only words.
 */
export function questionOf(text: string, fold: Fold): Question | undefined {
  const lower = normalized(text.slice(0, LONGEST_QUESTION));
  const parts = [...partsOf(lower, fold)].slice(0, MOST_PARTS);
  if (parts.length === 0) return undefined;
  return { exact: all(parts.map(({ exact }) => exact)), any: all(parts.map(({ any }) => any)) };
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
    const piece = inOnePiece(match[0], fold);
    yield { exact: piece, any: either(piece, allOf(words(match[0], fold))) };
    at = match.index + match[0].length;
  }
  yield* words(text.slice(at), fold);
}

function grouped(text: string, fold: Fold): Question {
  const piece = text.replace(/\D/gu, '');
  const exact = new RegExp(`^(?:${COMPOUND.source})$`, 'u').test(text) ? either(piece, inOnePiece(text, fold)) : piece;
  return { exact, any: either(exact, allOf(words(text, fold))) };
}

function* words(text: string, fold: Fold): Generator<Question> {
  for (const word of wordsOf(text)) {
    if (isSingle(word)) continue;
    const forms = foldedForms(word, fold).filter((form) => !isSingle(form));
    const any = forms.map((form) => either(form, marked(form)));
    yield { exact: word, any: any.length > 0 ? all(any) : word };
  }
}

function allOf(parts: Iterable<Question>): Asked | undefined {
  const any = [...parts].map((part) => part.any);
  return any.length > 0 ? all(any) : undefined;
}

function all(parts: Asked[]): Asked {
  return parts.length === 1 ? parts[0]! : { all: parts };
}

function either(...parts: (Asked | undefined)[]): Asked {
  const one = [...new Set(parts)].filter((part) => part !== undefined);
  return one.length === 1 ? one[0]! : { one };
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
type Known = WeakMap<Fold, Map<string, string[]>>;
const formsKnown: Known = new WeakMap();
const tokensKnown: Known = new WeakMap();
const MOST_REMEMBERED = 20_000;
const LONGEST_REMEMBERED = 40;

function remembered(all: Known, fold: Fold, text: string, make: (text: string, fold: Fold) => string[]): string[] {
  let known = all.get(fold);
  if (!known || known.size >= MOST_REMEMBERED) {
    known = new Map();
    all.set(fold, known);
  }
  let made = known.get(text);
  if (!made) {
    made = make(text, fold);
    if (text.length <= LONGEST_REMEMBERED) known.set(text, made);
  }
  return made;
}

function foldedForms(word: string, fold: Fold): string[] {
  return /\d/.test(word) ? formsOf(word, fold) : remembered(formsKnown, fold, word, formsOf);
}

function formsOf(word: string, fold: Fold): string[] {
  return wordsOf(fold(word));
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
