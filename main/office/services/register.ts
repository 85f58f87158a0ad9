import { withIdWarnings } from '../../../shared/books/appeals/corrected.ts';
import { type AppealEntry, appeals } from '../../../shared/books/appeals.ts';
import type { Receipt } from '../../../shared/books/book.ts';
import type { Registered } from '../../../shared/contract/shapes.ts';
import { registrationDay } from '../../../shared/domain/law/registration-day.ts';
import type { Author, Paper } from '../../../shared/domain/log/line.ts';
import { composeNumber, LAST_SEQUENCE, NEARLY_FULL, numberPrefix } from '../../../shared/domain/number/paper-number.ts';
import { keysInRange } from '../../store/keys.ts';
import { checkAsRegistry } from '../centre/own-check.ts';
import type { StoredPaper } from '../open/collections.ts';
import { sequenceOf } from '../open/issued-numbers.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { storedPaper } from '../open/stored-paper.ts';
import { ProblemError } from '../problem-error.ts';
import { readIntake } from './intake-check.ts';
import { localDate } from './local-time.ts';

/** A form on its way into the register. `draft` names the form, so that the same one sent twice is one paper. */
export type Request = { draft: string; intake: unknown; by?: Author };

/** Texts longer than this travel beside the paper, not in it (design §2). Bytes of UTF-8. */
const LONGEST_TEXT_IN_PAPER = 16 * 1024;
/** How much of a long text stays in the paper, to be shown in lists and found. Characters. */
const BEGINNING = 1_000;
/** So many forms are remembered; a request repeated later than that would be a new paper. */
const REMEMBERED_FORMS = 200;

export type Registrar = Awaited<ReturnType<typeof createRegistrar>>;

/**
 * Takes papers. When `register` answers, the paper is on disk (commit with fsync), how far the numbers have come is noted
 * outside the database, and nobody else will get this number.
 *
 * @param registered hears of every form that is a paper now, those of the last papers first: their drafts are done with
 */
export async function createRegistrar(office: OpenOffice, registered: (draft: string) => void = () => {}) {
  const answers = new Map<string, Promise<Registered>>();
  for (const stored of await lastPapers(office)) {
    answers.set(draftOf(stored), Promise.resolve(answerFor(stored)));
    registered(draftOf(stored));
  }

  return {
    /** @throws ProblemError `invalidEntry` with every issue, `noClerk`, `sequenceFull`; StoreError when the disk refuses */
    register(request: Request): Promise<Registered> {
      const known = answers.get(request.draft);
      if (known) return known;
      const answer = take(office, request);
      answers.set(request.draft, answer);
      answer.then(
        () => {
          registered(request.draft);
          if (answers.size > REMEMBERED_FORMS) answers.delete(answers.keys().next().value!);
        },
        () => answers.delete(request.draft), // what failed may be corrected and sent again
      );
      return answer;
    },
  };
}

async function take(office: OpenOffice, request: Request): Promise<Registered> {
  const { region, agency, zone } = office.records.settings;
  const today = localDate(office.now(), zone);
  const intake = readIntake(office, request.intake, today);
  const by = request.by ?? office.clerk();
  const text = await placeText(office, intake.paper.text);
  const applicant = withIdWarnings(intake.applicant, today);
  return office.gate(async () => {
    office.noteOverdue();
    const receipt = receiptNow(office);
    const year = yearOfNumber(office, receipt);
    const { desk } = office.site;
    if (desk === '') throw new ProblemError('noDeskCode');
    const sequence = office.nextSequence(desk, year);
    if (sequence > LAST_SEQUENCE) throw new ProblemError('sequenceFull');
    const paper: Paper<AppealEntry> = {
      id: composeNumber({ region, agency, year, desk: Number(desk), sequence }),
      book: appeals.id,
      entry: { receipt, applicant, paper: { ...intake.paper, text }, handling: intake.handling },
      log: [],
    };
    const line = office.lines.write(paper, { do: 'register', v: 1, by, data: { draft: request.draft } });
    paper.log.push(line);
    checkAsRegistry(office, paper);
    const stored = storedPaper(paper, office.assets.law, line.site);
    await office.store.papers.insert(stored);
    office.lines.commit(line);
    office.noteIssued({ desk, year, sequence }, line.n, receipt.acceptedAt);
    return answerFor(stored);
  });
}

/** The moment of acceptance as the clock shows it, even if it stands wrong: the clerk is warned, and the paper says so. */
function receiptNow(office: OpenOffice): Receipt {
  const { region, agency, zone } = office.records.settings;
  const acceptedAt = new Date(office.now()).toISOString();
  return {
    acceptedAt,
    registeredOn: registrationDay(acceptedAt, zone, office.assets.law).registeredOn,
    zone,
    agency: region + agency,
    sample: office.site.sample,
    clockBehind: acceptedAt < office.lastAcceptedAt(),
  };
}

/** Year of acceptance; it never goes back when the clock does (design §4). */
function yearOfNumber(office: OpenOffice, receipt: Receipt): number {
  const year = Number(localDate(Date.parse(receipt.acceptedAt), receipt.zone).slice(0, 4));
  return Math.max(year, office.greatestYear());
}

async function placeText(office: OpenOffice, text: string): Promise<AppealEntry['paper']['text']> {
  const bytes = Buffer.from(text);
  if (bytes.length <= LONGEST_TEXT_IN_PAPER) return text;
  const { sha256 } = await office.store.blobs.put(bytes);
  return { sha256, bytes: bytes.length, beginning: [...text.slice(0, BEGINNING * 2)].slice(0, BEGINNING).join('') };
}

/** Those under this desk's code, and the last ones at all: a form sent before a store was restored stands under the code of then. */
async function lastPapers(office: OpenOffice): Promise<StoredPaper[]> {
  const { papers } = office.store;
  const latest = await papers
    .find({ sort: [{ 'state.acceptedAt': 'desc' }, { id: 'desc' }], limit: REMEMBERED_FORMS })
    .exec();
  const numbers = lastOwnNumbers(office);
  const own = await papers.findByIds(numbers).exec();
  const documents = [...latest.reverse(), ...numbers.flatMap((number) => own.get(number) ?? [])];
  return documents.map((document) => document.toJSON() as StoredPaper);
}

function lastOwnNumbers(office: OpenOffice): string[] {
  const { region, agency } = office.records.settings;
  const year = office.greatestYear();
  if (year === 0 || office.site.desk === '') return [];
  const prefix = numberPrefix({ region, agency, year, desk: Number(office.site.desk) });
  // Not a query of RxDB's: it would read every paper to find those of a range of numbers.
  return keysInRange(office.store.connection, 'papers', prefix, `${prefix}~`, REMEMBERED_FORMS).reverse();
}

function draftOf(stored: StoredPaper): string {
  return String(stored.log[0]?.data.draft);
}

function answerFor(stored: StoredPaper): Registered {
  const { receipt, applicant } = stored.entry as AppealEntry;
  const { acceptedAt, registeredOn, dueOn } = stored.state;
  const left = LAST_SEQUENCE - sequenceOf(stored.id);
  const warnings: Registered['warnings'] = [];
  if (receipt.clockBehind) warnings.push('clockBehind');
  if (left < NEARLY_FULL) warnings.push('sequenceNearlyFull');
  if (applicant.idWarnings.length + applicant.representative.idWarnings.length > 0) warnings.push('identity');
  return { number: stored.id, acceptedAt, registeredOn, dueOn, warnings };
}
