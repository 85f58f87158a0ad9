import { describe, expect, test } from 'vitest';
import type { Problem } from '../../shared/contract/problems.ts';
import { office, today } from './draft-office.ts';
import { FORM_VERSION } from './stored-form.ts';

const problem = (code: Problem['code']): Problem => ({ code, retryable: true });

describe('what is typed', () => {
  test('is stored after a pause, once for many keys, and unsaved until then', async () => {
    const desk = office();
    const { intake, keeper, pause, waiting } = desk.window('a');
    for (const name of ['К', 'Ки', 'Ким']) intake.set('applicant.name', name);
    expect({ waiting: waiting(), unsaved: keeper.isUnsaved() }).toEqual({ waiting: true, unsaved: true });
    await pause();
    expect(desk.state.saves).toBe(1);
    expect(keeper.isUnsaved()).toBe(false);
    expect(desk.stored.get('a-1')).toMatchObject({ version: FORM_VERSION, form: { 'applicant.name': 'Ким' } });
  });

  test('is stored two seconds after the first key at the latest, however steadily it goes on', async () => {
    const desk = office();
    const { intake, pass } = desk.window('a');
    for (let at = 300; at <= 6_000; at += 300) {
      intake.set('paper.text', 'м'.repeat(at / 300));
      await pass(300);
    }
    const stored = desk.stored.get('a-1')?.form['paper.text']?.length ?? 0;
    expect(stored).toBeGreaterThanOrEqual((6_000 - 2_000) / 300);
    expect(desk.state.saves).toBeLessThan(6);
  });

  test.each(['tooManyDrafts', 'draftTooLong', 'fault'] as const)(
    'is stored though another draft is refused: %s',
    async (code) => {
      const desk = office();
      const window = desk.window('a');
      desk.state.refuses.set('a-1', problem(code));
      window.intake.set('applicant.name', 'Ким');
      window.keeper.park(today);
      window.intake.set('applicant.name', 'Цой');
      await window.pause();
      expect(desk.stored.get('a-2')?.form['applicant.name']).toBe('Цой');
      expect(window.keeper.view().problem).toEqual(problem(code));
      expect(window.names()).toEqual(['Ким']);
      desk.state.refuses.clear();
      await window.pause();
      expect(window.keeper.view().problem).toBeUndefined();
      expect(desk.stored.get('a-1')?.form['applicant.name']).toBe('Ким');
    },
  );

  test('comes back in the next window after a crash, letter for letter, and is the same form', async () => {
    const desk = office();
    const crashed = desk.window('a');
    crashed.intake.fill({ 'applicant.name': '  Ким 👩‍👩‍👧 \u202e', 'handling.note': 'ескертпе' });
    await crashed.pause();
    const form = crashed.intake.form();
    crashed.close();
    const { intake } = desk.window('b');
    await desk.tell();
    expect(intake.form()).toEqual(form);
    expect(intake.view()).toMatchObject({ draft: 'a-1', folds: ['note'], stored: { state: 'whole' } });
  });

  test('does not push away what was begun meanwhile', async () => {
    const desk = office();
    const crashed = desk.window('a');
    crashed.intake.set('applicant.name', 'Ким');
    await crashed.pause();
    crashed.close();
    const next = desk.window('b');
    next.intake.set('applicant.name', 'Цой');
    await desk.tell();
    expect(next.intake.form()['applicant.name']).toBe('Цой');
    expect(next.names()).toEqual(['Ким']);
  });

  test('stays to be stored while the disk is full, and is told; it is stored when there is room', async () => {
    const desk = office();
    const { intake, keeper, pause, waiting } = desk.window('a');
    desk.state.fails = problem('diskFull');
    intake.set('applicant.name', 'Ким');
    await pause();
    expect(keeper.view().problem).toEqual(problem('diskFull'));
    expect({ unsaved: keeper.isUnsaved(), waiting: waiting() }).toEqual({ unsaved: true, waiting: true });
    desk.state.fails = undefined;
    await pause();
    expect(keeper.view().problem).toBeUndefined();
    expect(desk.stored.get('a-1')?.form['applicant.name']).toBe('Ким');
  });

  test('and emptied again is kept no longer', async () => {
    const desk = office();
    const { intake, pause } = desk.window('a');
    intake.set('applicant.name', 'Ким');
    await pause();
    intake.set('applicant.name', '');
    await pause();
    expect(desk.stored.size).toBe(0);
  });

  test('is a draft no longer once it is registered', async () => {
    const desk = office();
    const window = desk.window('a');
    window.intake.fill({ 'applicant.name': 'Ким', 'paper.summary': 'Жер' });
    await window.pause();
    window.intake.set('paper.summary', 'Жер туралы');
    await window.intake.register(today, { staff: [], higherBodies: [] });
    expect(window.keeper.isUnsaved()).toBe(false);
    window.intake.next(today);
    await desk.tell();
    expect(window.names()).toEqual([]);
  });
});

