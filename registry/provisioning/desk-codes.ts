import { siteRules } from '../../shared/books/office-records.ts';
import type { FormerDesk } from '../../shared/centre/enrolment.ts';
import { fold } from '../../shared/domain/log/fold.ts';
import { type Couch, RegistryError, writeWhole } from '../deploy/couch.ts';
import { areAllOf, hasNumbers, isOfCode, readDestroyed } from './numbers.ts';
import { paperOf, readRecords } from './office-records.ts';
import { yearAt } from './year.ts';

/** Who has held a desk code: each from a year on, until the year in which it was taken back. */
type Holding = { site: string; from: number; until?: number };

/**
 * Holdings by their years. `named`: the last year for which a computer has named the code as in use. `unsure`: no write has followed on the one
 * that granted it; of a cluster that was not whole, each part may have granted it to another.
 */
type DeskCode = {
  _id: string;
  _rev?: string;
  _conflicts?: string[];
  holdings: Holding[];
  named?: number;
  unsure?: true;
};

export type Desk = { code: string; from: number };

const LAST_CODE = 99;
/** That a number can name. */
const LAST_YEAR = 2099;

const idOf = (agency: string, code: string) => `desk:${agency}:${code}`;
const lastOf = ({ holdings }: DeskCode): Holding | undefined => holdings.at(-1);

/**
 * The desk code of a site: the one it has, or a fresh one. One document a code, made or changed by one write on its revision, so
 * that of two administrators one gets the conflict; where a cluster took both, neither uses the code. Codes that nobody has had come
 * first, then those taken back in an earlier year: a code is never granted twice in a year, nor one that a computer has named as in use, nor one
 * under which numbers of this year or a later one lie, or were destroyed: by a clock that ran ahead, on purpose, or granted by what this registry has lost.
 *
 * @param named codes that somebody has named whom nobody has looked at yet: granted when no other is left
 * @returns undefined when all are taken
 * @throws RegistryError when the server refuses; NotWhole
 */
export async function takeDeskCode(
  couch: Couch,
  agency: string,
  site: string,
  year: number,
  named: readonly string[] = [],
): Promise<Desk | undefined> {
  const known = await readDeskCodes(couch, agency);
  const own = [...known.values()].find((desk) => !desk._conflicts && isHeldBy(desk, site));
  if (own) {
    const desk = { code: codeOf(own), from: lastOf(own)!.from };
    // Known by the office's records alone.
    if (own._rev === undefined) await write(couch, { ...own, unsure: true });
    if (await settle(couch, agency, desk.code, site)) return desk;
  }
  const all = Array.from({ length: LAST_CODE }, (_, i) => String(i + 1).padStart(2, '0'));
  const fresh = all.filter((code) => !known.has(code));
  const returned = all.filter((code) => known.has(code) && isFree(known.get(code)!, year));
  const isNamed = (code: string) => Number(named.includes(code));
  const destroyed = await readDestroyed(couch, agency);
  for (const code of [...fresh, ...returned].sort((a, b) => isNamed(a) - isNamed(b))) {
    if (destroyed.some((number) => isOfCode(number, code, year))) continue;
    if (await hasNumbers(couch, agency, code, year)) continue;
    const before = known.get(code) ?? { _id: idOf(agency, code), holdings: [] };
    const next: DeskCode = { ...before, holdings: [...before.holdings, { site, from: year }], unsure: true };
    if ((await write(couch, next)) && (await settle(couch, agency, code, site))) return { code, from: year };
  }
  return undefined;
}

/** Ends what a site holds, in this year. */
export async function returnDeskCode(couch: Couch, agency: string, site: string, year: number): Promise<void> {
  for (const desk of (await readDeskCodes(couch, agency)).values()) {
    if (!isHeldBy(desk, site)) continue;
    const holdings = [...desk.holdings.slice(0, -1), { ...lastOf(desk)!, until: year }];
    if (!(await write(couch, { ...desk, holdings }))) throw changedMeanwhile(desk);
  }
}

/**
 * Enters a code that a computer had as a former site, of which this registry knows nothing: it was made anew, or set back. Years that another
 * site has had here stay that one's; nothing is entered where another has the first of them, or where papers of these years lie that
 * the former site has not signed.
 *
 * @param former the site that had it, and its public key
 * @param year of the grant, the last one in which the former site can have given numbers
 * @returns whether it stands there now
 * @throws RegistryError when the server refuses, also when somebody else wrote at the same moment; NotWhole
 */
export async function enterFormerDesk(
  couch: Couch,
  agency: string,
  former: { site: string; publicKey: string; desk: FormerDesk },
  year: number,
): Promise<boolean> {
  const { site, desk: claimed } = former;
  const id = idOf(agency, claimed.code);
  const desk = (await readDeskCodes(couch, agency)).get(claimed.code) ?? { _id: id, holdings: [] };
  if (desk._conflicts || claimed.until < claimed.from) return false;
  const own = desk.holdings.find((one) => one.site === site);
  if (own?.until !== undefined && desk._rev !== undefined) return true;
  const others = desk.holdings.filter((one) => one.site !== site);
  const from = own?.from ?? claimed.from;
  if (others.some((one) => one.from <= from && from <= (one.until ?? from))) return false;
  const until = Math.min(Math.max(claimed.until, year), lastYearBefore(others, from));
  if (!(await areAllOf(couch, agency, { ...former, code: claimed.code, from, until }))) return false;
  const holdings = [...others, { site, from, until }].sort(byYear);
  if (!(await write(couch, { ...desk, holdings }))) throw changedMeanwhile(desk);
  return true;
}

