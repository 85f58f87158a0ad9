import type { AppealState } from '../../shared/books/appeals/state.ts';
import type { AppealEntry } from '../../shared/books/appeals.ts';
import { plainDigits } from '../../shared/domain/text/digits.ts';
import { withoutTrade } from '../../shared/domain/text/person-name.ts';
import { phonesIn } from '../../shared/domain/text/phone.ts';
import type { WordKey } from '../../shared/words/words.ts';
import { kindWord, valueWord } from '../parts/value-words.ts';
import type { Sources } from './entry-view.ts';

/** One field of E-Otinish's form, as it is typed there. */
export type OtinishField = { label: string; value: string };

/**
 * A paper's fields in the order in which E-Otinish's form asks for them (domain §2.3): how it came, from whom, about what, to whom. Corrected
 * values count. Empty ones are left out.
 */
export function otinishFields(
  entry: AppealEntry,
  state: Pick<AppealState, 'from' | 'kind' | 'way' | 'subject' | 'summary'>,
  text: string | undefined,
  { speech, law, subjects }: Sources,
): OtinishField[] {
  const { applicant, paper, receipt } = entry;
  const { t, formatDate, formatNumber } = speech;
  const { type, representative } = applicant;
  const isFirm = type === 'legalEntity';
  const field = (label: WordKey, value: string): OtinishField => ({ label: t(label), value });
  const levels = subjectLevels(state.subject).map((code) => subjects.get(code));
  const level = (at: number) => (levels[at] ? speech.both(levels[at].name) : '');
  const own = typeof paper.text === 'string' ? paper.text : (text ?? paper.text.beginning);
  return [
    field('card.otinish.form', valueWord(speech, 'way', state.way)),
    field('card.otinish.character', t(type === 'collective' ? 'card.otinish.collective' : 'card.otinish.individual')),
    field('card.field.language', valueWord(speech, 'language', paper.language)),
    field('card.field.kind', kindWord(speech, law, state.kind)),
    field('card.field.registeredOn', formatDate(receipt.registeredOn)),
    field(isFirm ? 'card.field.bin' : 'card.field.iin', plainDigits(applicant.idNumber)),
    ...nameFields(type, state.from, field),
    field('card.field.members', applicant.members > 0 ? String(applicant.members) : ''),
    field('card.field.contact', applicant.contact),
    field('card.field.place', applicant.place.name),
    field('card.field.street', applicant.street),
    field('card.field.phone', phonesAsTyped(applicant.phone)),
    field('card.field.email', applicant.email),
    field('card.otinish.representative', representative.name),
    field('card.otinish.representativeIin', plainDigits(representative.idNumber)),
    field('card.field.basis', representative.basis),
    field('card.otinish.representativePhone', phonesAsTyped(representative.phone)),
    field('card.field.senderNumber', paper.senderNumber),
    field('card.field.senderDate', formatDate(paper.senderDate)),
    field('card.otinish.category', level(0)),
    field('card.otinish.issue', level(1)),
    field('card.otinish.subIssue', level(2)),
    field('card.field.addressee', paper.addressee.own ? '' : paper.addressee.body),
    field('card.field.summary', state.summary),
    field('card.field.text', own),
    field('card.field.sheets', paper.sheets > 0 ? formatNumber(paper.sheets) : ''),
    field('card.field.attachments', paper.attachments > 0 ? formatNumber(paper.attachments) : ''),
  ].filter(({ value }) => value !== '');
}

/** `01.01.02` → `01`, `01.01`, `01.01.02`. */
function subjectLevels(code: string): string[] {
  const parts = code.split('.');
  return parts.map((_, i) => parts.slice(0, i + 1).join('.'));
}

/** A person's name in the form's three fields: the surname first, then the name, the rest is the patronymic. */
function nameFields(
  type: AppealEntry['applicant']['type'],
  name: string,
  field: (label: WordKey, value: string) => OtinishField,
): OtinishField[] {
  if (type === 'legalEntity') return [field('card.field.firmName', name)];
  if (type === 'collective') return [field('card.field.collectiveName', name)];
  const [surname = '', first = '', ...rest] = withoutTrade(name).split(' ');
  return [
    field('card.otinish.surname', surname),
    field('card.otinish.firstName', first),
    field('card.otinish.patronymic', rest.join(' ')),
  ];
}

/** `8 (701) 123-45-67` → `+77011234567`; what is no whole number stays without its separators. */
function phonesAsTyped(phones: string): string {
  return phonesIn(phones)
    .map((digits) => (digits.length === 10 ? `+7${digits}` : digits))
    .join(', ');
}

/** All fields as one text, a line each, to be pasted into a note or a letter. */
export function asBlock(fields: readonly OtinishField[]): string {
  return fields.map(({ label, value }) => `${label}: ${value}`).join('\n');
}
