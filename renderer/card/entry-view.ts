import { type AppealEntry, appealEntrySchema } from '../../shared/books/appeals.ts';
import type { Card } from '../../shared/contract/shapes.ts';
import type { Law } from '../../shared/domain/law/law.ts';
import type { Translate, WordKey } from '../../shared/words/words.ts';
import { kindWord, valueWord } from '../parts/value-words.ts';
import type { KnownDirectory } from '../state/directory.tsx';
import type { Speech } from '../words.tsx';

/** One line of what was written down. `long`: text to be read, over the whole width. `warnings`: what is wrong with it. */
export type EntryField = { label: string; value: string; long?: boolean; warnings?: string[] };
export type EntryGroup = { title: string; fields: EntryField[] };

type Sources = { speech: Speech; law: Law; subjects: KnownDirectory['subjects'] };

/** Reads what was written down; undefined when it has a shape this program does not know. */
export function readEntry(card: Card): AppealEntry | undefined {
  return appealEntrySchema.safeParse(card.entry).data;
}

/** What was written down, in groups, as a clerk reads it. Fields left empty are left out. */
export function entryGroups(entry: AppealEntry, text: string | undefined, sources: Sources): EntryGroup[] {
  const groups: (EntryGroup & { key: string })[] = [
    group('applicant', applicantFields(entry, sources), sources),
    group('representative', representativeFields(entry, sources), sources),
    group('content', contentFields(entry, text, sources), sources),
    group('paper', paperFields(entry, sources), sources),
    group('handling', handlingFields(entry, sources), sources),
    group('receipt', receiptFields(entry, sources), sources),
  ];
  return groups.filter(({ fields }) => fields.length > 0).map(({ title, fields }) => ({ title, fields }));
}

type Groups = 'applicant' | 'representative' | 'paper' | 'content' | 'handling' | 'receipt';

function group(key: Groups, fields: EntryField[], { speech }: Sources) {
  return { key, title: speech.t(`card.group.${key}`), fields: fields.filter(({ value }) => value !== '') };
}

function applicantFields({ applicant }: AppealEntry, { speech }: Sources): EntryField[] {
  const { t } = speech;
  const { type, idNumber, members } = applicant;
  const isFirm = type === 'legalEntity';
  const nameLabels = { legalEntity: 'card.field.firmName', collective: 'card.field.collectiveName' } as const;
  const nameLabel = type === 'legalEntity' || type === 'collective' ? nameLabels[type] : 'card.field.name';
  return [
    { label: t('card.field.type'), value: valueWord(speech, 'applicantType', type) },
    {
      label: t(isFirm ? 'card.field.bin' : 'card.field.iin'),
      value: groupId(idNumber),
      warnings: applicant.idWarnings.map((code) => t([`card.idWarning.${code}`, 'card.idWarning.other'])),
    },
    { label: t(nameLabel), value: applicant.name },
    { label: t('card.field.members'), value: members > 0 ? speech.formatNumber(members) : '' },
    { label: t('card.field.contact'), value: applicant.contact },
    { label: t('card.field.place'), value: applicant.place },
    { label: t('card.field.street'), value: applicant.street },
    { label: t('card.field.phone'), value: applicant.phone },
    { label: t('card.field.email'), value: applicant.email },
  ];
}

function representativeFields({ applicant }: AppealEntry, { speech }: Sources): EntryField[] {
  const { name, idNumber, basis, phone } = applicant.representative;
  return labelled(speech.t, [
    ['card.field.name', name],
    ['card.field.iin', groupId(idNumber)],
    ['card.field.basis', basis],
    ['card.field.phone', phone],
  ]);
}

function paperFields({ paper }: AppealEntry, { speech, law, subjects }: Sources): EntryField[] {
  const { t, formatDate, formatNumber } = speech;
  return labelled(t, [
    ['card.field.kind', kindWord(speech, law, paper.kind)],
    ['card.field.addressee', paper.addressee.own ? t('card.field.ownBody') : paper.addressee.body],
    ['card.field.way', valueWord(speech, 'way', paper.way)],
    ['card.field.language', valueWord(speech, 'language', paper.language)],
    ['card.field.subject', subjectPath(paper.subject, subjects, speech) || t('card.field.noSubject')],
    ['card.field.sheets', formatNumber(paper.sheets)],
    ['card.field.attachments', formatNumber(paper.attachments)],
    ['card.field.senderNumber', paper.senderNumber],
    ['card.field.senderDate', formatDate(paper.senderDate)],
    ['card.field.higherBody', paper.higherBody.name],
  ]);
}

function contentFields({ paper }: AppealEntry, text: string | undefined, { speech }: Sources): EntryField[] {
  const { t } = speech;
  const beginning = typeof paper.text === 'string' ? paper.text : paper.text.beginning;
  const absent = typeof paper.text !== 'string' && text === undefined;
  return [
    { label: t('card.field.summary'), value: paper.summary, long: true },
    {
      label: t('card.field.text'),
      value: text ?? beginning,
      long: true,
      warnings: absent ? [t('card.textAbsent')] : [],
    },
  ];
}

function handlingFields({ handling }: AppealEntry, { speech }: Sources): EntryField[] {
  const { t } = speech;
  return [
    { label: t('card.field.executor'), value: handling.executor.name },
    { label: t('card.field.note'), value: handling.note, long: true },
  ];
}

function receiptFields({ receipt, paper }: AppealEntry, { speech }: Sources): EntryField[] {
  const { t, formatDate, formatInstant } = speech;
  return [
    { label: t('card.field.arrivedOn'), value: formatDate(paper.arrivedOn) },
    {
      label: t('card.field.acceptedAt'),
      value: formatInstant(receipt.acceptedAt, receipt.zone),
      warnings: receipt.clockBehind ? [t('card.clockBehind')] : [],
    },
    { label: t('card.field.registeredOn'), value: formatDate(receipt.registeredOn) },
  ];
}

function labelled(t: Translate, fields: readonly (readonly [WordKey, string])[]): EntryField[] {
  return fields.map(([label, value]) => ({ label: t(label), value }));
}

/** `land › allotment`: the names of all levels; a code that is in no directory any more is shown as it is. */
function subjectPath(code: string, subjects: Sources['subjects'], speech: Speech): string {
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
