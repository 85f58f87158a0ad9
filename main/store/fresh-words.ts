import type { Asked } from './words.ts';

/** So many places are kept at most: the words of 7,000 long papers, or 23,000 short ones. A place takes 10 to 100 bytes. */
const MOST_PLACES = 700_000;
/** Of this length on, a word that was cut out of a text would keep all of that in memory. Characters. */
const SHORTEST_PART = 13;

/**
 * Words of documents that are not in the index yet, in memory, and which documents have them: answers what the index would.
 * A beginning is looked for among the words that share its first two letters.
 */
export class FreshWords {
  /** By place: each document that was added has the next one. Undefined when its words are others now, or lie elsewhere. */
  readonly #rows: (number | undefined)[] = [];
  readonly #places = new Map<number, number>();
  /** Places of the documents that have a word; most words stand in one alone, and a list for each would be most of the memory. */
  readonly #words = new Map<string, number | number[]>();
  /** By their first two letters; what has come since somebody asked last is in `#unsorted`. */
  readonly #sorted = new Map<string, string[]>();
  #unsorted: string[] = [];
  #size = 0;

  /** No more is to be added. */
  get isFull(): boolean {
    return this.#size >= MOST_PLACES;
  }

  has(row: number): boolean {
    return this.#places.has(row);
  }

  add(row: number, words: readonly string[]): void {
    this.remove(row);
    const place = this.#rows.push(row) - 1;
    this.#places.set(row, place);
    this.#size += words.length;
    for (const word of words) {
      const places = this.#words.get(word);
      if (typeof places === 'object') places.push(place);
      else if (places !== undefined) this.#words.set(word, [places, place]);
      else {
        const own = word.length < SHORTEST_PART ? word : Buffer.from(word).toString();
        this.#words.set(own, place);
        this.#unsorted.push(own);
      }
    }
  }

  remove(row: number): void {
    const place = this.#places.get(row);
    if (place === undefined) return;
    this.#rows[place] = undefined;
    this.#places.delete(row);
    if (this.#places.size > 0) return;
    this.#rows.length = 0;
    this.#words.clear();
    this.#sorted.clear();
    this.#unsorted = [];
    this.#size = 0;
  }

  /** The rows that answer, the greatest first, at most so many. */
  matching(asked: Asked, limit: number): number[] {
    if (this.#places.size === 0) return [];
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
    for (const word of this.#sorted.get(beginning.slice(0, 2)) ?? []) {
      if (!word.startsWith(beginning)) continue;
      const places = this.#words.get(word)!;
      for (const place of typeof places === 'object' ? places : [places]) {
        const row = this.#rows[place];
        if (row !== undefined) rows.add(row);
      }
    }
    return rows;
  }
}
