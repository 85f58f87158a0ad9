import type { AppealEntry } from '../../../shared/books/appeals.ts';
import { markedName } from '../../../shared/books/book.ts';
import type { EarlierApplicant, PeopleQuery, PersonFound, PersonPapersQuery } from '../../../shared/contract/people.ts';
import type { Row } from '../../../shared/contract/shapes.ts';
import { mayDo } from '../../../shared/domain/life/rights.ts';
import { plainDigits } from '../../../shared/domain/text/digits.ts';
import { foldText } from '../../../shared/domain/text/fold-text.ts';
import { phonesIn } from '../../../shared/domain/text/phone.ts';
import { searchFullText } from '../../store/search.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { entryNow } from './entry-now.ts';
import { rowsFor } from './journal.ts';

/** So many of the newest papers that may be meant are read; a regular visitor has no more. */
const PAPERS_READ = 100;
/** Shorter names say nothing yet. Letters. */
const SHORTEST_NAME = 3;

/**
 * Earlier applicants who may be the one at the desk, newest paper first. A number finds only who has exactly this one: half an
 * IIN must never bring another person's data. Who takes no papers has no form to fill: numbers and telephones are left out then, since a
 * mask that is filled into a form would be registered. Where nobody was chosen yet, the form is filled all the same.
 */
export async function findPeople(office: OpenOffice, query: PeopleQuery): Promise<PersonFound[]> {
  const people = new Map<string, PersonFound>();
  const takesPapers = mayDo(office.roles(), 'register') || !office.session.person();
  for (const paper of await papersMeant(office, query, startsLike)) {
    const whole = applicantOf(paper);
    const applicant = takesPapers ? whole : withoutNumbers(whole);
    const key = personKey(whole);
    const known = people.get(key);
    if (known) known.papers++;
    else people.set(key, { applicant, papers: 1, lastOn: paper.state.registeredOn });
  }
  return [...people.values()].slice(0, query.limit);
}

/** Papers of the person whom the form names so far, newest first. */
export async function papersOfPerson(office: OpenOffice, query: PersonPapersQuery): Promise<Row[]> {
  return (await papersMeant(office, query, isSameName)).slice(0, query.limit).map(rowsFor(office));
}

type Asked = Pick<PeopleQuery, 'idNumber' | 'phone' | 'name'>;

/** The surest key decides: the identification number, else the phone, else the name. */
async function papersMeant(
  office: OpenOffice,
  { idNumber = '', phone = '', name = '' }: Asked,
  nameFits: (own: string, asked: string) => boolean,
): Promise<StoredPaper[]> {
  const id = plainDigits(idNumber);
  if (/^\d{12}$/.test(id)) return search(office, id, ({ applicant }) => plainDigits(applicant.idNumber) === id);
  const phones = phonesIn(phone);
  if (phones.length > 0) {
    const found = await Promise.all(
      phones.map((one) => search(office, one, ({ applicant }) => phonesIn(applicant.phone).includes(one))),
    );
    if (found.some((papers) => papers.length > 0)) return found.flat();
  }
  const asked = foldName(name);
  if (asked.length < SHORTEST_NAME) return [];
  return search(office, markedName(asked), (_entry, { from }) => nameFits(foldName(from), asked));
}

async function search(
  office: OpenOffice,
  folded: string,
  fits: (entry: AppealEntry, state: StoredPaper['state']) => boolean,
): Promise<StoredPaper[]> {
  const ids = searchFullText(office.store.connection, 'papers', folded, PAPERS_READ);
  const found = await office.store.papers.findByIds(ids).exec();
  return ids
    .flatMap((id) => found.get(id) ?? [])
    .map((document) => document.toJSON() as StoredPaper)
    .filter((stored) => fits(entryNow(stored), stored.state));
}

/** As the paper names them today: what was corrected counts. */
function applicantOf(stored: StoredPaper): EarlierApplicant {
  const { type, idNumber, members, contact, place, street, phone, email, representative } = entryNow(stored).applicant;
  const { name, basis } = representative;
  return {
    type,
    idNumber,
    name: stored.state.from,
    members,
    contact,
    place,
    street,
    phone,
    email,
    representative: { name, idNumber: representative.idNumber, basis, phone: representative.phone },
  };
}

function withoutNumbers(applicant: EarlierApplicant): EarlierApplicant {
  return {
    ...applicant,
    idNumber: applicant.type === 'legalEntity' ? applicant.idNumber : '',
    phone: '',
    email: '',
    representative: { ...applicant.representative, idNumber: '', phone: '' },
  };
}

/**
 * Who has a number is that number, in each role by itself: the IIN of a collective is that of its contact, who may come alone too. Of
 * the others, namesakes with different phones are different people.
 */
function personKey({ type, idNumber, name, phone }: EarlierApplicant): string {
  const id = plainDigits(idNumber);
  return `${type}|${/^\d{12}$/.test(id) ? id : `${foldName(name)}|${phonesIn(phone).sort().join()}`}`;
}

function foldName(name: string): string {
  return (foldText(name.slice(0, 1_000)).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

function startsLike(own: string, asked: string): boolean {
  const words = own.split(' ');
  return asked.split(' ').every((word) => words.some((one) => one.startsWith(word)));
}

function isSameName(own: string, asked: string): boolean {
  return own === asked && asked.includes(' ');
}