describe('while something is being stored', () => {
  /** The office takes its time over every draft until it is let go. */
  const slowOffice = () => {
    const desk = office();
    const { save } = desk;
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    desk.save = async (draft) => {
      if (!desk.state.fails) await held;
      await save(draft);
    };
    return { desk, letGo };
  };

  test('a form that is removed meanwhile is stored no more', async () => {
    const { desk, letGo } = slowOffice();
    const window = desk.window('a');
    desk.state.fails = problem('notOpen');
    for (const name of ['Ким', 'Цой']) {
      window.intake.set('applicant.name', name);
      window.keeper.park(today);
    }
    await window.keeper.flush();
    desk.state.fails = undefined;
    const stored = window.keeper.flush();
    window.keeper.remove('a-2');
    letGo();
    await stored;
    expect([...desk.stored.keys()]).toEqual(['a-1']);
  });

  test('what is typed meanwhile is stored by then too, if that is asked for', async () => {
    const { desk, letGo } = slowOffice();
    const { intake, keeper, waiting } = desk.window('a');
    intake.set('applicant.name', 'Ким');
    void keeper.flush();
    intake.set('applicant.name', 'Кимов');
    const stored = keeper.flush();
    letGo();
    await stored;
    expect(desk.stored.get('a-1')?.form['applicant.name']).toBe('Кимов');
    expect({ unsaved: keeper.isUnsaved(), waiting: waiting() }).toEqual({ unsaved: false, waiting: false });
  });
});

