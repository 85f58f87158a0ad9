import { isEntryField, valueAt } from '../../../shared/books/appeals/corrected.ts';
import type { AppealEntry } from '../../../shared/books/appeals.ts';
import { sealsOf } from '../../../shared/domain/log/check.ts';
import { orderLog } from '../../../shared/domain/log/graph.ts';
import { hashOf, type Paper } from '../../../shared/domain/log/line.ts';
import { mergeLogs } from '../../../shared/domain/log/merge.ts';
import { firstOf, originOf, replacedBy, withOriginalEntry, withOwnLines } from '../../../shared/domain/log/replaced.ts';
import type { Store } from './open-store.ts';
import { type SiteKeys, signerOf, verifyEd25519 } from './site.ts';

const PREFIX = 'original:';
/** So much of an origin's hash tells the originals of one paper apart (96 bits). Characters. */
const TELLING = 16;

/** A paper as it was before its entry was replaced, beside it on this computer: it never replicates. */
const originalId = (number: string, origin: string) => `${PREFIX}${number}:${origin.slice(0, TELLING)}`;

/** The number of the paper whose original a document of the local collection is. */
export function numberOfOriginal(id: string): string | undefined {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length).split(':')[0] : undefined;
}

/** Before the corrected one is written: whatever happens then, it is here, with all that was ever written on it here. */
export async function keepOriginal({ local }: Pick<Store, 'local'>, { id, book, entry, log }: Paper): Promise<void> {
  const key = originalId(id, originOf({ log }));
  const kept = originalIn((await local.findOne(key).exec())?.toJSON());
  const original = { id, book, entry, log: mergeLogs(kept?.log ?? [], log) };
  await local.upsert({ id: key, value: { original } });
}

/** Whether this site may put another entry into a paper: it has registered it. What only says that it is ours must not become it. */
export function isOwn({ site, publicKey }: SiteKeys, paper: Paper): boolean {
  if (firstOf(paper.log)?.site !== site) return false;
  return sealsOf(paper, keyOf({ site, publicKey }), verifyEd25519).every(
    ({ line, found }) => line.site !== site || found.length === 0,
  );
}

/**
 * A paper that was corrected here, over the other entry that the registry has of it: it has the original after all, and the correction says what one
 * says that replaced nothing.
 *
 * @returns undefined when the copy is not the original of it, or a line says that it is of this site and its seal does not hold
 */
export function takenBack(site: SiteKeys, paper: Paper, copy: Paper): Paper | undefined {
  if (hashOf(paper.entry) === hashOf(copy.entry) || !isOwn(site, paper)) return undefined;
  const olds = oldValues(paper, copy.entry as AppealEntry);
  return withOriginalEntry(paper, copy, sealOf(site), ({ id, data: { replaces: _, ...data } }) => {
    return { ...data, old: olds.get(id) ?? '' };
  });
}

/** What stood in its field before each correction of a paper, by the id of its line, when the paper begins with this entry. */
function oldValues({ log }: Paper, entry: AppealEntry): Map<string, unknown> {
  const olds = new Map<string, unknown>();
  const now = new Map<unknown, unknown>();
  for (const { id, do: action, data } of orderLog(log)) {
    if (action !== 'amend' || !isEntryField(data.field)) continue;
    olds.set(id, now.get(data.field) ?? valueAt(entry, data.field));
    now.set(data.field, data.new);
  }
  return olds;
}

/** A corrected paper with what was written here on what it has replaced, as far as that can be sealed over its entry by now. */
export async function withWaiting(store: Pick<Store, 'local'>, site: SiteKeys, paper: Paper): Promise<Paper> {
  let next = paper;
  for (const { original } of await keptOf(store, paper)) {
    if (original.log.every(({ id }) => next.log.some((line) => line.id === id))) continue;
    const proved = sealsOf(original, keyOf(site), verifyEd25519).filter(({ found }) => found.length === 0);
    next = withOwnLines(
      next,
      proved.map(({ line }) => line),
      sealOf(site),
    );
  }
  return next;
}

const sealOf = (site: SiteKeys) => ({ site: site.site, sign: signerOf(site) });

const keyOf =
  ({ site, publicKey }: Pick<SiteKeys, 'site' | 'publicKey'>) =>
  (one: string) =>
    one === site ? publicKey : undefined;

/** What stood in a paper before its entry was replaced, each with the line that says so, the first first; what is not here is left out. */
export async function originalsOf(store: Pick<Store, 'local'>, paper: Paper) {
  return (await keptOf(store, paper)).map(({ line, original }) => ({ line, entry: original.entry }));
}

async function keptOf({ local }: Pick<Store, 'local'>, paper: Paper): Promise<{ line: string; original: Paper }[]> {
  const replacing = orderLog(paper.log).flatMap((line) => {
    const origin = replacedBy(line);
    return origin === undefined ? [] : [{ line, id: originalId(paper.id, origin) }];
  });
  if (replacing.length === 0) return [];
  const found = await local.findByIds(replacing.map(({ id }) => id)).exec();
  return replacing.flatMap(({ line, id }) => {
    const original = originalIn(found.get(id)?.toJSON());
    return original ? [{ line: line.id, original }] : [];
  });
}

function originalIn(stored: { value: unknown } | undefined): Paper | undefined {
  return (stored?.value as { original: Paper } | undefined)?.original;
}
