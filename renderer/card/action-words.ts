import type { ActionName } from '../../shared/domain/life/life.ts';
import type { WordKey } from '../../shared/words/words.ts';
import { valueWord } from '../parts/value-words.ts';
import type { Speech } from '../speech.ts';
import { type HistorySources, subjectPath } from './entry-view.ts';

/** How a value in a line's data is said: as it stands, as a date, as whom it names, by the law's data, by the subject's name, or by a word of the catalogue `values`. */
type As =
  | 'text'
  | 'date'
  | 'name'
  | 'names'
  | 'count'
  | 'decision'
  | 'reason'
  | 'subject'
  | 'way'
  | 'hearingForm'
  | 'forwardAbout'
  | 'control'
  | 'topic'
  | 'own';

/** What a line says: its sentence names some of the data, the rest stands below, labelled. Empty values are not said. */
type ActionWords = { says?: Record<string, As>; below?: [field: string, label: WordKey, as: As][] };

/** Actions that are said by more than their data (`register`, `assign`, `amend`, `attach`) have their own words in history-view.ts. */
type Told = Exclude<ActionName, 'assign' | 'amend' | 'attach'>;

const why: [string, WordKey, As] = ['why', 'history.why', 'text'];
const on: [string, WordKey, As] = ['on', 'history.field.on', 'date'];
const other: [string, WordKey, As] = ['number', 'history.field.number', 'text'];
const letter: [string, WordKey, As] = ['letter', 'history.field.letter', 'text'];
const early: [string, WordKey, As] = ['early', 'history.field.early', 'text'];
const remarks: [string, WordKey, As] = ['remarks', 'history.field.remarks', 'text'];

const words: Readonly<Record<Told, ActionWords>> = {
  linkOfficial: { says: { number: 'text' } },
  linkRepeat: { below: [other, on] },
  linkDuplicate: { below: [other, on] },
  linkContested: {
    below: [
      other,
      ['own', 'history.field.own', 'own'],
      ['act', 'history.field.act', 'text'],
      ['body', 'history.field.body', 'text'],
      ['official', 'history.field.official', 'text'],
      ['learnedOn', 'history.field.learnedOn', 'date'],
    ],
  },
  spoil: { below: [on, why] },
  resolve: {
    says: { executor: 'name' },
    below: [
      ['coExecutors', 'history.field.coExecutors', 'names'],
      ['text', 'history.field.text', 'text'],
      ['ownDueOn', 'history.field.ownDueOn', 'date'],
      ['control', 'history.field.control', 'control'],
    ],
  },
  handOver: { says: { to: 'name' }, below: [['list', 'history.field.list', 'text'], on] },
  replyMeanwhile: { below: [other, on, ['summary', 'history.field.summary', 'text']] },
  noteCheck: { below: [on, why] },
  askExtension: { says: { until: 'date' }, below: [why] },
  extend: { says: { until: 'date' }, below: [on, why, ['beyond', 'history.field.beyond', 'text']] },
  refuseExtension: { below: [why] },
  tellExtension: { below: [other, on, ['until', 'history.field.until', 'date']] },
  noteDefect: {
    says: { article: 'text' },
    below: [
      ['what', 'history.field.what', 'text'],
      ['on', 'history.field.noticeOn', 'date'],
      ['until', 'history.field.until', 'date'],
    ],
  },
  bringIntoLine: { below: [on, ['how', 'history.field.how', 'text']] },
  returnToApplicant: { below: [on, why] },
  redirect: { says: { to: 'name' }, below: [letter, on, why] },
  redirectPart: {
    says: { to: 'name', part: 'count' },
    below: [['what', 'history.field.what', 'text'], letter, on, why],
  },
  callHearing: {
    says: { on: 'date' },
    below: [
      ['form', 'history.field.form', 'hearingForm'],
      ['place', 'history.field.place', 'text'],
      ['noticeOn', 'history.field.noticeOn', 'date'],
      ['preliminary', 'history.field.preliminary', 'text'],
    ],
  },
  holdHearing: {
    says: { on: 'date' },
    below: [
      ['begun', 'history.field.begun', 'text'],
      ['ended', 'history.field.ended', 'text'],
      ['place', 'history.field.place', 'text'],
      ['chair', 'history.field.chair', 'text'],
      ['secretary', 'history.field.secretary', 'text'],
      ['participants', 'history.field.participants', 'text'],
      ['minutes', 'history.field.minutes', 'text'],
      early,
    ],
  },
  waiveHearing: { below: [on, why] },
  decide: {
    says: { decision: 'decision' },
    below: [
      on,
      ['ground', 'history.field.ground', 'reason'],
      ['basis', 'history.field.basis', 'reason'],
      ['text', 'history.field.text', 'text'],
      ['subject', 'history.field.subject', 'subject'],
      early,
    ],
  },
  sendBack: { below: [remarks] },
  sign: { below: [on] },
  answer: {
    says: { number: 'text', on: 'date' },
    below: [
      ['way', 'history.field.way', 'way'],
      ['sheets', 'history.field.sheets', 'count'],
    ],
  },
  dispatch: { below: [['list', 'history.field.list', 'text'], on] },
  withdraw: { below: [on, ['how', 'history.field.how', 'text']] },
  leaveUnconsidered: { below: [on, why] },
  forwardAtOnce: { says: { to: 'name' }, below: [['about', 'history.field.about', 'forwardAbout'], on] },
  takeOffControl: { below: [on, ['note', 'history.field.note', 'text']] },
  returnWithRemarks: { below: [remarks] },
  reopen: { below: [on, why] },
  settle: {
    below: [
      ['topic', 'history.field.topic', 'topic'],
      ['note', 'history.field.note', 'text'],
    ],
  },
};

