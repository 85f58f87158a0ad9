import { sameValue } from '../../shared/books/appeals/corrected.ts';
import { type AppealEntry, type ApplicantType, appealEntrySchema } from '../../shared/books/appeals.ts';
import type { Card } from '../../shared/contract/shapes.ts';
import type { Law } from '../../shared/domain/law/law.ts';
import type { Translate, WordKey } from '../../shared/words/words.ts';
import { idWarningWord, kindWord, valueWord } from '../parts/value-words.ts';
import type { Speech } from '../speech.ts';
import type { KnownDirectory } from '../state/directory.tsx';

/**
 * One line of what was written down. `long`: text to be read, over the whole width; `wide`: over two columns. `warnings`: what is wrong with it;
 * `was`: what stood there before it was corrected.
 */
export type EntryField = {
  label: string;
  value: string;
  long?: boolean;
  wide?: boolean;
  warnings?: string[];
  was?: string;
};
export type EntryGroup = { title: string; fields: EntryField[] };

/** What a card is put into words with. */
export type Sources = { speech: Speech; law: Law; subjects: KnownDirectory['subjects'] };
/** A history is that of a paper which some law governs. */
export type HistorySources = Sources & { registeredOn: string };

/** Reads what was written down; undefined when it has a shape this program does not know. */
export function readEntry({ entry }: Pick<Card, 'entry'>): AppealEntry | undefined {
  return appealEntrySchema.safeParse(entry).data;
}

/**
 * What was written down, in groups, as a clerk reads it, with what was corrected since: the old value stands beside the new one. Fields left
 * empty are left out.
 */
export function entryGroups(
  entry: AppealEntry,
  corrected: AppealEntry,
  text: string | undefined,
  sources: Sources,
): EntryGroup[] {
  const { t } = sources.speech;
  const before = groupsOf(entry, text, sources);
  const groups = groupsOf(corrected, sameValue(corrected.paper.text, entry.paper.text) ? text : undefined, sources).map(
    ({ title, fields }, group) => ({
      title,
      fields: fields.map((field, at): EntryField => {
        const was = before[group]!.fields[at]!.value;
        return was === field.value ? field : { ...field, was: was || t('history.emptyValue') };
      }),
    }),
  );
  return groups
    .map(({ title, fields }) => ({
      title,
      fields: fields
        .filter(({ value, was }) => value !== '' || was !== undefined)
        .map((field) => (field.value === '' ? { ...field, value: t('history.emptyValue') } : field)),
    }))
    .filter(({ fields }) => fields.length > 0);
}

/** The same fields in the same order, whatever stands in them. */
function groupsOf(entry: AppealEntry, text: string | undefined, sources: Sources): EntryGroup[] {
  const { t } = sources.speech;
  return [
    { title: t('card.group.applicant'), fields: applicantFields(entry, sources) },
    { title: t('card.group.representative'), fields: representativeFields(entry, sources) },
    { title: t('card.group.content'), fields: contentFields(entry, text, sources) },
    { title: t('card.group.paper'), fields: paperFields(entry, sources) },
    { title: t('card.group.handling'), fields: handlingFields(entry, sources) },
    { title: t('card.group.receipt'), fields: receiptFields(entry, sources) },
  ];
}

/** Makes fields: the key of a label, a value, and what else is to be said of it. */
function fieldsIn(t: Translate) {
  return (label: WordKey, value: string, more: Partial<EntryField> = {}): EntryField => ({
    label: t(label),
    value,
    ...more,
  });
}

function applicantFields({ applicant }: AppealEntry, { speech }: Sources): EntryField[] {
  const { t } = speech;
  const field = fieldsIn(t);
  const { type, members } = applicant;
  return [
    field('card.field.type', valueWord(speech, 'applicantType', type)),
    field(idLabel(type), groupId(applicant.idNumber), { warnings: warningWords(applicant.idWarnings, speech) }),
    field(nameLabel(type), applicant.name),
    field('card.field.members', members > 0 ? speech.formatNumber(members) : ''),
    field('card.field.contact', applicant.contact),
    field('card.field.place', applicant.place.name),
    field('card.field.street', applicant.street),
    field('card.field.phone', applicant.phone),
    field('card.field.email', applicant.email),
  ];
}

