import { describe, expect, test } from 'vitest';
import { office, today } from './draft-office.ts';

describe('two windows', () => {
  test('take no key from each other: what another one has on its screen comes last, typing in it moves nothing', async () => {
    const desk = office();
    const [one, two] = [desk.window('a'), desk.window('b')];
    for (const name of ['Ким', 'Цой']) {
      one.intake.set('applicant.name', name);
      one.keeper.park(today);
      await one.pause();
    }
    for (const name of ['Ахметов', 'Ахметова']) {
      two.intake.set('applicant.name', name);
      await two.pause();
      expect(one.names()).toEqual(['Ким', 'Цой', name]);
    }
    expect(one.keeper.view().parked.map(({ elsewhere }) => elsewhere)).toEqual([false, false, true]);
  });

  test('never have one form on both screens', async () => {
    const desk = office();
    const [one, two] = [desk.window('a'), desk.window('b')];
    one.intake.set('applicant.name', 'Ким');
    await one.pause();
    expect(two.keeper.view().parked).toMatchObject([{ id: 'a-1', elsewhere: true }]);
    await two.keeper.open('a-1', today);
    two.keeper.remove('a-1');
    expect(two.intake.isBegun()).toBe(false);
    one.keeper.park(today);
    await one.pause();
    await two.keeper.open('a-1', today);
    expect(two.intake.form()['applicant.name']).toBe('Ким');
    await desk.tell();
    expect(one.keeper.view().parked).toMatchObject([{ id: 'a-1', elsewhere: true }]);
  });

  test('never have one form on both screens, though one asks for it twice at once', async () => {
    const desk = office();
    const [one, two] = [desk.window('a'), desk.window('b')];
    one.intake.set('applicant.name', 'Ким');
    one.keeper.park(today);
    await one.pause();
    await Promise.all([one.keeper.open('a-1', today), one.keeper.open('a-1', today)]);
    await one.pause();
    await two.keeper.open('a-1', today);
    expect([one, two].map(({ intake }) => intake.form()['applicant.name'])).toEqual(['Ким', '']);
    expect(one.names()).toEqual([]);
  });
});

describe('a form that was stored by another program or badly', () => {
  test('older: opens, says so, keeps what it has no field for', async () => {
    const desk = office();
    const form = { 'applicant.name': 'Ким', 'paper.index': '07-12', 'screen.parked': 'yes' };
    desk.stored.set('old', { id: 'old', savedAt: '2026-11-30T09:00:00.000Z', version: 1, form });
    const { intake, keeper, pause } = desk.window('a');
    await desk.tell();
    await keeper.open('old', today);
    expect(intake.view().stored).toEqual({ state: 'older', foreign: { 'paper.index': '07-12' } });
    intake.set('paper.summary', 'Жер');
    await pause();
    expect(desk.stored.get('old')?.form).toMatchObject({ 'applicant.name': 'Ким', 'paper.index': '07-12' });
  });

  test('damaged: never comes by itself, opens as a copy, and stays until it is removed', async () => {
    const desk = office();
    desk.stored.set('bad', { id: 'bad', savedAt: '', version: 0, form: { 'applicant.name': 'Ким' }, damaged: true });
    const { intake, keeper, pause } = desk.window('a');
    await desk.tell();
    expect(intake.isBegun()).toBe(false);
    await keeper.open('bad', today);
    expect(intake.form()['applicant.name']).toBe('Ким');
    intake.set('paper.summary', 'Жер');
    await pause();
    expect([...desk.stored.keys()].sort()).toEqual(['a-copy', 'bad']);
    expect(desk.stored.get('bad')?.damaged).toBe(true);
  });
});