/**
 * Notes which codes a computer has named as in use, so that nobody is granted one of them in that year.
 *
 * @param taken `<YY><DD>` each
 * @param years `year` of the grant; `until`: no later one is noted; absent: as it says
 * @throws RegistryError when the server refuses, also when somebody else wrote at the same moment; NotWhole
 */
export async function noteTaken(
  couch: Couch,
  agency: string,
  taken: readonly string[],
  { year, until = LAST_YEAR }: { year: number; until: number | undefined },
): Promise<void> {
  if (taken.length === 0) return;
  const known = await readDeskCodes(couch, agency);
  for (const one of taken) {
    const [named, code] = [Math.min(until, 2000 + Number(one.slice(0, 2))), one.slice(2)];
    if (named < year || code === '00') continue;
    const desk = known.get(code) ?? { _id: idOf(agency, code), holdings: [] };
    const last = lastOf(desk);
    if (desk._conflicts || (desk.named ?? 0) >= named || (last && (last.until ?? year) >= named)) continue;
    if (!(await write(couch, { ...desk, named }))) throw changedMeanwhile(desk);
  }
}

/**
 * Whether the numbers of a desk code and year are a site's own: it was the last to be granted the code by then. Whose trust was taken back keeps
 * later years, which a clock that ran ahead has given it, until somebody else gets the code.
 */
export async function readHoldings(
  couch: Couch,
  agency: string,
): Promise<(site: string, code: string, year: number) => boolean> {
  const known = await readDeskCodes(couch, agency);
  return (site, code, year) => known.get(code)?.holdings.findLast(({ from }) => from <= year)?.site === site;
}

/** The desk codes that a site has held; `until` is absent while it holds one, `last` the year before another got it. */
export async function readCodesOf(couch: Couch, agency: string, site: string) {
  const known = await readDeskCodes(couch, agency);
  return [...known.values()].flatMap((desk) =>
    desk.holdings.flatMap((one) => {
      const last = lastYearBefore(desk.holdings, one.from);
      return one.site === site ? [{ code: codeOf(desk), from: one.from, until: one.until, last }] : [];
    }),
  );
}

const byYear = (a: Holding, b: Holding) => a.from - b.from;

/** The year before the next holding begins. */
function lastYearBefore(holdings: readonly Holding[], from: number): number {
  return Math.min(...holdings.filter((one) => one.from > from).map((one) => one.from - 1));
}

function isFree(desk: DeskCode, year: number): boolean {
  const { until = year } = lastOf(desk) ?? { until: 0 };
  return !desk._conflicts && until < year && (desk.named ?? 0) < year;
}

/** By the registry's own documents, and by the office's records of sites that these do not know: the database was set back. */
async function readDeskCodes(couch: Couch, agency: string): Promise<Map<string, DeskCode>> {
  const range = `startkey=${encodeURIComponent(JSON.stringify(idOf(agency, '')))}&endkey=${encodeURIComponent(JSON.stringify(idOf(agency, '~')))}`;
  const { rows } = await couch.demand('GET', `registry/_all_docs?include_docs=true&conflicts=true&${range}`);
  const known = new Map((rows as { doc: DeskCode }[]).map(({ doc }) => [codeOf(doc), doc]));
  const holders = new Set([...known.values()].flatMap(({ holdings }) => holdings.map(({ site }) => site)));
  for (const [id, record] of await readRecords(couch, agency)) {
    const site = id.slice('site:'.length);
    if (record.book !== 'site' || holders.has(site)) continue;
    const { desk, deskFrom: from, revokedAt } = fold(siteRules, paperOf(record) as never, undefined).state;
    if (desk === '') continue;
    const { holdings, ...document } = known.get(desk) ?? { _id: idOf(agency, desk), holdings: [] };
    const held = { site, from, ...(revokedAt !== '' && { until: yearAt(Date.parse(revokedAt)) }) };
    known.set(desk, { ...document, holdings: [...holdings, held].sort(byYear) });
  }
  return known;
}

/** @returns whether it was written; not where somebody was faster */
function write(couch: Couch, { _conflicts, ...document }: DeskCode): Promise<boolean> {
  return writeWhole(couch, `registry/${encodeURIComponent(document._id)}`, document);
}

/**
 * Looks whether a code that was granted to a site is that site's alone, and makes that sure: by one more write, which the whole of a cluster
 * takes.
 */
async function settle(couch: Couch, agency: string, code: string, site: string): Promise<boolean> {
  const path = `registry/${encodeURIComponent(idOf(agency, code))}?conflicts=true`;
  for (;;) {
    const stored = (await couch.demand('GET', path)) as DeskCode;
    if (stored._conflicts || !isHeldBy(stored, site)) return false;
    const { unsure, ...sure } = stored;
    if (!unsure || (await write(couch, sure))) return true;
  }
}

function changedMeanwhile({ _id }: DeskCode): RegistryError {
  return new RegistryError(`${_id} was changed at the same moment`, 409);
}

function isHeldBy(desk: DeskCode, site: string): boolean {
  const last = lastOf(desk);
  return last?.site === site && last.until === undefined;
}

function codeOf({ _id }: DeskCode): string {
  return _id.slice(-2);
}
