import { describe, expect, test } from 'vitest';
import { createCouch } from './couch.ts';
import type { Requests } from './request.ts';

/** A partner that answers everything so. */
const answering = (answer: unknown) =>
  createCouch(
    { ask: async () => answer, tryAgain: () => {}, worthSending: () => 0 } as Requests,
    'papers',
    new AbortController().signal,
  );

test('documents backwards stand before the one asked from, in their order, or are those of another question', async () => {
  const backwards = (...ids: string[]) => answering({ rows: ids.map((_id) => ({ doc: { _id } })) }).backwards('c', 3);
  expect((await backwards('c', 'b', 'a')).map(({ _id }) => _id)).toEqual(['b', 'a']);
  expect((await backwards('b', 'a')).map(({ _id }) => _id)).toEqual(['b', 'a']);
  await expect(backwards('e', 'd', 'c')).rejects.toMatchObject({ failure: 'nonsense' });
  await expect(backwards('a', 'b')).rejects.toMatchObject({ failure: 'nonsense' });
});

describe('revisions', () => {
  const wanted = [
    { id: 'a', rev: '2-x' },
    { id: 'a', rev: '2-y' },
    { id: 'b', rev: '1-z' },
  ];
  const ok = (_id: string, _rev: string, more = {}) => ({ id: _id, docs: [{ ok: { _id, _rev, ...more } }] });
  const refused = (id: string, rev: string, error: string) => ({
    id,
    docs: [{ error: { id, rev, error, reason: '' } }],
  });
  const [ax, ay, bz] = [ok('a', '2-x'), ok('a', '2-y'), ok('b', '1-z')];
  const revisions = async (results: unknown) => {
    const { found } = await answering({ results }).revisions(wanted);
    return found.map(({ _id, _rev }) => `${_id} ${_rev}`);
  };

  test('come whole, in whatever order, and asked for once each', async () => {
    expect(await revisions([bz, ax, ay])).toEqual(['b 1-z', 'a 2-x', 'a 2-y']);
    const twice = await answering({ results: [ax, ay, bz] }).revisions([...wanted, wanted[0]!]);
    expect(twice.found).toHaveLength(3);
  });

  test('may be removed, if the partner says so', async () => {
    expect(await revisions([ax, ok('a', '2-y', { _deleted: true }), bz])).toEqual(['a 2-x', 'b 1-z']);
  });

  test('that the server cannot give are told apart', async () => {
    const results = [ax, refused('a', '2-y', 'internal_server_error'), bz];
    const { found, failed } = await answering({ results }).revisions(wanted);
    expect([found.length, failed]).toEqual([2, [{ id: 'a', rev: '2-y', isLacking: false }]]);
  });

  test.each([
    ['CouchDB', refused('a', '2-y', 'not_found')],
    ['PouchDB', { id: 'a', docs: [{ missing: '2-y' }] }],
  ])('that are not there are told as such, as %s says it', async (_name, row) => {
    const { found, failed } = await answering({ results: [ax, row, bz] }).revisions(wanted);
    expect([found.length, failed]).toEqual([2, [{ id: 'a', rev: '2-y', isLacking: true }]]);
  });

  test.each([
    ['an error of no revision', [ax, { id: 'a', docs: [{ error: { error: 'internal_server_error' } }] }, bz]],
    ['a list that is too short', [ax, bz]],
    ['a list that is too long', [ax, ay, bz, ax]],
    ['a row without an answer', [ax, { id: 'a', docs: [] }, bz]],
    ['a row of nothing', [ax, { id: 'a', docs: [{}] }, bz]],
    ['another revision', [ax, ok('a', '2-q'), bz]],
    ['another document', [ax, ok('c', '2-y'), bz]],
    ['another document under the right name', [ax, { id: 'a', docs: ok('c', '2-y').docs }, bz]],
    ['another one that is gone', [ax, refused('a', '2-q', 'not_found'), bz]],
    ['no list', undefined],
  ])('are not believed with %s', async (_name, results) => {
    await expect(revisions(results)).rejects.toMatchObject({ failure: 'nonsense' });
  });
});

test('the answer to another question is not believed, however well it is formed', async () => {
  const key = (id: string) => ({ key: id, doc: { _id: id } });
  const nonsense = { failure: 'nonsense' };
  await expect(answering({ rows: [key('b')] }).byKeys(['a'])).rejects.toMatchObject(nonsense);
  await expect(answering({ rows: [key('a')] }).byKeys(['a', 'b'])).rejects.toMatchObject(nonsense);
  await expect(answering({ rows: [key('b')] }).heads(['a'])).rejects.toMatchObject(nonsense);
  const sent = [{ id: 'a', text: '{}' }];
  await expect(answering([{ id: 'b', rev: '1-x' }]).write(sent)).rejects.toMatchObject(nonsense);
  await expect(answering([]).write(sent)).rejects.toMatchObject(nonsense);
});
