import type { Settings, StaffMember } from '../../../shared/books/office-records.ts';
import { type DeskSettings, deskSettingsSchema, type Person } from '../../../shared/contract/shapes.ts';
import { createHybridClock } from '../../../shared/domain/clock/hybrid-clock.ts';
import type { Role } from '../../../shared/domain/life/rights.ts';
import type { Author, Line, Paper } from '../../../shared/domain/log/line.ts';
import { type Action, createLineWriter, type LineWriter, withLine } from './lines.ts';
import type { Store } from './open-store.ts';
import { createSampleSite, type Site, signerOf } from './site.ts';

/** What an office begins with. */
export type Founding = { settings: Settings; staff: (Person & { roles?: Role[] })[]; clerk: string };

/**
 * Writes an office's first records into an empty store: its site, settings and staff, each with its own log from the first
 * line on. The clerk who sets it up is their author.
 */
export async function foundOffice(
  store: Store,
  founding: Founding,
  host: { now: () => number; machine: string },
): Promise<void> {
  const { now } = host;
  const site = createSampleSite('01');
  const clock = createHybridClock({ site: site.site, now });
  const writer = createLineWriter({ site: site.site, sign: signerOf(site), clock, now, n: 0 });
  const by = founding.staff.find((person) => person.id === founding.clerk)!;
  await writeSite(store, site, writer, by);
  const changes = Object.entries(founding.settings).map(([field, value]) => ({ field, value }));
  await writeRecord(store, { id: 'settings', book: 'settings', entry: {}, log: [] }, changes, writer, by);
  for (const { id, name, post, roles } of founding.staff) {
    const may = roles && { administrator: roles.includes('administrator'), roles };
    const member: StaffMember = { name, post, ...may };
    await writeRecord(store, { id: `staff:${id}`, book: 'staff', entry: {}, log: [] }, [member], writer, by);
  }
  const desk = firstDeskSettings(founding.clerk);
  await store.local.insert({ id: 'desk', value: desk });
  store.mark.write({ site: site.site, machine: host.machine, used: { [site.desk]: {} }, n: writer.n, acceptedAt: '' });
}

/** How a desk works before anybody has chosen anything. */
export function firstDeskSettings(clerk: string): DeskSettings {
  return deskSettingsSchema.parse({ talonFormat: 'a6', printer: '', printAtOnce: false, clerk });
}

/** Records a site: its secret half on this computer only, its public key among the office's records. */
export async function writeSite(store: Store, site: Site, writer: LineWriter, by: Author): Promise<Line> {
  const record: Paper = { id: `site:${site.site}`, book: 'site', entry: { publicKey: site.publicKey }, log: [] };
  await writeRecord(store, record, [{}], writer, by, 'register');
  await store.local.upsert({ id: 'site', value: site });
  return record.log[0]!;
}

async function writeRecord(
  store: Store,
  record: Paper,
  changes: Record<string, unknown>[],
  writer: LineWriter,
  by: Author,
  action = 'set',
): Promise<void> {
  for (const data of changes) {
    const line = writer.write(record, { do: action, v: 1, by, data } satisfies Action);
    record.log = withLine(record, line).log;
    writer.commit(line);
  }
  await store.records.insert(record);
}
