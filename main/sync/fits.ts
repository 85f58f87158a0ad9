import { bookOf } from '../../shared/books/index.ts';
import { parseStamp } from '../../shared/domain/clock/hybrid-clock.ts';
import type { Line } from '../../shared/domain/log/line.ts';
import { parseNumber } from '../../shared/domain/number/paper-number.ts';
import type { Fit, RemoteDocument } from './ports.ts';

/**
 * Whether a partner's document is a paper of this agency. A book that this program does not know yet is let in: it is kept,
 * and not shown.
 *
 * @param agency region and agency, 7 digits
 */
export function paperFits(agency: string): (document: RemoteDocument) => Fit {
  return (document) => {
    const fit = entryAndLog(document);
    if (!fit.ok) return fit;
    const number = parseNumber(document._id);
    if (!number.ok || number.digits !== document._id) return misfit('not a number');
    if (!document._id.startsWith(agency)) return { ok: false, why: 'otherAgency', detail: document._id.slice(0, 7) };
    const book = bookOf(fit.paper.book);
    if (book && !book.entry.safeParse(fit.paper.entry).success) return misfit('entry');
    return fit;
  };
}

const RECORD_IDS: Record<string, RegExp> = {
  settings: /^settings$/,
  staff: /^staff:.{1,50}$/,
  site: /^site:[0-9a-z]{12}$/,
  days: /^days:\d{4}$/,
};

/** Whether something is called as one of the office's records is, rather than as a paper. */
export function isRecordId(id: string): boolean {
  return Object.values(RECORD_IDS).some((pattern) => pattern.test(id));
}

/** Whether a partner's document is one of the office's records: settings, staff, sites, days of its calendar. */
export function recordFits(document: RemoteDocument): Fit {
  const fit = entryAndLog(document);
  if (!fit.ok) return fit;
  const pattern = Object.hasOwn(RECORD_IDS, fit.paper.book) ? RECORD_IDS[fit.paper.book] : undefined;
  return !pattern || pattern.test(document._id) ? fit : misfit('id');
}

/** The form that every replicated document has, whatever its book. Nothing else may stand in it: it would get lost here. */
function entryAndLog(document: RemoteDocument): Fit {
  const { _id: id, _rev, _conflicts, book, entry, log, ...more } = document;
  if (Object.keys(more).length > 0) return misfit(`unknown field ${Object.keys(more)[0]}`);
  if (typeof book !== 'string' || book.length > 16) return misfit('book');
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return misfit('entry');
  if (!Array.isArray(log) || log.length === 0 || !log.every(isLine)) return misfit('log');
  return { ok: true, paper: { id, book, entry, log } };
}

function isLine(value: unknown): value is Line {
  if (typeof value !== 'object' || value === null) return false;
  const line = value as Record<string, unknown>;
  return (
    typeof line.id === 'string' &&
    parseStamp(line.id) !== undefined &&
    ['at', 'site', 'do', 'hash', 'sig'].every((field) => typeof line[field] === 'string') &&
    ['v', 'n'].every((field) => Number.isSafeInteger(line[field])) &&
    typeof line.data === 'object' &&
    line.data !== null &&
    Array.isArray(line.after) &&
    line.after.every((id) => typeof id === 'string') &&
    isAuthor(line.by)
  );
}

function isAuthor(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, post } = value as Record<string, unknown>;
  const { kk, ru } = (typeof post === 'object' && post !== null ? post : {}) as Record<string, unknown>;
  return [id, name, kk, ru].every((text) => typeof text === 'string');
}

function misfit(detail: string): Fit {
  return { ok: false, why: 'schema', detail };
}
