import type { NamedFile } from '../../../shared/books/book.ts';
import type { Standing } from '../../../shared/centre/bundle/exchanged.ts';
import { type Checkpoints, documentParts, type Part, STRETCH } from '../../../shared/centre/bundle/parts.ts';
import type { Paper } from '../../../shared/domain/log/line.ts';
import { StoreError } from '../../store/errors.ts';
import type { Replica } from '../ports.ts';
import type { Files } from '../scans/ports.ts';
import type { Places } from './ports.ts';

/** What goes into a bundle of one of the collections. */
export type BundleSource = {
  database: 'office' | 'papers';
  replica: Replica;
  /** Places in the store's feed up to each of which the reader has everything: by bundles, over the network. None: it has nothing. */
  acknowledged: readonly unknown[];
  /** What it lacks all the same: refused, say. */
  owed: readonly string[];
};

export type Contents = {
  standing: Standing;
  agency: string;
  /** The office's records first: papers are signed by the sites among them. */
  sources: readonly BundleSource[];
  filesOf: (paper: Paper) => NamedFile[];
  files: Pick<Files, 'get'>;
  /** Scans go along; long texts always do. */
  withScans: boolean;
  /** Scans of earlier papers that the reader may not have. */
  owedScans: readonly NamedFile[];
  checkpoints: Checkpoints | undefined;
};

/** What a bundle came to hold. */
export type Made = {
  documents: number;
  files: number;
  /** Names of files that are here, and cannot be read. */
  leftOut: string[];
  places: Places;
};

/** Papers read at once. */
const DOCUMENTS_A_PAGE = 200;

/**
 * All that the reader has not acknowledged, as the parts of a bundle: documents first, then their files. One page of documents or one
 * file is held at a time.
 *
 * @param made is filled in while the parts are taken; whole when the last one was
 */
export async function* partsOf(contents: Contents, made: Made): AsyncGenerator<Part> {
  const { standing, agency, sources, withScans, checkpoints } = contents;
  const named = new Map<string, NamedFile>();
  yield { part: 'about', agency, ...standing, ...(checkpoints && { checkpoints }) };
  for (const source of sources) yield* documentsOf(source, contents.filesOf, named, made);
  for (const file of contents.owedScans) named.set(file.sha256, file);
  for (const file of named.values()) if (file.isText || withScans) yield* stretchesOf(file, contents.files, made);
  yield { part: 'end', documents: made.documents, files: made.files };
}

async function* documentsOf(
  { database, replica, acknowledged, owed }: BundleSource,
  filesOf: Contents['filesOf'],
  named: Map<string, NamedFile>,
  made: Made,
): AsyncGenerator<Part> {
  function* parts(papers: readonly Paper[]): Generator<Part> {
    for (const paper of papers) for (const file of filesOf(paper)) named.set(file.sha256, file);
    made.documents += papers.length;
    yield* documentParts(database, papers);
  }

  for (let at = 0; at < owed.length; at += DOCUMENTS_A_PAGE)
    yield* parts(await replica.read(owed.slice(at, at + DOCUMENTS_A_PAGE)));
  const [first, ...more] = acknowledged;
  const lacking = await Promise.all(more.map(async (since) => (await changedSince(replica, since)).lines));
  let place = first;
  for (;;) {
    const { papers, checkpoint } = await replica.changedSince(place, DOCUMENTS_A_PAGE);
    place = checkpoint;
    if (papers.length === 0) break;
    yield* parts(papers.filter(({ id }) => lacking.every((changed) => changed.has(id))));
  }
  made.places[database] = place;
}

/** What was changed after a place, each with how many lines it has, and the place after all that. */
export async function changedSince(replica: Replica, since: unknown) {
  const lines = new Map<string, number>();
  for (let place = since; ; ) {
    const { papers, checkpoint } = await replica.changedSince(place, DOCUMENTS_A_PAGE);
    place = checkpoint;
    if (papers.length === 0) return { lines, place };
    for (const { id, log } of papers) lines.set(id, log.length);
  }
}

/** A file that is not here is left out: its paper came without it, so others have it. One that is damaged here keeps no paper from going. */
async function* stretchesOf(file: NamedFile, files: Pick<Files, 'get'>, made: Made): AsyncGenerator<Part> {
  const { sha256, type } = file;
  const whole = await readUnlessDamaged(files, sha256, made);
  if (!whole) return;
  const bytes = whole.byteLength;
  for (let from = 0; from < bytes; from += STRETCH)
    yield { part: 'file', sha256, bytes, type, from, data: whole.subarray(from, from + STRETCH) };
  made.files++;
}

async function readUnlessDamaged(files: Pick<Files, 'get'>, sha256: string, { leftOut }: Made) {
  try {
    return await files.get(sha256);
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'damaged') throw error;
    leftOut.push(sha256);
    return undefined;
  }
}
