import { orderLog } from '../../../shared/domain/log/graph.ts';
import { hashOf, type Line, type Paper } from '../../../shared/domain/log/line.ts';
import { mergeLogs } from '../../../shared/domain/log/merge.ts';
import { firstOf, lackingIn, originOf, provedIn, replacedBy } from '../../../shared/domain/log/replaced.ts';
import type { Store } from './open-store.ts';
import { type SiteKeys, verifyEd25519 } from './site.ts';

const PREFIX = 'original:';
/** So much of an origin's hash tells the originals of one paper apart (96 bits). Characters. */
const TELLING = 16;

type Local = Pick<Store, 'local'>;

/** A paper as it was before one of another entry took its place, beside it on this computer: it never replicates. */
const originalId = (number: string, origin: string) => `${PREFIX}${number}:${origin.slice(0, TELLING)}`;

/** The number of the paper whose original a document of the local collection is. */
export function numberOfOriginal(id: string): string | undefined {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length).split(':')[0] : undefined;
}

/** Before the other one is written: whatever happens then, it is here, with all that was ever written on it here. */
export async function keepOriginal(store: Local, { id, book, entry, log }: Paper): Promise<void> {
  const key = originalId(id, originOf({ log }));
  const kept = originalIn((await store.local.findOne(key).exec())?.toJSON());
  const original = { id, book, entry, log: mergeLogs(kept?.log ?? [], log) };
  (await numbersOf(store)).add(id);
  await store.local.upsert({ id: key, value: { original } });
}

/** Whether this site may put another entry into a paper: it has registered it. What only says that it is ours must not become it. */
export function isOwn({ site, publicKey }: Pick<SiteKeys, 'site' | 'publicKey'>, paper: Paper): boolean {
  if (firstOf(paper.log)?.site !== site) return false;
  const keyOfSite = (one: string) => (one === site ? publicKey : undefined);
  const proved = provedIn(paper, { keyOfSite, verify: verifyEd25519 });
  return paper.log.every((line) => line.site !== site || proved.includes(line));
}

/** What a paper was on this computer before another entry stood in it; see `Card`. */
type Original = { line: string; at: string; waiting: number; entry: unknown };

/**
 * What a paper was before its entry was replaced, each with the line that says so, the first first; after them, what stood here and has lines that
 * are not in the paper (yet), with how many.
 */
export async function originalsOf(
  store: Local,
  paper: Paper,
  keyOfSite: (site: string) => string | undefined,
): Promise<Original[]> {
  const kept = (await keptOf(store, paper.id)).filter(({ entry }) => hashOf(entry) !== hashOf(paper.entry));
  if (kept.length === 0) return [];
  const lacking = new Map(kept.map((one) => [one, lackingIn(paper, one, { keyOfSite, verify: verifyEd25519 }).length]));
  const named = orderLog(paper.log).flatMap((line) => {
    const original = kept.find((one) => replacedBy(line) === originOf(one));
    return original ? [{ original, line }] : [];
  });
  const unnamed = kept.flatMap((original) => {
    const isNamed = named.some((one) => one.original === original);
    return isNamed || lacking.get(original) === 0 ? [] : [{ original, line: orderLog(original.log).at(-1) as Line }];
  });
  return [...named, ...unnamed].map(({ original, line: { id, at } }) => {
    return { line: id, at, waiting: lacking.get(original)!, entry: original.entry };
  });
}

/** Papers of other entries that stood on this computer under a number. */
export async function keptOf(store: Local, number: string): Promise<Paper[]> {
  if (!(await numbersOf(store)).has(number)) return [];
  const [$gte, $lt] = [`${PREFIX}${number}:`, `${PREFIX}${number};`];
  const found = await store.local.find({ selector: { id: { $gte, $lt } } }).exec();
  return found.flatMap((document) => originalIn(document.toJSON()) ?? []);
}

/** Of which papers something is kept: they are few, and every paper that comes is asked after. */
const numbers = new WeakMap<Store['local'], Promise<Set<string>>>();

function numbersOf({ local }: Local): Promise<Set<string>> {
  const known = numbers.get(local);
  if (known) return known;
  const [$gte, $lt] = [PREFIX, 'original;'];
  const found = local.find({ selector: { id: { $gte, $lt } } }).exec();
  const read = found.then((all) => new Set(all.flatMap(({ id }) => numberOfOriginal(id) ?? [])));
  numbers.set(local, read);
  read.catch(() => numbers.delete(local));
  return read;
}

function originalIn(stored: { value: unknown } | undefined): Paper | undefined {
  return (stored?.value as { original: Paper } | undefined)?.original;
}
