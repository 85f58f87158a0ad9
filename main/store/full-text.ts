import type { Connection } from './connection.ts';
import { FreshWords } from './fresh-words.ts';
import { inOrder } from './in-order.ts';
import type { StoredDocument } from './stored-document.ts';
import { type Asked, expressionOf, type Fold, questionOf, tokensOf } from './words.ts';

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
 * The full text of one table, kept in the transaction of the documents: an FTS5 index, and rows that wait for it. The index holds no
 * text of its own, only which words (and their first 2 to 12 letters) stand in which row; nothing needs more, and it stays small.
 *
 * To write a document's words there costs more than to write the document. So its row is noted as waiting, on disk, its words are in
 * memory (`FreshWords`), and `maintain` brings them into the index when nobody waits. Every search asks both.
 */
export class FullTextIndex {
  readonly #connection: Connection;
  readonly #textOf: (document: StoredDocument) => string | undefined;
  readonly #fold: Fold;
  readonly #name: () => string;
  readonly #documentAt: (row: number) => StoredDocument | undefined;
  /** The words of all rows that wait. Undefined where they have not been read since the store was opened, or since a write failed. */
  #fresh: FreshWords | undefined;

  /** @param documentAt undefined where there is none that can be read */
  constructor(
    connection: Connection,
    textOf: (document: StoredDocument) => string | undefined,
    fold: Fold | undefined,
    name: () => string,
    documentAt: (row: number) => StoredDocument | undefined,
  ) {
    this.#connection = connection;
    this.#textOf = textOf;
    this.#fold = fold ?? unfolded;
    this.#name = name;
    this.#documentAt = documentAt;
  }

  get #waiting(): string {
    return waitingFor(this.#name());
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
    this.#createWaiting();
    this.#fresh = new FreshWords();
  }