describe('parking', () => {
  test('gives an empty form at once; the parked one is offered, comes back, and the other is parked in its place', async () => {
    const desk = office();
    const window = desk.window('a');
    window.intake.set('applicant.name', 'Ким');
    window.keeper.park(today);
    expect(window.intake.form()['applicant.name']).toBe('');
    expect(window.names()).toEqual(['Ким']);
    window.intake.set('applicant.name', 'Цой');
    await window.pause();
    await window.keeper.open('a-1', today);
    expect(window.intake.form()['applicant.name']).toBe('Ким');
    expect(window.names()).toEqual(['Цой']);
    await window.pause();
    expect([...desk.stored.keys()].sort()).toEqual(['a-1', 'a-2']);
  });

  test('is what a new paper does to the one that was begun; after a registered one it only begins anew', async () => {
    const desk = office();
    const window = desk.window('a');
    window.intake.set('applicant.name', 'Ким');
    window.keeper.startAnew(today);
    expect({ begun: window.intake.isBegun(), parked: window.names() }).toEqual({ begun: false, parked: ['Ким'] });
    window.keeper.startAnew(today);
    window.intake.fill({ 'applicant.name': 'Цой', 'paper.summary': 'Жер' });
    await window.intake.register(today, { staff: [], higherBodies: [] });
    window.keeper.startAnew(today);
    await desk.tell();
    expect(window.intake.view().phase).toEqual({ at: 'editing' });
    expect({ begun: window.intake.isBegun(), parked: window.names() }).toEqual({ begun: false, parked: ['Ким'] });
  });

  test('waits for a form that came back after a crash to be seen', async () => {
    const desk = office();
    const crashed = desk.window('a');
    crashed.intake.set('applicant.name', 'Ким');
    await crashed.pause();
    crashed.close();
    const { intake, keeper } = desk.window('b');
    await desk.tell();
    keeper.startAnew(today);
    expect(intake.form()['applicant.name']).toBe('Ким');
    keeper.show();
    keeper.startAnew(today);
    expect(intake.isBegun()).toBe(false);
  });

  test('of an untouched form does nothing', () => {
    const { intake, keeper } = office().window('a');
    keeper.park(today);
    expect(intake.view().draft).toBe('a-1');
    expect(keeper.view().parked).toEqual([]);
  });

  test('loses nothing while the office cannot store', async () => {
    const desk = office();
    const window = desk.window('a');
    desk.state.fails = problem('notOpen');
    for (const name of ['Ким', 'Цой']) {
      window.intake.set('applicant.name', name);
      window.keeper.park(today);
    }
    await window.pause();
    expect(window.names().sort()).toEqual(['Ким', 'Цой']);
    desk.state.fails = undefined;
    await window.pause();
    expect(desk.stored.size).toBe(2);
  });

  test('a parked form does not come back by itself', async () => {
    const desk = office();
    const first = desk.window('a');
    first.intake.set('applicant.name', 'Ким');
    first.keeper.park(today);
    await first.pause();
    first.close();
    const next = desk.window('b');
    await desk.tell();
    expect(next.intake.isBegun()).toBe(false);
    expect(next.names()).toEqual(['Ким']);
  });

  test('numbers forms as they were put aside, whenever they are stored; one that was had back has its number again', async () => {
    const desk = office();
    const window = desk.window('a');
    desk.state.fails = problem('notOpen');
    for (const name of ['Ким', 'Цой', 'Пак']) {
      window.intake.set('applicant.name', name);
      window.keeper.park(today);
    }
    expect(window.names()).toEqual(['Ким', 'Цой', 'Пак']);
    desk.state.fails = undefined;
    await window.pause();
    expect(window.names()).toEqual(['Ким', 'Цой', 'Пак']);
    window.keeper.remove('a-1');
    window.keeper.undo();
    await window.pause();
    expect(window.names()).toEqual(['Ким', 'Цой', 'Пак']);
  });

  test('a form keeps its number while others come and go; two that take turns on the screen have one key', async () => {
    const desk = office();
    const window = desk.window('a');
    const numbered = () =>
      Object.fromEntries(
        window.keeper.view().parked.map(({ number, stored }) => [stored.form['applicant.name'], number]),
      );
    const park = async (name: string) => {
      window.intake.set('applicant.name', name);
      window.keeper.park(today);
      await window.pause();
    };
    for (const name of ['Ким', 'Цой', 'Пак']) await park(name);
    expect(numbered()).toEqual({ Ким: 1, Цой: 2, Пак: 3 });
    window.intake.set('applicant.name', 'Ли');
    await window.keeper.open('a-2', today);
    await window.pause();
    expect(numbered()).toEqual({ Ким: 1, Ли: 2, Пак: 3 });
    await window.keeper.open('a-4', today);
    await window.pause();
    expect(numbered()).toEqual({ Ким: 1, Цой: 2, Пак: 3 });
    window.keeper.remove('a-1');
    window.keeper.park(today);
    await window.pause();
    expect(numbered()).toEqual({ Цой: 2, Пак: 3, Ли: 4 });
    window.keeper.undo();
    await window.pause();
    expect(numbered()).toEqual({ Ким: 1, Цой: 2, Пак: 3, Ли: 4 });
  });

  test('a form that was removed is offered until the next paper is registered', async () => {
    const window = office().window('a');
    window.intake.set('applicant.name', 'Ким');
    window.keeper.park(today);
    await window.pause();
    window.keeper.remove('a-1');
    window.intake.fill({ 'applicant.name': 'Цой', 'paper.summary': 'Жер телімі' });
    expect(window.keeper.view().removed?.id).toBe('a-1');
    await window.intake.register(today, { staff: [], higherBodies: [] });
    expect(window.intake.view().phase.at).toBe('registered');
    expect(window.keeper.view().removed).toBeUndefined();
  });

  test('a form that was stored this moment stays in sight, though what the office told before comes late', async () => {
    const desk = office();
    const window = desk.window('a');
    await window.keeper.take([], today);
    window.intake.set('applicant.name', 'Ким');
    window.keeper.park(today);
    const told = window.keeper.take([], today);
    await Promise.all([window.keeper.flush(), told]);
    window.intake.set('applicant.name', 'Цой');
    window.keeper.park(today);
    expect(window.names()).toEqual(['Ким', 'Цой']);
  });

  test('a form that was removed can be had back as it was', async () => {
    const desk = office();
    const window = desk.window('a');
    window.intake.fill({ 'applicant.name': 'Ким', 'paper.text': 'Мәтін' });
    window.keeper.park(today);
    await window.pause();
    const before = desk.stored.get('a-1')!.form;
    window.keeper.remove('a-1');
    await desk.tell();
    expect({ names: window.names(), stored: desk.stored.size }).toEqual({ names: [], stored: 0 });
    window.keeper.undo();
    await window.pause();
    expect(window.names()).toEqual(['Ким']);
    expect(desk.stored.get('a-1')!.form).toEqual(before);
  });
});
