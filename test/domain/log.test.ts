import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLog } from '../../shared/domain/log/check.ts';
import { type BookRules, fold } from '../../shared/domain/log/fold.ts';
import { compareText, concurrentPairs, headsOf, orderLog } from '../../shared/domain/log/graph.ts';
import type { Line, Paper } from '../../shared/domain/log/line.ts';
import { mergeLogs, mergePapers } from '../../shared/domain/log/merge.ts';
import { copies, keyOfSite, united, verifyLine } from './logs.ts';

/** Every line leaves its trace in this state, so that two folds that differ anywhere differ here. */
const traced: BookRules<unknown, string[], undefined> = {
  id: 'appeals',
  start: () => [],
  actions: Object.fromEntries(
    ['register', 'assign', 'amend', 'note'].map((name) => [
      name,
      {
        v: 1,
        apply: (state: string[], line: Line) =>
          state.at(-1)?.startsWith(line.do) ? { refused: 'twice' } : { state: [...state, `${line.do} ${line.id}`] },
        decides: (line: Line) => [name === 'amend' ? `amend ${String(line.data.field)}` : name],
      },
    ]),
  ),
  finish: (state) => state,
};

const folded = (paper: Paper) => fold(traced, paper, undefined);

describe('merge', () => {
  test('is commutative, associative and idempotent, and never loses a line', () => {
    fc.assert(
      fc.property(copies, ([a, b, c]) => {
        expect(united(a, b)).toEqual(united(b, a));
        expect(united(united(a, b), c)).toEqual(united(a, united(b, c)));
        expect(united(united(a, b), a)).toEqual(united(a, b));
        const hashes = (paper: Paper) => new Set(paper.log.map((line) => line.hash));
        expect(hashes(united(united(a, b), c))).toEqual(new Set([...hashes(a), ...hashes(b), ...hashes(c)]));
      }),
    );
  });

  test('keeps both lines that carry one id with different content, and both signatures of one line', () => {
    fc.assert(
      fc.property(copies, ([a]) => {
        const line = a.log.at(-1)!;
        const other = { ...line, hash: line.hash.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) };
        const resigned = { ...line, sig: `A${line.sig.slice(1)}x` };
        expect(mergeLogs(a.log, [other, resigned])).toEqual(mergeLogs([resigned, other], a.log));
        expect(mergeLogs(a.log, [other, resigned])).toHaveLength(a.log.length + 2);
      }),
    );
  });

  test('keeps what was put under a line’s own seal beside it, whoever comes first', () => {
    fc.assert(
      fc.property(copies, ([a, b]) => {
        const line = a.log.at(-1)!;
        const forged = { ...a, log: a.log.map((one) => (one === line ? { ...one, data: { forged: true } } : one)) };
        for (const both of [united(a, forged), united(forged, a), united(united(forged, a), forged)]) {
          expect(both.log.filter(({ id, hash }) => id === line.id && hash === line.hash)).toHaveLength(2);
          expect(both).toEqual(united(a, forged));
          expect(checkLog(both, keyOfSite, verifyLine).some(({ finding }) => finding === 'altered')).toBe(true);
        }
        expect(united(united(a, forged), b)).toEqual(united(united(forged, b), a));
      }),
    );
  });

  test('does not unite two papers that are not copies of one', () => {
    fc.assert(
      fc.property(copies, ([a]) => {
        expect(mergePapers(a, { ...a, entry: { other: true } })).toEqual({ ok: false, reason: 'otherPaper' });
        expect(mergePapers(a, { ...a, id: '230000026010000024' })).toEqual({ ok: false, reason: 'otherPaper' });
      }),
    );
  });
});

describe('order and concurrency', () => {
  test('ancestors come first, then ids, whatever the order of arrival', () => {
    fc.assert(
      fc.property(copies, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), ([a, b, c], random) => {
        const all = united(united(a, b), c).log;
        const shuffled = [...all].map((line) => ({ line, key: random.next().value })).sort((x, y) => x.key - y.key);
        const ordered = orderLog(shuffled.map(({ line }) => line));
        expect(ordered).toEqual(orderLog(all));
        const place = new Map(ordered.map((line, i) => [line.id, i]));
        for (const line of ordered)
          for (const parent of line.after) expect(place.get(parent)!).toBeLessThan(place.get(line.id)!);
      }),
    );
  });

  test('two lines are concurrent exactly when neither is the other’s ancestor', () => {
    fc.assert(
      fc.property(copies, ([a, b, c]) => {
        const all = united(united(a, b), c).log;
        const byId = new Map(all.map((line) => [line.id, line]));
        const knows = (line: Line, id: string): boolean =>
          line.after.some((parent) => parent === id || knows(byId.get(parent)!, id));
        const expected = all.flatMap((x, i) =>
          all
            .slice(i + 1)
            .filter((y) => !knows(x, y.id) && !knows(y, x.id))
            .map((y) => [x.id, y.id].sort(compareText)),
        );
        const found = concurrentPairs(all).map(([x, y]) => [x.id, y.id].sort(compareText));
        expect(found.map(String).sort()).toEqual(expected.map(String).sort());
      }),
    );
  });

  test('heads are the lines nobody has built upon', () => {
    fc.assert(
      fc.property(copies, ([a, b]) => {
        const { log } = united(a, b);
        expect(headsOf(log)).toEqual(
          log
            .map(({ id }) => id)
            .filter((id) => !log.some(({ after }) => after.includes(id)))
            .sort(compareText),
        );
      }),
    );
  });
});

