import { bookOf } from '../../../shared/books/index.ts';
import { type Folded, fold } from '../../../shared/domain/log/fold.ts';
import type { Line } from '../../../shared/domain/log/line.ts';
import { withEntry } from '../../../shared/domain/log/replaced.ts';
import { checkAsRegistry } from '../centre/own-check.ts';
import { ProblemError } from '../problem-error.ts';
import type { StoredPaper } from './collections.ts';
import { withWaiting } from './go-over.ts';
import { withLine } from './lines.ts';
import type { OpenOffice } from './open-office.ts';
import { keepOriginal, registrarOf } from './originals.ts';
import { signerOf } from './site.ts';
import { storedPaper } from './stored-paper.ts';

/**
 * `entry` takes the place of the paper's own, which is kept beside it: only where the registry does not have the paper, and under the name in which this
 * computer has registered it. What it has written under other names since goes over at once.
 */
type Action = { do: string; v: number; data: Record<string, unknown>; entry?: unknown };

/**
 * Hangs a line on a paper in the clerk's name. When it returns, the line is on disk.
 *
 * @param decide sees the paper as it stands within the gate; returns what to do, or nothing when there is nothing to do
 * @throws ProblemError `unknownPaper`, `paperReadOnly`, `noClerk`, `registryWouldRefuse`, and what `decide` throws; StoreError when the disk refuses
 */
export async function hangLine(
  office: OpenOffice,
  number: string,
  decide: (folded: Folded<unknown>, entry: unknown) => Action | undefined | Promise<Action | undefined>,
): Promise<Line | undefined> {
  return office.gate(async () => {
    office.noteOverdue();
    const document = await office.store.papers.findOne(number).exec();
    const stored = document?.toMutableJSON() as StoredPaper | undefined;
    const book = stored && bookOf(stored.book);
    if (!document || !book) throw new ProblemError('unknownPaper');
    const { id, entry, log } = stored;
    const paper = { id, book: stored.book, entry, log };
    const { law } = office.assets;
    const folded = fold(book, paper, law);
    if (folded.readOnly) throw new ProblemError('paperReadOnly');
    const action = await decide(folded, entry);
    if (!action) return undefined;
    const { entry: corrected, ...hung } = action;
    const isCorrected = corrected !== undefined;
    const registrar = isCorrected ? registrarOf(office.site, paper) : office.site;
    if (!registrar) throw new Error('only the computer that has registered a paper puts another entry into it');
    const seal = { site: registrar.site, sign: signerOf(registrar) };
    const isFormer = seal.site !== office.site.site;
    const basis = isCorrected ? withEntry(paper, corrected, seal) : paper;
    const line = office.lines.write(basis, { ...hung, by: office.clerk() }, isFormer ? seal : undefined);
    let longer = withLine(basis, line);
    checkAsRegistry(office, longer, isCorrected ? undefined : paper);
    if (isCorrected) {
      await keepOriginal(office.store, paper);
      longer = await withWaiting(office, longer);
    }
    await document.incrementalModify(() => storedPaper(longer, law, office.site.site));
    if (isFormer) return line;
    office.lines.commit(line);
    office.noteLine(line.n);
    return line;
  });
}
