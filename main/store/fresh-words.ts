import type { Asked } from './words.ts';

/** One place in `postings` for each document and word; `gone` when the document's words are others now, or lie elsewhere. */
type Entry = { row: number; gone: boolean };

/** So many places are kept at most: the words of 2,500 long papers, or 7,000 short ones. */
const MOST_PLACES = 250_000;
/** Of this length on, a word that was cut out of a text would keep all of that in memory. Characters. */
const SHORTEST_PART = 13;

/**
 * Words of documents that are not in the index yet, in memory, and which documents have them: answers what the index would.
 * A beginning is looked for among the words that share its first two letters.
 */
export class FreshWords {
  readonly #entries = new Map<number, Entry>();
  readonly #words = new Map<string, Entry[]>();
  /** By their first two letters; what has come since somebody asked last is in `#unsorted`. */
  readonly #sorted = new Map<string, string[]>();
  #unsorted: string[] = [];
  #places = 0;

  /** No more is to be added. */
  get isFull(): boolean {
    return this.#places >= MOST_PLACES;
  }

  has(row: number): boolean {
    return this.#entries.has(row);
  }

  add(row: number, words: readonly string[]): void {
    this.remove(row);
    const entry = { row, gone: false };
    this.#entries.set(row, entry);
    this.#places += words.length;
    for (const word of words) {
      const entries = this.#words.get(word);
      if (entries) entries.push(entry);
      else {
        const own = word.length < SHORTEST_PART ? word : Buffer.from(word).toString();
        this.#words.set(own, [entry]);
        this.#unsorted.push(own);
      }
    }
  }

  remove(row: number): void {
    const entry = this.#entries.get(row);
    if (!entry) return;
    entry.gone = true;
    this.#entries.delete(row);
    if (this.#entries.size > 0) return;
    this.#words.clear();
    this.#sorted.clear();
    this.#unsorted = [];
    this.#places = 0;
  }

  /** The rows that answer, the greatest first, at most so many. */
  matching(asked: Asked, limit: number): number[] {
    if (this.#entries.size === 0) return [];
    return [...this.#rowsFor(asked)].sort((a, b) => b - a).slice(0, limit);
  }

  #rowsFor(asked: Asked): Set<number> {
    if (typeof asked === 'string') return this.#beginningWith(asked);
    if ('one' in asked) return new Set(asked.one.flatMap((part) => [...this.#rowsFor(part)]));
    const [first, ...others] = asked.all.map((part) => this.#rowsFor(part));
    return new Set([...first!].filter((row) => others.every((rows) => rows.has(row))));
  }

  #beginningWith(beginning: string): Set<number> {
    for (const word of this.#unsorted) {
      const alike = this.#sorted.get(word.slice(0, 2));
      if (alike) alike.push(word);
      else this.#sorted.set(word.slice(0, 2), [word]);
    }
    this.#unsorted = [];
    const rows = new Set<number>();
    for (const word of this.#sorted.get(beginning.slice(0, 2)) ?? [])
      if (word.startsWith(beginning)) for (const { row, gone } of this.#words.get(word)!) if (!gone) rows.add(row);
    return rows;
  }
}
