import { generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { appealActions } from '../../shared/books/appeals/actions/index.ts';
import { createHybridClock } from '../../shared/domain/clock/hybrid-clock.ts';
import type { ActionName } from '../../shared/domain/life/life.ts';
import { headsOf } from '../../shared/domain/log/graph.ts';
import { hashOf, type Line, type Paper, sealLine, type Verify } from '../../shared/domain/log/line.ts';
import { mergePapers } from '../../shared/domain/log/merge.ts';

/** Real keys: three sites that act on the same paper. */
const sites = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'].map((site) => ({
  site,
  ...generateKeyPairSync('ed25519'),
}));

export const verifyLine: Verify = (publicKey, bytes, signature) =>
  verify(null, bytes, sites.find(({ site }) => site === publicKey)!.publicKey, signature);

/** In these tests a site's name stands for its public key. */
export const keyOfSite = (site: string): string | undefined =>
  sites.some((known) => known.site === site) ? site : undefined;

/** A site by its place, and its key to sign with. */
export const signerAt = (at: number) => ({
  site: sites[at]!.site,
  sign: (bytes: Uint8Array) => sign(null, bytes, sites[at]!.privateKey),
});

/** What several sites do: act, with clocks that run as they please, now and then pulling another site's copy. */
const steps = fc.array(
  fc.record({
    site: fc.nat(2),
    do: fc.constantFrom('assign', 'amend', 'amend', 'note', 'fromTheFuture'),
    data: fc.oneof(
      fc.record({
        executor: fc.constant(''),
        field: fc.constantFrom('paper.kind', 'paper.summary'),
        new: fc.string(),
        old: fc.string(),
        why: fc.string(),
      }),
      fc.record({ note: fc.string({ unit: 'grapheme' }) }),
    ),
    clock: fc.integer({ min: 1_790_000_000_000, max: 1_800_000_000_000 }),
    pullFrom: fc.nat(3),
  }),
  { maxLength: 14 },
);

/** Writes one line at a site, sealed by its real key, on top of all that the copy holds. */
export function actAt<Entry>(
  at: number,
  paper: Paper<Entry>,
  action: string,
  data: Record<string, unknown>,
  now = 1_796_115_900_000,
  v: number = Object.hasOwn(appealActions, action) ? appealActions[action as ActionName].v : 1,
): Paper<Entry> {
  const identity = { id: paper.id, book: paper.book, entryHash: hashOf(paper.entry) };
  const after = headsOf(paper.log);
  const parents = after.map((id) => paper.log.find((line) => line.id === id)!.hash);
  const by = { id: `p${at}`, name: 'Әлімқұлова А. С.', post: { kk: 'маман', ru: 'специалист' } };
  const { site, privateKey } = sites[at]!;
  const own = paper.log.filter((line) => line.site === site);
  const clock = createHybridClock({
    site,
    now: () => now,
    last: own
      .map(({ id }) => id)
      .sort()
      .at(-1),
  });
  const open = {
    id: clock.next(),
    v,
    at: new Date(now).toISOString(),
    by,
    site,
    n: own.length + 1,
    after,
    do: action,
    data,
  };
  return { ...paper, log: [...paper.log, sealLine(identity, open, parents, (bytes) => sign(null, bytes, privateKey))] };
}

/** Three sites' copies of one paper, each sealed by real keys, each having seen some of the others' lines. */
export const copies: fc.Arbitrary<[Paper, Paper, Paper]> = fc.tuple(steps, fc.jsonValue()).map(([plan, entry]) => {
  const base: Paper = { id: '230000026010000016', book: 'appeals', entry, log: [] };
  const identity = { id: base.id, book: base.book, entryHash: hashOf(entry) };
  let now = 1_790_000_000_000;
  const clocks = sites.map(({ site }) => createHybridClock({ site, now: () => now }));
  const counts = [0, 0, 0];
  const write = (paper: Paper, at: number, action: Pick<Line, 'do' | 'data'>): Paper => {
    const after = headsOf(paper.log);
    const parents = after.map((id) => paper.log.find((line) => line.id === id)!.hash);
    const by = { id: `p${at}`, name: 'Әлімқұлова А. С.', post: { kk: 'маман', ru: 'специалист' } };
    const { site, privateKey } = sites[at]!;
    const n = ++counts[at]!;
    const open = { id: clocks[at]!.next(), v: 1, at: new Date(now).toISOString(), by, site, n, after, ...action };
    return {
      ...paper,
      log: [...paper.log, sealLine(identity, open, parents, (bytes) => sign(null, bytes, privateKey))],
    };
  };
  const first = write(base, 0, { do: 'register', data: {} });
  const held: [Paper, Paper, Paper] = [first, first, first];
  for (const step of plan) {
    now = step.clock;
    if (step.pullFrom < 3) held[step.site] = united(held[step.site]!, held[step.pullFrom]!);
    held[step.site] = write(held[step.site]!, step.site, { do: step.do, data: step.data });
  }
  return held;
});

export function united(a: Paper, b: Paper): Paper {
  const merged = mergePapers(a, b);
  if (!merged.ok) throw new Error(merged.reason);
  return merged.paper;
}
