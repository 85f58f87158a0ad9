import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CLASSIFIER_VERSION, formerRegions, regions } from '../../shared/domain/places/kato-code.ts';
import { piecesOf } from '../../shared/domain/places/pieces.ts';
import { type Couch, keep, RegistryError, read } from '../deploy/couch.ts';
import type { Steps } from '../deploy/deploy.ts';

const ASSETS = fileURLToPath(new URL('../../assets', import.meta.url));

/** Documents of the directory and the files they are made from (assets/README.md). */
const FILES: Record<string, string> = {
  terms: 'law/terms.json',
  calendar: 'law/calendar.json',
  subjects: 'subjects/subjects.json',
  bodies: 'bodies/higher-bodies.json',
};

/** A versioned document of the directory: `content` is the file as it ships with the program. */
type DirectoryDocument = { _id: string; version: string; content: unknown };

/** The classifier of places, with Kazakh names. */
const PLACES = 'places/places.tsv';

/**
 * Brings the directory to the state of the files that came with this registry. A newer version that is already there stays: a
 * registry of last year must not take back this year's law.
 */
export async function deployDirectory(couch: Couch): Promise<Steps> {
  const documents: DirectoryDocument[] = Object.entries(FILES).map(([id, path]) => {
    const content = JSON.parse(readFileSync(`${ASSETS}/${path}`, 'utf8')) as { version: string };
    return { _id: id, version: content.version, content };
  });
  const steps: Steps = [];
  for (const document of documents) if (await keepNewest(couch, document)) steps.push(stepOf(document));
  return [...steps, ...(await deployPlaces(couch, CLASSIFIER_VERSION, readFileSync(`${ASSETS}/${PLACES}`, 'utf8')))];
}

/**
 * The classifier of places: in one document it would not get through a line that is cut now and then. Its pieces first, then the
 * document that lists them; pieces that it does not list go last.
 *
 * @throws RegistryError when the server refuses
 */
export async function deployPlaces(couch: Couch, version: string, classifier: string): Promise<Steps> {
  const stored = await read(couch, 'directory/places');
  if (stored && String(stored.version) > version) return [];
  const pieces = piecesOf(classifier);
  const range = `startkey=${encodeURIComponent('"places:"')}&endkey=${encodeURIComponent('"places;"')}`;
  const { rows } = await couch.demand('GET', `directory/_all_docs?${range}`);
  const there = new Map((rows as { id: string; value: { rev: string } }[]).map(({ id, value }) => [id, value.rev]));
  // A piece's name tells what is in it: the one that is there is this one.
  const lacking = pieces.filter(({ id }) => !there.has(id)).map(({ id: _id, text }) => ({ _id, text }));
  await writeAll(couch, lacking);
  const list = { _id: 'places', version, content: { regions, formerRegions, pieces: pieces.map(({ id }) => id) } };
  const steps = (await keepNewest(couch, list)) ? [stepOf(list)] : [];
  for (const { id } of pieces) there.delete(id);
  await writeAll(
    couch,
    [...there].map(([_id, _rev]) => ({ _id, _rev, _deleted: true })),
  );
  return steps;
}

async function writeAll(couch: Couch, docs: object[]): Promise<void> {
  if (docs.length === 0) return;
  const rows = (await couch.demand('POST', 'directory/_bulk_docs', { docs })) as unknown as {
    id: string;
    error?: string;
  }[];
  const failed = rows.find(({ error }) => error !== undefined);
  if (failed) throw new RegistryError(`directory/${failed.id} could not be written: ${failed.error}`, 500);
}

async function keepNewest(couch: Couch, document: DirectoryDocument): Promise<boolean> {
  const stored = await read(couch, `directory/${document._id}`);
  return !(stored && String(stored.version) > document.version) && keep(couch, 'directory', document);
}

const stepOf = ({ _id, version }: DirectoryDocument) => `directory/${_id} ${version}`;
