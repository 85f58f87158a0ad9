import type { AppealEntry } from '../../../shared/books/appeals.ts';
import type { Row } from '../../../shared/contract/shapes.ts';
import { parseNumber } from '../../../shared/domain/number/paper-number.ts';
import { plainDigits } from '../../../shared/domain/text/digits.ts';
import { foldText } from '../../../shared/domain/text/fold-text.ts';
import { phonesIn } from '../../../shared/domain/text/phone.ts';
import { searchFullText } from '../../store/search.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { rowOfStub, stubId } from '../safety/stubs.ts';
import { rowsFor } from './journal.ts';

/** Among so many papers whose numbers begin as asked, the one is looked for that has exactly this number. */
const LOOKED_THROUGH = 60;

/**
 * Papers by number (in any grouping, also those removed from here) or by words: first those one of whose numbers is exactly
 * what was asked, then the exact spelling, then newest first.
 */
export async function findPapers(office: OpenOffice, text: string, limit: number): Promise<Row[]> {
  const number = parseNumber(withoutPart(text));
  const own = number.ok ? await rowOfNumber(office, number.digits) : undefined;
  if (own) return [own];
  if (!/\p{Nd}/u.test(text)) return (await search(office, text, limit)).map(rowsFor(office));
  // Digits of any script and in any grouping in one piece; everything else the search takes apart itself.
  const digits = plainDigits(text).replace(/[().+\uFF0B]/g, '');
  const papers = await search(office, /^\d+$/.test(digits) ? digits : text, Math.max(limit, LOOKED_THROUGH));
  const [asked] = bare(text);
  const isExact = (paper: StoredPaper) =>
    bare(paper.state.official, ...numbersIn(paper.entry as AppealEntry)).includes(asked!);
  const exact = papers.filter(isExact);
  return [...exact, ...papers.filter((paper) => !exact.includes(paper))].slice(0, limit).map(rowsFor(office));
}

/** A part that went to another body is found with its paper: `230001 260100 000016/1`. */
function withoutPart(text: string): string {
  return text.replace(/\s*\/\s*\p{Nd}{1,3}\s*$/u, '');
}

async function rowOfNumber(office: OpenOffice, digits: string): Promise<Row | undefined> {
  const found = await office.store.papers.findOne(digits).exec();
  if (found) return rowsFor(office)(found.toJSON() as StoredPaper);
  const stub = await office.store.local.findOne(stubId(digits)).exec();
  return stub ? rowOfStub(digits, stub.toJSON().value) : undefined;
}

async function search(office: OpenOffice, text: string, limit: number): Promise<StoredPaper[]> {
  const ids = searchFullText(office.store.connection, 'papers', text, limit);
  const found = await office.store.papers.findByIds(ids).exec();
  return ids.flatMap((id) => found.get(id) ?? []).map((document) => document.toJSON() as StoredPaper);
}

/** Every number that somebody else gave, as written. */
function numbersIn({ applicant, paper }: AppealEntry): string[] {
  const { representative } = applicant;
  const phones = [applicant, representative].flatMap(({ phone }) => phonesIn(phone));
  return [paper.senderNumber, applicant.idNumber, representative.idNumber, ...phones];
}

/** Without what may stand between digits and letters: `ЖТ-2026/14` and `жт 2026 14` are one number. */
function bare(...numbers: string[]): string[] {
  return numbers.map((number) => foldText(plainDigits(number)).replace(/[^\p{L}\p{N}]/gu, ''));
}
