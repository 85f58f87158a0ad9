import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headsOf } from '../domain/log/graph.ts';
import { hashOf, type Paper, sealLine } from '../domain/log/line.ts';
import { mergePapers } from '../domain/log/merge.ts';
import { readOfficeState } from './office-state.ts';

/**
 * Rights that come together from several desks, in whatever order. Signatures are not what is tested here: whoever names a site has signed.
 */
const post = { kk: 'маман', ru: 'специалист' };
const verifier = `$argon2id$v=19$m=65536,t=3,p=4$${'A'.repeat(22)}$${'B'.repeat(43)}`;
const trust = (centre: boolean) => ({
  ...(centre && { centre: { site: 'centre000000', publicKey: 'centre' } }),
  own: { site: 'desk00000000', publicKey: 'own' },
  verify: () => true,
});
const people = ['a', 'b', 'c'];
const sites = ['desk00000000', 'desk00000001', 'desk00000002'];
const siteRecord = (site: string): Paper => {
  const record = { id: `site:${site}`, book: 'site', entry: { publicKey: 'key' }, log: [] };
  return hang(record, { at: 0, site: 'centre000000', by: 'registry', action: 'grant', data: granted });
};
const granted = { name: '1-терезе', desk: '01', deskFrom: 2026 };

type Written = { at: number; site: string; by: string; action: string; data: Record<string, unknown> };
let n = 0;
function hang(record: Paper, { at, site, by, action, data }: Written): Paper {
  const id = `${(1_790_000_000_000 + at).toString(16).padStart(12, '0')}-0000-${site}`;
  const after = headsOf(record.log);
  const parents = after.map((head) => record.log.find((line) => line.id === head)!.hash);
  const author = { id: by, name: by, post };
  const open = { id, v: 1, at: '2026-11-25T04:30:00.000Z', by: author, site, n: ++n, after, do: action, data };
  const identity = { id: record.id, book: record.book, entryHash: hashOf(record.entry) };
  return { ...record, log: [...record.log, sealLine(identity, open, parents, () => new Uint8Array(64))] };
}

const deed = fc.record({
  site: fc.integer({ min: 0, max: 2 }),
  by: fc.constantFrom(...people),
  of: fc.constantFrom(...people),
  what: fc.constantFrom('promote', 'demote', 'leave', 'return', 'verifier'),
});
/** Numbers say after which deeds of the others a desk heard of what they had done. */
const history = fc.array(fc.oneof(deed, fc.record({ from: fc.nat(2), to: fc.nat(2) })), { maxLength: 25 });

const dataOf = (of: string, what: string): [string, Record<string, unknown>] => {
  if (what === 'verifier') return ['verifier', { verifier, once: false }];
  if (what === 'leave' || what === 'return')
    return ['leave', { on: what === 'leave' ? '2026-01-01' : '', substitute: '' }];
  const administrator = what === 'promote';
  return ['set', { name: of, post, administrator, roles: administrator ? ['head'] : ['clerk'] }];
};

/** What the desks have written, each on what it had heard of, and a way of their records to one place. */
function write(centre: boolean, deeds: typeof history extends fc.Arbitrary<infer T> ? T : never) {
  n = 0;
  let at = 1;
  const begun = people.map((id) => {
    const record = { id: `staff:${id}`, book: 'staff', entry: {}, log: [] };
    const by = centre ? { site: 'centre000000', by: 'registry' } : { site: sites[0]!, by: 'a' };
    const data = { name: id, post, administrator: id === 'a' };
    return hang(record, { at: at++, ...by, action: 'set', data });
  });
  const desks = sites.map(() => new Map(begun.map((record) => [record.id, record])));
  for (const one of deeds) {
    if ('from' in one) {
      for (const [id, record] of desks[one.from]!) {
        const merged = mergePapers(desks[one.to]!.get(id)!, record);
        if (merged.ok) desks[one.to]!.set(id, merged.paper);
      }
      continue;
    }
    const id = `staff:${one.of}`;
    const [action, data] = dataOf(one.of, one.what);
    desks[one.site]!.set(
      id,
      hang(desks[one.site]!.get(id)!, { at: at++, site: sites[one.site]!, by: one.by, action, data }),
    );
  }
  return desks;
}

function together(desks: Map<string, Paper>[], order: readonly number[]): Paper[] {
  const all = new Map<string, Paper>();
  for (const at of order)
    for (const [id, record] of desks[at]!) {
      const known = all.get(id);
      const merged = known && mergePapers(known, record);
      all.set(id, merged?.ok ? merged.paper : record);
    }
  return [...all.values(), ...sites.map(siteRecord)];
}

const able = (state: ReturnType<typeof readOfficeState>) =>
  people.filter((id) => state.administrators.has(id) && !state.staff.get(id)?.left?.on);

describe.each([true, false])('in an office that a registry has entered: %s', (centre) => {
  test('the same people may the same everywhere, and an administrator stays, whatever comes together', () => {
    fc.assert(
      fc.property(history, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (deeds, order) => {
        const desks = write(centre, deeds);
        const one = readOfficeState(together(desks, [0, 1, 2]), trust(centre));
        const other = readOfficeState(together(desks, order).reverse(), trust(centre));
        expect([...other.staff].sort()).toEqual([...one.staff].sort());
        expect([...other.administrators].sort()).toEqual([...one.administrators].sort());
        expect(able(one).length).toBeGreaterThan(0);
        for (const [id, { administrator = false }] of one.staff)
          expect({ id, is: administrator }).toEqual({ id, is: one.administrators.has(id) });
      }),
      { numRuns: 400 },
    );
  });

  test('nobody gets more than an administrator gave: deeds of others change no rights and no other’s password', () => {
    fc.assert(
      fc.property(history, (deeds) => {
        const others = deeds.map((one) => ('by' in one ? { ...one, by: one.by === 'a' ? 'b' : one.by } : one));
        const state = readOfficeState(together(write(centre, others), [0, 1, 2]), trust(centre));
        expect([...state.administrators]).toEqual(['a']);
        expect([...state.staff.values()].every(({ left, roles }) => !left && !roles)).toBe(true);
        for (const id of people) {
          const own = others.some((one) => 'by' in one && one.what === 'verifier' && one.of === id && one.by === id);
          expect({ id, has: state.staff.get(id)?.verifier !== undefined }).toEqual({ id, has: own });
        }
      }),
      { numRuns: 400 },
    );
  });
});
