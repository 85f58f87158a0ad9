import { appeals } from '../../../shared/books/appeals.ts';
import type { ClosedYear } from '../../../shared/contract/safety.ts';
import { countKeysInRange, removeRow } from '../../store/keys.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { waitingBeside } from '../open/waiting.ts';
import { contestedIn, voidFirsts } from '../services/duplicates.ts';
import { localDate } from '../services/local-time.ts';
import { noteLastLine, removedVoid, type Stub, stubId, voidId } from './stubs.ts';

/** Years that are over and have papers here, newest first. The year is the number's. */
export async function closedYears(office: OpenOffice): Promise<ClosedYear[]> {
  const { papers } = office.store;
  const [first] = await papers.find({ sort: [{ id: 'asc' }], limit: 1, selector: ofAgency(office) }).exec();
  if (!first) return [];
  const unfinished = await unfinishedIn(office);
  const years: ClosedYear[] = [];
  for (let year = yearNow(office) - 1; year >= yearOf(first.id); year--) {
    const { $gte, $lt } = ofYear(office, year).id;
    const all = countKeysInRange(office.store.connection, 'papers', $gte, $lt);
    const stay = [...unfinished].filter((id) => isOfAgency(office, id) && yearOf(id) === year).length;
    if (all > 0) years.push({ year, closed: all - stay, open: stay });
  }
  return years;
}

/**
 * Whose work is not done: papers that are open, and closed ones whose lines, or which with another paper, contradict each other as long as nobody has
 * settled that; with them the void numbers that it is about. And those that lack something which is kept beside them, and perhaps nowhere else.
 */
async function unfinishedIn(office: OpenOffice): Promise<ReadonlySet<string>> {
  const { papers } = office.store;
  const conditions = [{ 'state.open': true }, contestedIn(office)];
  const found = await Promise.all(
    conditions.map((one) => papers.find({ selector: { book: appeals.id, ...one } }).exec()),
  );
  const firsts = await papers.findByIds(voidFirsts(office)).exec();
  const waiting = (await waitingBeside(office)).map(({ paper }) => paper);
  return new Set([...[...found.flat(), ...waiting].map(({ id }) => id), ...firsts.keys()]);
}

export function isOver(office: OpenOffice, year: number): boolean {
  return year < yearNow(office);
}

/**
 * Writes what stays of the closed papers of a year. The papers go when the store is built anew without them (`mend`): so
 * neither a deletion nor a free page of the file remembers them, and nothing of it can replicate.
 *
 * @returns how many there are
 */
export async function writeStubs(office: OpenOffice, year: number): Promise<number> {
  const removedOn = localDate(office.now(), office.records.settings.zone);
  const unfinished = await unfinishedIn(office);
  await noteLastLine(office.store, office.site.site, office.lines.n);
  const noted = new Set(removedVoid(office.store));
  let written = 0;
  let last = '';
  for (;;) {
    const range = ofYear(office, year).id;
    const page = await office.store.papers
      .find({ selector: { id: { ...range, $gt: last === '' ? range.$gte : last } }, sort: [{ id: 'asc' }], limit: 500 })
      .exec();
    if (page.length === 0) return written;
    last = page.at(-1)!.id;
    const all = page.map((document) => ({ paper: document.toJSON() as StoredPaper, revision: document.revision }));
    const stays = ({ paper }: { paper: StoredPaper }) => unfinished.has(paper.id) || paper.state.open;
    const gone = all.filter((one) => !stays(one));
    const voided = gone.filter(({ paper }) => paper.state.status === 'void');
    // A purge that was stopped has left them, and nobody has written on the paper since: another one may have made it unfinished.
    for (const { paper } of all.filter(stays)) removeRow(office.store.connection, 'local', stubId(paper.id));
    // One that was removed as void may have come back as another one.
    for (const { paper } of all.filter((one) => noted.has(one.paper.id) && !voided.includes(one)))
      removeRow(office.store.connection, 'local', voidId(paper.id));
    const stubs = gone.map(({ paper: { id, book, state }, revision }) => {
      const { acceptedAt, registeredOn, status } = state;
      const value: Stub = { book, acceptedAt, registeredOn, status, removedOn, revision, where: 'registry' };
      return { id: stubId(id), value };
    });
    const notes = voided.map(({ paper }) => ({ id: voidId(paper.id), value: {} }));
    const { error } = await office.store.local.bulkUpsert([...stubs, ...notes]);
    if (error.length > 0) throw new Error('a stub was refused');
    written += gone.length;
  }
}

function yearNow(office: OpenOffice): number {
  return Number(localDate(office.now(), office.records.settings.zone).slice(0, 4));
}

function yearOf(number: string): number {
  return 2000 + Number(number.slice(7, 9));
}

function isOfAgency({ records: { settings } }: OpenOffice, number: string): boolean {
  return number.startsWith(settings.region + settings.agency);
}

function ofAgency({ records: { settings } }: OpenOffice) {
  const prefix = settings.region + settings.agency;
  return { id: { $gte: prefix, $lt: `${prefix}~` } };
}

function ofYear(office: OpenOffice, year: number) {
  const prefix = ofAgency(office).id.$gte + String(year).slice(2);
  return { id: { $gte: prefix, $lt: `${prefix}~` } };
}
