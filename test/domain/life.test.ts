import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import calendar from '../../assets/law/calendar.json';
import terms from '../../assets/law/terms.json';
import { appealActions } from '../../shared/books/appeals/actions/index.ts';
import { checkAction, hindranceOf } from '../../shared/books/appeals/check-action.ts';
import { openContradictions } from '../../shared/books/appeals/contradictions.ts';
import type { AppealState } from '../../shared/books/appeals/state.ts';
import { type AppealEntry, appeals, emptyAppeal } from '../../shared/books/appeals.ts';
import { compileLaw, type LawData } from '../../shared/domain/law/law.ts';
import { outcomes } from '../../shared/domain/life/decisions.ts';
import { drawLife } from '../../shared/domain/life/drawing.ts';
import { type ActionName, actionNames, refusalOf, statuses } from '../../shared/domain/life/life.ts';
import type { Role } from '../../shared/domain/life/rights.ts';
import { fold } from '../../shared/domain/log/fold.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { createWords } from '../../shared/words/words.ts';
import { actAt, united } from './logs.ts';

const law = compileLaw({ calendar, terms } as LawData);
const day = '2026-12-01';
const somebody = { id: '7', name: 'Ким И. П.' };
const other = { id: '2300999', name: 'Аппарат акима города' };

/** Data with which each action is possible wherever the paper may stand for it. */
const sound: Record<ActionName, Record<string, unknown>> = {
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
  askExtension: { until: '2027-01-29', why: 'экспертиза' },
  extend: { until: '2027-01-29', on: day, why: 'экспертиза', beyond: '' },
  refuseExtension: { why: '' },
  tellExtension: { number: '4', on: day },
  noteDefect: { article: '63', what: 'нет подписи', on: day, until: '2026-12-04' },
  bringIntoLine: { on: day, how: 'подписано' },
  returnToApplicant: { on: '2026-12-07', why: 'не устранено' },
  redirect: { to: other, letter: '5', on: day, why: 'компетенция', higher: false },
  redirectPart: { to: other, letter: '5', on: day, why: 'компетенция', what: 'вопрос 2' },
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
  withdraw: { on: day, how: 'заявление' },
  leaveUnconsidered: { on: day, why: 'нет автора' },
  forwardAtOnce: { to: other, about: 'crime', on: day },
  takeOffControl: { on: day, note: '' },
  returnWithRemarks: { remarks: 'не по существу' },
  reopen: { on: day, why: 'закрыто по ошибке' },
  settle: { topic: 'executor', note: '' },
};

