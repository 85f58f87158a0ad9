import { beforeEach, describe, expect, test } from 'vitest';
import type { Problem } from '../../shared/contract/problems.ts';
import type { Registered } from '../../shared/contract/shapes.ts';
import { OpenIntake, type Surroundings } from './open-intake.ts';

const today = '2026-12-01';
const lists = { staff: [], higherBodies: [] };
const answer: Registered = {
  number: '230000026010000016',
  acceptedAt: '2026-12-01T09:05:00.000Z',
  registeredOn: today,
  dueOn: '2026-12-22',
  warnings: [],
};

class BrokenOff extends Error {}

type Request = Parameters<Surroundings['register']>[0];

/** An office that answers each call as the test says, and the form before it. */
function formBefore(...replies: (Registered | Problem | BrokenOff)[]) {
  const requests: Request[] = [];
  let drafts = 0;
  const around = {
    connected: true,
    release: () => {},
  };
  const intake = new OpenIntake(
    {
      register: async (request) => {
        requests.push(structuredClone(request));
        const reply = replies.shift() ?? answer;
        if ('number' in reply) return reply;
        throw reply;
      },
      newDraft: () => `draft-${++drafts}`,
      isConnected: () => around.connected,
      isBrokenOff: (error) => error instanceof BrokenOff,
      problemOf: (error) => error as Problem,
      pause: () =>
        new Promise((resolve) => {
          around.release = resolve;
        }),
    },
    today,
  );
  return { intake, requests, around, register: () => intake.register(today, lists) };
}

function fill({ intake }: Pick<ReturnType<typeof formBefore>, 'intake'>): void {
  intake.set('applicant.name', 'Ким');
  intake.set('paper.summary', 'Просит');
}

const problem = (code: Problem['code'], more: Partial<Problem> = {}): Problem => ({ code, retryable: true, ...more });

describe('registering', () => {
  test('sends the form under its draft and shows the answer', async () => {
    const before = formBefore();
    fill(before);
    await before.register();
    expect(before.requests).toMatchObject([
      { draft: 'draft-1', book: 'appeals', intake: { paper: { summary: 'Просит' } } },
    ]);
    expect(before.intake.view().phase).toMatchObject({ at: 'registered', answer });
  });

  test('pressed twice is one call', async () => {
    const before = formBefore();
    fill(before);
    await Promise.all([before.register(), before.register()]);
    await before.register();
    expect(before.requests).toHaveLength(1);
  });

  test('with a mandatory field empty asks the office nothing and says which', async () => {
    const before = formBefore();
    await before.register();
    expect(before.requests).toEqual([]);
    expect(before.intake.view()).toMatchObject({
      errors: { 'applicant.name': 'required', 'paper.summary': 'required' },
      refusals: 1,
      phase: { at: 'editing' },
    });
  });

  test('without a connection sends nothing, so that nothing happens minutes later', async () => {
    const before = formBefore();
    fill(before);
    before.around.connected = false;
    await before.register();
    expect(before.requests).toEqual([]);
    expect(before.intake.view().phase).toEqual({ at: 'editing', trouble: 'disconnected' });
  });
});

describe('a refusal keeps every letter', () => {
  test.each(['sequenceFull', 'diskFull', 'storeFailed', 'notOpen', 'fault'] as const)(
    '%s: the same form goes out at the next attempt, under the same draft',
    async (code) => {
      const before = formBefore(problem(code));
      fill(before);
      const form = before.intake.form();
      await before.register();
      expect(before.intake.view().phase).toEqual({ at: 'editing', trouble: problem(code) });
      expect(before.intake.form()).toBe(form);
      await before.register();
      expect(before.requests[1]).toEqual(before.requests[0]);
      expect(before.intake.view().phase.at).toBe('registered');
    },
  );

  test('issues of the office come to their fields, and folded fields are unfolded for them', async () => {
    const issues = [{ path: ['paper', 'higherBody'], code: 'unknownValue' }];
    const before = formBefore(problem('invalidEntry', { issues }));
    fill(before);
    await before.register();
    expect(before.intake.view()).toMatchObject({
      errors: { 'paper.higherBody': 'unknownValue' },
      folds: ['higherBody'],
      phase: { at: 'editing' },
    });
    expect(before.intake.view().phase).not.toHaveProperty('trouble');
  });

  test('issues that no field shows are shown as the problem', async () => {
    const refused = problem('invalidEntry', { issues: [{ path: ['paper', 'newThing'], code: 'required' }] });
    const before = formBefore(refused);
    fill(before);
    await before.register();
    expect(before.intake.view().phase).toEqual({ at: 'editing', trouble: refused });
  });
});

