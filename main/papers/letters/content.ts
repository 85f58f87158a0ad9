import type { Both } from '../../../shared/domain/log/line.ts';
import type { LetterLine } from '../../../shared/letters/fill.ts';
import type { LetterLanguage } from '../../../shared/letters/kinds.ts';
import type { TemplatePart } from '../../../shared/letters/template.ts';

/** What a letter says, ready to be set: as a sheet to print, or as a document to edit. */
export type LetterContent = {
  language: LetterLanguage;
  /** The file's properties name the letter and the paper's number, no person. */
  title: string;
  /** Day of making, 01.12.2026. */
  day: string;
  /** The letterhead: the body in both languages, the state language first. */
  body: Both;
  /** The outgoing number and date as one line; may be a line to write on. */
  outgoing: string;
  /** Of an office that is being tried out: the mark of a sample; else ''. */
  sample: string;
  parts: Record<TemplatePart, LetterLine[]>;
  /** Words before the number of the page, and before and after the number of pages; a letter of one page has none. */
  page: { before: string; between: string; after: string };
};
