import { type EntryField, entryFields } from '../../../shared/books/appeals/entry.ts';
import type { WordKey } from '../../../shared/words/words.ts';

/** With what a corrected field is filled in. */
export type CorrectedAs = 'line' | 'lines' | 'date' | 'count' | 'choice' | 'subject' | 'place' | 'body' | 'addressee';

/** The fields that can be corrected, in the order in which they are offered: those first that are corrected most. */
export const corrections: Readonly<Record<EntryField, { label: WordKey; as: CorrectedAs }>> = {
  'applicant.name': { label: 'card.field.name', as: 'line' },
  'paper.kind': { label: 'card.field.kind', as: 'choice' },
  'paper.way': { label: 'card.field.way', as: 'choice' },
  'paper.subject': { label: 'card.field.subject', as: 'subject' },
  'paper.summary': { label: 'card.field.summary', as: 'lines' },
  'applicant.idNumber': { label: 'card.field.iinOrBin', as: 'line' },
  'applicant.place': { label: 'card.field.place', as: 'place' },
  'applicant.street': { label: 'card.field.street', as: 'line' },
  'applicant.phone': { label: 'card.field.phone', as: 'line' },
  'applicant.email': { label: 'card.field.email', as: 'line' },
  'applicant.type': { label: 'card.field.type', as: 'choice' },
  'applicant.members': { label: 'card.field.members', as: 'count' },
  'applicant.contact': { label: 'card.field.contact', as: 'line' },
  'paper.text': { label: 'card.field.text', as: 'lines' },
  'paper.addressee': { label: 'card.field.addressee', as: 'addressee' },
  'paper.language': { label: 'card.field.language', as: 'choice' },
  'paper.sheets': { label: 'card.field.sheets', as: 'count' },
  'paper.attachments': { label: 'card.field.attachments', as: 'count' },
  'paper.senderNumber': { label: 'card.field.senderNumber', as: 'line' },
  'paper.senderDate': { label: 'card.field.senderDate', as: 'date' },
  'paper.higherBody': { label: 'card.field.higherBody', as: 'body' },
  'paper.arrivedOn': { label: 'card.field.arrivedOn', as: 'date' },
  'applicant.representative.name': { label: 'card.otinish.representative', as: 'line' },
  'applicant.representative.idNumber': { label: 'card.otinish.representativeIin', as: 'line' },
  'applicant.representative.basis': { label: 'card.field.basis', as: 'line' },
  'applicant.representative.phone': { label: 'card.otinish.representativePhone', as: 'line' },
  'handling.note': { label: 'card.field.note', as: 'line' },
};

export const correctable = Object.keys(corrections) as EntryField[];

/** A field that this program does not know is a line of text. */
export function correctedAs(field: string): CorrectedAs {
  return Object.hasOwn(entryFields, field) ? corrections[field as EntryField].as : 'line';
}