function newPaper(change: (entry: AppealEntry) => void = () => {}): Paper<AppealEntry> {
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

/** A paper after these actions at one desk. */
function having(...actions: (ActionName | [ActionName, Record<string, unknown>])[]) {
  let paper: Paper<AppealEntry> = actAt(0, newPaper(), 'register', {});
  for (const one of actions) {
    const [name, data] = typeof one === 'string' ? [one, sound[one]] : one;
    paper = actAt(0, paper, name, data);
  }
  const { state, effects } = fold(appeals, paper, law);
  return { state: state as AppealState, last: effects.at(-1)! };
}

describe('the life of an appeal', () => {
  test('is drawn in its README as it is', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../shared/domain/life/README.md'), 'utf8');
    const [, drawn = ''] = /<!-- drawn -->\n([\s\S]*)\n<!-- \/drawn -->/.exec(readme) ?? [];
    expect(drawn).toBe(drawLife());
  });

  test('goes from the desk to an answer in time', () => {
    const { state } = having(
      'resolve',
      'askExtension',
      'extend',
      'callHearing',
      'holdHearing',
      ['decide', { ...sound.decide, decision: 'burdensome', subject: '02.05' }],
      'sign',
      'answer',
      'linkOfficial',
      'takeOffControl',
    );
    expect(state).toMatchObject({
      status: 'closed',
      open: false,
      outcome: 'burdensome',
      closedOn: day,
      dueOn: '2027-01-29',
      subject: '02.05',
      control: 'off',
      official: 'ЖТ-2026-00000001',
      answer: { number: '77', on: day, way: 'post' },
      duties: [],
    });
  });

  test('has each action possible somewhere, and refuses it everywhere else with a reason that has words', () => {
    const { t } = createWords('kk');
    for (const name of actionNames) {
      const possible = statuses.filter((status) => refusalOf(name, status) === undefined);
      expect(possible, name).not.toEqual([]);
      for (const status of statuses) {
        const refusal = refusalOf(name, status);
        if (refusal)
          expect(t([`history.refused.${refusal}`, 'history.refused.other']), refusal).not.toBe(
            t('history.refused.other'),
          );
      }
    }
  });

  test.each<[string, Parameters<typeof having>, string]>([
    ['an official number is never overwritten', ['linkOfficial', 'linkOfficial'], 'officialLinked'],
    [
      'a paper is not redirected to the body that has it',
      [['redirect', { ...sound.redirect, to: { id: '2300001', name: 'мы' } }]],
      'toOneself',
    ],
    [
      'a decision against the applicant wants him heard',
      ['assign', ['decide', { ...sound.decide, decision: 'burdensome' }]],
      'hearingNeeded',
    ],
    ['nobody holds a hearing that was not called', ['assign', 'holdHearing'], 'noHearing'],
    ['a closed paper is not edited', ['withdraw', 'amend'], 'closed'],
    ['a number is spoiled only before anything was done', ['assign', 'spoil'], 'alreadyInWork'],
    ['what was not decided is not signed', ['assign', 'sign'], 'notDecided'],
    ['an answer waits for the signature', ['assign', 'decide', 'answer'], 'notSigned'],
    ['what is not on control is not taken off it', ['assign', 'takeOffControl'], 'notOnControl'],
    [
      'an extension goes forward',
      ['assign', 'extend', ['extend', { ...sound.extend, until: '2027-01-20' }]],
      'notLater',
    ],
    [
      'nothing is returned while the applicant may mend it',
      ['noteDefect', ['returnToApplicant', { ...sound.returnToApplicant, on: '2026-12-04' }]],
      'applicantHasTime',
    ],
    [
      'nobody is heard before he was told',
      ['assign', 'callHearing', ['holdHearing', { ...sound.holdHearing, on: '2026-11-30' }]],
      'hearingBeforeNotice',
    ],
    [
      'a decision stays one of its kind',
      ['assign', 'decide', ['amend', { field: 'paper.kind', old: 'application', new: 'complaint', why: 'қате' }]],
      'kindDecided',
    ],
    ['an applicant is told of no extension that was not granted', ['assign', 'tellExtension'], 'notExtended'],
    ['a termination names its ground', ['assign', ['decide', { ...sound.decide, decision: 'terminate' }]], 'malformed'],
  ])('%s', (_what, actions, why) => {
    expect(having(...actions).last).toMatchObject({ effect: 'refused', why });
  });

  test('owes the notice of an extension until it is told, whatever else is written to the applicant', () => {
    const duties = (...actions: Parameters<typeof having>) => having(...actions).state.duties.map(({ what }) => what);
    expect(duties('assign', 'extend', 'replyMeanwhile')).toEqual(['extensionNotice']);
    expect(duties('assign', 'extend', 'tellExtension')).toEqual([]);
    expect(duties('assign', 'extend', 'tellExtension', ['extend', { ...sound.extend, until: '2027-02-01' }])).toEqual([
      'extensionNotice',
    ]);
  });

  test('may be extended while it waits for the applicant, as the term runs on', () => {
    expect(having('assign', 'noteDefect', 'extend').state).toMatchObject({ status: 'waiting', dueOn: '2027-01-29' });
  });

  test('a paper on control comes back from its answer with remarks', () => {
    const { state } = having('resolve', 'decide', 'sign', 'answer', 'returnWithRemarks');
    expect(state).toMatchObject({ status: 'inWork', open: true, outcome: '', answer: null, decision: null });
  });

  test('what was closed by mistake goes on where it can, with whoever had it; a spoiled number stays one', () => {
    const { state } = having('resolve', 'decide', 'sign', 'answer', 'reopen');
    expect(state).toMatchObject({
      status: 'inWork',
      open: true,
      outcome: '',
      closedOn: '',
      answer: null,
      decision: null,
    });
    expect(having('linkRepeat', 'linkDuplicate', 'reopen').state).toMatchObject({
      status: 'registered',
      links: [{ as: 'repeat', number: '230000126020000014' }],
    });
    expect(having('spoil', 'reopen').last).toMatchObject({ effect: 'refused', why: 'void' });
    expect(having('assign', 'reopen').last).toMatchObject({ effect: 'refused', why: 'notClosed' });
  });

  test('parts that went to others are numbered, and the parent keeps its term', () => {
    const { state } = having('assign', 'redirectPart', 'redirectPart');
    expect(state.parts).toEqual([
      { part: 1, to: other, on: day, what: 'вопрос 2', dueOn: '2026-12-22' },
      { part: 2, to: other, on: day, what: 'вопрос 2', dueOn: '2026-12-22' },
    ]);
    expect(state).toMatchObject({ status: 'inWork', dueOn: '2026-12-22' });
  });

  test('ends in one valid state, whatever several desks did in whatever order it came', () => {
    const step = fc.record({ site: fc.nat(2), name: fc.constantFrom(...actionNames), pullFrom: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (plan) => {
        const first = actAt(0, newPaper(), 'register', {});
        const held = [first, first, first];
        for (const { site, name, pullFrom } of plan) {
          if (pullFrom < 3) held[site] = united(held[site]!, held[pullFrom]!) as Paper<AppealEntry>;
          held[site] = actAt(site, held[site]!, name, sound[name]);
        }
        const [a, b, c] = held as [Paper, Paper, Paper];
        const one = fold(appeals, united(united(a, b), c) as Paper<AppealEntry>, law);
        const other = fold(appeals, united(c, united(b, a)) as Paper<AppealEntry>, law);
        expect(other).toEqual(one);
        const state = one.state as AppealState;
        expect(statuses).toContain(state.status);
        expect(state.open).toBe(state.status !== 'closed' && state.status !== 'void');
        expect(state.outcome !== '').toBe(state.status === 'closed');
        if (state.outcome !== '') expect(outcomes).toContain(state.outcome);
        expect(state.closedOn === '').toBe(state.open);
        expect(state.status === 'waiting').toBe(state.defect !== null);
        if (state.status === 'decided' || state.status === 'signed') expect(state.decision).not.toBeNull();
        if (!state.open) expect(state.duties).toEqual([]);
      }),
    );
  });
});

