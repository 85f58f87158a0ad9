import { isOfOwnAct } from '../../../shared/books/appeals/deadlines.ts';
import { executorOf } from '../../../shared/books/appeals/waiting.ts';
import { ways } from '../../../shared/books/appeals/ways.ts';
import type { FormAction } from '../../../shared/contract/actions.ts';
import type { Ground } from '../../../shared/domain/law/law.ts';
import { decidedAs, hasArticles } from '../../../shared/domain/law/procedure.ts';
import { decisionSets, groundedDecisions } from '../../../shared/domain/life/decisions.ts';
import { parseNumber } from '../../../shared/domain/number/paper-number.ts';
import type { ValueGroup } from '../../../shared/words/value-words.ts';
import type { WordKey } from '../../../shared/words/words.ts';
import {
  type About,
  earliestHearing,
  isComplaint,
  isEarlyDecision,
  isEarlyHearing,
  isUnusualExtension,
  latestLawful,
} from './about.ts';
import { correctable } from './correction.ts';

/** What stands in the fields of a form, as it is typed or chosen; `<path>.id` whom a name means. */
export type Values = Readonly<Record<string, string>>;

/** With what a field is filled in. */
export type Input =
  | { as: 'date' | 'time' | 'line' | 'lines' | 'count' | 'check' | 'subject' | 'hidden' | 'amendField' | 'amendValue' }
  | { as: 'executor' | 'executors' | 'body' | 'hiddenPerson' }
  | { as: 'choice'; group: ValueGroup; values: (about: About) => readonly string[] }
  | { as: 'reason'; reasons: (values: Values, about: About) => readonly Ground[] };

export type ActionField = Input & {
  /** Name in the action's data. */
  path: string;
  label: WordKey;
  required?: boolean;
  /** Left out, it is always asked for; what is not asked for is sent empty. */
  isAsked?: (values: Values, about: About) => boolean;
  /** What stands there at first. */
  first?: (about: About) => string | Named;
  /** Said under the field. */
  note?: (values: Values, about: About) => WordKey | undefined;
};

type Named = { id: string; name: string };
type Label = Extract<WordKey, `actions.field.${string}`> extends `actions.field.${infer Name}` ? Name : never;
type More = Partial<Pick<ActionField, 'required' | 'isAsked' | 'first' | 'note'>>;

const field = (path: string, label: Label, input: Input, more: More = {}): ActionField => ({
  path,
  label: `actions.field.${label}`,
  ...input,
  ...more,
});

const today = ({ today: day }: About) => day;
const day = (path: string, label: Label, first: NonNullable<More['first']> = today) =>
  field(path, label, { as: 'date' }, { required: true, first });
const on = day('on', 'on');
const why = field('why', 'why', { as: 'lines' }, { required: true });
const line = (path: string, label: Label, more: More = {}) => field(path, label, { as: 'line' }, more);
const lines = (path: string, label: Label, more: More = {}) => field(path, label, { as: 'lines' }, more);
const choice = (path: string, label: Label, group: ValueGroup, values: readonly string[], more: More = {}) =>
  field(path, label, { as: 'choice', group, values: () => values }, { required: true, ...more });

/** One of the law's reasons; of one that is not certain is said that somebody has to look it up there. */
const reason = (path: 'ground' | 'basis', reasons: Extract<Input, { as: 'reason' }>['reasons'], more: More) =>
  field(
    path,
    path,
    { as: 'reason', reasons },
    {
      ...more,
      note: (values, about) =>
        reasons(values, about).find(({ id }) => id === values[path])?.toBeChecked ? 'law.terms.toBeChecked' : undefined,
    },
  );

const executorNow = ({ state, usualExecutor }: About) =>
  state.executorName === '' ? (usualExecutor ?? '') : executorOf(state);
const usualNote: More['note'] = (values, { state, usualExecutor }) =>
  state.executorName === '' && usualExecutor && values.executor === usualExecutor.name ? 'actions.usual' : undefined;

