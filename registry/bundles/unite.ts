import { refusalOf } from '../../shared/centre/checks.ts';
import { databaseOf, roleOfAgency, roleOfDesk, SITE_ROLE, userOfSite } from '../../shared/centre/names.ts';
import { isServersTrouble } from '../../shared/centre/server-trouble.ts';
import { hashOf, type Line, type Paper } from '../../shared/domain/log/line.ts';
import { mergePapers } from '../../shared/domain/log/merge.ts';
import { proveLines } from '../../shared/domain/log/prove.ts';
import { replacedBy } from '../../shared/domain/log/replaced.ts';
import { type Couch, RegistryError } from '../deploy/couch.ts';
import { readHoldings } from '../provisioning/desk-codes.ts';
import { readRecords } from '../provisioning/office-records.ts';
import { verifyEd25519 } from '../provisioning/site.ts';

/**
 * A document, or lines of one, not taken over: a reason of the check, of `proveLines`, `otherPaper`, `destroyed`, `correctedByRevoked`, or
 * `breaksThere`.
 */
export type Aside = { id: string; why: string };

type Carried = { _id: string; [field: string]: unknown };
type Stored = { _id: string; _rev: string; book: string; entry: object; log: Line[] };
/** `accepted`: the papers as they stand here with what came. */
type United = { written: number; same: number; aside: Aside[]; accepted: Paper[] };

/** Somebody else wrote meanwhile: so often it is tried again with what stands there then. */
const MOST_TRIES = 5;

/**
 * Unites carried documents with an agency's, as every desk does it. Nobody has looked at them yet, so each passes the check that a
 * site's own write would pass, under the desk code that its number names, and its new lines are proved by signatures.
 *
 * @param from the site that made the bundle; what others wrote it may carry all the same
 * @param withRevoked takes also new papers in which a site has put another entry whose trust was taken back: whoever has its key could do that, and every
 *   desk that has the original goes over to what the registry has
 */
export async function openUniter(couch: Couch, agency: string, from: string, withRevoked: boolean) {
  const keys = new Map<string, string>();
  const revoked = new Set<string>();
  for (const { _id, book, entry, log } of (await readRecords(couch, agency)).values()) {
    if (book !== 'site') continue;
    const site = _id.slice('site:'.length);
    keys.set(site, String((entry as { publicKey?: unknown }).publicKey));
    // The check lets nobody but the registry write it.
    if (log.some((line) => line.do === 'revoke')) revoked.add(site);
  }
  const holds = await readHoldings(couch, agency);

  function judge(database: 'office' | 'papers', document: Carried, old: Stored | undefined): Judged {
    const { _id, book, entry, log, ...more } = document;
    const no = (why: string): Judged => ({ aside: [{ id: _id, why }] });
    const [desk, year] = [_id.slice(9, 11), 2000 + Number(_id.slice(7, 9))];
    const writer = { name: userOfSite(from), roles: [SITE_ROLE, roleOfAgency(agency), roleOfDesk(agency, desk, year)] };
    // Its form alone at first: what follows reads it.
    const malformed = refusalOf(database, { _id, book, entry, log }, null, writer);
    if (malformed) return no(malformed);
    if (Object.keys(more).length > 0) return no('unknownField');
    const carried = { id: _id, book, entry, log } as Paper<object>;
    const here = old && { id: _id, book: old.book, entry: old.entry, log: old.log };
    const { log: proved, unproved } = proveLines(carried, here, (site) => keys.get(site), verifyEd25519);
    const aside = unproved.map(({ line, why }) => ({ id: _id, why: `${why} ${line}` }));
    if (proved.length === 0) return { aside };
    const copy = { ...carried, log: proved };
    const merged = mergePapers(here ?? copy, copy);
    if (!merged.ok) return no('otherPaper');
    const { paper } = merged;
    if (old && hashOf(paper.log) === hashOf(old.log)) return { aside, same: true, paper };
    const isIssuer = ({ do: action, site }: Line) => action === 'register' && holds(site, desk, year);
    if (!old && database === 'papers' && !paper.log.some(isIssuer)) return no('notOwnNumber');
    const isReplacedByRevoked = paper.log.some((line) => replacedBy(line) !== undefined && revoked.has(line.site));
    if (!old && isReplacedByRevoked && !withRevoked) return no('correctedByRevoked');
    const next = { _id, ...(old && { _rev: old._rev }), book: paper.book, entry: paper.entry, log: paper.log };
    const refusal = refusalOf(database, next, old ?? null, writer);
    return refusal ? no(refusal) : { aside, next, paper };
  }

  return async function unite(database: 'office' | 'papers', documents: readonly Carried[]): Promise<United> {
    const name = databaseOf(agency, database === 'papers' ? '' : '-office');
    const result: United = { written: 0, same: 0, aside: [], accepted: [] };
    // Sites are entered by the registry: what others carry of them came from here.
    let left = documents.filter(({ book }) => database === 'papers' || book !== 'site');
    for (let tries = 0; left.length > 0; tries++) {
      if (tries === MOST_TRIES) throw new RegistryError(`${name}: somebody writes the same papers all the time`, 409);
      const stored = await readStored(couch, name, left);
      const judged = left.map((document) => {
        const old = stored.get(document._id);
        // What the centre has destroyed does not come back on a stick.
        const outcome: Judged =
          old === 'deleted' ? { aside: [{ id: document._id, why: 'destroyed' }] } : judge(database, document, old);
        return { document, ...outcome };
      });
      const refused = await write(
        couch,
        name,
        judged.flatMap(({ next }) => next ?? []),
      );
      left = [];
      for (const { document, next, same, aside, paper } of judged) {
        const refusal = refused.get(document._id);
        if (refusal === 'conflict') {
          left.push(document);
          continue;
        }
        if (refusal !== undefined) result.aside.push({ id: document._id, why: refusal });
        else if (next) result.written++;
        if (same) result.same++;
        if (paper && refusal === undefined) result.accepted.push(paper);
        result.aside.push(...aside);
      }
    }
    return result;
  };
}