describe('what several desks did without knowing of each other', () => {
  const apart = (one: [ActionName, Record<string, unknown>], two: [ActionName, Record<string, unknown>]) => {
    const first = actAt(0, newPaper(), 'register', {});
    return united(actAt(0, first, ...one), actAt(1, first, ...two)) as Paper<AppealEntry>;
  };
  const found = (paper: Paper<AppealEntry>) =>
    openContradictions(fold(appeals, paper, law)).map(({ topic, lines, rules }) => [
      topic,
      lines.map((line) => line.do),
      lines.indexOf(rules),
    ]);
  const twoExecutors = () => apart(['assign', { executor: somebody }], ['assign', { executor: other }]);

  test('is a contradiction until one who knows both decides again', () => {
    const paper = twoExecutors();
    expect(found(paper)).toEqual([['executor', ['assign', 'assign'], 1]]);
    expect(found(actAt(2, paper, 'amend', sound.amend))).toEqual([['executor', ['assign', 'assign'], 1]]);
    expect(found(actAt(2, paper, 'resolve', sound.resolve))).toEqual([]);
    expect(found(actAt(2, paper, 'settle', { topic: 'executor', note: '' }))).toEqual([]);
    expect(found(actAt(2, paper, 'settle', { topic: 'decision', note: '' }))).toHaveLength(1);
  });

  /** One desk does some things, an hour later another does others, neither knowing of the other. */
  const branches = (before: Paper<AppealEntry>, one: ActionName[], two: ActionName[]) => {
    const done = (site: number, names: ActionName[], now: number) =>
      names.reduce((paper, name) => actAt(site, paper, name, sound[name], now), before);
    return united(done(0, one, 1_796_120_000_000), done(1, two, 1_796_123_600_000)) as Paper<AppealEntry>;
  };
  const assigned = () => actAt(0, actAt(0, newPaper(), 'register', {}), 'assign', sound.assign);

  test('is one also where one line made the others impossible: shown once, settled by one action', () => {
    const paper = branches(assigned(), ['redirect'], ['decide', 'sign', 'answer']);
    expect(fold(appeals, paper, law).state).toMatchObject({ outcome: 'redirected' });
    expect(found(paper)).toEqual([['ending', ['redirect', 'decide', 'sign', 'answer'], 0]]);
    expect(found(actAt(2, paper, 'settle', { topic: 'ending', note: '' }))).toEqual([]);
    expect(found(actAt(2, paper, 'reopen', sound.reopen))).toEqual([]);
    expect(appeals.isContested(fold(appeals, paper, law))).toBe(true);
  });

  test('is one whichever of the two holds', () => {
    const paper = branches(assigned(), ['decide'], ['redirect']);
    expect(found(paper)).toEqual([['decision', ['decide', 'redirect'], 0]]);
    expect(found(actAt(2, paper, 'sendBack', sound.sendBack))).toEqual([]);
  });

  test('is none where a line was impossible by its own past, or says what the one in its way says', () => {
    const impossible = branches(assigned(), ['sign'], ['amend']);
    expect(fold(appeals, impossible, law).effects.map(({ effect }) => effect)).toContain('refused');
    expect(found(impossible)).toEqual([]);
    expect(found(branches(assigned(), ['attach'], ['attach']))).toEqual([]);
  });

  test('is settled by whoever knew both, not by a third who knew neither', () => {
    const paper = twoExecutors();
    const alone = actAt(2, actAt(0, newPaper(), 'register', {}), 'assign', { executor: { id: '9', name: 'Үшінші' } });
    const [contradiction] = found(united(paper, alone) as Paper<AppealEntry>);
    expect(contradiction![1]).toHaveLength(3);
    expect(found(united(actAt(0, paper, 'assign', { executor: somebody }), alone) as Paper<AppealEntry>)).toHaveLength(
      1,
    );
  });

  test('is none where both say the same, or speak of different things', () => {
    expect(found(apart(['assign', { executor: somebody }], ['assign', { executor: somebody, draft: 'x' }]))).toEqual(
      [],
    );
    expect(found(apart(['assign', { executor: somebody }], ['linkOfficial', sound.linkOfficial]))).toEqual([]);
  });

  test('of two ends the first holds, and what rules may be left as it stands', () => {
    const paper = apart(['withdraw', sound.withdraw], ['redirect', sound.redirect]);
    expect(found(paper)).toEqual([['ending', expect.arrayContaining(['withdraw', 'redirect']), 0]]);
    expect(found(actAt(2, paper, 'settle', { topic: 'ending', note: '' }))).toEqual([]);
  });
});

