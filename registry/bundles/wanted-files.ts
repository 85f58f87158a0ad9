import { filesOf } from '../../shared/books/index.ts';
import { databaseOf } from '../../shared/centre/names.ts';
import type { Line, Paper } from '../../shared/domain/log/line.ts';
import type { Couch } from '../deploy/couch.ts';

/** Papers read in one request. */
const PAGE = 200;

/**
 * Which files of a bundle have a place here: those that a paper names which stands here, and which the centre has not destroyed. A bundle also
 * brings files of papers that came earlier; only where one is named by none of its own papers all papers of the agency are read, once.
 */
export function wantedFiles(couch: Couch, agency: string) {
  const named = new Set<string>();
  const note = (paper: Paper) => {
    for (const { sha256 } of filesOf(paper)) named.add(sha256);
  };
  let isRead = false;
  return {
    note,
    async has(sha256: string): Promise<boolean> {
      if (!named.has(sha256) && !isRead) {
        for await (const paper of papersOf(couch, agency)) note(paper);
        isRead = true;
      }
      return named.has(sha256) && !(await isDestroyed(couch, agency, sha256));
    },
  };
}

async function isDestroyed(couch: Couch, agency: string, sha256: string): Promise<boolean> {
  const { rows } = await couch.demand('POST', `${databaseOf(agency, '-scans')}/_all_docs`, { keys: [sha256] });
  return (rows as { value?: { deleted?: boolean } }[])[0]?.value?.deleted === true;
}

type Stored = { _id: string; book: string; entry: object; log: Line[] };

async function* papersOf(couch: Couch, agency: string): AsyncGenerator<Paper> {
  for (let after = agency; ; ) {
    const range = `startkey=${encodeURIComponent(`"${after}"`)}&endkey=${encodeURIComponent(`"${agency}~"`)}`;
    const path = `${databaseOf(agency)}/_all_docs?include_docs=true&limit=${PAGE}&${range}`;
    const { rows } = await couch.demand('GET', path);
    const found = rows as { id: string; doc: Stored }[];
    for (const { doc } of found) yield { id: doc._id, book: doc.book, entry: doc.entry, log: doc.log };
    if (found.length < PAGE) return;
    after = `${found.at(-1)!.id}!`;
  }
}