describe('fold', () => {
  test('depends on the lines alone, not on the order in which they came', () => {
    fc.assert(
      fc.property(copies, ([a, b, c]) => {
        expect(folded(united(united(a, b), c))).toEqual(folded(united(c, united(b, a))));
        const paper = united(united(a, b), c);
        expect(folded({ ...paper, log: [...paper.log].reverse() })).toEqual(folded(paper));
      }),
    );
  });

  test('keeps every line: applied, without effect, or unknown to this program', () => {
    fc.assert(
      fc.property(copies, ([a, b]) => {
        const paper = united(a, b);
        const { effects, readOnly } = folded(paper);
        expect(effects.map(({ line }) => line)).toEqual(orderLog(paper.log));
        expect(readOnly).toBe(paper.log.some((line) => line.do === 'fromTheFuture'));
      }),
    );
  });

  test('a newer version of an action leaves the paper readable and read-only', () => {
    fc.assert(
      fc.property(copies, ([a]) => {
        const newer = { ...a, log: a.log.map((line) => ({ ...line, v: 2 })) };
        expect(folded(newer)).toMatchObject({ state: [], readOnly: true });
      }),
    );
  });

  test('a contradiction is two concurrent lines that decide the same thing', () => {
    fc.assert(
      fc.property(copies, ([a, b, c]) => {
        const paper = united(united(a, b), c);
        const decides = (line: Line) => traced.actions[line.do]?.decides?.(line);
        const expected = concurrentPairs(paper.log).filter(
          ([x, y]) => decides(x) !== undefined && String(decides(x)) === String(decides(y)),
        );
        expect(folded(paper).contradictions).toEqual(expected);
      }),
    );
  });
});

describe('check', () => {
  const findings = (paper: Paper) => checkLog(paper, keyOfSite, verifyLine);

  test('finds nothing in what the sites wrote', () => {
    fc.assert(
      fc.property(copies, ([a, b, c]) => {
        expect(findings(united(united(a, b), c))).toEqual([]);
      }),
    );
  });

  test('finds every altered field of every line', () => {
    const alterations: ((line: Line) => Line)[] = [
      (line) => ({ ...line, at: '2026-01-01T00:00:00.000Z' }),
      (line) => ({ ...line, by: { ...line.by, name: 'Басқа адам' } }),
      (line) => ({ ...line, n: line.n + 1 }),
      (line) => ({ ...line, v: line.v + 1 }),
      (line) => ({ ...line, do: `${line.do}x` }),
      (line) => ({ ...line, data: { ...line.data, more: 'x' } }),
      (line) => ({ ...line, site: line.site === 'aaaaaaaaaaaa' ? 'bbbbbbbbbbbb' : 'aaaaaaaaaaaa' }),
    ];
    fc.assert(
      fc.property(copies, fc.nat(), fc.constantFrom(...alterations), ([a], pick, alter) => {
        const at = pick % a.log.length;
        const altered = { ...a, log: a.log.map((line, i) => (i === at ? alter(line) : line)) };
        expect(findings(altered)).toContainEqual({ line: a.log[at]!.id, finding: 'altered' });
      }),
    );
  });

  test('finds an altered entry, and a line moved to another paper', () => {
    fc.assert(
      fc.property(copies, ([a]) => {
        expect(findings({ ...a, entry: { altered: true } }).map(({ finding }) => finding)).toEqual(
          a.log.map(() => 'altered'),
        );
        expect(findings({ ...a, id: '230000026010000024' }).map(({ finding }) => finding)).toEqual(
          a.log.map(() => 'altered'),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('finds a line that is missing from the middle, by those built upon it', () => {
    fc.assert(
      fc.property(copies, fc.nat(), ([a], pick) => {
        fc.pre(a.log.length > 1);
        const gone = a.log[pick % (a.log.length - 1)]!;
        const built = a.log.filter((line) => line.after.includes(gone.id));
        const rest = { ...a, log: a.log.filter((line) => line !== gone) };
        expect(findings(rest)).toEqual(
          expect.arrayContaining(built.map(({ id }) => ({ line: id, finding: 'missing' }))),
        );
      }),
    );
  });

  test('finds a forged signature, and says so when a site is not known', () => {
    fc.assert(
      fc.property(copies, ([a]) => {
        const forged = {
          ...a,
          log: a.log.map((line) => ({ ...line, sig: a.log[0]!.sig.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) })),
        };
        expect(findings(forged).map(({ finding }) => finding)).toEqual(a.log.map(() => 'forged'));
        expect(checkLog(a, () => undefined, verifyLine).map(({ finding }) => finding)).toEqual(
          a.log.map(() => 'unknownSite'),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('a line written after twins stays whole, and the twins are shown', () => {
    fc.assert(
      fc.property(copies, ([a]) => {
        const twin = { ...a.log[0]!, hash: a.log[0]!.hash.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) };
        const found = findings({ ...a, log: mergeLogs(a.log, [twin]) });
        expect(found.filter(({ finding }) => finding === 'twin')).toHaveLength(2);
        expect(found.filter(({ line, finding }) => finding === 'altered' && line !== twin.id)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
