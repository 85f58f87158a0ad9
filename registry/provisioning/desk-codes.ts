import { databaseOf } from '../../shared/centre/names.ts';
import { type Couch, RegistryError } from '../deploy/couch.ts';

/** Who has held a desk code: each from a year on, until the year in which it was taken back. */
type Holding = { site: string; from: number; until?: number };
type DeskCode = { _id: string; _rev?: string; _conflicts?: string[]; holdings: Holding[] };

export type Desk = { code: string; from: number };

const LAST_CODE = 99;

const idOf = (agency: string, code: string) => `desk:${agency}:${code}`;
const lastOf = ({ holdings }: DeskCode): Holding | undefined => holdings.at(-1);

/**
 * The desk code of a site: the one it has, or a fresh one. One document a code, made or changed by one write on its revision, so
 * that of two administrators one gets the conflict; where a cluster took both, neither uses the code. Codes that nobody has had come
 * first, then those taken back in an earlier year: a code is never granted twice in a year, nor one whose last holder has left numbers of this
 * year or a later one, by a clock that ran ahead or on purpose.
 *
 * @returns undefined when all are taken
 * @throws RegistryError when the server refuses
 */
export async function takeDeskCode(
  couch: Couch,
  agency: string,
  site: string,
  year: number,
): Promise<Desk | undefined> {
  const known = await readDeskCodes(couch, agency);
  const own = [...known.values()].find((desk) => !desk._conflicts && isHeldBy(desk, site));
  if (own) return { code: codeOf(own), from: lastOf(own)!.from };
  const all = Array.from({ length: LAST_CODE }, (_, i) => String(i + 1).padStart(2, '0'));
  const isFree = (desk: DeskCode) => !desk._conflicts && (lastOf(desk)?.until ?? year) < year;
  const fresh = all.filter((code) => !known.has(code));
  const returned = all.filter((code) => known.has(code) && isFree(known.get(code)!));
  for (const code of [...fresh, ...returned]) {
    if (known.has(code) && (await hasNumbers(couch, agency, code, year))) continue;
    const before = known.get(code) ?? { _id: idOf(agency, code), holdings: [] };
    const next = { ...before, holdings: [...before.holdings, { site, from: year }] };
    if ((await write(couch, next)) && (await isAlone(couch, agency, code, site))) return { code, from: year };
  }
  return undefined;
}

/** Ends what a site holds, in this year. */
export async function returnDeskCode(couch: Couch, agency: string, site: string, year: number): Promise<void> {
  for (const desk of (await readDeskCodes(couch, agency)).values()) {
    if (!isHeldBy(desk, site)) continue;
    const holdings = [...desk.holdings.slice(0, -1), { ...lastOf(desk)!, until: year }];
    const { _conflicts, ...document } = desk;
    if (!(await write(couch, { ...document, holdings })))
      throw new RegistryError(`${desk._id} was changed at the same moment`, 409);
  }
}

/** Whether a site held a desk code in a year: whether the numbers are its own. */
export async function readHoldings(
  couch: Couch,
  agency: string,
): Promise<(site: string, code: string, year: number) => boolean> {
  const known = await readDeskCodes(couch, agency);
  return (site, code, year) =>
    known.get(code)?.holdings.some((one) => one.site === site && one.from <= year && year <= (one.until ?? year)) ??
    false;
}

/** The desk codes that a site has held, with the years of each; `until` is absent while it holds one. */
export async function readCodesOf(couch: Couch, agency: string, site: string) {
  const known = await readDeskCodes(couch, agency);
  return [...known.values()].flatMap((desk) =>
    desk.holdings.flatMap((one) =>
      one.site === site ? [{ code: codeOf(desk), from: one.from, until: one.until }] : [],
    ),
  );
}

/** The last year that a number can name. */
const LAST_YEAR = 2099;

/** Whether there are papers under a desk code of a year or a later one. */
async function hasNumbers(couch: Couch, agency: string, code: string, from: number): Promise<boolean> {
  for (let year = from; year <= LAST_YEAR; year++) {
    const prefix = agency + String(year).slice(2) + code;
    const range = `startkey=${encodeURIComponent(`"${prefix}"`)}&endkey=${encodeURIComponent(`"${prefix}~"`)}`;
    const { rows } = await couch.demand('GET', `${databaseOf(agency)}/_all_docs?limit=1&${range}`);
    if ((rows as unknown[]).length > 0) return true;
  }
  return false;
}

async function readDeskCodes(couch: Couch, agency: string): Promise<Map<string, DeskCode>> {
  const range = `startkey=${encodeURIComponent(JSON.stringify(idOf(agency, '')))}&endkey=${encodeURIComponent(JSON.stringify(idOf(agency, '~')))}`;
  const { rows } = await couch.demand('GET', `registry/_all_docs?include_docs=true&conflicts=true&${range}`);
  return new Map((rows as { doc: DeskCode }[]).map(({ doc }) => [codeOf(doc), doc]));
}

async function write(couch: Couch, document: DeskCode): Promise<boolean> {
  const { status } = await couch.ask('PUT', `registry/${encodeURIComponent(document._id)}`, document);
  if (status >= 300 && status !== 409) throw new RegistryError(`${document._id} could not be written`, status);
  return status < 300;
}

async function isAlone(couch: Couch, agency: string, code: string, site: string): Promise<boolean> {
  const path = `registry/${encodeURIComponent(idOf(agency, code))}?conflicts=true`;
  const stored = (await couch.demand('GET', path)) as DeskCode;
  return !stored._conflicts && isHeldBy(stored, site);
}

function isHeldBy(desk: DeskCode, site: string): boolean {
  const last = lastOf(desk);
  return last?.site === site && last.until === undefined;
}

function codeOf({ _id }: DeskCode): string {
  return _id.slice(-2);
}
