import type { RxCollection } from 'rxdb';
import {
  type Settings,
  type SiteEntry,
  type SiteState,
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

/** A computer of the office; instants are '' for what has not happened. */
export type SiteInfo = { site: string } & Pick<SiteState, 'name' | 'desk' | 'grantedAt' | 'revokedAt'>;

/** What the office knows of itself, folded from its records. A few dozen documents: read whole. */
export type Records = {
  settings: Settings;
  staff: Person[];
  keyOfSite: (site: string) => string | undefined;
  /** The computers that were entered. */
  sites: SiteInfo[];
  /** Desk code of a site, or what the office calls one that has none; '' for one that the registry has not entered. */
  nameOfSite: (site: string) => string;
  /** When the registry took a site's trust back; '' while it is trusted. */
  revokedAt: (site: string) => string;
  lines: Line[];
};

export async function readRecords(collection: RxCollection<StoredRecord>): Promise<Records> {
  const records = (await collection.find().exec()).map((document) => document.toJSON() as StoredRecord);
  const staff = readStaff(records);
  const sites = new Map<string, SiteState>();
  let settings: Partial<Settings> = {};
  for (const record of records) {
    const name = record.id.slice(record.id.indexOf(':') + 1);
    if (record.book === 'settings')
      settings = fold(settingsRules, record as Paper<Record<string, never>>, undefined).state;
    else if (record.book === 'site') sites.set(name, fold(siteRules, record as Paper<SiteEntry>, undefined).state);
  }
  if (!isWhole(settings)) throw new Error('the settings of the office are not complete');
  return {
    settings,
    staff,
    keyOfSite: (site) => sites.get(site)?.publicKey,
    sites: [...sites].map(([site, { name, desk, grantedAt, revokedAt }]) => ({
      site,
      name,
      desk,
      grantedAt,
      revokedAt,
    })),
    nameOfSite: (site) => sites.get(site)?.desk || sites.get(site)?.name || '',
    revokedAt: (site) => sites.get(site)?.revokedAt ?? '',
    lines: records.flatMap((record) => record.log),
  };
}

/** The people of an office, by name. */
export function readStaff(records: readonly StoredRecord[]): Person[] {
  const staff = records
    .filter(({ book }) => book === 'staff')
    .flatMap((record): Person[] => {
      const member = fold(staffRules, record as Paper<Record<string, never>>, undefined).state;
      return member ? [{ id: record.id.slice(record.id.indexOf(':') + 1), ...(member as StaffMember) }] : [];
    });
  return staff.sort((a, b) => compareText(a.name, b.name));
}

function isWhole(settings: Partial<Settings>): settings is Settings {
  return (['name', 'region', 'agency', 'zone', 'channels'] as const).every((field) => settings[field] !== undefined);
}