  /** To be called for one that was created before. */
  open(): void {
    const found = this.#connection.get('SELECT 1 FROM sqlite_schema WHERE name = ?', [this.#waiting]);
    if (!found && this.#connection.readOnly) this.#fresh = new FreshWords();
    else if (!found) this.#createWaiting();
    else if (!this.#someWait()) this.#fresh = new FreshWords();
  }

  insert(inserted: readonly { row: number; document: StoredDocument }[]): void {
    this.#insertWords(inserted.map(({ row, document }) => ({ row, words: this.#wordsIn(document) })));
  }

  /** As `insert`, at a time when nobody waits. */
  insertAtOnce(row: number, document: StoredDocument): void {
    this.#insertIntoIndex(row, this.#wordsIn(document));
  }

  replace(row: number, before: StoredDocument, after: StoredDocument): void {
    const [wordsBefore, wordsAfter] = [this.#wordsIn(before), this.#wordsIn(after)];
    if (wordsBefore.join(' ') === wordsAfter.join(' ')) return;
    if (this.#isWaiting(row)) this.#connection.run(`DELETE FROM ${this.#waiting} WHERE row = ?`, [row]);
    else if (wordsBefore.length > 0)
      this.#connection.run(`DELETE FROM ${this.#name()} WHERE rowid = CAST(? AS INTEGER)`, [row]);
    this.#fresh?.remove(row);
    this.#insertWords([{ row, words: wordsAfter }]);
  }

  /** To be called when a transaction in which something was written here has failed: memory may say what the disk does not. */
  forget(): void {
    this.#fresh = undefined;
  }

  /** Whether every word of a document leads to its row. */
  finds(row: number, document: StoredDocument): boolean {
    return this.holds(row, this.#wordsIn(document));
  }

  /** Whether each of these words leads to a row. */
  holds(row: number, words: readonly string[]): boolean {
    // Those in memory were made from the document.
    if (this.#freshWords().has(row)) return true;
    const name = this.#name();
    for (let i = 0; i < words.length; i += WORDS_IN_A_QUESTION) {
      const all = words.slice(i, i + WORDS_IN_A_QUESTION).map((word) => `"${word}"`);
      const match = [all.join(' AND '), row];
      if (!this.#connection.get(`SELECT 1 FROM ${name} WHERE ${name} MATCH ? AND rowid = CAST(? AS INTEGER)`, match))
        return false;
    }
    return true;
  }

  /** Rows that wait for the index, with their words. */
  *waiting(): Generator<{ row: number; words: string[] }> {
    for (let last = Number.MIN_SAFE_INTEGER; ; ) {
      const rows = this.#connection.all(
        `SELECT row FROM ${this.#waiting} WHERE row > ? ORDER BY row LIMIT ${ROWS_READ_AT_ONCE}`,
        [last],
      );
      for (const [value] of rows) {
        const row = inOrder(Number(value), last);
        const document = this.#documentAt(row);
        yield { row, words: document ? this.#wordsIn(document) : [] };
        last = row;
      }
      if (rows.length < ROWS_READ_AT_ONCE) return;
    }
  }

  /** The rows that a query finds: those with its own spelling first, among each the greatest first. */
  rowsFor(query: string, limit: number): number[] {
    const question = questionOf(query, this.#fold);
    if (!question) return [];
    const rows = new Set(this.#matching(question.exact, limit));
    if (rows.size < limit) for (const row of this.#matching(question.any, limit)) rows.add(row);
    return [...rows].slice(0, limit);
  }

  /**
   * One small step: brings some of the rows that wait into the index, the newest first, or else merges what lies there. Returns whether there may
   * be more to do.
   */
  step(): boolean {
    return this.#settleSome() || this.#mergeStep();
  }

  #settleSome(): boolean {
    const rows = this.#connection
      .all(`SELECT row FROM ${this.#waiting} ORDER BY row DESC LIMIT ${ROWS_PER_STEP}`)
      .map(([row]) => Number(row));
    if (rows.length === 0) {
      this.#fresh ??= new FreshWords();
      return false;
    }
    this.#connection.transaction(() => {
      for (const row of rows) {
        const document = this.#documentAt(row);
        if (document) this.#insertIntoIndex(row, this.#wordsIn(document));
        this.#connection.run(`DELETE FROM ${this.#waiting} WHERE row = ?`, [row]);
      }
    });
    for (const row of rows) this.#fresh?.remove(row);
    return true;
  }

  #mergeStep(): boolean {
    const before = this.#totalChanges();
    const name = this.#name();
    this.#connection.run(`INSERT INTO ${name} (${name}, rank) VALUES ('merge', ${PAGES_PER_MERGE_STEP})`);
    // https://sqlite.org/fts5.html#the_merge_command: fewer than 2 changes mean that there was nothing to merge.
    return this.#totalChanges() - before >= 2;
  }

  #matching(asked: Asked, limit: number): number[] {
    const name = this.#name();
    const indexed = this.#connection
      .all(`SELECT rowid FROM ${name} WHERE ${name} MATCH ? ORDER BY rowid DESC LIMIT ?`, [expressionOf(asked), limit])
      .map(([row]) => Number(row));
    const fresh = this.#freshWords().matching(asked, limit);
    if (fresh.length === 0) return indexed;
    return [...indexed, ...fresh].sort((a, b) => b - a).slice(0, limit);
  }

  /** Read anew after the process was killed with rows that wait: at the first search, not at the opening. */
  #freshWords(): FreshWords {
    if (this.#fresh) return this.#fresh;
    const fresh = new FreshWords();
    for (const { row, words } of this.waiting()) fresh.add(row, words);
    this.#fresh = fresh;
    return fresh;
  }

  /** As long as it is not known what waits, and when too much does, words go into the index at once. */
  #insertWords(inserted: readonly { row: number; words: string[] }[]): void {
    const waiting: number[] = [];
    for (const { row, words } of inserted) {
      if (words.length === 0) continue;
      if (!this.#fresh || this.#fresh.isFull) this.#insertIntoIndex(row, words);
      else {
        this.#fresh.add(row, words);
        waiting.push(row);
      }
    }
    if (waiting.length === 0) return;
    const rows = 'SELECT CAST(value AS INTEGER) FROM json_each(?)';
    this.#connection.run(`INSERT OR REPLACE INTO ${this.#waiting} ${rows}`, [JSON.stringify(waiting)]);
  }

  #insertIntoIndex(row: number, words: readonly string[]): void {
    if (words.length === 0) return;
    this.#connection.run(`INSERT INTO ${this.#name()} (rowid, words) VALUES (CAST(? AS INTEGER), ?)`, [
      row,
      words.join(' '),
    ]);
  }

  #createWaiting(): void {
    this.#connection.exec(`CREATE TABLE ${this.#waiting} (row INTEGER PRIMARY KEY) STRICT`);
    this.#fresh = new FreshWords();
  }

  #someWait(): boolean {
    return this.#connection.get(`SELECT 1 FROM ${this.#waiting} LIMIT 1`) !== undefined;
  }

  #isWaiting(row: number): boolean {
    if (this.#fresh) return this.#fresh.has(row);
    return this.#connection.get(`SELECT 1 FROM ${this.#waiting} WHERE row = ?`, [row]) !== undefined;
  }

  #wordsIn(document: StoredDocument): string[] {
    return document._deleted ? [] : tokensOf(this.#textOf(document) ?? '', this.#fold);
  }

  #totalChanges(): number {
    return Number(this.#connection.get('SELECT total_changes()')?.[0]);
  }
}

/** The table beside an FTS5 table whose rows wait for it. */
export function waitingFor(name: string): string {
  return `${name}_waiting`;
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
/** About 20 ms for long papers. */
const ROWS_PER_STEP = 50;
const ROWS_READ_AT_ONCE = 500;
/** FTS5 takes a question of about 200. */
const WORDS_IN_A_QUESTION = 50;
