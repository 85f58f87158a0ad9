import type { RxCollection } from 'rxdb';
import {
  type Settings,
  type SiteEntry,
  type StaffMember,
  settingsRules,
  siteRules,
  staffRules,
} from '../../../shared/books/office-records.ts';
import type { Person } from '../../../shared/contract/shapes.ts';
import { fold } from '../../../shared/domain/log/fold.ts';
import { compareText } from '../../../shared/domain/log/graph.ts';
import type { Line, Paper } from '../../../shared/domain/log/line.ts';
import type { StoredRecord } from './collections.ts';

/** What the office knows of itself, folded from its records. A few dozen documents: read whole. */
export type Records = {
  settings: Settings;
  staff: Person[];
  keyOfSite: (site: string) => string | undefined;
  lines: Line[];
};

export async function readRecords(collection: RxCollection<StoredRecord>): Promise<Records> {
  const records = (await collection.find().exec()).map((document) => document.toJSON() as StoredRecord);
  const keys = new Map<string, string>();
  const staff: Person[] = [];
  let settings: Partial<Settings> = {};
  for (const record of records) {
    const name = record.id.slice(record.id.indexOf(':') + 1);
    if (record.book === 'settings')
      settings = fold(settingsRules, record as Paper<Record<string, never>>, undefined).state;
    else if (record.book === 'site')
      keys.set(name, fold(siteRules, record as Paper<SiteEntry>, undefined).state.publicKey);
    else if (record.book === 'staff') {
      const member = fold(staffRules, record as Paper<Record<string, never>>, undefined).state;
      if (member) staff.push({ id: name, ...(member as StaffMember) });
    }
  }
  if (!isWhole(settings)) throw new Error('the settings of the office are not complete');
  staff.sort((a, b) => compareText(a.name, b.name));
  return { settings, staff, keyOfSite: (site) => keys.get(site), lines: records.flatMap((record) => record.log) };
}

function isWhole(settings: Partial<Settings>): settings is Settings {
  return (['name', 'region', 'agency', 'zone', 'channels'] as const).every((field) => settings[field] !== undefined);
}
