import type { EnteredDay } from '../../../shared/books/office-days.ts';
import type { OwnLetter, Settings, SiteState, StaffMember } from '../../../shared/books/office-records.ts';
import { type OfficeState, readOfficeState, type Trust, type Unproved } from '../../../shared/books/office-state.ts';
import type { Person } from '../../../shared/contract/shapes.ts';
import type { Line } from '../../../shared/domain/log/line.ts';
import { alphabetical } from '../../../shared/words/collation.ts';
import type { StoredRecord } from './collections.ts';
import type { Store } from './open-store.ts';
import { readSite, verifyEd25519 } from './site.ts';

/** A computer of the office; instants are '' for what has not happened. */
export type SiteInfo = { site: string } & Pick<SiteState, 'name' | 'desk' | 'grantedAt' | 'revokedAt'>;

export type Member = StaffMember & { isAdministrator: boolean };

/** What the office knows of itself, from those lines of its records that are proved. A few dozen documents: read whole. */
export type Records = {
  settings: Settings;
  staff: Person[];
  /** What is known of a person, and whether they are administrator. */
  memberOf: (person: string) => Member | undefined;
  /** Somebody has roles: whoever has none may do nothing. */
  rolesGiven: boolean;
  /** Days of the calendar that the office has entered. */
  days: readonly EnteredDay[];
  keyOfSite: (site: string) => string | undefined;
  /** The computers that were entered. */
  sites: SiteInfo[];
  /** Desk code of a site, or what the office calls one that has none; '' for one that the registry has not entered. */
  nameOfSite: (site: string) => string;
  /** When the registry took a site's trust back; '' while it is trusted. */
  revokedAt: (site: string) => string;
  /** The office's own texts of letters, by `<letter>.<language>`. */
  letters: ReadonlyMap<string, NonNullable<OwnLetter>>;
  lines: Line[];
  /** Lines that stand among the records and do not count. */
  unproved: Unproved[];
};

/** Each line is proved by the registry that granted this site, and by this site's own key. */
export async function readRecords({ records: collection, local }: Pick<Store, 'records' | 'local'>): Promise<Records> {
  const records = (await collection.find().exec()).map((document) => document.toJSON() as StoredRecord);
  const stored = await local.findOne('site').exec();
  const own = stored ? readSite(stored.toJSON().value) : undefined;
  const trust: Trust = { centre: own?.grant?.registry, own, verify: verifyEd25519 };
  const { settings, sites, ...state } = readOfficeState(records, trust);
  if (!isWhole(settings)) throw new Error('the settings of the office are not complete');
  return {
    settings,
    staff: peopleOf(state),
    memberOf: (person) => {
      const member = state.staff.get(person);
      return member && { ...member, isAdministrator: state.administrators.has(person) };
    },
    rolesGiven: [...state.staff.values()].some(({ roles }) => roles !== undefined),
    days: state.days,
    keyOfSite: state.keyOfSite,
    sites: [...sites].map(([site, { name, desk, grantedAt, revokedAt }]) => ({
      site,
      name,
      desk,
      grantedAt,
      revokedAt,
    })),
    nameOfSite: (site) => sites.get(site)?.desk || sites.get(site)?.name || '',
    revokedAt: (site) => sites.get(site)?.revokedAt ?? '',
    letters: state.letters,
    lines: state.lines,
    unproved: state.unproved,
  };
}

/** The people of an office, by name. */
export function peopleOf({ staff }: Pick<OfficeState, 'staff'>): Person[] {
  const people = [...staff].map(([id, { name, post }]): Person => ({ id, name, post }));
  return people.sort((a, b) => alphabetical('kk')(a.name, b.name));
}

function isWhole(settings: Partial<Settings>): settings is Settings {
  return (['name', 'region', 'agency', 'zone', 'channels'] as const).every((field) => settings[field] !== undefined);
}