describe('what else puts values into the form', () => {
  test('several at once: each change is told, folded fields come out, mended errors go', async () => {
    const { intake, register } = formBefore();
    await register();
    intake.fill({ 'applicant.name': 'Ким', 'applicant.representative.name': 'Цой' });
    expect(intake.view()).toMatchObject({
      fills: 1,
      folds: ['representative'],
      errors: { 'paper.summary': 'required' },
    });
    expect(intake.view().errors).not.toHaveProperty('applicant.name');
  });

  test('a place keeps its code until its name is written over', () => {
    const { intake } = formBefore();
    intake.fill({ 'applicant.place': 'Құлсары', 'applicant.place.id': '233620100' });
    expect(intake.form()['applicant.place.id']).toBe('233620100');
    intake.set('applicant.place', 'Құлсар');
    expect(intake.form()['applicant.place.id']).toBe('');
  });

  test('a picked executor is meant until the name is written over', () => {
    const { intake } = formBefore();
    intake.fill({ 'handling.executor': 'Ким', 'handling.executor.id': 'kim-2' });
    intake.set('handling.note', 'тез');
    expect(intake.form()['handling.executor.id']).toBe('kim-2');
    intake.set('handling.executor', 'Ки');
    expect(intake.form()['handling.executor.id']).toBe('');
  });

  test('a subject that is looked for takes the place of the chosen one, and is not lost by registering', async () => {
    const { intake, requests } = formBefore();
    intake.fill({ 'applicant.name': 'Ким', 'paper.summary': 'Жол', 'paper.subject': '01.02' });
    intake.set('paper.subject.typed', 'жо');
    expect(intake.form()['paper.subject']).toBe('');
    expect(intake.isBegun()).toBe(true);
    await intake.register(today, lists);
    expect(requests).toEqual([]);
    expect(intake.view().errors).toEqual({ 'paper.subject': 'unknownValue' });
    intake.set('paper.subject', '03');
    expect(intake.form()['paper.subject.typed']).toBe('');
    expect(intake.view().errors).toEqual({});
  });

  test('the search for a subject that is given up is no error any more', async () => {
    const { intake } = formBefore();
    intake.fill({ 'applicant.name': 'Ким', 'paper.summary': 'Жол', 'paper.subject.typed': 'жо' });
    await intake.register(today, lists);
    intake.set('paper.subject.typed', '');
    expect(intake.view().errors).toEqual({});
  });

  test('a scanner’s keys are taken back as if they had never been pressed', () => {
    const { intake } = formBefore();
    intake.set('applicant.name', 'Ким');
    const before = intake.form();
    intake.set('applicant.name', 'Ким8504');
    intake.set('paper.subject', '01');
    intake.takeBack(before);
    expect(intake.form()).toBe(before);
    expect(intake.view().fills).toBe(1);
  });

  test('after registering the next form may take over the applicant, or all but what the sheet says', async () => {
    for (const [what, summary, kind] of [
      ['applicant', '', 'application'],
      ['sheet', '', 'complaint'],
    ] as const) {
      const before = formBefore();
      fill(before);
      before.intake.set('paper.kind', 'complaint');
      before.intake.another(what, today);
      expect(before.intake.form()['paper.summary']).toBe('Просит');
      await before.register();
      before.intake.another(what, today);
      expect(before.intake.view()).toMatchObject({ draft: 'draft-2', phase: { at: 'editing' } });
      expect(before.intake.form()).toMatchObject({
        'applicant.name': 'Ким',
        'paper.summary': summary,
        'paper.kind': kind,
      });
    }
  });

  test('nothing takes the place of a form whose paper is on its way', async () => {
    const before = formBefore();
    fill(before);
    const done = before.register();
    const { draft } = before.intake.view();
    before.intake.startOver(today);
    before.intake.open({ draft: 'other', form: before.intake.form(), folds: [] }, today);
    expect(before.intake.view()).toMatchObject({ draft, phase: { at: 'sending' } });
    await done;
  });
});

describe('a connection that breaks off while the paper is on its way', () => {
  let before: ReturnType<typeof formBefore>;
  let done: Promise<void>;
  const turn = () => new Promise((resolve) => setTimeout(resolve));

  beforeEach(async () => {
    before = formBefore(new BrokenOff(), problem('notOpen'));
    fill(before);
    done = before.register();
    await turn();
  });

  test('keeps the form closed: only the office knows whether it has the paper', () => {
    expect(before.intake.view().phase).toEqual({ at: 'sending', waiting: true });
  });

  test('sends the same paper again until there is an answer, while the office is still opening too', async () => {
    before.around.release();
    await turn();
    expect(before.intake.view().phase).toEqual({ at: 'sending', waiting: true });
    before.around.release();
    await done;
    expect(before.requests).toHaveLength(3);
    expect(new Set(before.requests.map((request) => JSON.stringify(request))).size).toBe(1);
    expect(before.intake.view().phase.at).toBe('registered');
  });
});

