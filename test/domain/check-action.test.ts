import { describe, expect, test } from 'vitest';
import { appealActions } from '../../shared/books/appeals/actions/index.ts';
import { checkAction, hindranceOf, unlawful } from '../../shared/books/appeals/check-action.ts';
import { dutiesOf } from '../../shared/books/appeals/deadlines.ts';
import type { AppealState } from '../../shared/books/appeals/state.ts';
import { appeals } from '../../shared/books/appeals.ts';
import { decisionKinds } from '../../shared/domain/life/decisions.ts';
import { type ActionName, actionNames } from '../../shared/domain/life/life.ts';
import type { Role } from '../../shared/domain/life/rights.ts';
import { fold } from '../../shared/domain/log/fold.ts';
import { having, law, newPaper, other, somebody, sound } from './acts.ts';
import { actAt } from './logs.ts';

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
    ['resolve', { ownDueOn: '2026-12-09' }, ['warning ownDueOn pastDay']],
    // The term of 15 working days ends on 22.12.
    ['extend', { on: '2026-12-22' }, ['warning on futureDate']],
    ['extend', { on: '2026-12-23' }, ['warning on termOver', 'warning on futureDate']],
    ['noteDefect', { until: '2026-12-12' }, ['warning until dayOff']],
    // While the applicant mends it the term runs on to 22.12.
    ['noteDefect', { until: '2026-12-22' }, []],
    ['noteDefect', { until: '2026-12-23' }, ['warning until laterThanLawful']],
    ['noteDefect', { article: '93' }, ['error article articleOfComplaints']],
    ['redirect', { higher: true }, ['error higher notComplaint']],
    // 01.12.2026 + 2 months, the day of registration counted: 31.01.2027 is a Sunday, so Monday 01.02.
    ['extend', { until: '2027-02-01' }, []],
    ['extend', { until: '2027-02-02' }, ['warning until beyondCeiling', 'error beyond required']],
    ['extend', { until: '2027-02-02', beyond: 'суд' }, ['warning until beyondCeiling']],
    ['extend', { until: '2026-12-22' }, ['error until notLater']],
    // Registered on Tuesday 01.12.: the third working day, the first counted, is Thursday 03.12.
    ['redirect', { on: '2026-12-03' }, []],
    ['redirect', { on: '2026-12-04' }, ['warning on redirectionTooLate']],
    ['redirect', { to: { id: '2300001', name: 'мы' } }, ['error to toOneself']],
    ['forwardAtOnce', { to: { id: '2300001', name: 'мы' } }, ['error to toOneself']],
    // 16.12.2026 is a holiday, 12.12. a Saturday.
    ['callHearing', { on: '2026-12-16' }, ['error on dayOff']],
    ['callHearing', { on: '2026-12-12' }, ['error on dayOff']],
    // Notice on Tuesday 01.12.: Wednesday, Thursday, Friday lie before Monday 07.12.; before Friday only two.
    ['callHearing', { on: '2026-12-07' }, []],
    ['callHearing', { on: '2026-12-04' }, ['warning noticeOn noticeTooLate']],
    ['callHearing', { on: '2026-11-30' }, ['error on beforeNotice']],
    ['decide', { decision: 'satisfy' }, ['error decision notForThisKind']],
    ['decide', { decision: 'terminate', ground: 'noSubstance' }, []],
    ['decide', { decision: 'terminate', ground: 'termMissed' }, ['error ground unknownValue']],
    ['decide', { decision: 'favourable', basis: 'жоқ' }, ['error basis unknownValue']],
    // Learned on 28.08.2026: three months, from the next day, end on Saturday 28.11., so on Monday 30.11.2026, the day before it came.
    ['linkContested', { learnedOn: '2026-08-28' }, ['warning learnedOn complaintTooLate']],
    ['linkContested', { learnedOn: '2026-09-01' }, []],
    ['linkContested', { learnedOn: '2026-12-02' }, ['error learnedOn afterArrival']],
    ['withdraw', { on: '2026-11-30' }, ['error on beforeArrival']],
    ['withdraw', { on: '2026-12-11' }, ['warning on futureDate']],
    ['returnToApplicant', { on: '2026-12-11' }, ['error on futureDate']],
    ['holdHearing', { on: '2026-12-11' }, ['error on futureDate']],
    ['answer', { number: '' }, ['error number required']],
    // Today is 10.12.2026, the paper was registered on 01.12.
    ['amend', { field: 'paper.arrivedOn', new: '2026-12-11' }, ['error new futureDate']],
    ['amend', { field: 'paper.arrivedOn', new: '2026-12-02' }, ['error new afterRegistration']],
    ['amend', { field: 'paper.arrivedOn', new: '2026-12-01' }, []],
    ['amend', { field: 'paper.senderDate', new: '2026-12-11' }, ['error new futureDate']],
    ['amend', { field: 'paper.senderDate', new: '2026-12-10' }, []],
    ['amend', { field: 'paper.senderDate', new: '' }, []],
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
    const heard = having('assign', 'callHearing', 'holdHearing').state;
    expect(check('decide', { ...refusal, on: '2026-12-09' }, heard)).toEqual(['error on beforeHearing']);
    expect(check('decide', { ...refusal, on: '2026-12-10' }, heard)).toEqual([]);
    // Told on Tuesday 01.12. and heard on Friday: between them are two working days; on Monday there are three.
    const soon = having(
      'assign',
      ['callHearing', { ...sound.callHearing, on: '2026-12-04' }],
      ['holdHearing', { ...sound.holdHearing, on: '2026-12-04' }],
    ).state;
    expect(check('decide', { ...refusal, on: '2026-12-04' }, soon)).toEqual(['warning on decidedSoonAfterNotice']);
    expect(check('decide', { ...refusal, on: '2026-12-07' }, soon)).toEqual([]);
    expect(check('decide', { on: '2026-12-04' }, soon)).toEqual([]);
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
    // On the Friday itself it is worked on at once.
    const onFriday = { state, law, today: '2026-11-27' };
    expect(checkAction('redirect', { ...sound.redirect, on: '2026-11-27' }, onFriday)).toEqual([]);
  });

  test('of a complaint that is not considered names one of the grounds of that decision, each with its article', () => {
    const complaint = newPaper((entry) => {
      entry.paper.kind = 'complaint';
    });
    const { state } = fold(appeals, actAt(0, complaint, 'register', {}), law) as { state: AppealState };
    const left = { decision: 'leaveWithoutConsideration' };
    expect(check('decide', { ...left, ground: '' }, state)).toEqual(['error ground required']);
    expect(check('decide', { ...left, ground: 'noSubstance' }, state)).toEqual(['error ground unknownValue']);
    expect(law.groundsOf('leaveWithoutConsideration', law.regimeOn(state.registeredOn))).toHaveLength(4);
    for (const { id, article } of law.groundsOf('leaveWithoutConsideration', law.regimeOn(state.registeredOn))) {
      expect(check('decide', { ...left, ground: id }, state)).toEqual([]);
      expect(article.ru).toMatch(/ст\. \d/);
    }
    expect(check('decide', { decision: 'cancelAct', basis: 'factsWrong' }, state)).toEqual([]);
  });

  test('dated before what it follows upon is asked about, and nothing is mended before its notice', () => {
    const told = having(['noteDefect', { ...sound.noteDefect, on: '2026-12-03', until: '2026-12-05' }]).state;
    expect(check('bringIntoLine', { on: '2026-12-02' }, told)).toEqual(['error on beforeDefectNotice']);
    expect(check('bringIntoLine', { on: '2026-12-03' }, told)).toEqual([]);
    // The applicant has until Saturday 05.12., so until Monday.
    expect(check('returnToApplicant', { on: '2026-12-07' }, told)).toEqual(['error on applicantHasTime']);
    expect(check('returnToApplicant', { on: '2026-12-08' }, told)).toEqual([]);
    const late = { ...sound.decide, on: '2026-12-08' };
    const decided = having('resolve', ['decide', late]);
    expect(check('sign', { on: '2026-12-07' }, decided.state)).toEqual(['warning on signedBeforeDecision']);
    const answered = having('resolve', ['decide', late], 'sign', ['answer', { ...sound.answer, on: '2026-12-09' }]);
    expect(check('dispatch', { on: '2026-12-08' }, answered.state)).toEqual(['warning on beforeAnswer']);
    expect(check('dispatch', { on: '2026-12-09' }, answered.state)).toEqual([]);
    expect(check('returnWithRemarks', {}, answered.state)).toEqual([]);
    const sent = having('resolve', 'decide', 'sign', 'answer', 'dispatch').state;
    expect(check('returnWithRemarks', {}, sent)).toEqual(['warning  reopensAnswered']);
    expect(check('takeOffControl', { on: '2026-12-08' }, answered.state)).toEqual(['warning on beforeClosing']);
    expect(check('reopen', { on: '2026-12-08' }, answered.state)).toContain('warning on beforeClosing');
  });

  test('that asks for more time when the term is over is asked about', () => {
    const { state } = having('assign');
    const asked = (today: string) =>
      checkAction('askExtension', sound.askExtension, { state, law, today }).map(({ message }) => message);
    expect(asked('2026-12-22')).toEqual([]);
    expect(asked('2026-12-23')).toEqual(['termOver']);
  });

  test('that names what is contested is one of complaints alone', () => {
    const complaint = newPaper((entry) => {
      entry.paper.kind = 'complaint';
    });
    const stateOf = (paper: typeof complaint) => fold(appeals, paper, law).state as AppealState;
    expect(unlawful('linkContested', stateOf(actAt(0, complaint, 'register', {})), law)).toBeUndefined();
    expect(unlawful('linkContested', having('assign').state, law)).toBe('notComplaint');
  });

  test('that a complaint about the own act is not satisfied wholly is asked about: it goes up (art. 91)', () => {
    const complaint = newPaper((entry) => {
      entry.paper.kind = 'complaint';
    });
    const contested = { ...sound.linkContested, number: '230000126010000023' };
    const linked = actAt(0, actAt(0, complaint, 'register', {}), 'linkContested', contested);
    const state = fold(appeals, actAt(0, linked, 'assign', sound.assign), law).state as AppealState;
    const asked = (decision: string) => check('decide', { decision }, state);
    expect(asked('satisfyFully')).toEqual([]);
    expect(asked('performAction')).toEqual(['warning decision ownActGoesUp']);
    expect(check('redirect', {}, state)).toEqual(['warning higher ownActGoesUp']);
    expect(check('redirect', { higher: true }, state)).toEqual([]);
    expect(check('redirectPart', {}, state)).toEqual(['warning  ownActGoesUp']);
    expect(check('redirectPart', {})).toEqual([]);
  });

  test('decides what came under Law №221 as that law does, whatever its kind, and hears nobody', () => {
    const stateOf = (kind: string, registeredOn: string, ...actions: ActionName[]) => {
      const paper = newPaper((entry) => {
        entry.paper.kind = kind;
        entry.receipt.registeredOn = registeredOn;
        entry.paper.arrivedOn = registeredOn;
      });
      const registered = actAt(0, paper, 'register', {});
      const done = actions.reduce((one, name) => actAt(0, one, name, { ...sound[name], on: registeredOn }), registered);
      return fold(appeals, done, law).state as AppealState;
    };
    const accepted = (state: AppealState) =>
      decisionKinds.filter((decision) => {
        const ground =
          decision === 'terminate' ? 'withdrawn' : decision === 'leaveWithoutConsideration' ? 'courtAct' : '';
        const issues = checkAction(
          'decide',
          { ...sound.decide, decision, ground, on: state.registeredOn },
          { state, law, today: '2026-12-10' },
        );
        return !issues.some(({ message }) => message === 'notForThisKind');
      });
    // Domain §1.9: satisfied fully or partly, refused, explained, ended; the code's decisions begin on 01.07.2021.
    const review = ['explain', 'satisfy', 'satisfyPartly', 'refuse', 'terminate'];
    for (const kind of ['application', 'complaint', 'message', 'informationRequest'])
      expect(accepted(stateOf(kind, '2021-06-30', 'assign')), kind).toEqual(review);
    expect(accepted(stateOf('application', '2021-07-01', 'assign'))).toEqual(['terminate', 'favourable', 'burdensome']);
    expect(accepted(stateOf('complaint', '2021-07-01', 'assign'))).toContain('cancelAct');
    for (const name of ['callHearing', 'holdHearing', 'waiveHearing'] as const) {
      expect(unlawful(name, stateOf('application', '2021-06-30', 'assign'), law)).toBe('noHearingInLaw');
      expect(unlawful(name, stateOf('application', '2021-07-01', 'assign'), law)).toBeUndefined();
    }
    // Nor has it articles that are known here.
    const defect = { on: '2021-06-30', until: '2021-07-02' };
    expect(check('noteDefect', { ...defect, article: '' }, stateOf('application', '2021-06-30'))).toEqual([]);
    expect(check('noteDefect', defect, stateOf('application', '2021-06-30'))).toEqual(['error article unknownValue']);
    expect(check('noteDefect', { article: '' })).toEqual(['error article required']);
    // Nor does art. 91 of the code speak of it.
    const old = { ...stateOf('complaint', '2021-06-30', 'assign'), contestsOwn: true };
    expect(check('decide', { decision: 'explain' }, old)).toEqual([]);
    expect(dutiesOf(old, law)).toEqual([]);
    // A hearing that an earlier program has called is owed under the code alone.
    const hearing = { on: '2026-12-10', noticeOn: '2026-12-01', held: false };
    const called = (registeredOn: string) => ({ ...stateOf('application', registeredOn, 'assign'), hearing });
    expect(dutiesOf(called('2021-06-30'), law)).toEqual([]);
    expect(dutiesOf(called('2021-07-01'), law)).toEqual([{ what: 'hearing', by: '2026-12-10' }]);
  });

  test('ends what came under Law №221 by that law, not by articles of the code', () => {
    const articles = (day: string) => law.groundsOf('terminate', law.regimeOn(day)).map(({ article }) => article.ru);
    expect(new Set(articles('2021-06-30'))).toEqual(new Set(['Закон № 221']));
    for (const article of articles('2021-07-01')) expect(article).toMatch(/^АППК/);
    const [old, now] = ['2021-06-30', '2021-07-01'].map((day) =>
      law.reason('withdrawn', 'terminate', law.regimeOn(day)),
    );
    expect(old!.ru).toBe(now!.ru);
    expect(old!.article).not.toEqual(now!.article);
  });

  test('that a check is needed is said only of papers under a law that has a longer term for it', () => {
    const old = newPaper((entry) => {
      entry.receipt.registeredOn = '2019-11-15';
      entry.paper.arrivedOn = '2019-11-15';
    });
    const registered = actAt(0, old, 'register', {});
    const checked = actAt(0, registered, 'noteCheck', { ...sound.noteCheck, on: '2019-11-20' });
    const stateOf = (paper: typeof old) => fold(appeals, paper, law).state as AppealState;
    // Calendar days from the next one: 15 end on Saturday 30.11.2019, and 02.12. is a day off too; 30 end on Sunday 15.12., 16.–17. are holidays.
    expect(stateOf(registered).dueOn).toBe('2019-12-03');
    expect(stateOf(checked).dueOn).toBe('2019-12-18');
    expect(unlawful('noteCheck', stateOf(registered), law)).toBeUndefined();
    expect(unlawful('noteCheck', having('assign').state, law)).toBe('noLongerTerm');
    expect(unlawful('decide', having('assign').state, law)).toBeUndefined();
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