async function readStored(couch: Couch, database: string, documents: readonly Carried[]) {
  const keys = documents.map(({ _id }) => _id);
  const { rows } = await couch.demand('POST', `${database}/_all_docs?include_docs=true`, { keys });
  const stored = new Map<string, Stored | 'deleted'>();
  for (const { id, value, doc } of rows as { id: string; value?: { deleted?: boolean }; doc?: Stored | null }[])
    if (value?.deleted) stored.set(id, 'deleted');
    else if (doc) stored.set(id, doc);
  return stored;
}

/**
 * One document on which the server itself breaks (its check throws) keeps no other out: it is found by halving.
 *
 * @returns what was not written, and why: `conflict` when somebody else wrote meanwhile, `breaksThere`, or a refusal of the check
 * @throws RegistryError when the server breaks on all of them, or has trouble of its own
 */
async function write(couch: Couch, database: string, docs: readonly Next[]): Promise<Map<string, string>> {
  const refused = await writeOrHalve(couch, database, docs);
  const broken = [...refused.values()].filter((why) => why === BREAKS);
  if (broken.length > 1 && broken.length === docs.length) throw new RegistryError(`${database}: nothing is taken`, 500);
  return refused;
}

async function writeOrHalve(couch: Couch, database: string, docs: readonly Next[]): Promise<Map<string, string>> {
  if (docs.length === 0) return new Map();
  const { status, body } = await couch.ask('POST', `${database}/_bulk_docs`, { docs });
  // Rows of which some failed are rows all the same, whatever CouchDB calls the whole of it.
  const rows: unknown = body;
  const troubled = Array.isArray(rows) ? rows.find(isServersTrouble) : isServersTrouble(body) && body;
  if (troubled || (status >= 300 && status < 500)) {
    const { error = '', reason = '' } = troubled || body;
    throw new RegistryError(`${database}: ${status} ${error} ${reason}`.trim(), status);
  }
  if (!Array.isArray(rows)) {
    if (docs.length === 1) return new Map([[docs[0]!._id, BREAKS]]);
    const half = docs.length >> 1;
    const first = await writeOrHalve(couch, database, docs.slice(0, half));
    return new Map([...first, ...(await writeOrHalve(couch, database, docs.slice(half)))]);
  }
  return new Map(
    (rows as Row[]).flatMap(({ id, error, reason }) => (error === undefined ? [] : [[id, whyOf(error, reason)]])),
  );
}

const BREAKS = 'breaksThere';

function whyOf(error: string, reason = ''): string {
  if (error === 'conflict') return error;
  return error === 'forbidden' ? reason : BREAKS;
}

type Row = { id: string; error?: string; reason?: string };
type Next = { _id: string };
type Judged = { aside: Aside[]; same?: boolean; next?: Next; paper?: Paper };
