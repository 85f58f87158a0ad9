import { expect } from 'vitest';
import { newPaper, prepared } from '../rx-storage-papers.ts';
import type { Given, Obligations } from './given.ts';

/** Five papers on three days, one of another book. */
async function writeDays(write: Given['write']): Promise<void> {
  const days = ['2026-12-01', '2026-12-02', '2026-12-02', '2026-12-03', '2026-12-02'];
  const rows = days.map((registeredOn, i) => ({
    document: newPaper(`p${i}`, {
      book: i === 4 ? 'letters' : 'appeals',
      state: { registeredOn, order: '1', status: i % 2 ? 'closed' : 'registered' },
    }),
  }));
  await write(...rows);
}

export const queries: Obligations = {
  'queries: sort upwards and downwards, with the primary key to decide': async ({ write, ids }) => {
    await writeDays(write);
    expect(await ids({ sort: [{ 'state.registeredOn': 'asc' }] as never })).toEqual(['p0', 'p1', 'p2', 'p4', 'p3']);
    expect(await ids({ sort: [{ 'state.registeredOn': 'desc' }] as never })).toEqual(['p3', 'p1', 'p2', 'p4', 'p0']);
    expect(await ids({ sort: [{ 'state.registeredOn': 'desc' }, { id: 'desc' }] as never })).toEqual([
      'p3',
      'p4',
      'p2',
      'p1',
      'p0',
    ]);
    expect(await ids({ sort: [{ 'state.registeredOn': 'asc' }, { id: 'desc' }] as never })).toEqual([
      'p0',
      'p4',
      'p2',
      'p1',
      'p3',
    ]);
  },

  'queries: keep to skip and limit, also to a limit of nothing': async ({ write, ids }) => {
    await writeDays(write);
    const newest = { selector: { book: 'appeals' }, sort: [{ 'state.registeredOn': 'desc' }] as never };
    expect(await ids({ ...newest, limit: 2 })).toEqual(['p3', 'p1']);
    expect(await ids({ ...newest, skip: 1, limit: 2 })).toEqual(['p1', 'p2']);
    expect(await ids({ ...newest, skip: 3 })).toEqual(['p0']);
    expect(await ids({ ...newest, limit: 0 })).toEqual([]);
  },

  'queries: select by what an index cannot know': async ({ write, ids }) => {
    await writeDays(write);
    const selector = { id: { $regex: '[13]$' }, 'state.status': 'closed' } as never;
    expect(await ids({ selector, sort: [{ id: 'asc' }] })).toEqual(['p1', 'p3']);
  },

  'queries: count what they would return': async ({ papers, write }) => {
    await writeDays(write);
    for (const selector of [{}, { book: 'appeals' }, { book: 'none' }, { id: { $gt: 'p2' } }] as never[]) {
      const query = prepared(papers, { selector });
      expect((await papers.count(query)).count).toBe((await papers.query(query)).documents.length);
    }
  },
};
