import { databaseOf } from '../../shared/centre/names.ts';
import { isSigned } from '../../shared/domain/log/check.ts';
import { hashLine, hashOf, type Line } from '../../shared/domain/log/line.ts';
import type { Couch } from '../deploy/couch.ts';
import { verifyEd25519 } from './proof.ts';

/** Papers read in one request, and rows of a feed without documents. */
const PAGE = 200;
const ROWS = 10_000;

type Stored = { _id: string; book: string; entry: object; log: Line[] };

const prefixOf = (agency: string, year: number, code: string) => agency + String(year).slice(2) + code;
const rangeOf = (from: string, to: string) =>
  `startkey=${encodeURIComponent(`"${from}"`)}&endkey=${encodeURIComponent(`"${to}~"`)}`;

/** Whether there are papers under a desk code of a year or a later one. Of years in which nothing stands none is asked about. */
export async function hasNumbers(couch: Couch, agency: string, code: string, from: number): Promise<boolean> {
  for (let year = from; ; ) {
    const range = rangeOf(prefixOf(agency, year, code), agency);
    const { rows } = await couch.demand('GET', `${databaseOf(agency)}/_all_docs?limit=1&${range}`);
    const [next] = rows as { id: string }[];
    if (!next) return false;
    if (next.id.slice(9, 11) === code) return true;
    const found = 2000 + Number(next.id.slice(7, 9));
    year = next.id.slice(9, 11) < code ? found : found + 1;
    if (year > 2099) return false;
  }
}

/**
 * Numbers of papers that the centre has destroyed: they were given, and no list of documents tells of them. The feed does, to its end; a server that
 * counts what was deleted is not asked where that is nothing.
 */
export async function readDestroyed(couch: Couch, agency: string): Promise<string[]> {
  const database = databaseOf(agency);
  if ((await couch.demand('GET', database)).doc_del_count === 0) return [];
  const destroyed: string[] = [];
  for (let since = '0'; ; ) {
    const query = `limit=${ROWS}&seq_interval=${ROWS}&since=${encodeURIComponent(since)}`;
    const page = await couch.demand('GET', `${database}/_changes?${query}`);
    const rows = page.results as { id: string; deleted?: boolean }[];
    if (rows.length === 0) return destroyed;
    for (const { id, deleted } of rows) if (deleted && !id.startsWith('_')) destroyed.push(id);
    since = String(page.last_seq);
  }
}

/** Whether a number is of this desk code, and of this year or a later one. */
export function isOfCode(number: string, code: string, from: number): boolean {
  return number.slice(9, 11) === code && 2000 + Number(number.slice(7, 9)) >= from;
}

/** Whether a site has registered all papers that lie under a desk code in some years, by its signature. */
export async function areAllOf(
  couch: Couch,
  agency: string,
  { code, from, until, ...by }: { site: string; publicKey: string; code: string; from: number; until: number },
): Promise<boolean> {
  for (let year = from; year <= until; year++) {
    const prefix = prefixOf(agency, year, code);
    for (let after = prefix; ; ) {
      const page = `include_docs=true&limit=${PAGE}&${rangeOf(after, prefix)}`;
      const { rows } = await couch.demand('GET', `${databaseOf(agency)}/_all_docs?${page}`);
      const found = rows as { id: string; doc: Stored }[];
      if (!found.every(({ doc }) => isRegisteredBy(doc, by))) return false;
      if (found.length < PAGE) break;
      after = `${found.at(-1)!.id}!`;
    }
  }
  return true;
}

function isRegisteredBy(
  { _id: id, book, entry, log }: Stored,
  { site, publicKey }: { site: string; publicKey: string },
): boolean {
  const line = log.find((one) => one.do === 'register' && one.site === site);
  const identity = { id, book, entryHash: hashOf(entry) };
  return line !== undefined && hashLine(identity, line, []) === line.hash && isSigned(line, publicKey, verifyEd25519);
}
