import type { Settings, StaffMember } from '../../../shared/books/office-records.ts';
import { readOfficeState } from '../../../shared/books/office-state.ts';
import type { DeskSettings, Person } from '../../../shared/contract/shapes.ts';
import { createHybridClock } from '../../../shared/domain/clock/hybrid-clock.ts';
import type { Author, Line, Paper } from '../../../shared/domain/log/line.ts';
import { noteHeld } from '../../sync/held.ts';
import { createNotes } from '../../sync/notes.ts';
import type { StoredLocal, StoredRecord } from '../open/collections.ts';
import type { Founding } from '../open/found-office.ts';
import { createLineWriter, type LineWriter, withLine } from '../open/lines.ts';
import type { Store } from '../open/open-store.ts';
import { peopleOf } from '../open/records.ts';
import { grantedSite, randomName, signerOf, verifyEd25519 } from '../open/site.ts';
import type { Granted } from './request.ts';
import { keysOf } from './synchronise.ts';

/** What comes along from the office on trial that asked: how the desk works, forms begun, views. */
export type Carried = { founding: Founding; desk: DeskSettings; local: StoredLocal[] };

/**
 * Writes an agency's office into an empty store: the records as they stand at the registry, this site as it was granted. What the
 * registry does not know yet (who works at this desk, the channels on the talon) the desk adds in lines of its own.
 *
 * @param keepIds people of the founding keep their ids; otherwise each who is not known by name gets a fresh one: two offices on
 *   trial call two people alike
 */
export async function foundGranted(
  store: Store,
  { keys, grant }: Granted,
  { founding, desk, local }: Carried,
  host: { now: () => number; machine: string },
  keepIds = false,
): Promise<void> {
  const records = grant.records as unknown as StoredRecord[];
  const site = grantedSite(keys, grant);
  const clock = createHybridClock({ site: site.site, now: host.now });
  const writer = createLineWriter({ site: site.site, sign: signerOf(site), clock, now: host.now, n: 0 });
  const state = readOfficeState(records, { centre: grant.registry, own: keys, verify: verifyEd25519 });
  const known = peopleOf(state);
  const idOf = new Map<string, string>();
  const added: Person[] = [];
  for (const person of founding.staff) {
    const same = known.find(({ name }) => name === person.name);
    const id = same?.id ?? (keepIds ? person.id : randomName());
    idOf.set(person.id, id);
    if (!same) added.push({ ...person, id });
  }
  const clerk = idOf.get(founding.clerk)!;
  const by = [...known, ...added].find(({ id }) => id === clerk)!;
  const written = new Map(records.map((record) => [record.id, record]));
  const settings = { ...founding.settings, region: grant.agency.slice(0, 2), agency: grant.agency.slice(2) };
  for (const [field, value] of lackingSettings(state.settings, settings))
    hang(written, { id: 'settings', book: 'settings' }, { field, value }, writer, by);
  for (const { id, name, post } of added)
    hang(written, { id: `staff:${id}`, book: 'staff' }, { name, post } satisfies StaffMember, writer, by);
  await store.records.bulkInsert(records);
  const { checkpoint } = await store.records.storageInstance.getChangedDocumentsSince!(records.length + 1, undefined);
  // What the desk adds is told as waiting to go, not what came with the answer.
  await noteHeld(createNotes(store.local), keysOf(grant.agency)('-office'), checkpoint);
  const granted = new Set(records);
  await store.records.bulkUpsert([...written.values()].filter((record) => !granted.has(record)));
  await store.local.bulkInsert([...local, { id: 'desk', value: { ...desk, clerk } }]);
  await store.local.insert({ id: 'site', value: site });
  const used = site.desk === '' ? {} : { [site.desk]: {} };
  store.mark.write({ site: site.site, machine: host.machine, used, n: writer.n, acceptedAt: '' });
}

/** Fields that an office cannot do without and nobody has set. */
function lackingSettings(known: Partial<Settings>, settings: Settings): [string, unknown][] {
  return Object.entries(settings).filter(([field]) => known[field as keyof Settings] === undefined);
}

function hang(
  records: Map<string, StoredRecord>,
  { id, book }: Pick<Paper, 'id' | 'book'>,
  data: Record<string, unknown>,
  writer: LineWriter,
  by: Author,
): void {
  const record = records.get(id) ?? { id, book, entry: {}, log: [] };
  const line: Line = writer.write(record, { do: 'set', v: 1, by, data });
  writer.commit(line);
  records.set(id, withLine(record, line));
}