/** A line in words; undefined for an action that is not in the table. */
export function actionWords(
  action: string,
  data: Readonly<Record<string, unknown>>,
  sources: HistorySources,
): { what: string; details: { label: string; value: string }[] } | undefined {
  if (!Object.hasOwn(words, action)) return undefined;
  const { says = {}, below = [] } = words[action as Told];
  const said = Object.fromEntries(
    Object.entries(says).map(([field, as]) => [field, valueIn(data[field], as, sources, data)]),
  );
  const details = below.map(([field, label, as]) => ({
    label: sources.speech.t(label),
    value: valueIn(data[field], as, sources, data),
  }));
  // A complaint goes up by another rule than that of competence (arts 91 and 65).
  const isPassedOn = action === 'redirect' && data.higher === true;
  const isWithoutArticle = action === 'noteDefect' && data.article === '';
  const called = isPassedOn ? 'passOn' : isWithoutArticle ? 'noteDefectOfLaw' : (action as Told);
  return {
    what: sources.speech.t(`history.do.${called}`, said),
    details: details.filter(({ value }) => value !== ''),
  };
}

function valueIn(
  value: unknown,
  as: As,
  sources: HistorySources,
  { decision }: Readonly<Record<string, unknown>>,
): string {
  const { speech, law } = sources;
  switch (as) {
    case 'name':
      return nameIn(value);
    case 'names':
      return Array.isArray(value)
        ? value
            .map(nameIn)
            .filter((name) => name !== '')
            .join(', ')
        : '';
    case 'count':
      return typeof value === 'number' ? speech.formatNumber(value) : '';
    case 'date':
      return typeof value === 'string' ? speech.formatDate(value) : '';
    case 'control':
      return value === true ? speech.t('history.field.controlOn') : '';
    case 'topic':
      return typeof value === 'string' ? topicWord(speech, value) : '';
    case 'own':
      return value === true ? speech.t('history.field.ownOn') : '';
    case 'reason': {
      const reason =
        typeof value === 'string'
          ? law.reason(value, typeof decision === 'string' ? decision : '', law.regimeOn(sources.registeredOn))
          : undefined;
      return reason
        ? `${speech.both(reason)} (${speech.both(reason.article)})`
        : typeof value === 'string'
          ? value
          : '';
    }
    case 'subject':
      return typeof value === 'string' ? subjectPath(value, sources) : '';
    case 'text':
      return typeof value === 'string' ? value : '';
    default:
      return typeof value === 'string' && value !== '' ? valueWord(speech, as, value) : '';
  }
}

/** What contradicting lines are about, in words. */
export function topicWord({ t }: Pick<Speech, 't'>, topic: string): string {
  return t([`actions.topic.${topic.split(' ')[0]}`, 'actions.topic.amend']);
}

export function nameIn(value: unknown): string {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    ? value.name
    : '';
}
