import type { Law } from '../domain/law/law.ts';
import type { ActionRules } from '../domain/log/fold.ts';
import { plainDigits } from '../domain/text/digits.ts';
import { phoneForms } from '../domain/text/phone.ts';
import { appealActions } from './appeals/actions/index.ts';
import { openContradictions } from './appeals/contradictions.ts';
import { correctedEntry } from './appeals/corrected.ts';
import { dueOn, dutiesOf, partsOf } from './appeals/deadlines.ts';
import { type AppealEntry, type AppealIntake, appealEntrySchema, appealIntakeSchema } from './appeals/entry.ts';
import { type AppealState, untouched } from './appeals/state.ts';
import { waitingOf } from './appeals/waiting.ts';
import { scansIn } from './attach.ts';
import { type Book, markedName } from './book.ts';
import { nobody } from './fields.ts';

export {
  type AppealEntry,
  type AppealIntake,
  type ApplicantType,
  appealEntrySchema,
  appealIntakeSchema,
  applicantTypes,
  languages,
} from './appeals/entry.ts';

const register: ActionRules<AppealState> = {
  v: 1,
  apply: (state, line) =>
    state.order === '' ? { state: { ...state, order: line.id } } : { refused: 'alreadyRegistered' },
};

/** Appeals of citizens and firms: «Айқын» and E-Otinish in one journal (design §3). */
export const appeals: Book<AppealEntry, AppealState> = {
  id: 'appeals',
  stateVersion: 16,
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
    // Whoever knows it only as it was written at first finds it all the same. Where nothing was corrected, both are one.
    ...[...new Set([entry, correctedEntry(entry, state)])].flatMap(findableIn),
    state.official,
    state.summary,
    ...(state.links ?? []).map(({ number }) => number),
    ...(state.parts ?? []).flatMap(({ to, letter }) => [to.name, letter]),
  ],
};

function findableIn({ applicant, paper }: AppealEntry): string[] {
  return [
    applicant.name,
    applicant.contact,
    applicant.representative.name,
    ...[applicant, applicant.representative].flatMap(({ idNumber, phone }) => [
      plainDigits(idNumber),
      ...phoneForms(phone),
    ]),
    typeof paper.text === 'string' ? paper.text : paper.text.beginning,
    paper.senderNumber,
  ];
}

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