describe('a filled-in action', () => {
  const check = (name: ActionName, data: Record<string, unknown>, state = having('assign').state) =>
    checkAction(name, { ...sound[name], ...data }, { state, law, today: '2026-12-10' }).map(
      ({ path, message, severity }) => `${severity} ${path} ${message}`,
    );

  test('is free of issues as it is usually filled in', () => {
    for (const name of actionNames) expect(check(name, {}), name).toEqual([]);
  });

  test.each<[ActionName, Record<string, unknown>, string[]]>([
    ['resolve', { ownDueOn: '2026-11-30' }, ['error ownDueOn beforeRegistration']],
    ['resolve', { ownDueOn: '2026-12-23' }, ['warning ownDueOn laterThanLawful']],
    // 01.12.2026 + 2 months, the day of registration counted: 31.01.2027 is a Sunday, so Monday 01.02.
    ['extend', { until: '2027-02-01' }, []],
    ['extend', { until: '2027-02-02' }, ['warning until beyondCeiling', 'error beyond required']],
    ['extend', { until: '2027-02-02', beyond: 'суд' }, ['warning until beyondCeiling']],
    ['extend', { until: '2026-12-22' }, ['error until notLater']],
    // Registered on Tuesday 01.12.: the third working day, the first counted, is Thursday 03.12.
    ['redirect', { on: '2026-12-03' }, []],
    ['redirect', { on: '2026-12-04' }, ['warning on redirectionTooLate']],
    ['redirect', { to: { id: '2300001', name: 'мы' } }, ['error to toOneself']],
    // 16.12.2026 is a holiday, 12.12. a Saturday.
    ['callHearing', { on: '2026-12-16' }, ['error on dayOff']],
    ['callHearing', { on: '2026-12-12' }, ['error on dayOff']],
    // Notice on Tuesday 01.12.: Wednesday, Thursday, Friday lie before Monday 07.12.; before Friday only two.
    ['callHearing', { on: '2026-12-07' }, []],
    ['callHearing', { on: '2026-12-04' }, ['warning noticeOn noticeTooLate']],
    ['callHearing', { on: '2026-11-30' }, ['error on beforeNotice']],
    ['decide', { decision: 'satisfy' }, ['error decision notForThisKind']],
    ['decide', { decision: 'terminate', ground: 'noSubstance' }, []],
    // Learned on 28.08.2026: three months, from the next day, end on Saturday 28.11., so on Monday 30.11.2026, the day before it came.
    ['linkContested', { learnedOn: '2026-08-28' }, ['warning learnedOn complaintTooLate']],
    ['linkContested', { learnedOn: '2026-09-01' }, []],
    ['linkContested', { learnedOn: '2026-12-02' }, ['error learnedOn afterArrival']],
    ['withdraw', { on: '2026-11-30' }, ['error on beforeArrival']],
    ['withdraw', { on: '2026-12-11' }, ['warning on futureDate']],
    ['returnToApplicant', { on: '2026-12-11' }, ['error on futureDate']],
    ['holdHearing', { on: '2026-12-11' }, ['error on futureDate']],
    ['answer', { number: '' }, ['error number required']],
  ])('%s %j says %j', (name, data, issues) => {
    expect(check(name, data)).toEqual(issues);
  });

  test('says what came too early, and wants the reason where it may have been so', () => {
    const called = having('assign', 'callHearing').state;
    // Called on 01.12. for 10.12.; the objection runs on 02. and 03.12.
    expect(check('holdHearing', { on: '2026-12-07' }, called)).toEqual([
      'warning on beforeCalledDay',
      'error early required',
    ]);
    expect(check('holdHearing', { on: '2026-12-07', early: 'пришёл сам' }, called)).toEqual([
      'warning on beforeCalledDay',
    ]);
    const waived = having('assign', 'callHearing', 'waiveHearing').state;
    const refusal = { decision: 'burdensome' };
    expect(check('decide', { ...refusal, on: '2026-12-03' }, waived)).toEqual([
      'warning on objectionRuns',
      'error early required',
    ]);
    expect(check('decide', { ...refusal, on: '2026-12-03', early: 'возражение получено' }, waived)).toHaveLength(1);
    expect(check('decide', { ...refusal, on: '2026-12-04' }, waived)).toEqual([]);
    expect(check('decide', { on: '2026-12-03' }, waived)).toEqual([]);
    const extended = having('assign', 'extend').state;
    // Granted on 01.12.: 01, 02, 03.
    expect(check('tellExtension', { on: '2026-12-03' }, extended)).toEqual([]);
    expect(check('tellExtension', { on: '2026-12-04' }, extended)).toEqual(['warning on extensionNoticeTooLate']);
  });

  test('of a complaint counts the three months to the day on which it came, not to the day of its registration', () => {
    const friday = newPaper((entry) => {
      entry.paper.arrivedOn = '2026-11-27';
      entry.receipt.registeredOn = '2026-11-30';
    });
    const { state } = fold(appeals, actAt(0, friday, 'register', {}), law) as { state: AppealState };
    // Learned on 26.08.: to 26.11., the day before it came; on 27.08.: to 27.11., a Friday.
    expect(check('linkContested', { learnedOn: '2026-08-26' }, state)).toEqual(['warning learnedOn complaintTooLate']);
    expect(check('linkContested', { learnedOn: '2026-08-27' }, state)).toEqual([]);
    expect(check('withdraw', { on: '2026-11-27' }, state)).toEqual(['warning on beforeRegistration']);
    expect(check('withdraw', { on: '2026-11-26' }, state)).toEqual(['error on beforeArrival']);
  });

  test('is not offered to those who may not, nor where the paper does not stand for it', () => {
    const { state } = having('assign', 'decide');
    const by = (...roles: Role[]) => ({ roles, people: ['me'] });
    expect(hindranceOf('sign', state, by('head'))).toBeUndefined();
    expect(hindranceOf('sign', state, by('clerk', 'executor'))).toBe('notAllowed');
    expect(hindranceOf('answer', state, by('clerk'))).toBe('notSigned');
  });

  test('of an executor is one with papers that he executes, alone or with others; the clerk acts for everybody', () => {
    const { state } = having('resolve');
    const executor = (...people: string[]) => ({ roles: ['executor'] as const, people });
    expect(hindranceOf('decide', state, executor('me'))).toBe('notYours');
    expect(hindranceOf('decide', state, executor('me', somebody.id))).toBeUndefined();
    expect(hindranceOf('decide', state, executor(other.id))).toBeUndefined();
    expect(hindranceOf('decide', state, { roles: ['clerk'], people: ['me'] })).toBeUndefined();
    expect(hindranceOf('attach', state, { roles: ['executor', 'head'], people: ['me'] })).toBeUndefined();
    // Typed freely, nobody of the staff: it is nobody's.
    const free = having(['assign', { executor: { id: '', name: 'Ким' } }]).state;
    expect(hindranceOf('decide', free, executor(''))).toBe('notYours');
  });

  test('carries what its line can be read by', () => {
    for (const name of actionNames) expect(appealActions[name].data.safeParse(sound[name]).success, name).toBe(true);
  });
});
