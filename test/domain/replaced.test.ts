import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLog } from '../../shared/domain/log/check.ts';
import { hashOf, type Line, type Paper } from '../../shared/domain/log/line.ts';
import { proveLines } from '../../shared/domain/log/prove.ts';
import {
  isCorrectionOf,
  originOf,
  withEntry,
  withOriginalEntry,
  withOwnLines,
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

describe('another entry', () => {
  test('keeps every line as it was, under seals that hold, and is known as what takes the place of the original', () => {
    fc.assert(
      fc.property(papers, fc.jsonValue(), (paper, entry) => {
        const next = corrected(paper, entry);
        const said = ({ log }: Paper) => log.map(({ hash: _hash, sig: _sig, ...line }) => line);
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
        const back = withOriginalEntry(twice, paper, own, asAnyOther)!;
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
        expect(withOriginalEntry(actAt(1, next, 'note', {}), paper, own, asAnyOther)).toBeUndefined();
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
        const ownLines = (at: number) => written.log.filter(({ site }) => site === signerAt(at).site);
        // Each as often as it hears of the others: in the worst case one line a time.
        for (const at of written.log.flatMap(() => [2, 1, 0])) next = withOwnLines(next, ownLines(at), signerAt(at));
        const said = ({ log }: Paper) => log.map(({ hash: _hash, sig: _sig, ...line }) => line);
        expect(said(next)).toEqual(expect.arrayContaining(said(written)));
        expect(next.log).toHaveLength(written.log.length + 1);
        expect(next.entry).toEqual(entry);
        expect(checkLog(next, keyOfSite, verifyLine)).toEqual([]);
        expect(withOwnLines(next, ownLines(1), signerAt(1))).toBe(next);
      }),
    );
  });

  test('nothing is sealed by a key that is not its site’s, nor before what it was built on', () => {
    fc.assert(
      fc.property(papers, fc.jsonValue(), (paper, entry) => {
        const written = actAt(2, actAt(1, paper, 'note', {}), 'note', {});
        const next = corrected(written, entry);
        expect(next.log).toHaveLength(paper.log.length + 1);
        expect(withOwnLines(next, written.log, signerAt(2))).toBe(next);
        const over = withOwnLines(next, written.log, signerAt(1));
        expect(over.log).toHaveLength(next.log.length + 1);
        expect(withOwnLines(over, written.log, signerAt(2)).log).toHaveLength(next.log.length + 2);
      }),
    );
  });
});
