import { describe, expect, test } from 'vitest';
import type { FormAction } from '../../shared/contract/actions.ts';
import { acting, me, withPaper } from './acting.ts';
import { appeal, attach, problemOf } from './offices.ts';
import { pdf } from './some-files.ts';

const day = '2026-12-01';

describe('an action, and who may do it with whom', () => {
  test('is not for those who have no right to it, whatever the page sends; the card says so', async () => {
    const { act, card, client } = await withPaper();
    const post = { kk: 'маман', ru: 'специалист' };
    const { id: chief, name } = await me({ client });
    await client.staff.save({ id: chief, name, post, phone: '', roles: ['administrator', 'registrar'] });
    await client.session.changePassword({ current: '', next: 'ақ қайың 1926' });
    const { id } = await client.staff.save({ id: '', name: 'Ким А. В.', post, phone: '', roles: ['executor'] });
    const once = await client.staff.givePassword({ person: id });
    const executor = { id, name: 'Ким А. В.' };
    await act('assign', { executor });
    await client.session.signIn({ person: id, by: 'password', secret: once.password });
    await client.session.changePassword({ current: once.password, next: 'екінші құпия сөз' });
    expect(await problemOf(act('assign', { executor: { id: chief, name } }))).toMatchObject({
      code: 'actionNotNow',
      hindrance: 'notAllowed',
    });
    const { present } = await card();
    const hindranceOf = (name: FormAction) => present.actions.find(({ action }) => action === name)!.hindrance;
    expect([hindranceOf('assign'), hindranceOf('sign'), hindranceOf('decide')]).toEqual([
      'notAllowed',
      'notDecided',
      undefined,
    ]);
    await act('replyMeanwhile', { number: '3', on: day, summary: 'сұратылды' });
    expect((await card()).history.at(-1)!.by).toMatchObject(executor);
  });

  test('of an executor is refused with the papers of others, unless he stands in for who has them', async () => {
    const { act, card, client, clock, number, register } = await withPaper();
    const post = { kk: 'маман', ru: 'специалист' };
    const chief = await me({ client });
    await client.staff.save({ id: chief.id, name: chief.name, post, phone: '', roles: ['administrator', 'registrar'] });
    await client.session.changePassword({ current: '', next: 'ақ қайың 1926' });
    const save = (name: string) => client.staff.save({ id: '', name, post, phone: '', roles: ['executor'] });
    const [kim, lee] = [await save('Ким А. В.'), await save('Ли Б. Г.')];
    const once = await client.staff.givePassword({ person: kim.id });
    await act('assign', { executor: { id: lee.id, name: 'Ли Б. Г.' } });
    const nobodys = acting({ client }, (await register(appeal())).number);
    await client.staff.setAbsence({ person: lee.id, from: '2026-12-02', to: '2026-12-04', substitute: kim.id });
    await client.session.signIn({ person: kim.id, by: 'password', secret: once.password });
    await client.session.changePassword({ current: once.password, next: 'екінші құпия сөз' });
    const reply = { number: '3', on: day, summary: 'сұратылды' };
    const refused = { code: 'actionNotNow', hindrance: 'notYours' };
    expect(await problemOf(act('replyMeanwhile', reply))).toMatchObject(refused);
    expect(await problemOf(nobodys.act('replyMeanwhile', reply))).toMatchObject(refused);
    expect((await card()).present.actions).toContainEqual({ action: 'decide', hindrance: 'notYours' });
    expect(await problemOf(attach(client, number, 'скан.pdf', pdf()))).toMatchObject(refused);
    clock.now = Date.parse('2026-12-03T05:00:00.000Z');
    await client.session.signIn({ person: kim.id, by: 'password', secret: 'екінші құпия сөз' });
    await act('replyMeanwhile', reply);
    expect((await card()).history.at(-1)!.by).toMatchObject({ id: kim.id });
  });

  test('hands no paper over in silence that somebody else has since the form was opened', async () => {
    const { act, client, state } = await withPaper();
    const executor = await me({ client });
    const next = { id: '', name: 'Ким А. В.' };
    await act('assign', { executor });
    await act('assign', { executor: next });
    const handed = { to: executor, list: '12', on: day, whose: executor };
    expect(await problemOf(act('handOver', handed))).toMatchObject({
      code: 'actionWarned',
      issues: [{ path: ['to'], code: 'executorChanged' }],
    });
    expect(await state()).toMatchObject({ executorName: next.name, handed: false });
    await act('handOver', { ...handed, to: next, whose: next });
    expect(await state()).toMatchObject({ handed: true });
  });

  test('gives nothing to somebody who has left', async () => {
    const { act, client } = await withPaper();
    const post = { kk: 'маман', ru: 'специалист' };
    const { id } = await client.staff.save({ id: '', name: 'Ким А. В.', post, phone: '', roles: [] });
    await client.staff.setLeft({ person: id, on: day, substitute: '' });
    expect((await problemOf(act('assign', { executor: { id, name: 'Ким А. В.' } }))).issues).toEqual([
      { path: ['executor'], code: 'notOnStaff' },
    ]);
    // Typed, it is his name still, until a namesake works here.
    const typed = { executor: { id: '', name: 'ким а. в.' } };
    expect(await problemOf(act('assign', typed))).toMatchObject({
      code: 'invalidEntry',
      issues: [{ path: ['executor'], code: 'formerStaff' }],
    });
    const { id: namesake } = await client.staff.save({ id: '', name: 'Ким А. В.', post, phone: '', roles: [] });
    await act('assign', typed);
    await client.staff.setAbsence({ person: namesake, from: '2026-11-30', to: '2026-12-04', substitute: '' });
    expect((await problemOf(act('assign', { executor: { id: namesake, name: 'Ким А. В.' } }))).issues).toEqual([
      { path: ['executor'], code: 'awayToday' },
    ]);
  });
});
