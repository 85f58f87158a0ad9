import type { Paper } from '../domain/log/line.ts';
import { appeals } from './appeals.ts';
import type { Book, NamedFile } from './book.ts';

/** Every book Kense knows. A new one is one more line here, its file beside this one and its words. */
export const books: readonly Book[] = [appeals as unknown as Book];

/** The book a paper stands in; undefined for a book of a newer program, whose papers are kept and not shown. */
export function bookOf(id: string): Book | undefined {
  return books.find((book) => book.id === id);
}

/** The files that a paper names; none of a book that this program does not know, nor of an entry that is none. */
export function filesOf({ book, entry, log }: Paper): NamedFile[] {
  const known = bookOf(book);
  const checked = known?.entry.safeParse(entry);
  return known && checked?.success ? known.files(checked.data, log) : [];
}
