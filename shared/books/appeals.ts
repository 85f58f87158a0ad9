import { z } from 'zod';
import type { Law } from '../domain/law/law.ts';
import type { ActionRules } from '../domain/log/fold.ts';
import { plainDigits } from '../domain/text/digits.ts';
import { phoneForms } from '../domain/text/phone.ts';
import { appealActions } from './appeals/actions/index.ts';
import { openContradictions } from './appeals/contradictions.ts';
import { dueOn, dutiesOf, partsOf } from './appeals/deadlines.ts';
import { type AppealState, untouched } from './appeals/state.ts';
import { waitingOf } from './appeals/waiting.ts';
import { ways } from './appeals/ways.ts';
import { scansIn } from './attach.ts';
import { type Book, markedName, receiptSchema } from './book.ts';
import { count, line, named, nobody, numberLine, optionalDate, requiredLine, text } from './fields.ts';

/** Who brings the paper (domain §1.4). A sole trader uses the owner's IIN (domain §4.2). */
export const applicantTypes = ['individual', 'soleTrader', 'legalEntity', 'collective', 'anonymous'] as const;
export type ApplicantType = (typeof applicantTypes)[number];

/** State (Kazakh), official (Russian), other: domain §2.4. */
export const languages = ['state', 'official', 'other'] as const;

/** Longest text of a paper, characters. Longer than this is a book, not an appeal: scan it instead. */
const LONGEST_TEXT = 1_000_000;

/** Code of a place (КАТО) or ''. */
const placeCode = z.string().regex(/^(\d{9})?$/, 'unknownValue');

const applicantSchema = z
  .object({
    type: z.enum(applicantTypes, 'unknownValue'),
    /** IIN or BIN as given; checked, never refused (domain §4.3). */
    idNumber: numberLine(40),
    /** Surname, name, patronymic; or the name of the firm. Of a collective: how the paper calls it. */
    name: line(500),
    /** Number of people behind a collective paper. */
    members: count(0, 1_000_000),
    /** The one contact person of a collective paper (domain §1.4). */
    contact: line(300),
    /** Picked from the classifier (`id` is its code, КАТО) or typed freely (`id` is ''). */
    place: z.object({ id: placeCode, name: line(300) }),
    street: line(300),
    phone: numberLine(100),
    email: line(200),
    /** Who acts for the applicant, and by what power of attorney. */
    representative: z.object({ name: line(300), idNumber: numberLine(40), basis: line(300), phone: numberLine(100) }),
  })
  .superRefine((applicant, ctx) => {
    const require = (path: string, missing: boolean, message: string) => {
      if (missing) ctx.addIssue({ code: 'custom', path: [path], message });
    };
    require('name', applicant.type !== 'anonymous' && applicant.name === '', 'required');
    require('members', applicant.type === 'collective' && applicant.members < 2, 'collectiveOfOne');
    require('contact', applicant.type === 'collective' && applicant.contact === '', 'required');
  });

const paperFields = {
  /** Kinds are data of the law (terms.json): whether this one exists is the office's check. */
  kind: requiredLine(40),
  /** Not to this body but taken for another one: the body it is meant for. */
  addressee: z.object({ own: z.boolean(), body: line(500) }),
  way: z.enum(ways, 'unknownValue'),
  language: z.enum(languages, 'unknownValue'),
  /** Code of the deepest level chosen, or '' while it is not classified. */
  subject: line(40),
  summary: requiredLine(2_000),
  sheets: count(0, 10_000),
  attachments: count(0, 10_000),
  /** The sender's own outgoing number and date. */
  senderNumber: line(100),
  senderDate: optionalDate,
  /** The higher body it came from. */
  higherBody: named,
};

function addresseeIsNamed(paper: { addressee: { own: boolean; body: string } }, ctx: z.RefinementCtx): void {
  if (!paper.addressee.own && paper.addressee.body === '')
    ctx.addIssue({ code: 'custom', path: ['addressee', 'body'], message: 'required' });
}

const handlingSchema = z.object({ executor: named, note: line(2_000) });

/** What the clerk types (F2). */
export const appealIntakeSchema = z.object({
  applicant: applicantSchema,
  paper: z
    .object({ ...paperFields, arrivedOn: z.iso.date('notDate'), text: text(LONGEST_TEXT) })
    .superRefine(addresseeIsNamed),
  handling: handlingSchema,
});
/** As it stands in the form, before cleaning. */
export type AppealIntake = z.input<typeof appealIntakeSchema>;