describe('what was offered and taken', () => {
  const person = { 'applicant.name': 'Ким Анна', 'applicant.place': 'Құлсары', 'applicant.place.id': '233620100' };

  test('is taken back with the role and the folds that came with it; what was typed stays', () => {
    const { intake } = formBefore();
    intake.set('applicant.idNumber', '850412400121');
    const before = intake.form();
    intake.take({ ...person, 'applicant.type': 'soleTrader', 'applicant.representative.name': 'Цой' });
    expect(intake.view().folds).toEqual(['representative']);
    intake.untake();
    expect(intake.form()).toEqual(before);
    expect(intake.view()).toMatchObject({ folds: [], fills: 2 });
    expect(intake.untake()).toBeUndefined();
  });

  test('gives way to what was typed over it since, and to what was typed beside it', () => {
    const { intake } = formBefore();
    intake.set('applicant.name', 'Ки');
    intake.take({ ...person, 'applicant.phone': '+7 700 000 01 23' });
    intake.set('applicant.phone', '+7 700 000 09 99');
    intake.set('paper.summary', 'Жер');
    intake.untake();
    expect(intake.form()).toMatchObject({
      'applicant.name': 'Ки',
      'applicant.place': '',
      'applicant.place.id': '',
      'applicant.phone': '+7 700 000 09 99',
      'paper.summary': 'Жер',
    });
  });

  test('is nothing to take back once all of it was typed over, nor in another form', () => {
    const { intake } = formBefore();
    intake.take({ 'applicant.type': 'legalEntity', 'applicant.name': '«X» ЖШС' });
    intake.set('applicant.name', 'Ким');
    expect(intake.untake()).toBeUndefined();
    expect(intake.form()['applicant.type']).toBe('legalEntity');
    intake.take(person);
    intake.startOver(today);
    expect(intake.untake()).toBeUndefined();
  });

  test('of a text is offered again: its block was kept out of the field', () => {
    const { intake } = formBefore();
    intake.notePaste({ offer: person });
    intake.take(person, person);
    expect(intake.view().pasted).toEqual({ offer: undefined });
    intake.untake();
    expect(intake.view().pasted).toEqual({ offer: person });
  });
});

describe('the form', () => {
  test('an error goes when its field is changed, or is no longer asked for', async () => {
    const before = formBefore();
    before.intake.set('applicant.type', 'collective');
    await before.register();
    before.intake.set('applicant.name', 'Жители');
    expect(Object.keys(before.intake.view().errors)).toEqual([
      'applicant.members',
      'applicant.contact',
      'paper.summary',
    ]);
    before.intake.set('applicant.type', 'anonymous');
    expect(Object.keys(before.intake.view().errors)).toEqual(['paper.summary']);
  });

  test('typing leaves all but the typed value the same object, so that nothing else is drawn', () => {
    const { intake } = formBefore();
    const view = intake.view();
    intake.set('paper.text', 'а'.repeat(200_000));
    expect(intake.view()).toBe(view);
    expect(intake.form()['paper.text']).toHaveLength(200_000);
  });

  test('after registering the next one is empty and has a draft of its own', async () => {
    const before = formBefore();
    fill(before);
    before.intake.next(today);
    expect(before.intake.form()['applicant.name']).toBe('Ким');
    await before.register();
    before.intake.next(today);
    expect(before.intake.form()['applicant.name']).toBe('');
    expect(before.intake.view()).toMatchObject({ draft: 'draft-2', phase: { at: 'editing' } });
  });

  test('is begun from the first letter until the paper is registered', async () => {
    const before = formBefore(problem('fault'));
    expect(before.intake.isBegun()).toBe(false);
    fill(before);
    expect(before.intake.isBegun()).toBe(true);
    const refused = before.register();
    expect(before.intake.isBegun()).toBe(true);
    await refused;
    expect(before.intake.isBegun()).toBe(true);
    await before.register();
    expect(before.intake.isBegun()).toBe(false);
    before.intake.next(today);
    expect(before.intake.isBegun()).toBe(false);
  });

  test('a new day dates an untouched form anew and leaves a begun one', () => {
    const { intake } = formBefore();
    intake.newDay('2026-12-02');
    expect(intake.form()['paper.arrivedOn']).toBe('02.12.2026');
    intake.set('applicant.name', 'Ким');
    intake.newDay('2026-12-03');
    expect(intake.form()).toMatchObject({ 'paper.arrivedOn': '02.12.2026', 'applicant.name': 'Ким' });
  });

  test('what was begun in the demo office does not come into the real one', () => {
    const { intake } = formBefore();
    intake.belongTo('demo', today);
    intake.set('applicant.name', 'Ким');
    intake.belongTo('demo', today);
    expect(intake.form()['applicant.name']).toBe('Ким');
    intake.belongTo('office', today);
    expect(intake.form()['applicant.name']).toBe('');
  });
});
