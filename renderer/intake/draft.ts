import { type AppealIntake, emptyAppeal } from '../../shared/books/appeals.ts';
import type { Named } from '../../shared/books/fields.ts';
import type { Both } from '../../shared/domain/log/line.ts';
import { formatDate } from '../../shared/words/forms.ts';
import { readCount, readDate } from '../inputs/typed-values.ts';
import { isAsked, type ValuePath, valuePaths } from './fields.ts';

/** The form as it stands on the screen: what was typed, letter for letter, so that nothing is lost on the way. */
export type IntakeForm = Readonly<Record<ValuePath, string>>;

/** Lists by which typed names become references. */
export type NameLists = {
  staff: readonly { id: string; name: string }[];
  higherBodies: readonly { id: string; name: Both }[];
};

/** @param today the agency's calendar date */
export function emptyForm(today: string): IntakeForm {
  const { applicant, paper } = emptyAppeal(today);
  const nothing = Object.fromEntries(valuePaths.map((path) => [path, ''])) as Record<ValuePath, string>;
  return {
    ...nothing,
    'applicant.type': applicant.type,
    'paper.kind': paper.kind,
    'paper.way': paper.way,
    'paper.language': paper.language,
    'paper.arrivedOn': formatDate(paper.arrivedOn),
    'paper.addressee.own': paper.addressee.own ? 'own' : 'other',
    'paper.sheets': String(paper.sheets),
    'paper.attachments': String(paper.attachments),
  };
}

/** Whether nothing was typed yet. */
export function isUntouched(form: IntakeForm, today: string): boolean {
  const empty = emptyForm(today);
  return valuePaths.every((path) => form[path] === empty[path]);
}

/** What is sent to the office: only what the form asks for, typed dates and numbers read, names looked up in the lists. */
export function intakeOf(form: IntakeForm, lists: NameLists): AppealIntake {
  const get = (path: ValuePath) => (isAsked(path, form) ? form[path] : '');
  return {
    applicant: {
      type: get('applicant.type') as AppealIntake['applicant']['type'],
      idNumber: get('applicant.idNumber'),
      name: get('applicant.name'),
      members: readCount(get('applicant.members')),
      contact: get('applicant.contact'),
      place: { id: get('applicant.place.id'), name: get('applicant.place') },
      street: get('applicant.street'),
      phone: get('applicant.phone'),
      email: get('applicant.email'),
      representative: {
        name: get('applicant.representative.name'),
        idNumber: get('applicant.representative.idNumber'),
        basis: get('applicant.representative.basis'),
        phone: get('applicant.representative.phone'),
      },
    },
    paper: {
      kind: get('paper.kind'),
      addressee: { own: get('paper.addressee.own') === 'own', body: get('paper.addressee.body') },
      way: get('paper.way') as AppealIntake['paper']['way'],
      language: get('paper.language') as AppealIntake['paper']['language'],
      subject: get('paper.subject'),
      summary: get('paper.summary'),
      text: get('paper.text'),
      sheets: readCount(get('paper.sheets')),
      attachments: readCount(get('paper.attachments')),
      senderNumber: get('paper.senderNumber'),
      senderDate: readDate(get('paper.senderDate')),
      higherBody: named(
        get('paper.higherBody'),
        lists.higherBodies.find(({ name }) => isOneOf(get('paper.higherBody'), [name.kk, name.ru])),
      ),
      arrivedOn: readDate(get('paper.arrivedOn')),
    },
    handling: {
      executor: named(get('handling.executor'), meantExecutor(form, lists.staff)),
      note: get('handling.note'),
    },
  };
}

/**
 * Whom of the staff the form means: who was picked, else who alone has the typed name. Of namesakes nobody is meant until one is picked.
 */
export function meantExecutor<Person extends NameLists['staff'][number]>(
  form: IntakeForm,
  staff: readonly Person[],
): Person | undefined {
  const picked = staff.find(({ id }) => id === form['handling.executor.id']);
  if (picked) return picked;
  const namesakes = staff.filter(({ name }) => isOneOf(form['handling.executor'], [name]));
  return namesakes.length === 1 ? namesakes[0] : undefined;
}

function named(typed: string, found: { id: string } | undefined): Named {
  return { id: found?.id ?? '', name: typed };
}

function isOneOf(typed: string, names: readonly string[]): boolean {
  const wanted = typed.trim().toLocaleLowerCase('ru');
  return wanted !== '' && names.some((name) => name.toLocaleLowerCase('ru') === wanted);
}
