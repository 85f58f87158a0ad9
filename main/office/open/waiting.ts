import { orderLog } from '../../../shared/domain/log/graph.ts';
import { hashOf, type Line, type Paper } from '../../../shared/domain/log/line.ts';
import { comingOf, originOf, replacedBy } from '../../../shared/domain/log/replaced.ts';
import type { StoredPaper } from './collections.ts';
import type { Store } from './open-store.ts';
import { besideOf, type Keeper, numbersInDoubt } from './originals.ts';
import { ownKeys } from './site.ts';

/** What a paper was on this computer before another entry stood in it, and its lines that are not in the paper; see `Card`. */
type Original = { line: string; at: string; entry: unknown; lacking: Lacking[] };

/** `comes`: whoever wrote it still brings it over; not what one wrote whose trust was taken back, and what was built on that. */
type Lacking = { line: Line; comes: boolean };

/**
 * What a paper was before its entry was replaced, each with the line that says so, the first first; after them, what stood here and has lines that
 * are not in the paper (yet).
 */
export async function originalsOf(office: Keeper, paper: Paper): Promise<Original[]> {
  const kept = (await besideOf(office, paper)).filter(({ original }) => hashOf(original.entry) !== hashOf(paper.entry));
  const named = orderLog(paper.log).flatMap((line) => {
    const beside = kept.find(({ original }) => replacedBy(line) === originOf(original));
    return beside ? [{ beside, line }] : [];
  });
  const unnamed = kept.flatMap((beside) => {
    const isNamed = named.some((one) => one.beside === beside);
    if (isNamed || beside.lacking.length === 0) return [];
    return [{ beside, line: orderLog(beside.original.log).at(-1) as Line }];
  });
  return [...named, ...unnamed].map(({ beside: { original, lacking }, line: { id, at } }) => {
    const coming = comingIn(office, lacking);
    const lines = orderLog(lacking).map((one) => ({ line: one, comes: coming.includes(one) }));
    return { line: id, at, entry: original.entry, lacking: lines };
  });
}

function comingIn({ site, records }: Keeper, lacking: readonly Line[]): Line[] {
  const own = ownKeys(site).map((keys) => keys.site);
  return comingOf(lacking, (one) => records.revokedAt(one) !== '' && !own.includes(one));
}

/** A paper, and what stood in its place and has lines that are not in it. */
type Waiting = { paper: Paper; coming: Line[] };

/**
 * The papers of which something that was written here, or came here, on what stood in their place is not in them. What does not come any more stays beside
 * the paper, on its card.
 */
export async function waitingBeside(office: Keeper & { store: Pick<Store, 'papers'> }): Promise<Waiting[]> {
  const { store } = office;
  const numbers = await numbersInDoubt(store);
  if (numbers.length === 0) return [];
  const found = await store.papers.findByIds(numbers).exec();
  const waiting: Waiting[] = [];
  for (const document of found.values()) {
    const { id, book, entry, log } = document.toMutableJSON() as StoredPaper;
    const paper = { id, book, entry, log };
    const lacking = (await besideOf(office, paper)).flatMap((one) => one.lacking);
    if (lacking.length > 0) waiting.push({ paper, coming: comingIn(office, lacking) });
  }
  return waiting;
}
