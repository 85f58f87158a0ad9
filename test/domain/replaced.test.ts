import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLog } from '../../shared/domain/log/check.ts';
import { hashOf, type Line, type Paper } from '../../shared/domain/log/line.ts';
import { proveLines } from '../../shared/domain/log/prove.ts';
import {
  comingOf,
  isCorrectionOf,
  isProvedCorrection,
  lackingIn,
  originOf,
  withEntry,
  withLinesOf,
} from '../../shared/domain/log/replaced.ts';
import { actAt, keyOfSite, signerAt, verifyLine } from './logs.ts';

const own = signerAt(0);
const base = (entry: unknown): Paper => ({ id: '230000026010000016', book: 'appeals', entry, log: [] });

/** A paper that only its own site has written on. */
const papers = fc
  .tuple(fc.jsonValue(), fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 6 }))
  .map(([entry, notes]) =>
    notes.reduce((paper, note) => actAt(0, paper, 'note', { note }), actAt(0, base(entry), 'register', {})),
  );
/** Later than all that stood in it: the site's clock has been behind what waits beside it, too. */
const corrected = (paper: Paper, entry: unknown) =>
  actAt(0, withEntry(paper, entry, own), 'amend', { why: 'қате', replaces: originOf(paper) }, 1_796_116_000_000);
const asAnyOther = ({ data: { replaces: _, ...data } }: Line) => data;
const proof = { keyOfSite, verify: verifyLine };
const withLinesAt = (at: number, paper: Paper, from: Paper) =>
  withLinesOf(paper, from, [signerAt(at)], proof, asAnyOther);
const said = ({ log }: Paper) => log.map(({ hash: _hash, sig: _sig, ...line }) => line);

