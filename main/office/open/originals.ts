import { isEntryField, valueAt } from '../../../shared/books/appeals/corrected.ts';
import type { AppealEntry } from '../../../shared/books/appeals.ts';
import { orderLog } from '../../../shared/domain/log/graph.ts';
import type { Paper } from '../../../shared/domain/log/line.ts';
import { originOf, replacedBy, withOriginalEntry } from '../../../shared/domain/log/replaced.ts';
import type { Store } from './open-store.ts';
import { type SiteKeys, signerOf } from './site.ts';

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

/** A paper that was corrected here, of which the registry has the original after all: what a correction says that replaced nothing. */
export function takenBack(site: SiteKeys, paper: Paper, copy: Paper): Paper | undefined {
  return withOriginalEntry(paper, copy, { site: site.site, sign: signerOf(site) }, ({ replaces: _, ...data }) => {
    const old = isEntryField(data.field) ? valueAt(copy.entry as AppealEntry, data.field) : '';
    return { ...data, old };
  });
}

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
