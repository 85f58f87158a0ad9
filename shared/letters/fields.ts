import type { LetterKind } from './kinds.ts';

/** Where a field's value comes from; words `letters.source.<source>`. */
export type FieldSource = 'settings' | 'law' | 'entry' | 'paper' | 'people' | 'typed' | 'action';

type Field = {
  source: FieldSource;
  /** The letters that have it; absent: all. */
  of?: readonly LetterKind[];
  /** Left empty it is a line to write on, not a gap: the outgoing number is often given by hand. */
  byHand?: true;
};

const forwardings = ['forwarding', 'forwardingToApplicant'] as const;
const redirections = ['redirectionToBody', 'redirectionToApplicant'] as const;
const passingsOn = ['passingOnToBody', 'passingOnToApplicant'] as const;
const sendings = [...redirections, ...passingsOn] as const;
const hearings = ['hearingNotice', 'hearingMinutes'] as const;

/**
 * Everything that a template may name, as `{applicant.name}`. Words: `letters.field.<group>.<name>`, values: values.ts. Names stand in
 * offices' own templates: none is renamed or given to anything else.
 */
export const fields = {
  'body.name': { source: 'settings' },
  'body.site': { source: 'settings' },
  'body.phone': { source: 'settings' },
  'law.name': { source: 'law' },
  'law.article': {
    source: 'law',
    of: ['extensionNotice', ...sendings, 'defectNotice', ...hearings, 'leftUnconsidered'],
  },
  /** Law and article; the law alone where its articles are not known. */
  'law.basis': {
    source: 'law',
    of: ['extensionNotice', ...sendings, 'defectNotice', ...hearings, 'leftUnconsidered'],
  },
  'letter.number': { source: 'typed', byHand: true },
  'letter.date': { source: 'typed', byHand: true },
  'signer.name': { source: 'typed' },
  'signer.post': { source: 'typed' },
  'clerk.name': { source: 'people' },
  'clerk.post': { source: 'people' },
  'executor.name': { source: 'people' },
  'executor.post': { source: 'people' },
  'applicant.name': { source: 'entry' },
  'applicant.contact': { source: 'entry' },
  /** Who a letter goes to: of a collective paper also the one person who answers for it (domain §1.4). */
  'applicant.addressee': { source: 'entry' },
  'applicant.address': { source: 'entry' },
  'applicant.phone': { source: 'entry' },
  'applicant.email': { source: 'entry' },
  'applicant.representative': { source: 'entry' },
  'paper.number': { source: 'entry' },
  'paper.official': { source: 'paper' },
  /** Ours, and the official one once it is known (domain §0.4). */
  'paper.numbers': { source: 'paper' },
  'paper.kind': { source: 'paper' },
  'paper.date': { source: 'entry' },
  'paper.way': { source: 'paper' },
  'paper.summary': { source: 'paper' },
  'paper.sheets': { source: 'entry' },
  'paper.attachments': { source: 'entry' },
  'paper.senderNumber': { source: 'entry' },
  'paper.senderDate': { source: 'entry' },
  'term.until': { source: 'paper' },
  'term.left': { source: 'paper' },
  'resolution.text': { source: 'paper' },
  'resolution.until': { source: 'paper' },
  'extension.until': { source: 'action', of: ['extensionNotice'] },
  'extension.on': { source: 'action', of: ['extensionNotice'] },
  'extension.why': { source: 'action', of: ['extensionNotice'] },
  'redirection.to': { source: 'action', of: sendings },
  'redirection.on': { source: 'action', of: sendings },
  'redirection.what': { source: 'action', of: redirections },
  'redirection.part': { source: 'action', of: redirections },
  'redirection.why': { source: 'action', of: sendings },
  'redirection.letter': { source: 'action', of: sendings },
  'redirection.told': { source: 'entry', of: ['redirectionToBody', 'passingOnToBody'] },
  'defect.what': { source: 'action', of: ['defectNotice'] },
  'defect.on': { source: 'action', of: ['defectNotice'] },
  'defect.until': { source: 'action', of: ['defectNotice'] },
  'hearing.on': { source: 'action', of: hearings },
  'hearing.form': { source: 'action', of: ['hearingNotice'] },
  'hearing.place': { source: 'action', of: hearings },
  'hearing.preliminary': { source: 'action', of: ['hearingNotice'] },
  'hearing.objection': { source: 'law', of: ['hearingNotice'] },
  'hearing.begun': { source: 'action', of: ['hearingMinutes'], byHand: true },
  'hearing.ended': { source: 'action', of: ['hearingMinutes'], byHand: true },
  'hearing.chair': { source: 'action', of: ['hearingMinutes'] },
  'hearing.secretary': { source: 'action', of: ['hearingMinutes'], byHand: true },
  'hearing.participants': { source: 'action', of: ['hearingMinutes'], byHand: true },
  'hearing.minutes': { source: 'action', of: ['hearingMinutes'] },
  'reply.number': { source: 'action', of: ['interimReply'] },
  'reply.on': { source: 'action', of: ['interimReply'] },
  'reply.summary': { source: 'action', of: ['interimReply'] },
  'forward.to': { source: 'action', of: forwardings },
  'forward.author': { source: 'entry', of: ['forwarding', 'redirectionToBody', 'passingOnToBody'] },
  'forward.about': { source: 'action', of: forwardings },
  'forward.on': { source: 'action', of: forwardings },
  'decision.what': { source: 'action', of: ['answerCover'] },
  'decision.on': { source: 'action', of: ['answerCover', 'termination', 'leftUnconsidered'] },
  'decision.text': { source: 'action', of: ['answerCover', 'termination', 'leftUnconsidered'] },
  'decision.ground': { source: 'action', of: ['termination'] },
  'answer.number': { source: 'action', of: ['answerCover'], byHand: true },
  'answer.on': { source: 'action', of: ['answerCover'], byHand: true },
  'answer.sheets': { source: 'action', of: ['answerCover'], byHand: true },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as FieldName[];

export const isField = (name: string): name is FieldName => Object.hasOwn(fields, name);

/** Whether a letter can have this field at all. */
export function isFieldOf(letter: LetterKind, name: FieldName): boolean {
  const { of }: Field = fields[name];
  return of === undefined || of.includes(letter);
}

export function isByHand(name: FieldName): boolean {
  const field: Field = fields[name];
  return field.byHand === true;
}

/** The word of a field in its two parts, as the catalogue keeps it. */
export function partsOfField(name: FieldName): { group: string; field: string } {
  const [group = '', field = ''] = name.split('.');
  return { group, field };
}