describe('another entry', () => {
  test('keeps every line as it was, under seals that hold, and is known as what takes the place of the original', () => {
    fc.assert(
      fc.property(papers, fc.jsonValue(), (paper, entry) => {
        const next = corrected(paper, entry);
        expect(said(next).slice(0, -1)).toEqual(said(paper));
        expect(checkLog(next, keyOfSite, verifyLine)).toEqual([]);
        expect(isCorrectionOf(next, paper)).toBe(true);
        expect(isCorrectionOf(corrected(next, paper.entry), paper)).toBe(true);
        expect(isCorrectionOf(paper, next)).toBe(false);
      }),
    );
  });

  test('taken back gives the very lines of the original, and one more', () => {
    fc.assert(
      fc.property(papers, fc.jsonValue(), fc.jsonValue(), (paper, entry, another) => {
        const twice = corrected(corrected(paper, entry), another);
        const back = withLinesAt(0, paper, twice);
        expect(back.entry).toEqual(paper.entry);
        expect(back.log.slice(0, paper.log.length)).toEqual(paper.log);
        expect(back.log.slice(paper.log.length).map(({ data }) => data)).toEqual([{ why: 'қате' }, { why: 'қате' }]);
        expect(checkLog(back, keyOfSite, verifyLine)).toEqual([]);
      }),
    );
  });

  test('takes the place of all that was written on the original, and none that another site says is its', () => {
    fc.assert(
      fc.property(papers, fc.jsonValue(), (paper, entry) => {
        const next = corrected(paper, entry);
        const written = actAt(1, paper, 'note', { note: 'осында' });
        expect(isCorrectionOf(next, written)).toBe(true);
        expect(isCorrectionOf(next, actAt(0, base(paper.entry), 'register', {}, 1))).toBe(false);
        const foreign = actAt(1, actAt(1, base(entry), 'register', {}), 'amend', { replaces: originOf(paper) });
        expect(isCorrectionOf(foreign, paper)).toBe(false);
        expect(isCorrectionOf({ ...next, id: '230000026010000024' }, paper)).toBe(false);
      }),
    );
  });

  test('is not believed on the word of lines that stand here over the entry that was there', () => {
    fc.assert(
      fc.property(papers, fc.jsonValue(), (paper, entry) => {
        fc.pre(paper.log.length > 0 && hashOf(entry) !== hashOf(paper.entry));
        const forged = { ...paper, entry };
        expect(proveLines(forged, paper, keyOfSite, verifyLine).log).toEqual([]);
        expect(proveLines(corrected(paper, entry), paper, keyOfSite, verifyLine).unproved).toEqual([]);
        expect(proveLines(paper, paper, () => undefined, verifyLine).unproved).toEqual([]);
      }),
    );
  });

  test('gets what sites have written on the original, each after what it was built on, once its own site seals it anew', () => {
    fc.assert(
      fc.property(papers, fc.jsonValue(), fc.array(fc.nat(2), { maxLength: 6 }), (paper, entry, sites) => {
        const written = sites.reduce((one, at, i) => actAt(at, one, 'note', { note: `${i}` }), paper);
        let next = corrected(written, entry);
        // Each as often as it hears of the others: in the worst case one line a time.
        for (const at of written.log.flatMap(() => [2, 1, 0])) next = withLinesAt(at, next, written);
        expect(said(next)).toEqual(expect.arrayContaining(said(written)));
        expect(next.log).toHaveLength(written.log.length + 1);
        expect(next.entry).toEqual(entry);
        expect(checkLog(next, keyOfSite, verifyLine)).toEqual([]);
        expect(withLinesAt(1, next, written)).toBe(next);
        expect(lackingIn(next, written, proof)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('nothing is sealed by a key that is not its site’s, nor before what it was built on', () => {
    fc.assert(
      fc.property(papers, fc.jsonValue(), (paper, entry) => {
        const written = actAt(2, actAt(1, paper, 'note', {}), 'note', {});
        const next = corrected(written, entry);
        expect(next.log).toHaveLength(paper.log.length + 1);
        expect(withLinesAt(2, next, written)).toBe(next);
        expect(lackingIn(next, written, proof)).toEqual(written.log.slice(-2));
        const over = withLinesAt(1, next, written);
        expect(over.log).toHaveLength(next.log.length + 1);
        expect(withLinesAt(2, over, written).log).toHaveLength(next.log.length + 2);
        const { keyOfSite: _, ...rest } = proof;
        const strangers = { ...rest, keyOfSite: (site: string) => (site === own.site ? undefined : site) };
        expect(withLinesOf(next, written, [signerAt(1)], strangers, asAnyOther)).toBe(next);
        const bad = { ...written, log: written.log.map((line) => ({ ...line, sig: written.log[0]!.sig })) };
        expect(withLinesAt(1, next, bad)).toBe(next);
      }),
    );
  });

  test('of what is lacking only that may still come which no site wrote that is gone, and was not built on that', () => {
    const first = actAt(0, base({}), 'register', {});
    const [one, two] = [actAt(1, first, 'note', {}), actAt(2, first, 'note', {})];
    const written = actAt(0, actAt(1, { ...one, log: [...one.log, ...two.log.slice(1)] }, 'note', {}), 'note', {});
    const lacking = written.log.slice(1);
    const comes = (...gone: number[]) =>
      comingOf(lacking, (site) => gone.some((at) => signerAt(at).site === site)).map(({ site }) => site);
    const [a, b, c] = [0, 1, 2].map((at) => signerAt(at).site);
    expect(comes().sort()).toEqual([a, b, b, c].sort());
    expect(comes(0).sort()).toEqual([b, b, c].sort());
    expect(comes(1)).toEqual([c]);
    expect(comes(2)).toEqual([b]);
  });

  test('a line counts as there only where its own site has sealed it: what others put under its id stays beside it', () => {
    fc.assert(
      fc.property(papers, fc.jsonValue(), (paper, entry) => {
        const written = actAt(1, paper, 'decide', { what: 'mine' });
        const mine = written.log.at(-1)!;
        const next = corrected(paper, entry);
        const of = (data: Line['data'], site = mine.site) => ({ ...mine, site, data });
        const stranger = actAt(2, next, 'decide', {}).log.at(-1)!;
        for (const swapped of [of({ what: 'evil' }), { ...of({}, stranger.site), hash: stranger.hash }]) {
          const twin = { ...next, log: [...next.log, swapped] };
          const over = withLinesAt(1, twin, written);
          expect(said(over)).toEqual(expect.arrayContaining([...said(twin), of(mine.data)].map(openOf)));
          expect(over.log).toHaveLength(twin.log.length + 1);
          expect(lackingIn(twin, written, proof)).toEqual([mine]);
          expect(lackingIn(over, written, proof)).toEqual([]);
          expect(withLinesAt(1, over, written)).toBe(over);
        }
      }),
    );
  });

  test('nothing is built on what another has put in the place of what it was built on', () => {
    fc.assert(
      fc.property(papers, fc.jsonValue(), (paper, entry) => {
        const written = actAt(2, actAt(1, paper, 'note', { note: 'осында' }), 'note', {});
        const next = corrected(paper, entry);
        const over = withLinesAt(1, next, written);
        const swapped = over.log.map((line) => (line.site === signerAt(1).site ? { ...line, data: {} } : line));
        const evil = { ...over, log: swapped };
        expect(withLinesAt(2, evil, written)).toBe(evil);
      }),
    );
  });

  test('is proved by the key of its site, on the first line of both and on each that replaced the entry', () => {
    fc.assert(
      fc.property(papers, fc.jsonValue(), (paper, entry) => {
        const next = corrected(paper, entry);
        expect(isProvedCorrection(next, paper, proof)).toBe(true);
        expect(isProvedCorrection(actAt(1, next, 'note', {}), actAt(2, paper, 'note', {}), proof)).toBe(true);
        expect(isProvedCorrection(paper, next, proof)).toBe(false);
        const forged = (one: Paper, at: number) => {
          return { ...one, log: one.log.map((line, i) => (i === at ? { ...line, sig: 'AA' } : line)) };
        };
        expect(isProvedCorrection(forged(next, 0), paper, proof)).toBe(false);
        expect(isProvedCorrection(forged(next, next.log.length - 1), paper, proof)).toBe(false);
        expect(isProvedCorrection(next, forged(paper, 0), proof)).toBe(false);
        expect(isProvedCorrection(next, paper, { ...proof, keyOfSite: () => undefined })).toBe(false);
      }),
    );
  });
});

function openOf({ hash: _hash, sig: _sig, ...open }: Partial<Line>) {
  return open;
}
