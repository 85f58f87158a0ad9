import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldText } from '../../../shared/domain/text/fold-text.ts';
import { type AnyStorage, newPaper, openInstance, type Paper } from '../../../test/suites/rx-storage-papers.ts';
import { temporaryStore } from '../../../test/suites/store-files.ts';
import { maintain } from '../maintain.ts';
import { checkAll, checkNewest } from './check.ts';

const options = { fullText: { papers: (paper: unknown) => (paper as Paper).entry.text as string }, fold: foldText };

describe('the check of the full text', () => {
  let [store, beside] = [temporaryStore(options), temporaryStore(options)];
  const opened = ({ storage }: typeof store) => openInstance<Paper>(storage as unknown as AnyStorage);
  let instances: Awaited<ReturnType<typeof opened>>[] = [];

  beforeEach(async () => {
    [store, beside] = [temporaryStore(options), temporaryStore(options)];
    instances = [await opened(store), await opened(beside)];
    for (const id of ['1', '2', '3']) {
      await instances[0]!.bulkWrite([{ document: newPaper(id, { entry: { text: `алимова ${id}${id}` } }) }], 'test');
    }
  });

  afterEach(async () => {
    for (const instance of instances) await instance.close();
    for (const one of [store, beside]) one.dispose();
  });

  const looks = () => [
    checkAll(store.connection, { beside: beside.connection }).damage,
    checkNewest(store.connection, beside.connection, 10).damage,
  ];
  const tableLike = (pattern: string) => {
    const found = store.connection.get(
      `SELECT CAST(name AS BLOB) FROM sqlite_schema WHERE name GLOB '${pattern}' ORDER BY name DESC`,
    )!;
    return Buffer.from(found[0] as Uint8Array).toString();
  };
  const reopen = async () => {
    await instances[0]!.close();
    instances[0] = await opened(store);
  };
  const settle = () => {
    while (maintain(store.connection));
  };

  it.each(['the index', 'what waits for it'])('misses words that are gone from %s', async (where) => {
    if (where === 'the index') settle();
    expect(looks()).toEqual([{}, {}]);
    const waits = tableLike('f*_waiting');
    store.connection.run(`DELETE FROM ${where === 'the index' ? waits.replace('_waiting', '') : waits}`);
    await reopen();
    const damage = { fullText: expect.any(Number) };
    expect(looks()).toEqual([damage, damage]);
  });

  it.each([0xff, 0xf0, 0x00])('comes to an end where a word is no text any more (%i)', async (byte) => {
    settle();
    const table = tableLike('f*_data');
    for (const [id, block] of store.connection.all(`SELECT id, block FROM ${table}`)) {
      const bytes = Buffer.from(block as Uint8Array);
      for (let at = bytes.indexOf('лимова'); at >= 0; at = bytes.indexOf('лимова', at + 1)) bytes[at] = byte;
      store.connection.run(`UPDATE ${table} SET block = ? WHERE id = CAST(? AS INTEGER)`, [bytes, id!]);
    }
    await reopen();
    expect(looks()[0]).toMatchObject({ fullText: expect.any(Number) });
  });
});
