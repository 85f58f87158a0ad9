import { sealsOf } from '../domain/log/check.ts';
import { fold } from '../domain/log/fold.ts';
import { compareLines, compareText } from '../domain/log/graph.ts';
import type { Line, Paper, Verify } from '../domain/log/line.ts';
import { daysRules, type EnteredDay } from './office-days.ts';
import {
  leavesOffice,
  letterRules,
  makesAdministrator,
  type OwnLetter,
  type Settings,
  type SiteEntry,
  type SiteState,
  type StaffMember,
  settingsRules,
  siteRules,
  staffRules,
} from './office-records.ts';

/** A site and its public key. */
export type SiteKey = { site: string; publicKey: string };

/** By whom the records of an office are proved. */
export type Trust = {
  /** The registry as a site of the agency. Absent in an office that no registry has entered: each site stands for itself there. */
  centre?: SiteKey | undefined;
  /** This computer, which knows its own key before the registry has entered it. */
  own?: SiteKey | undefined;
  verify: Verify;
};

/** A line of a record that does not count: its seal is not right, or its site's key has not come (yet). */
export type Unproved = { record: string; line: Line };

/** What an office keeps about itself, as far as it is proved. */
export type OfficeState = {
  settings: Partial<Settings>;
  staff: Map<string, StaffMember>;
  /** Ids of those who are administrators, or were until they left. */
  administrators: ReadonlySet<string>;
  /** Days of the calendar that the office has entered, also those that were taken back, in the order of the lines. */
  days: EnteredDay[];
  /** The office's own texts of letters, by `<letter>.<language>`. */
  letters: Map<string, NonNullable<OwnLetter>>;
  /** The sites that were entered. */
  sites: Map<string, SiteState>;
  keyOfSite(site: string): string | undefined;
  /** The lines that count as written by who signed them. */
  lines: Line[];
  unproved: Unproved[];
};

type Rights = (line: Line) => boolean;

/**
 * Reads an office's records. A registry takes any line of any site of the agency, whoever it names: it cannot verify signatures. So here
 * each line is proved, and then counts as far as its author's rights go:
 * - sites are entered and revoked by the registry alone;
 * - who is administrator, who may do what and who leaves says the registry, or an administrator; a password also its person;
 * - days of the calendar are entered and taken back by them alone;
 * - a setting that one of them has set is theirs; what none has set (the channels of a new office) anybody of the office may set;
 * - texts of letters are theirs alone, once somebody is administrator.
 *
 * A line whose parents are not proved counts all the same: its own author has signed it, and a forged line must not silence what comes
 * after it. An office must open whatever was written into it: a setting without any proved line holds as it stands, and people too where
 * none is proved; nobody is administrator by that.
 */
export function readOfficeState(records: readonly Paper[], trust: Trust): OfficeState {
  const keys = keysOf(records, trust);
  const keyOfSite = (site: string) => keys.get(site);
  const unproved: Unproved[] = [];
  const proved = records.map((record) => {
    const log = sealsOf(record, keyOfSite, trust.verify).flatMap(({ line, found }) => {
      if (found.every((finding) => finding === 'twin')) return [line];
      unproved.push({ record: record.id, line });
      return [];
    });
    return { ...record, log };
  });
  const { hasRight, administrators } = rightsIn(proved, trust.centre);
  const staff = staffOf(proved, hasRight);
  return {
    settings: { ...settingsOf(records, () => false), ...settingsOf(proved, hasRight) },
    staff: staff.size > 0 ? staff : staffOf(records, () => false),
    administrators,
    days: daysOf(proved, hasRight),
    letters: lettersOf(proved, administrators.size > 0 ? hasRight : () => true),
    sites: sitesOf(proved, trust.centre),
    keyOfSite,
    lines: proved.flatMap(({ log }) => log),
    unproved,
  };
}

const nameIn = (record: Paper) => record.id.slice(record.id.indexOf(':') + 1);

/** The keys of the sites that the registry has entered; where there is none, of those that have entered themselves. */
function keysOf(records: readonly Paper[], { centre, own, verify }: Trust): Map<string, string> {
  const keys = new Map<string, string>();
  for (const known of [own, centre]) if (known) keys.set(known.site, known.publicKey);
  const byCentre = (site: string) => (site === centre?.site ? centre.publicKey : undefined);
  for (const record of records) {
    const { publicKey } = (record.entry ?? {}) as { publicKey?: unknown };
    if (record.book !== 'site' || keys.has(nameIn(record)) || typeof publicKey !== 'string') continue;
    const isEntered = () =>
      sealsOf(record, byCentre, verify).some(({ found }) => found.every((finding) => finding === 'twin'));
    if (!centre || isEntered()) keys.set(nameIn(record), publicKey);
  }
  return keys;
}

