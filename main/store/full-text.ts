import type { Connection } from './connection.ts';
import type { StoredDocument } from './stored-document.ts';
import { type Fold, questionOf, tokensOf } from './words.ts';

/** What the owner of a collection says about its full text. */
export interface FullTextOptions {
  /** The text to be found by, as it is written; `undefined` or empty: the document is not found by text. */
  text?: ((document: StoredDocument) => string | undefined) | undefined;
  /** In which form words are the same, for writing and for asking; small and capital letters always are. */
  fold?: Fold | undefined;
  /** Changing it makes the index be rebuilt from the documents at the next opening: do so when `text` or `fold` has changed. */
  version?: number | undefined;
  /** The document's place in time, a number from 0 to 2^42 (milliseconds fit): search answers by it, greatest first. */
  order?: ((document: StoredDocument) => number | undefined) | undefined;
}

/**
 * The FTS5 index of one table, kept in the transaction of the documents. It holds no text of its own, only which words
 * (and their first 2 to 12 letters) stand in which row; nothing needs more, and it stays small.
 */
export class FullTextIndex {
  readonly #connection: Connection;
  readonly #textOf: (document: StoredDocument) => string | undefined;
  readonly #fold: Fold;
  readonly #name: () => string;

  constructor(
    connection: Connection,
    textOf: (document: StoredDocument) => string | undefined,
    fold: Fold | undefined,
    name: () => string,
  ) {
    this.#connection = connection;
    this.#textOf = textOf;
    this.#fold = fold ?? unfolded;
    this.#name = name;
  }

  create(): void {
    const name = this.#name();
    // The ascii tokenizer takes everything beyond ASCII as part of a word; tokensOf has already decided what is one.
    this.#connection.exec(`CREATE VIRTUAL TABLE ${name} USING fts5 (
      words, content = '', contentless_delete = 1, detail = none, prefix = '${BEGINNINGS}', tokenize = 'ascii'
    )`);
    // Merging belongs to maintain(), not into a clerk's click. The second line only says how much may pile up until then.
    this.#connection.exec(`INSERT INTO ${name} (${name}, rank) VALUES ('automerge', 0)`);
    this.#connection.exec(
      `INSERT INTO ${name} (${name}, rank) VALUES ('crisismerge', ${SEGMENTS_BEFORE_FORCED_MERGE})`,
    );
  }

  insert(row: number, document: StoredDocument): void {
    const words = this.#wordsIn(document);
    if (words) this.#insertWords(row, words);
  }

  replace(row: number, before: StoredDocument, after: StoredDocument): void {
    const [wordsBefore, wordsAfter] = [this.#wordsIn(before), this.#wordsIn(after)];
    if (wordsBefore === wordsAfter) return;
    if (wordsBefore) this.#connection.run(`DELETE FROM ${this.#name()} WHERE rowid = CAST(? AS INTEGER)`, [row]);
    if (wordsAfter) this.#insertWords(row, wordsAfter);
  }

  /** Whether every word of a document leads to its row. */
  finds(row: number, document: StoredDocument): boolean {
    const words = this.#wordsIn(document).split(' ').filter(Boolean);
    const name = this.#name();
    for (let i = 0; i < words.length; i += WORDS_IN_A_QUESTION) {
      const all = words.slice(i, i + WORDS_IN_A_QUESTION).map((word) => `"${word}"`);
      const match = [all.join(' AND '), row];
      if (!this.#connection.get(`SELECT 1 FROM ${name} WHERE ${name} MATCH ? AND rowid = CAST(? AS INTEGER)`, match))
        return false;
    }
    return true;
  }

  /** The rows that a query finds: those with its own spelling first, among each the greatest first. */
  rowsFor(query: string, limit: number): number[] {
    const question = questionOf(query, this.#fold);
    if (!question) return [];
    const rows = new Set(this.#matching(question.exact, limit));
    if (rows.size < limit) for (const row of this.#matching(question.any, limit)) rows.add(row);
    return [...rows].slice(0, limit);
  }

  /** One small step of merging. Returns whether there may be more to do. */
  mergeStep(): boolean {
    const before = this.#totalChanges();
    const name = this.#name();
    this.#connection.run(`INSERT INTO ${name} (${name}, rank) VALUES ('merge', ${PAGES_PER_MERGE_STEP})`);
    // https://sqlite.org/fts5.html#the_merge_command: fewer than 2 changes mean that there was nothing to merge.
    return this.#totalChanges() - before >= 2;
  }

  #matching(expression: string, limit: number): number[] {
    const name = this.#name();
    return this.#connection
      .all(`SELECT rowid FROM ${name} WHERE ${name} MATCH ? ORDER BY rowid DESC LIMIT ?`, [expression, limit])
      .map(([row]) => Number(row));
  }

  #insertWords(row: number, words: string): void {
    this.#connection.run(`INSERT INTO ${this.#name()} (rowid, words) VALUES (CAST(? AS INTEGER), ?)`, [row, words]);
  }

  #wordsIn(document: StoredDocument): string {
    return document._deleted ? '' : tokensOf(this.#textOf(document) ?? '', this.#fold).join(' ');
  }

  #totalChanges(): number {
    return Number(this.#connection.get('SELECT total_changes()')?.[0]);
  }
}

const unfolded: Fold = (text) => text;

/**
 * Lengths of a word's beginnings that are looked up and read newest first. One of another length is put together from all words
 * that begin so, whatever the limit: 11 ms for the digits that every number of 100,000 papers begins with.
 */
const BEGINNINGS = '2 3 4 5 6 7 8 9 10 11 12';
/**
 * Every commit leaves a segment. When so many lie there, the next commit merges them: with 64 that one took 4 ms, which an office that
 * never rests would feel each 64th time; fewer cost a batch more than they save.
 */
const SEGMENTS_BEFORE_FORCED_MERGE = 32;
const PAGES_PER_MERGE_STEP = 100;
/** FTS5 takes a question of about 200. */
const WORDS_IN_A_QUESTION = 50;
