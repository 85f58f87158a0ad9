import { appeals } from './appeals.ts';
import type { Book } from './book.ts';

/** Every book Kense knows. A new one is one more line here, its file beside this one and its words. */
export const books: readonly Book[] = [appeals as unknown as Book];

/** The book a paper stands in; undefined for a book of a newer program, whose papers are kept and not shown. */
export function bookOf(id: string): Book | undefined {
  return books.find((book) => book.id === id);
}