/**
 * Whose lines decide: the registry's, and those of who was administrator by then, in the order of their stamps. Where no registry has entered the
 * office, everybody's until somebody is made administrator. An office that has an administrator keeps one, whatever comes together in a
 * merge: a line by which the last one would go does not count, unless it is the registry's.
 */
function rightsIn(
  records: readonly Paper[],
  centre: SiteKey | undefined,
): { hasRight: Rights; administrators: ReadonlySet<string> } {
  const named = new Set<string>();
  /** Who leaves is not counted on any more, and may decide until the day comes. */
  const leaving = new Map<string, string>();
  const rightful = new Set<Line>();
  const mayDecide = ({ by, at }: Line) => named.has(by.id) && !(at.slice(0, 10) >= (leaving.get(by.id) ?? NEVER));
  const counted = () => [...named].filter((person) => !leaving.has(person));
  const written = records.filter(({ book }) => ['staff', 'settings', 'days', 'letter'].includes(book));
  const lines = written.flatMap((record) => record.log.map((line) => ({ record, line })));
  for (const { record, line } of lines.sort((a, b) => compareLines(a.line, b.line))) {
    const isCentre = line.site === centre?.site;
    if (!isCentre && !(centre === undefined && named.size === 0) && !mayDecide(line)) continue;
    const person = nameIn(record);
    const isAdministrator = record.book === 'staff' && line.do === 'set' ? makesAdministrator(line.data) : undefined;
    const leaves = record.book === 'staff' && line.do === 'leave' ? leavesOffice(line.data) : undefined;
    const goes = isAdministrator === false || leaves === true;
    const isLast = counted().length === 1 && counted()[0] === person;
    if (goes && isLast && !isCentre) continue;
    rightful.add(line);
    if (isAdministrator) named.add(person);
    if (isAdministrator === false) named.delete(person);
    if (leaves) leaving.set(person, String(line.data.on));
    if (leaves === false) leaving.delete(person);
  }
  return { hasRight: (line) => rightful.has(line), administrators: named };
}

/** After every day. */
const NEVER = '~';

function settingsOf(records: readonly Paper[], hasRight: Rights): Partial<Settings> {
  const record = records.find(({ book }) => book === 'settings');
  if (!record) return {};
  const foldOf = (log: Line[]) => fold(settingsRules, { ...record, log } as Paper<Record<string, never>>, undefined);
  return { ...foldOf(record.log).state, ...foldOf(record.log.filter(hasRight)).state };
}

function staffOf(records: readonly Paper[], hasRight: Rights): Map<string, StaffMember> {
  const staff = new Map<string, StaffMember>();
  for (const record of records) {
    if (record.book !== 'staff') continue;
    const member = fold(staffRules(nameIn(record), hasRight), record as Paper<Record<string, never>>, undefined).state;
    if (member) staff.set(nameIn(record), member);
  }
  return staff;
}

function daysOf(records: readonly Paper[], hasRight: Rights): EnteredDay[] {
  return records
    .filter(({ book }) => book === 'days')
    .flatMap((record) => {
      const rightful = { ...record, log: record.log.filter(hasRight) } as Paper<Record<string, never>>;
      return fold(daysRules, rightful, undefined).state;
    })
    .sort((a, b) => compareText(a.line, b.line));
}

function lettersOf(records: readonly Paper[], hasRight: Rights): Map<string, NonNullable<OwnLetter>> {
  const letters = new Map<string, NonNullable<OwnLetter>>();
  for (const record of records) {
    const log = record.book === 'letter' ? record.log.filter(hasRight) : [];
    if (log.length === 0) continue;
    const { state } = fold(letterRules, { ...record, log } as Paper<Record<string, never>>, undefined);
    if (state) letters.set(nameIn(record), state);
  }
  return letters;
}

function sitesOf(records: readonly Paper[], centre: SiteKey | undefined): Map<string, SiteState> {
  const sites = new Map<string, SiteState>();
  for (const record of records) {
    if (record.book !== 'site' || record.log.length === 0) continue;
    const log = record.log.filter((line) => !centre || line.site === centre.site);
    if (log.length > 0)
      sites.set(nameIn(record), fold(siteRules, { ...record, log } as Paper<SiteEntry>, undefined).state);
  }
  return sites;
}
