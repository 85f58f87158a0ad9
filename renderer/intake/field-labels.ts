import type { ApplicantType } from '../../shared/books/appeals.ts';
import type { WordKey, Words } from '../../shared/words/words.ts';
import type { FieldPath } from './fields.ts';

const labels = {
  'applicant.type': 'intake.type.label',
  'applicant.idNumber': 'intake.field.iin',
  'applicant.name': 'intake.field.name',
  'applicant.members': 'intake.field.members',
  'applicant.contact': 'intake.field.contact',
  'applicant.place': 'intake.field.place',
  'applicant.street': 'intake.field.street',
  'applicant.phone': 'intake.field.phone',
  'applicant.email': 'intake.field.email',
  'applicant.representative.name': 'intake.field.representativeName',
  'applicant.representative.idNumber': 'intake.field.representativeIin',
  'applicant.representative.basis': 'intake.field.basis',
  'applicant.representative.phone': 'intake.field.representativePhone',
  'paper.kind': 'intake.field.kind',
  'paper.way': 'intake.field.way',
  'paper.language': 'intake.field.language',
  'paper.arrivedOn': 'intake.field.arrivedOn',
  'paper.addressee.own': 'intake.field.addressee',
  'paper.addressee.body': 'intake.field.addresseeBody',
  'paper.subject': 'intake.field.subject',
  'paper.summary': 'intake.field.summary',
  'paper.text': 'intake.field.text',
  'paper.sheets': 'intake.field.sheets',
  'paper.attachments': 'intake.field.attachments',
  'paper.senderNumber': 'intake.field.senderNumber',
  'paper.senderDate': 'intake.field.senderDate',
  'paper.higherBody': 'intake.field.higherBody',
  'handling.executor': 'intake.field.executor',
  'handling.note': 'intake.field.note',
} as const satisfies Record<FieldPath, WordKey>;

const ofType: Partial<Record<ApplicantType, Partial<Record<FieldPath, WordKey>>>> = {
  soleTrader: { 'applicant.idNumber': 'intake.field.ownerIin' },
  legalEntity: { 'applicant.idNumber': 'intake.field.bin', 'applicant.name': 'intake.field.firmName' },
  collective: { 'applicant.idNumber': 'intake.field.contactIin', 'applicant.name': 'intake.field.collectiveName' },
};

/** What stands before a field; it depends on who brings the paper. */
export function shortLabel(path: FieldPath, type: string, { t }: Words): string {
  return t(ofType[type as ApplicantType]?.[path] ?? labels[path]);
}

/** The field's name where it stands alone, in a list of errors: the representative's name is not the applicant's. */
export function fieldLabel(path: FieldPath, type: string, words: Words): string {
  const label = shortLabel(path, type, words);
  const isRepresentatives = path.startsWith('applicant.representative.');
  return isRepresentatives ? words.t('intake.field.ofRepresentative', { field: label }) : label;
}