const hasItNow = ({ state }: About) => executorOf(state);

const isGrounded = (decision: string) => groundedDecisions.some((one) => one === decision);

const letter = [line('letter', 'letter'), day('on', 'letterOn'), why];
const toBody = field('to', 'toBody', { as: 'body' }, { required: true });

/** The form of every action: its fields in their order. One generic form shows them all (`action-form.tsx`). */
export const forms: Readonly<Record<FormAction, readonly ActionField[]>> = {
  amend: [
    field('field', 'amendField', { as: 'amendField' }, { required: true, first: () => correctable[0]! }),
    field('new', 'amendNew', { as: 'amendValue' }, { first: ({ state }) => state.from }),
    why,
  ],
  linkOfficial: [line('number', 'official', { required: true })],
  linkRepeat: [line('number', 'earlier', { required: true }), on],
  linkDuplicate: [line('number', 'first', { required: true }), on],
  linkContested: [
    line('number', 'contested'),
    // A number of the register says itself whose act it is.
    field('own', 'ownAct', { as: 'check' }, { isAsked: ({ number = '' }) => !parseNumber(number).ok }),
    line('act', 'act', { required: true }),
    line('body', 'body', { isAsked: ({ number = '', own }) => own !== 'yes' || parseNumber(number).ok }),
    line('official', 'officialPerson'),
    field('learnedOn', 'learnedOn', { as: 'date' }),
  ],
  spoil: [why, on],
  assign: [
    field(
      'executor',
      'executor',
      { as: 'executor' },
      {
        first: ({ usualExecutor, state }) => (state.executorName === '' ? (usualExecutor ?? '') : ''),
        note: (values, about) => (values.executor === '' ? 'actions.nobody' : usualNote(values, about)),
      },
    ),
  ],
  resolve: [
    field('executor', 'executor', { as: 'executor' }, { required: true, first: executorNow, note: usualNote }),
    field(
      'coExecutors',
      'coExecutors',
      { as: 'executors' },
      {
        first: ({ state }) => JSON.stringify(state.coExecutors),
      },
    ),
    lines('text', 'resolution'),
    field('ownDueOn', 'ownDueOn', { as: 'date' }, { first: ({ state }) => state.resolution?.ownDueOn ?? '' }),
    field('control', 'control', { as: 'check' }, { first: ({ state }) => (state.control === 'on' ? 'yes' : '') }),
  ],
  handOver: [
    // Whoever has it as the form is opened, whoever it is given to meanwhile.
    field('whose', 'toPerson', { as: 'hiddenPerson' }, { first: hasItNow }),
    field('to', 'toPerson', { as: 'executor' }, { required: true, first: executorNow }),
    line('list', 'list', { required: true }),
    on,
  ],
  dispatch: [line('list', 'list'), on],
  replyMeanwhile: [line('number', 'outgoing', { required: true }), on, lines('summary', 'summary', { required: true })],
  noteCheck: [on, why],
  askExtension: [day('until', 'until', latestLawful), why],
  extend: [
    day('until', 'until', (about) => about.state.asked?.until ?? latestLawful(about)),
    { ...why, first: ({ state }) => state.asked?.why ?? '' },
    line('beyond', 'beyond', { required: true, isAsked: isUnusualExtension }),
    day('on', 'decidedOn'),
  ],
  refuseExtension: [lines('why', 'why')],
  tellExtension: [
    // Of the extension that stands before whoever writes this, whatever is granted elsewhere meanwhile.
    field('until', 'until', { as: 'hidden' }, { first: ({ state }) => state.extension?.until ?? '' }),
    line('number', 'outgoing', { required: true }),
    day('on', 'noticeOn'),
  ],
  noteDefect: [
    field(
      'article',
      'article',
      { as: 'choice', group: 'article', values: (about) => (isComplaint(about) ? ['93', '63'] : ['63']) },
      {
        required: true,
        isAsked: (_values, { state, law }) => hasArticles(state, law),
        first: (about) => (isComplaint(about) ? '93' : '63'),
      },
    ),
    lines('what', 'lacking', { required: true }),
    day('on', 'noticeOn'),
    day('until', 'mendUntil', () => ''),
  ],
  bringIntoLine: [on, lines('how', 'mended', { required: true })],
  returnToApplicant: [on, why],
  redirect: [
    toBody,
    // About the body's own act it goes up (art. 91).
    field(
      'higher',
      'higher',
      { as: 'check' },
      {
        isAsked: (_values, about) => isComplaint(about),
        first: ({ state, law }) => (isOfOwnAct(state, law) ? 'yes' : ''),
      },
    ),
    ...letter,
  ],
  redirectPart: [toBody, lines('what', 'part', { required: true }), ...letter],
  callHearing: [
    day('noticeOn', 'noticeOn'),
    day('on', 'hearingOn', earliestHearing),
    choice('form', 'form', 'hearingForm', ['meeting', 'videoLink', 'informationSystem', 'other'], {
      first: () => 'meeting',
    }),
    line('place', 'place'),
    lines('preliminary', 'preliminary'),
  ],
  holdHearing: [
    day('on', 'hearingOn', ({ state, today: now }) => state.hearing?.on ?? now),
    field('begun', 'begun', { as: 'time' }),
    field('ended', 'ended', { as: 'time' }),
    line('place', 'place', { required: true }),
    line('chair', 'chair', { required: true }),
    line('secretary', 'secretary'),
    lines('participants', 'participants'),
    lines('minutes', 'minutes'),
    lines('early', 'earlyHearing', { required: true, isAsked: isEarlyHearing }),
  ],
  waiveHearing: [on, why],
  decide: [
    field(
      'decision',
      'decision',
      {
        as: 'choice',
        group: 'decision',
        values: ({ state, law }) => decisionSets[decidedAs(state, law)],
      },
      { required: true },
    ),
    reason('ground', ({ decision = '' }, { state, law }) => law.groundsOf(decision, law.regimeOn(state.registeredOn)), {
      required: true,
      isAsked: ({ decision = '' }) => isGrounded(decision),
    }),
    reason('basis', (_values, { law }) => law.bases, {
      isAsked: ({ decision = '' }, { state, law }) =>
        decidedAs(state, law) === 'complaint' && decision !== '' && !isGrounded(decision),
    }),
    lines('text', 'decisionText'),
    field('subject', 'subject', { as: 'subject' }, { first: ({ state }) => state.subject }),
    day('on', 'decidedOn'),
    lines('early', 'earlyDecision', { required: true, isAsked: isEarlyDecision }),
  ],
  sendBack: [lines('remarks', 'remarks', { required: true })],
  sign: [on],
  answer: [
    line('number', 'outgoing', { required: true }),
    day('on', 'answerOn'),
    choice('way', 'way', 'way', [...ways, 'toCabinet'], {
      first: ({ state }) => (state.way === 'electronic' ? 'toCabinet' : state.way === 'byHand' ? 'byHand' : 'post'),
    }),
    field('sheets', 'sheets', { as: 'count' }, { required: true, first: () => '1' }),
  ],
  withdraw: [on, lines('how', 'withdrawal', { required: true })],
  leaveUnconsidered: [on, why],
  forwardAtOnce: [
    toBody,
    choice('about', 'about', 'forwardAbout', ['crime', 'danger'], { first: () => 'crime' }),
    day('on', 'letterOn'),
  ],
  takeOffControl: [on, lines('note', 'note')],
  returnWithRemarks: [lines('remarks', 'remarks', { required: true })],
  reopen: [on, why],
  settle: [field('topic', 'note', { as: 'hidden' }), lines('note', 'note')],
};
