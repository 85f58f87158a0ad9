import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextPart } from '../../shared/books/appeals/actions/redirection.ts';
import { hindranceOf } from '../../shared/books/appeals/check-action.ts';
import { openContradictions } from '../../shared/books/appeals/contradictions.ts';
import type { AppealState } from '../../shared/books/appeals/state.ts';
import { type AppealEntry, appeals } from '../../shared/books/appeals.ts';
import { outcomes } from '../../shared/domain/life/decisions.ts';
import { drawLife } from '../../shared/domain/life/drawing.ts';
import { type ActionName, actionNames, refusalOf, statuses } from '../../shared/domain/life/life.ts';
import { type Role, roles } from '../../shared/domain/life/rights.ts';
import { type Folded, fold } from '../../shared/domain/log/fold.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { createWords } from '../../shared/words/words.ts';
import { day, having, law, newPaper, other, sound, unreadable } from './acts.ts';
import { actAt, united } from './logs.ts';

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
      answer: { number: '77', on: day, way: 'post', sheets: 1 },
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
      'a paper is not forwarded at once to the body that has it',
      [['forwardAtOnce', { ...sound.forwardAtOnce, to: { id: '2300001', name: 'мы' } }]],
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
    ['nor after a part of it went to others', ['redirectPart', 'spoil'], 'numberUsed'],
    ['nor after the applicant was told of a defect', ['noteDefect', 'bringIntoLine', 'spoil'], 'numberUsed'],
    ['nor with an official number', ['linkOfficial', 'spoil'], 'numberUsed'],
    ['nor after an interim reply', ['replyMeanwhile', 'spoil'], 'numberUsed'],
    ['nor after it was sent on, and came back', ['redirect', 'reopen', 'spoil'], 'numberUsed'],
    ['nor after it was withdrawn', ['withdraw', 'reopen', 'spoil'], 'numberUsed'],
    ['nor after its author heard that it is left', ['leaveUnconsidered', 'reopen', 'spoil'], 'numberUsed'],
    [
      'nor after a notice, when nobody has it in work any more',
      ['assign', 'callHearing', ['assign', { executor: { id: '', name: '' } }], 'spoil'],
      'numberUsed',
    ],
    ['an answer goes out once', ['assign', 'decide', 'sign', 'answer', 'dispatch', 'dispatch'], 'alreadyDispatched'],
    ['what was not answered is not sent', ['withdraw', 'dispatch'], 'notAnswered'],
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

  test('owes a complaint about the body’s own paper to who reviews it, until it was decided or has gone there', () => {
    const complaint = newPaper((entry) => {
      entry.paper.kind = 'complaint';
    });
    const duties = (about: string | { own: boolean }, ...names: (ActionName | 'satisfyFully')[]) => {
      const contested = actAt(0, actAt(0, complaint, 'register', {}), 'linkContested', {
        ...sound.linkContested,
        ...(typeof about === 'string' ? { number: about } : about),
      });
      const paper = names.reduce((one, name) => {
        const full = name === 'satisfyFully' && { ...sound.decide, decision: name };
        return full ? actAt(0, one, 'decide', full) : actAt(0, one, name, sound[name as ActionName]);
      }, contested);
      return (fold(appeals, paper, law).state as AppealState).duties;
    };
    const own = '230000126010000023';
    // Registered on Tuesday 01.12.: 01, 02, 03.
    expect(duties(own)).toEqual([{ what: 'passingOn', by: '2026-12-03' }]);
    expect(duties(own, 'assign', 'satisfyFully')).toEqual([]);
    // Anything less goes up all the same (art. 91, 4).
    expect(duties(own, 'assign', 'decide')).toEqual([{ what: 'passingOn', by: '2026-12-03' }]);
    expect(duties(own, 'redirect')).toEqual([]);
    // Linked by mistake: the last word counts.
    expect(duties(own, 'linkContested')).toEqual([]);
    expect(duties('')).toEqual([]);
    // An act of the body that never had a number in the register is its own all the same.
    expect(duties({ own: true })).toEqual([{ what: 'passingOn', by: '2026-12-03' }]);
    expect(duties({ own: true }, 'assign', 'satisfyFully')).toEqual([]);
    expect(duties({ own: true }, 'linkContested')).toEqual([]);
    expect(duties({ own: false })).toEqual([]);
    expect(duties('230000226010000014')).toEqual([]);
    expect(having('linkContested').state.duties).toEqual([]);
  });

  test('that waits for the applicant goes to the body whose it is, since the days for that run on', () => {
    const up: [ActionName, Record<string, unknown>] = ['redirect', { ...sound.redirect, higher: true }];
    for (const [way, outcome] of [['redirect', 'redirected'] as const, [up, 'passedOn'] as const])
      expect(having('assign', 'noteDefect', way).state).toMatchObject({ status: 'closed', outcome, defect: null });
  });

  test('has the resolution of whoever wrote it', () => {
    const { state } = having('resolve');
    expect(state.resolution).toEqual({ text: 'рассмотреть', ownDueOn: '', by: 'Әлімқұлова А. С.' });
  });

  test('lets whoever is at the desk void a spoiled number, and nobody else', () => {
    const may = (role: Role) => hindranceOf('spoil', having().state, { roles: [role], people: [] }) === undefined;
    expect(roles.filter(may)).toEqual(['clerk', 'registrar']);
  });

  test('counts each line by the rule of its version: what was impossible when it was written stays without effect', () => {
    const registered = actAt(0, newPaper(), 'register', {});
    const assigned = actAt(0, registered, 'assign', sound.assign);
    const paper = actAt(0, assigned, 'noteDefect', sound.noteDefect);
    const redirected = (v: number, from = paper) => {
      const folded = fold(appeals, actAt(0, from, 'redirect', sound.redirect, undefined, v), law);
      const last = folded.effects.at(-1)!;
      return [last.effect === 'refused' ? last.why : last.effect, folded.state.status, folded.readOnly];
    };
    expect(redirected(1)).toEqual(['waitsForApplicant', 'waiting', false]);
    expect(redirected(2)).toEqual(['applied', 'closed', false]);
    expect(redirected(1, actAt(0, paper, 'bringIntoLine', sound.bringIntoLine))).toEqual(['applied', 'closed', false]);
    // By a program that knows no more than this one it is read only.
    expect(redirected(3)).toEqual(['newer', 'waiting', true]);
  });

  test('that waits for the applicant may go to another executor, or to nobody, and waits on', () => {
    const waitingAfter = (...actions: Parameters<typeof having>) => {
      const { state, last } = having('assign', 'noteDefect', ...actions);
      return [last.effect, state.status, state.executorName, state.defect !== null, state.handed];
    };
    const another = { id: '8', name: 'Абаев Е. С.' };
    const toAnother: [ActionName, Record<string, unknown>] = ['assign', { executor: another }];
    const toNobody: [ActionName, Record<string, unknown>] = ['assign', { executor: { id: '', name: '' } }];
    expect(waitingAfter('handOver', toAnother)).toEqual(['applied', 'waiting', another.name, true, false]);
    expect(waitingAfter(['resolve', { ...sound.resolve, executor: another }])).toEqual([
      'applied',
      'waiting',
      another.name,
      true,
      false,
    ]);
    expect(waitingAfter(toNobody)).toEqual(['applied', 'waiting', '', true, false]);
    expect(having('assign', 'noteDefect', toAnother, 'bringIntoLine').state.status).toBe('inWork');
    expect(having('assign', 'noteDefect', toNobody, 'bringIntoLine').state.status).toBe('registered');
    // Whoever may assign at all.
    const by = (...roles: Role[]) => hindranceOf('assign', having('noteDefect').state, { roles, people: ['me'] });
    expect([by('registrar'), by('head'), by('executor')]).toEqual([undefined, undefined, 'notAllowed']);
  });

  test('owes no hearing that was waived or overtaken by a decision, until one is called again or it comes back', () => {
    const duties = (...actions: Parameters<typeof having>) => having(...actions).state.duties.map(({ what }) => what);
    expect(duties('assign', 'callHearing')).toEqual(['hearing']);
    expect(duties('assign', 'callHearing', 'waiveHearing')).toEqual([]);
    expect(duties('assign', 'callHearing', 'waiveHearing', 'callHearing')).toEqual(['hearing']);
    // Decided for the applicant without it; when that comes back, it may be needed after all.
    expect(duties('resolve', 'callHearing', 'decide')).toEqual([]);
    expect(duties('resolve', 'callHearing', 'decide', 'sendBack')).toEqual(['hearing']);
  });

  test('owes the notice of a further extension, granted where nobody knew of the first notice', () => {
    const further = '2027-02-01';
    const extended = actAt(
      0,
      actAt(0, actAt(0, newPaper(), 'register', {}), 'assign', sound.assign),
      'extend',
      sound.extend,
    );
    const state = (data: Record<string, unknown>) => {
      const again = actAt(
        0,
        extended,
        'extend',
        { ...sound.extend, until: further, on: '2026-12-02' },
        1_796_120_000_000,
      );
      const told = actAt(1, extended, 'tellExtension', { ...sound.tellExtension, ...data }, 1_796_123_600_000);
      const folded = fold(appeals, united(again, told) as Paper<AppealEntry>, law) as Folded<AppealState>;
      return [folded.state.extension, folded.state.duties.map(({ what }) => what), folded.effects.at(-1)!.effect];
    };
    const extension = { until: further, on: '2026-12-02' };
    const ofFirst = { until: '2027-01-29', on: day };
    expect(state(ofFirst)).toEqual([{ ...extension, told: false }, ['extensionNotice'], 'applied']);
    // Earlier lines do not say of which.
    expect(state({ on: '2026-12-02' })).toEqual([{ ...extension, told: true }, [], 'applied']);
    expect(having('assign', 'extend', ['tellExtension', { ...sound.tellExtension, ...ofFirst }]).state.duties).toEqual(
      [],
    );
  });

  test('may be extended while it waits for the applicant, as the term runs on', () => {
    expect(having('assign', 'noteDefect', 'extend').state).toMatchObject({ status: 'waiting', dueOn: '2027-01-29' });
  });

  test('a paper on control comes back from its answer with remarks', () => {
    const { state } = having('resolve', 'decide', 'sign', 'answer', 'returnWithRemarks');
    expect(state).toMatchObject({ status: 'inWork', open: true, outcome: '', answer: null, decision: null });
  });

  test('a withdrawn paper has no decision, and comes back by being opened again, not with remarks on an answer', () => {
    expect(having('resolve', 'decide', 'withdraw').state).toMatchObject({ outcome: 'withdrawn', decision: null });
    expect(having('resolve', 'decide', 'withdraw', 'returnWithRemarks').last).toMatchObject({ why: 'notAnswered' });
  });

  test('whoever gets the paper to execute is no co-executor of it any more', () => {
    const { state } = having('resolve', ['assign', { executor: other }]);
    expect(state).toMatchObject({ executor: other.id, coExecutors: [] });
    expect(having('resolve', 'assign').state.coExecutors).toEqual([other]);
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

  test('a notice of an extension that was sent in time is written down also after the answer, and while nobody has the paper', () => {
    const told = { extension: { until: '2027-01-29', told: true } };
    const answered = having('resolve', 'extend', 'decide', 'sign', 'answer', 'tellExtension').state;
    expect(answered).toMatchObject({ ...told, status: 'closed', open: false, outcome: 'favourable' });
    const nobodys = having('resolve', 'extend', ['assign', { executor: { id: '', name: '' } }], 'tellExtension').state;
    expect(nobodys).toMatchObject({ ...told, status: 'registered' });
  });

  test('that he was heard once is no hearing of another decision against the applicant after the answer', () => {
    const refused: [ActionName, Record<string, unknown>] = ['decide', { ...sound.decide, decision: 'burdensome' }];
    const ways: ActionName[][] = [['callHearing', 'holdHearing'], ['waiveHearing']];
    for (const heard of ways) {
      for (const back of ['reopen', 'returnWithRemarks'] as const) {
        const again = ['resolve', ...heard, refused, 'sign', 'answer', back] as const;
        expect(having(...again).state).toMatchObject({ hearing: null, hearingWaived: false });
        expect(having(...again, refused).last).toMatchObject({ effect: 'refused', why: 'hearingNeeded' });
      }
      // Sent on by mistake, before anything was decided: he was heard of what is decided now.
      expect(having('resolve', ...heard, 'redirect', 'reopen', refused).last).toMatchObject({ effect: 'applied' });
    }
  });

  test('parts that went to others keep the number of their letter, and the parent keeps its term', () => {
    const second = { ...sound.redirectPart, part: 2, letter: '6' };
    const { state } = having('assign', 'redirectPart', ['redirectPart', second]);
    const part = { twice: false, to: other, on: day, what: 'вопрос 2', dueOn: '2026-12-22' };
    expect(state.parts).toEqual([
      { ...part, part: 1, letter: '5' },
      { ...part, part: 2, letter: '6' },
    ]);
    expect(nextPart(state)).toBe(3);
    expect(state).toMatchObject({ status: 'inWork', dueOn: '2026-12-22' });
  });

  test('ends in one valid state, whatever several desks did in whatever order it came', () => {
    const name = fc.constantFrom('register' as const, ...actionNames);
    const step = fc.record({ site: fc.nat(2), name, pullFrom: fc.nat(3), isSound: fc.nat(4) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (plan) => {
        const first = actAt(0, newPaper(), 'register', {});
        const held = [first, first, first];
        for (const { site, name, pullFrom, isSound } of plan) {
          if (pullFrom < 3) held[site] = united(held[site]!, held[pullFrom]!) as Paper<AppealEntry>;
          const data = name === 'register' ? {} : isSound > 0 ? sound[name] : unreadable;
          held[site] = actAt(site, held[site]!, name, data);
        }
        const [a, b, c] = held as [Paper, Paper, Paper];
        const one = fold(appeals, united(united(a, b), c) as Paper<AppealEntry>, law);
        const other = fold(appeals, united(c, united(b, a)) as Paper<AppealEntry>, law);
        expect(other).toEqual(one);
        expect(openContradictions(other)).toEqual(openContradictions(one));
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
