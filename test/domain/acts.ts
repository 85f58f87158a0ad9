import calendar from '../../assets/law/calendar.json';
import terms from '../../assets/law/terms.json';
import type { AppealState } from '../../shared/books/appeals/state.ts';
import { type AppealEntry, appeals, emptyAppeal } from '../../shared/books/appeals.ts';
import { compileLaw, type LawData } from '../../shared/domain/law/law.ts';
import type { ActionName } from '../../shared/domain/life/life.ts';
import { fold } from '../../shared/domain/log/fold.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { actAt } from './logs.ts';

export const law = compileLaw({ calendar, terms } as LawData);
export const day = '2026-12-01';
export const somebody = { id: '7', name: 'Ким И. П.' };
export const other = { id: '2300999', name: 'Аппарат акима города' };

/** Data with which each action is possible wherever the paper may stand for it. */
export const sound: Record<ActionName, Record<string, unknown>> = {
  amend: { field: 'paper.summary', old: 'a', new: 'b', why: 'қате' },
  attach: { sha256: 'a'.repeat(64), bytes: 10, type: 'application/pdf', name: 'скан.pdf' },
  linkOfficial: { number: 'ЖТ-2026-00000001' },
  linkRepeat: { number: '230000126020000014', on: day },
  linkContested: { number: '', act: 'отказ', body: '', official: '', learnedOn: '' },
  linkDuplicate: { number: '230000126020000014', on: day },
  spoil: { why: 'бланк испорчен', on: day },
  assign: { executor: somebody },
  resolve: { executor: somebody, coExecutors: [other], text: 'рассмотреть', ownDueOn: '', control: true },
  handOver: { to: somebody, list: '12', on: day },
  replyMeanwhile: { number: '3', on: day, summary: 'запрошены сведения' },
  noteCheck: { on: day, why: 'осмотр' },
  askExtension: { until: '2027-01-29', why: 'экспертиза' },
  extend: { until: '2027-01-29', on: day, why: 'экспертиза', beyond: '' },
  refuseExtension: { why: '' },
  tellExtension: { number: '4', on: day },
  noteDefect: { article: '63', what: 'нет подписи', on: day, until: '2026-12-04' },
  bringIntoLine: { on: day, how: 'подписано' },
  returnToApplicant: { on: '2026-12-07', why: 'не устранено' },
  redirect: { to: other, letter: '5', on: day, why: 'компетенция', higher: false },
  redirectPart: { to: other, letter: '5', on: day, why: 'компетенция', what: 'вопрос 2', part: 1 },
  callHearing: { on: '2026-12-10', noticeOn: day, form: 'meeting', place: '', preliminary: 'отказать' },
  holdHearing: {
    on: '2026-12-10',
    begun: '10:00',
    ended: '11:00',
    place: 'зал',
    chair: 'Ким',
    secretary: '',
    participants: '',
    minutes: '',
    early: '',
  },
  waiveHearing: { on: day, why: 'заявитель отказался' },
  decide: { decision: 'favourable', ground: '', basis: '', text: 'да', on: day, subject: '', early: '' },
  sendBack: { remarks: 'уточнить' },
  sign: { on: day },
  answer: { number: '77', on: day, way: 'post', sheets: 1 },
  dispatch: { list: '02-7/2026', on: day },
  withdraw: { on: day, how: 'заявление' },
  leaveUnconsidered: { on: day, why: 'нет автора' },
  forwardAtOnce: { to: other, about: 'crime', on: day },
  takeOffControl: { on: day, note: '' },
  returnWithRemarks: { remarks: 'не по существу' },
  reopen: { on: day, why: 'закрыто по ошибке' },
  settle: { topic: 'executor', note: '' },
};

/** What a broken program may write: the registry looks at the form of a line, not at what it says. */
const noText = { toString: 1, valueOf: 1 };
export const unreadable = { field: noText, part: noText, topic: noText, executor: noText, list: noText };

export function newPaper(change: (entry: AppealEntry) => void = () => {}): Paper<AppealEntry> {
  const intake = emptyAppeal(day);
  const entry = appeals.entry.parse({
    ...intake,
    applicant: {
      ...intake.applicant,
      name: 'А',
      idWarnings: [],
      representative: { ...intake.applicant.representative, idWarnings: [] },
    },
    paper: { ...intake.paper, summary: 'с' },
    receipt: {
      acceptedAt: '2026-12-01T09:05:00.000Z',
      registeredOn: day,
      zone: 'Asia/Atyrau',
      agency: '2300001',
      sample: false,
      clockBehind: false,
    },
  });
  change(entry);
  return { id: '230000126010000016', book: 'appeals', entry, log: [] };
}

type Acts = (ActionName | [ActionName, Record<string, unknown>])[];

/** A paper after these actions at one desk. */
export function having(...actions: Acts) {
  const { state, effects } = foldedAfter(...actions);
  return { state, last: effects.at(-1)! };
}

/** The same with what became of each line. */
export function foldedAfter(...actions: Acts) {
  let paper: Paper<AppealEntry> = actAt(0, newPaper(), 'register', {});
  for (const one of actions) {
    const [name, data] = typeof one === 'string' ? [one, sound[one]] : one;
    paper = actAt(0, paper, name, data);
  }
  const { state, effects } = fold(appeals, paper, law);
  return { state: state as AppealState, effects };
}
