import { type OfficeState, readOfficeState } from '../../shared/books/office-state.ts';
import { databaseOf } from '../../shared/centre/names.ts';
import { createHybridClock } from '../../shared/domain/clock/hybrid-clock.ts';
import { compareText, headsOf } from '../../shared/domain/log/graph.ts';
import { hashOf, type Line, type Paper, sealLine } from '../../shared/domain/log/line.ts';
import { type Couch, pathOf } from '../deploy/couch.ts';
import { verifyEd25519 } from './proof.ts';
import type { RegistryKey } from './registry-key.ts';

type Stored = { _id: string; _rev?: string; book: string; entry: object; log: Line[] };

/** What a registry writes among an office's records: a line on a record, which is begun where there is none. */
export type Change = { _id: string; book: string; entry: object; do: string; data: Record<string, unknown> };

/** Who stands as the author of the registry's lines. */
const REGISTRY = {
  id: 'registry',
  name: 'Kense',
  post: { kk: 'тізілім', ru: 'реестр' },
};

/**
 * Writes lines in the registry's name, each only where the record is not yet what the line would make of it: by what is proved of it,
 * whatever else somebody has written there.
 *
 * @returns the records that were written
 * @throws RegistryError when the server refuses, also when somebody else wrote at the same moment: the command can be given again
 */
export async function writeRecords(
  couch: Couch,
  key: RegistryKey,
  agency: string,
  changes: readonly Change[],
): Promise<string[]> {
  const database = databaseOf(agency, '-office');
  const records = await readRecords(couch, agency);
  const { site, publicKey, sign } = key.siteOf(agency);
  const own = [...records.values()].flatMap(({ log }) => log).filter((line) => line.site === site);
  const last = own
    .map(({ id }) => id)
    .sort(compareText)
    .at(-1);
  const clock = createHybridClock({ site, now: Date.now, last });
  let n = Math.max(0, ...own.map((line) => line.n));
  const written = new Set<string>();
  const centre = { site, publicKey };
  const stateWith = (changed?: Stored) => {
    const all = changed ? new Map(records).set(changed._id, changed) : records;
    return readOfficeState([...all.values()].map(paperOf), { centre, verify: verifyEd25519 });
  };
  let state = stateWith();
  for (const { _id, book, entry, do: action, data } of changes) {
    const stored = records.get(_id) ?? { _id, book, entry, log: [] };
    const identity = { id: _id, book, entryHash: hashOf(stored.entry) };
    const after = headsOf(stored.log);
    const parents = after.map((head) => stored.log.find(({ id }) => id === head)!.hash);
    const at = new Date().toISOString();
    const open = { id: clock.next(), v: 1, at, by: REGISTRY, site, n: n + 1, after, do: action, data };
    const next = { ...stored, log: [...stored.log, sealLine(identity, open, parents, sign)] };
    const changed = stateWith(next);
    if (stored.log.length > 0 && hashOf(partOf(state, _id)) === hashOf(partOf(changed, _id))) continue;
    state = changed;
    n++;
    written.add(_id);
    records.set(_id, next);
  }
  for (const id of written) await couch.demand('PUT', `${database}/${pathOf(id)}`, records.get(id));
  return [...written];
}

/** What is known by one record; null for nothing. */
function partOf({ settings, staff, sites }: OfficeState, id: string): unknown {
  const name = id.slice(id.indexOf(':') + 1);
  return (id === 'settings' ? settings : id.startsWith('staff:') ? staff.get(name) : sites.get(name)) ?? null;
}

/** An office's records by their ids. */
export async function readRecords(couch: Couch, agency: string): Promise<Map<string, Stored>> {
  const { rows } = await couch.demand('GET', `${databaseOf(agency, '-office')}/_all_docs?include_docs=true`);
  const documents = (rows as { id: string; doc: Stored }[]).filter(({ id }) => !id.startsWith('_design/'));
  return new Map(documents.map(({ id, doc }) => [id, doc]));
}

export function paperOf({ _id: id, book, entry, log }: Stored): Paper<Record<string, unknown>> {
  return { id, book, entry: entry as Record<string, unknown>, log };
}