function idLabel(type: ApplicantType): WordKey {
  return type === 'legalEntity' ? 'card.field.bin' : 'card.field.iin';
}

function warningWords(codes: readonly string[], speech: Speech): string[] {
  return codes.map((code) => idWarningWord(speech, code));
}

function nameLabel(type: ApplicantType): WordKey {
  switch (type) {
    case 'legalEntity':
      return 'card.field.firmName';
    case 'collective':
      return 'card.field.collectiveName';
    case 'individual':
    case 'soleTrader':
    case 'anonymous':
      return 'card.field.name';
  }
}

function representativeFields({ applicant: { representative } }: AppealEntry, { speech }: Sources): EntryField[] {
  const field = fieldsIn(speech.t);
  return [
    field('card.field.name', representative.name),
    field('card.field.iin', groupId(representative.idNumber), {
      warnings: warningWords(representative.idWarnings, speech),
    }),
    field('card.field.basis', representative.basis),
    field('card.field.phone', representative.phone),
  ];
}

function contentFields({ paper }: AppealEntry, text: string | undefined, { speech }: Sources): EntryField[] {
  const { t } = speech;
  const field = fieldsIn(t);
  const beginning = typeof paper.text === 'string' ? paper.text : paper.text.beginning;
  const isCut = typeof paper.text !== 'string' && text === undefined;
  return [
    field('card.field.summary', paper.summary, { long: true }),
    field('card.field.text', text ?? beginning, { long: true, warnings: isCut ? [t('card.textAbsent')] : [] }),
  ];
}

function paperFields({ paper }: AppealEntry, { speech, law, subjects }: Sources): EntryField[] {
  const { t, formatDate, formatNumber } = speech;
  const field = fieldsIn(t);
  const subject = subjectPath(paper.subject, { subjects, speech }) || t('card.field.noSubject');
  return [
    field('card.field.kind', kindWord(speech, law, paper.kind)),
    field('card.field.subject', subject, { wide: true }),
    field('card.field.addressee', paper.addressee.own ? t('card.field.ownBody') : paper.addressee.body),
    field('card.field.way', valueWord(speech, 'way', paper.way)),
    field('card.field.language', valueWord(speech, 'language', paper.language)),
    field('card.field.sheets', formatNumber(paper.sheets)),
    field('card.field.attachments', formatNumber(paper.attachments)),
    field('card.field.senderNumber', paper.senderNumber),
    field('card.field.senderDate', formatDate(paper.senderDate)),
    field('card.field.higherBody', paper.higherBody.name),
  ];
}

function handlingFields({ handling }: AppealEntry, { speech }: Sources): EntryField[] {
  const field = fieldsIn(speech.t);
  return [
    field('card.field.executor', handling.executor.name),
    field('card.field.note', handling.note, { long: true }),
  ];
}

function receiptFields({ receipt, paper }: AppealEntry, { speech }: Sources): EntryField[] {
  const { t, formatDate, formatInstant } = speech;
  const field = fieldsIn(t);
  return [
    field('card.field.arrivedOn', formatDate(paper.arrivedOn)),
    field('card.field.acceptedAt', formatInstant(receipt.acceptedAt, receipt.zone), {
      warnings: receipt.clockBehind ? [t('card.clockBehind')] : [],
    }),
    field('card.field.registeredOn', formatDate(receipt.registeredOn)),
  ];
}

/** `land › allotment`: the names of all levels; a code that is in no directory any more is shown as it is. */
export function subjectPath(code: string, { subjects, speech }: Pick<Sources, 'subjects' | 'speech'>): string {
  if (code === '') return '';
  const parts = code.split('.');
  const levels = parts.map((_, i) => subjects.get(parts.slice(0, i + 1).join('.')));
  const names = levels.flatMap((subject) => (subject ? [speech.both(subject.name)] : []));
  return names.length > 0 ? names.join(' › ') : code;
}

/** An IIN or BIN in two halves, easier to compare with the paper; anything else as it was typed. */
function groupId(idNumber: string): string {
  return /^\d{12}$/.test(idNumber) ? `${idNumber.slice(0, 6)} ${idNumber.slice(6)}` : idNumber;
}
