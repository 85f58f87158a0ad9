import type { AppealState } from '../../../shared/books/appeals/state.ts';
import type { AppealEntry } from '../../../shared/books/appeals.ts';
import { bookOf } from '../../../shared/books/index.ts';
import type { Card } from '../../../shared/contract/shapes.ts';
import { checkLog } from '../../../shared/domain/log/check.ts';
import { fold } from '../../../shared/domain/log/fold.ts';
import type { Line } from '../../../shared/domain/log/line.ts';
import type { Synchronising } from '../centre/synchronise.ts';
import type { StoredPaper } from '../open/collections.ts';
import { movesOf } from '../open/moved-terms.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { registrarOf } from '../open/originals.ts';
import { verifyEd25519 } from '../open/site.ts';
import { originalsOf } from '../open/waiting.ts';
import { ProblemError } from '../problem-error.ts';
import { stubOf } from '../safety/stubs.ts';
import type { Scans } from '../scans/scans.ts';
import { voidFirstOf } from './duplicates.ts';
import { rowsFor } from './journal.ts';
import { linkedFrom } from './linked-from.ts';
import { presentOf } from './present.ts';
import type { PrintLog } from './prints.ts';

/**
 * A paper opened: what was written, its history, what its seals say.
 *
 * @throws ProblemError `unknownPaper`, `paperRemoved`
 */
export async function openCard(
  office: OpenOffice,
  { prints, scans, sync }: { prints: PrintLog; scans: Scans; sync: Pick<Synchronising, 'refusalOf'> },
  number: string,
): Promise<Card> {
  const found = await office.store.papers.findOne(number).exec();
  const stored = found?.toJSON() as StoredPaper | undefined;
  const book = stored && bookOf(stored.book);
  if (!book) throw new ProblemError((await stubOf(office.store, number)) ? 'paperRemoved' : 'unknownPaper');
  const folded = fold(book, stored, office.assets.law);
  const { state, effects, readOnly } = folded;
  const issuer = stored.log.find((line) => line.do === 'register')?.site;
  const desk = stored.id.slice(9, 11);
  const text = await wholeText(office, scans, (stored.entry as AppealEntry).paper.text);
  const refusal = sync.refusalOf(number);
  const eventOf = ({ id, at, by, site, do: action, data }: Line) => {
    return { id, at, by, site: site === issuer ? desk : office.records.nameOfSite(site) || site, do: action, data };
  };
  return {
    row: rowsFor(office)(stored),
    entry: stored.entry,
    ...(text !== undefined && { text }),
    history: effects.map(({ line, ...effect }) => ({
      ...eventOf(line),
      effect: effect.effect,
      ...('why' in effect && { why: effect.why }),
    })),
    present: presentOf(office, folded, {
      voidFirst: await voidFirstOf(office, state as AppealState),
      linkedFrom: await linkedFrom(office, number, (state as AppealState).official),
    }),
    moves: await movesOf(office.store.local, number),
    findings: checkLog(stored, office.records.keyOfSite, verifyEd25519),
    scans: await scans.ofPaper((state as AppealState).scans),
    prints: await prints.printsOf(number),
    ...(refusal && {
      refusal: {
        reason: refusal.reason,
        isCorrectable: refusal.isCorrectable && registrarOf(office.site, stored) !== undefined,
      },
    }),
    originals: (await originalsOf(office, stored)).map(({ lacking, ...original }) => ({
      ...original,
      lacking: lacking.map(({ line, comes }) => ({ ...eventOf(line), effect: comes ? 'waiting' : 'left' })),
    })),
    readOnly,
  };
}

/** A long text lies beside the paper; undefined when it has not come here (yet). */
async function wholeText(
  office: OpenOffice,
  scans: Scans,
  text: AppealEntry['paper']['text'],
): Promise<string | undefined> {
  if (typeof text === 'string') return text;
  const bytes = await office.store.blobs.get(text.sha256);
  if (!bytes) scans.want(text.sha256);
  return bytes && Buffer.from(bytes).toString('utf8');
}
