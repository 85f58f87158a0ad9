import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLog } from '../../shared/domain/log/check.ts';
import { hashOf, type Paper } from '../../shared/domain/log/line.ts';
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
const corrected = (paper: Paper, entry: unknown) =>
  actAt(0, withEntry(paper, entry, own.sign), 'amend', { why: 'қате', replaces: originOf(paper) });
const asAnyOther = ({ replaces: _, ...data }: Readonly<Record<string, unknown>>) => data;

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

  test('takes no place where a line would be lost, or that another site says is its', () => {
    fc.assert(
      fc.property(papers, fc.jsonValue(), (paper, entry) => {
        const next = corrected(paper, entry);
        const written = actAt(1, paper, 'note', { note: 'осында' });
        expect(isCorrectionOf(next, written)).toBe(false);
        expect(withOriginalEntry(actAt(1, next, 'note', {}), paper, own, asAnyOther)).toBeUndefined();
        const later = actAt(0, paper, 'note', { note: 'кейін' });
        expect(isCorrectionOf(next, later)).toBe(false);
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

  test('gets what another site has written on the original meanwhile, once that site seals it anew', () => {
    fc.assert(
      fc.property(papers, fc.jsonValue(), (paper, entry) => {
        const next = corrected(paper, entry);
        const written = actAt(1, paper, 'note', { note: 'осында' });
        const over = withOwnLines(next, written, signerAt(1))!;
        expect(over.entry).toEqual(next.entry);
        expect(over.log).toEqual(expect.arrayContaining(next.log));
        expect(over.log.find(({ site }) => site === signerAt(1).site)!.data).toEqual({ note: 'осында' });
        expect(checkLog(over, keyOfSite, verifyLine)).toEqual([]);
        expect(withOwnLines(next, actAt(2, written, 'note', {}), signerAt(1))).toBeUndefined();
      }),
    );
  });
});
