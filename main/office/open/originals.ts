import { isEntryField, valueAt } from '../../../shared/books/appeals/corrected.ts';
import type { AppealEntry } from '../../../shared/books/appeals.ts';
import { checkLog, sealsOf } from '../../../shared/domain/log/check.ts';
import { orderLog } from '../../../shared/domain/log/graph.ts';
import { hashOf, type Paper } from '../../../shared/domain/log/line.ts';
import { originOf, replacedBy, withOriginalEntry, withOwnLines } from '../../../shared/domain/log/replaced.ts';
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

/** Before the corrected one is written: whatever happens then, it is here. */
export async function keepOriginal({ local }: Pick<Store, 'local'>, { id, book, entry, log }: Paper): Promise<void> {
  const original = { id, book, entry, log };
  await local.upsert({ id: originalId(id, originOf(original)), value: { original } });
}

/** Every line is this site's and its seal holds. Others' lines nobody can seal anew, and what only says that it is ours must not become it. */
export function isOwn(site: SiteKeys, paper: Paper): boolean {
  return checkLog(paper, keyOf(site), verifyEd25519).length === 0;
}

/**
 * A paper over the other entry that the registry has of it. Corrected here, where the registry has the original after all: the correction says what one
 * says that replaced nothing. Corrected elsewhere: what was written here on the original goes over with it.
 *
 * @returns undefined when the copy is neither, or a line says that it is of this site and its seal does not hold
 */
export function carriedOver(site: SiteKeys, paper: Paper, copy: Paper): Paper | undefined {
  if (hashOf(paper.entry) === hashOf(copy.entry)) return undefined;
  const seal = { site: site.site, sign: signerOf(site) };
  if (isOwn(site, paper)) {
    const back = withOriginalEntry(paper, copy, seal, ({ replaces: _, ...data }) => {
      const old = isEntryField(data.field) ? valueAt(copy.entry as AppealEntry, data.field) : '';
      return { ...data, old };
    });
    if (back) return back;
  }
  const own = sealsOf(paper, keyOf(site), verifyEd25519).filter(({ line }) => line.site === site.site);
  return own.length > 0 && own.every(({ found }) => found.length === 0) ? withOwnLines(copy, paper, seal) : undefined;
}

const keyOf =
  ({ site, publicKey }: SiteKeys) =>
  (one: string) =>
    one === site ? publicKey : undefined;

/** What stood in a paper before its entry was replaced, each with the line that says so, the first first; what is not here is left out. */
export async function originalsOf({ local }: Pick<Store, 'local'>, paper: Paper) {
  const replacing = orderLog(paper.log).flatMap((line) => {
    const origin = replacedBy(line);
    return origin === undefined ? [] : [{ line, id: originalId(paper.id, origin) }];
  });
  if (replacing.length === 0) return [];
  const found = await local.findByIds(replacing.map(({ id }) => id)).exec();
  return replacing.flatMap(({ line, id }) => {
    const kept = found.get(id)?.toJSON().value as { original: Paper } | undefined;
    return kept ? [{ line: line.id, entry: kept.original.entry }] : [];
  });
}
