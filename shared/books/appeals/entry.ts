import { z } from 'zod';
import { receiptSchema } from '../book.ts';
import { count, line, named, numberLine, optionalDate, requiredLine, text } from '../fields.ts';
import { ways } from './ways.ts';

/** Who brings the paper (domain §1.4). A sole trader uses the owner's IIN (domain §4.2). */
export const applicantTypes = ['individual', 'soleTrader', 'legalEntity', 'collective', 'anonymous'] as const;
export type ApplicantType = (typeof applicantTypes)[number];

/** State (Kazakh), official (Russian), other: domain §2.4. */
export const languages = ['state', 'official', 'other'] as const;

/** Longest text of a paper, characters. Longer than this is a book, not an appeal: scan it instead. */
const LONGEST_TEXT = 1_000_000;

/** Code of a place (КАТО) or ''. */
const placeCode = z.string().regex(/^(\d{9})?$/, 'unknownValue');

const representativeFields = { name: line(300), idNumber: numberLine(40), basis: line(300), phone: numberLine(100) };

const applicantFields = {
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
  representative: z.object(representativeFields),
};

const applicantSchema = z.object(applicantFields).superRefine((applicant, ctx) => {
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

/** A text that stands in the paper itself; a longer one lies beside it, and is corrected by a scan or a paper of its own. */
const LONGEST_CORRECTED_TEXT = 10_000;

/** Every field that a clerk types, with what may stand in it: what a correction may touch. Whom it is given to is an action of its own. */
export const entryFields = {
  'applicant.type': applicantFields.type,
  'applicant.idNumber': applicantFields.idNumber,
  'applicant.name': requiredLine(500),
  'applicant.members': applicantFields.members,
  'applicant.contact': applicantFields.contact,
  'applicant.place': applicantFields.place,
  'applicant.street': applicantFields.street,
  'applicant.phone': applicantFields.phone,
  'applicant.email': applicantFields.email,
  'applicant.representative.name': representativeFields.name,
  'applicant.representative.idNumber': representativeFields.idNumber,
  'applicant.representative.basis': representativeFields.basis,
  'applicant.representative.phone': representativeFields.phone,
  'paper.kind': paperFields.kind,
  'paper.addressee': paperFields.addressee,
  'paper.way': paperFields.way,
  'paper.language': paperFields.language,
  'paper.subject': paperFields.subject,
  'paper.summary': paperFields.summary,
  'paper.text': text(LONGEST_CORRECTED_TEXT),
  'paper.sheets': paperFields.sheets,
  'paper.attachments': paperFields.attachments,
  'paper.senderNumber': paperFields.senderNumber,
  'paper.senderDate': paperFields.senderDate,
  'paper.higherBody': paperFields.higherBody,
  'paper.arrivedOn': z.iso.date('notDate'),
  'handling.note': line(2_000),
} as const satisfies Record<string, z.ZodType>;
export type EntryField = keyof typeof entryFields;

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
