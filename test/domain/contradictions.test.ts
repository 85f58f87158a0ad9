import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appealActions } from '../../shared/books/appeals/actions/index.ts';
import { nextPart } from '../../shared/books/appeals/actions/redirection.ts';
import { openContradictions } from '../../shared/books/appeals/contradictions.ts';
import type { AppealState } from '../../shared/books/appeals/state.ts';
import { type AppealEntry, appeals } from '../../shared/books/appeals.ts';
import { type ActionName, actionNames, refusalOf, type Step, steps } from '../../shared/domain/life/life.ts';
import { type Folded, fold } from '../../shared/domain/log/fold.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { law, newPaper, other, somebody, sound, unreadable } from './acts.ts';
import { actAt, united } from './logs.ts';

/** What may close a paper. */
const endings = new Set<string>(
  actionNames.filter((name) => ['closed', 'void'].includes((steps[name] as Step).to ?? '')),
);

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

  /** Neither desk knows of the other; `late` is by an hour. */
  const twoActs = (before: Paper<AppealEntry>, early: ActionName, late: ActionName) =>
    branches(before, [early], [late]);

  test.each<[ActionName, ActionName, string]>([
    ['callHearing', 'redirect', 'ending'],
    ['callHearing', 'withdraw', 'ending'],
    ['redirectPart', 'redirect', 'ending'],
    ['extend', 'redirect', 'ending'],
    ['replyMeanwhile', 'linkDuplicate', 'ending'],
    ['callHearing', 'decide', 'decision'],
    ['callHearing', 'noteDefect', 'defect'],
  ])('is one where %s has told somebody outside, and %s has overtaken it', (told, overtaking, topic) => {
    const paper = twoActs(assigned(), told, overtaking);
    expect(fold(appeals, paper, law).effects.map(({ effect }) => effect)).not.toContain('refused');
    expect(found(paper)).toEqual([[topic, [told, overtaking], 1]]);
    expect(found(twoActs(assigned(), overtaking, told))).toEqual([[topic, [overtaking, told], 0]]);
    expect(found(actAt(2, paper, 'settle', { topic, note: '' }))).toEqual([]);
    if (topic === 'ending') expect(found(actAt(2, paper, 'reopen', sound.reopen))).toEqual([]);
  });

  test('is none where nobody outside heard of what was overtaken, or it goes on', () => {
    expect(found(twoActs(assigned(), 'amend', 'redirect'))).toEqual([]);
    expect(found(twoActs(assigned(), 'replyMeanwhile', 'callHearing'))).toEqual([]);
    // Closed by mistake and opened again by one who knew nothing of the hearing.
    expect(found(branches(assigned(), ['callHearing'], ['withdraw', 'reopen']))).toEqual([]);
  });

  test('does not hang on whose clock was ahead, where somebody outside was told', () => {
    const beginnings: ActionName[][] = [
      [],
      ['linkOfficial'],
      ['assign'],
      ['resolve', 'askExtension'],
      ['assign', 'extend', 'callHearing'],
      ['noteDefect'],
      ['assign', 'callHearing', 'waiveHearing', 'decide'],
      ['resolve', 'decide', 'sign'],
      ['resolve', 'decide', 'sign', 'answer'],
    ];
    const telling = actionNames.filter((name) => appealActions[name].tells);
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.constantFrom(...telling),
        fc.constantFrom(...actionNames),
        (names, told, other) => {
          const first = actAt(0, newPaper(), 'register', {});
          const before = names.reduce((paper, name) => actAt(0, paper, name, sound[name]), first);
          const effectOf = (paper: Paper<AppealEntry>) => fold(appeals, paper, law).effects.at(-1)!.effect;
          const alone = actAt(0, before, told, sound[told]);
          fc.pre(told !== other && effectOf(alone) === 'applied');
          fc.pre(effectOf(actAt(1, before, other, sound[other])) === 'applied');
          const isTooLate = effectOf(actAt(0, actAt(1, before, other, sound[other]), told, sound[told])) === 'refused';
          const [one, two] = [found(twoActs(before, told, other)), found(twoActs(before, other, told))];
          if (isTooLate) expect([one.length, two.length]).toEqual([1, 1]);
          for (const [topic] of one) {
            const settled = actAt(2, twoActs(before, told, other), 'settle', { topic, note: '' });
            expect(found(settled)).toEqual([]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('is one wherever a paper ended at one desk, and another had told somebody outside without knowing of that', () => {
    const step = fc.record({ site: fc.nat(1), name: fc.constantFrom(...actionNames) });
    let seen = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (plan) => {
        const held = [assigned(), assigned()];
        plan.forEach(({ site, name }, hour) => {
          held[site] = actAt(site, held[site]!, name, sound[name], 1_796_120_000_000 + hour * 3_600_000);
        });
        const folded = fold(appeals, united(held[0]!, held[1]!) as Paper<AppealEntry>, law) as Folded<AppealState>;
        if (folded.state.open) return;
        const before = assigned().log.length;
        const applied = folded.effects
          .slice(before)
          .flatMap(({ line, effect }) => (effect === 'applied' ? [line] : []));
        const ending = applied.findLast((line) => endings.has(line.do))!;
        const overtaken = applied.filter(({ site, do: name }) => {
          // An answer goes out, and of an extension is told, when the paper has ended as well.
          const goesWithEnd = refusalOf(name as ActionName, 'closed') === undefined;
          return site !== ending.site && !goesWithEnd && appealActions[name as ActionName].tells;
        });
        if (overtaken.length === 0) return;
        seen++;
        expect(appeals.isContested(folded)).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(seen).toBeGreaterThan(0);
  });

  test('is one where two parts went out under one number: both keep it and are found, until somebody has seen it', () => {
    const one = { ...sound.redirectPart, to: { id: '', name: 'Су арнасы' }, letter: '5' };
    const two = { ...sound.redirectPart, to: { id: '', name: 'Жарық' }, letter: '5-07' };
    const paper = apart(['redirectPart', one], ['redirectPart', two]);
    const { state } = fold(appeals, paper, law) as { state: AppealState };
    expect(state.parts).toMatchObject([
      { part: 1, twice: true },
      { part: 1, twice: true },
    ]);
    expect(appeals.findable(paper.entry, state)).toEqual(expect.arrayContaining(['Су арнасы', 'Жарық', '5-07']));
    expect(nextPart(state)).toBe(2);
    expect(found(paper)).toEqual([['part 1', ['redirectPart', 'redirectPart'], 1]]);
    const third = actAt(2, paper, 'redirectPart', { ...sound.redirectPart, part: 2 });
    expect(found(third)).toHaveLength(1);
    expect(found(actAt(2, third, 'settle', { topic: 'part 1', note: 'екі органға хабарланды' }))).toEqual([]);
  });

  test('is one where a paper was taken off control while it was opened again, or put on control anew', () => {
    const answered = ['resolve', 'decide', 'sign', 'answer'] as const;
    const finished = answered.reduce(
      (paper, name) => actAt(0, paper, name, sound[name]),
      actAt(0, newPaper(), 'register', {}),
    );
    for (const names of [['takeOffControl', 'reopen'] as const, ['reopen', 'takeOffControl'] as const]) {
      const paper = branches(finished, [names[0]], [names[1]]);
      expect(fold(appeals, paper, law).state).toMatchObject({ status: 'inWork', control: 'off' });
      expect(found(paper)).toEqual([['control', [...names], 1]]);
      expect(found(actAt(2, paper, 'settle', { topic: 'control', note: '' }))).toEqual([]);
      const again = actAt(2, paper, 'resolve', sound.resolve);
      expect(fold(appeals, again, law).state).toMatchObject({ control: 'on' });
      expect(found(again)).toEqual([]);
    }
    const inWork = actAt(0, actAt(0, newPaper(), 'register', {}), 'resolve', sound.resolve);
    expect(found(branches(inWork, ['takeOffControl'], ['resolve']))).toEqual([
      ['control', ['takeOffControl', 'resolve'], 1],
    ]);
    // Two ways to open it again are one matter.
    expect(found(branches(finished, ['returnWithRemarks'], ['reopen']))).toEqual([
      ['control', ['returnWithRemarks', 'reopen'], 0],
    ]);
  });

  test('is one where the answer was sent out while the paper was opened again, or came back with remarks', () => {
    const answered = (['resolve', 'decide', 'sign', 'answer'] as const).reduce(
      (paper, name) => actAt(0, paper, name, sound[name]),
      actAt(0, newPaper(), 'register', {}),
    );
    for (const back of ['reopen', 'returnWithRemarks'] as const)
      for (const names of [['dispatch', back] as const, [back, 'dispatch'] as const])
        expect(found(branches(answered, [names[0]], [names[1]])).map(([topic]) => topic)).toEqual(['dispatch']);
  });

  test('is one whichever of the two holds', () => {
    const paper = branches(assigned(), ['decide'], ['redirect']);
    expect(found(paper)).toEqual([['decision', ['decide', 'redirect'], 0]]);
    expect(found(actAt(2, paper, 'sendBack', sound.sendBack))).toEqual([]);
  });

  test('is one where a decision was made for a kind or a subject that somebody corrected meanwhile', () => {
    const amended = (field: string, value: string) => ({ ...sound.amend, field, new: value });
    const before = assigned();
    for (const change of [amended('paper.kind', 'complaint'), amended('paper.subject', '02.05')]) {
      const one = actAt(0, before, 'amend', change, 1_796_120_000_000);
      const two = actAt(1, before, 'decide', sound.decide, 1_796_123_600_000);
      expect(found(united(one, two) as Paper<AppealEntry>)).toEqual([['decision', ['amend', 'decide'], 1]]);
    }
  });

  test('is none where two sites say that they registered a paper, or a line says nothing that can be read', () => {
    const first = actAt(0, newPaper(), 'register', {});
    const twins = united(actAt(0, first, 'register', {}), actAt(1, first, 'register', {})) as Paper<AppealEntry>;
    expect(found(twins)).toEqual([]);
    const garbage = apart(['amend', unreadable], ['amend', unreadable]);
    expect(fold(appeals, garbage, law).effects.map(({ effect }) => effect)).toEqual(['applied', 'refused', 'refused']);
    expect(found(garbage)).toEqual([]);
  });

  test('is none where a line was impossible by its own past, or says what the one in its way says', () => {
    const impossible = branches(assigned(), ['sign'], ['amend']);
    expect(fold(appeals, impossible, law).effects.map(({ effect }) => effect)).toContain('refused');
    expect(found(impossible)).toEqual([]);
    expect(found(branches(assigned(), ['attach'], ['attach']))).toEqual([]);
    const named = (name: string): [ActionName, Record<string, unknown>] => ['attach', { ...sound.attach, name }];
    expect(found(apart(named('скан.pdf'), named('өтініш.pdf')))).toEqual([]);
  });

  test('hands no paper to whom another desk gave it meanwhile; lines that do not say whose it was count as before', () => {
    const aidar = { id: '8', name: 'Айдар' };
    const before = actAt(0, actAt(0, newPaper(), 'register', {}), 'assign', { executor: aidar });
    const handed = (data: Record<string, unknown>) => {
      const given = actAt(0, before, 'assign', { executor: somebody }, 1_796_120_000_000);
      const over = actAt(1, before, 'handOver', { ...sound.handOver, to: aidar, ...data }, 1_796_123_600_000);
      const paper = united(given, over) as Paper<AppealEntry>;
      const folded = fold(appeals, paper, law) as Folded<AppealState>;
      expect(folded.effects.at(-1)).toMatchObject({ effect: 'applied', line: { do: 'handOver' } });
      expect(folded.state.executor).toBe(somebody.id);
      return [folded.state.handed, appeals.waiting(folded.state).toHandOver];
    };
    expect(handed({ whose: aidar })).toEqual([false, somebody.id]);
    // Somebody else took it for him.
    expect(handed({ whose: somebody })).toEqual([true, '']);
    expect(handed({})).toEqual([true, '']);
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
