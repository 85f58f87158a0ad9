import { generateKeyPairSync, sign } from 'node:crypto';
import { headsOf } from '../../shared/domain/log/graph.ts';
import { hashOf, type Line, type Paper, sealLine } from '../../shared/domain/log/line.ts';
import { composeNumber } from '../../shared/domain/number/paper-number.ts';

/** An entry-and-log document as it lies at the centre. */
export type Document = { _id: string; book: string; entry: object; log: Line[] };

const { privateKey } = generateKeyPairSync('ed25519');
const by = { id: 'seitova', name: 'Сейтова А. Б.', post: { kk: 'кеңсе маманы', ru: 'специалист канцелярии' } };
let n = 0;

/** A document with one sealed line. */
export function documentOf(site: string, _id: string, book: string, entry: object, action = 'set'): Document {
  return withLine({ _id, book, entry, log: [] }, site, action);
}

/** A paper as a desk registers it, with the entry of a short appeal. */
export function paperOf(site: string, agency: string, desk: number, sequence: number, year = 2026): Document {
  const [region, rest] = [agency.slice(0, 2), agency.slice(2)];
  const number = composeNumber({ region, agency: rest, year, desk, sequence });
  const applicant = { type: 'individual', name: 'Ізбасарова Қалампыр', phone: '+7 700 000 09 13', place: 'Жаңаталап' };
  const receipt = { acceptedAt: '2026-11-25T04:30:00.000Z', registeredOn: '2026-11-25', agency, sample: false };
  const paper = { kind: 'application', way: 'byHand', summary: 'Көше жарығы', text: 'Көшеде жарық жоқ. '.repeat(50) };
  return documentOf(site, number, 'appeals', { receipt, applicant, paper }, 'register');
}

/** The document with one more line of the site, hung on all its heads. */
export function withLine(
  document: Document,
  site: string,
  action: string,
  data: Record<string, unknown> = {},
): Document {
  const { _id: id, book, entry, log } = document;
  const paper: Paper = { id, book, entry, log };
  const after = headsOf(log);
  const parents = after.map((head) => log.find((line) => line.id === head)!.hash);
  n++;
  const stamp = `${(1_764_000_000_000 + n).toString(16).padStart(12, '0')}-0000-${site}`;
  const open = { id: stamp, v: 1, at: '2026-11-25T04:30:00.000Z', by, site, n, after, do: action, data };
  const line = sealLine({ id, book, entryHash: hashOf(paper.entry) }, open, parents, (bytes) =>
    sign(null, bytes, privateKey),
  );
  return { ...document, log: [...log, line] };
}