/** A text over 16 KB does not travel in the paper but beside it, named by its content (design §2). */
const longTextSchema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
  beginning: z.string(),
});

/** What is odd about a number, as codes of `checkIin` and `checkBin`. */
const idWarnings = z.array(z.string());

/** What was written down: immutable once the registry has accepted it. */
export const appealEntrySchema = z.object({
  receipt: receiptSchema,
  applicant: applicantSchema.and(z.object({ idWarnings, representative: z.object({ idWarnings }) })),
  paper: z
    .object({ ...paperFields, arrivedOn: z.iso.date(), text: z.union([z.string(), longTextSchema]) })
    .superRefine(addresseeIsNamed),
  handling: handlingSchema,
});
export type AppealEntry = z.infer<typeof appealEntrySchema>;

const register: ActionRules<AppealState> = {
  v: 1,
  apply: (state, line) =>
    state.order === '' ? { state: { ...state, order: line.id } } : { refused: 'alreadyRegistered' },
};

/** Appeals of citizens and firms: «Айқын» and E-Otinish in one journal (design §3). */
export const appeals: Book<AppealEntry, AppealState> = {
  id: 'appeals',
  stateVersion: 6,
  entry: appealEntrySchema,
  intake: appealIntakeSchema,
  start: (entry) => ({
    status: entry.handling.executor.name === '' ? 'registered' : 'inWork',
    open: true,
    kind: entry.paper.kind,
    way: entry.paper.way,
    registeredOn: entry.receipt.registeredOn,
    acceptedAt: entry.receipt.acceptedAt,
    order: '',
    dueOn: '',
    nextDutyOn: '',
    subject: entry.paper.subject,
    executor: entry.handling.executor.id,
    executorName: entry.handling.executor.name,
    from: entry.applicant.name,
    summary: entry.paper.summary,
    arrivedOn: entry.paper.arrivedOn,
    agency: entry.receipt.agency,
    ...untouched(),
  }),
  actions: { register, ...appealActions },
  finish: (state, _entry, law: Law) => {
    const duties = dutiesOf(state, law);
    return { ...state, dueOn: dueOn(state, law), duties, nextDutyOn: duties[0]?.by ?? '', parts: partsOf(state, law) };
  },
  isContested: (folded) => openContradictions(folded).length > 0,
  waiting: waitingOf,
  files: ({ paper: { text } }, log) => [
    ...(typeof text === 'string' ? [] : [{ sha256: text.sha256, bytes: text.bytes, type: 'text/plain', isText: true }]),
    ...scansIn(log).map(({ sha256, bytes, type }) => ({ sha256, bytes, type, isText: false })),
  ],
  findable: (entry, state) => [
    state.from,
    state.from && markedName(state.from),
    entry.applicant.name,
    entry.applicant.contact,
    entry.applicant.representative.name,
    ...[entry.applicant, entry.applicant.representative].flatMap(({ idNumber, phone }) => [
      plainDigits(idNumber),
      ...phoneForms(phone),
    ]),
    state.official,
    state.summary,
    ...(state.parts ?? []).flatMap(({ to, letter }) => [to.name, letter]),
    typeof entry.paper.text === 'string' ? entry.paper.text : entry.paper.text.beginning,
    entry.paper.senderNumber,
  ],
};

/** An empty form: one person, by hand, in Kazakh, to this body. */
export function emptyAppeal(today: string): AppealIntake {
  return {
    applicant: {
      type: 'individual',
      idNumber: '',
      name: '',
      members: 0,
      contact: '',
      place: { ...nobody },
      street: '',
      phone: '',
      email: '',
      representative: { name: '', idNumber: '', basis: '', phone: '' },
    },
    paper: {
      kind: 'application',
      addressee: { own: true, body: '' },
      way: 'byHand',
      language: 'state',
      subject: '',
      summary: '',
      text: '',
      sheets: 1,
      attachments: 0,
      senderNumber: '',
      senderDate: '',
      higherBody: { ...nobody },
      arrivedOn: today,
    },
    handling: { executor: { ...nobody }, note: '' },
  };
}
