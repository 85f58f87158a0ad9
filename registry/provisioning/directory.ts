import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CLASSIFIER_VERSION, formerRegions, regions } from '../../shared/domain/places/kato-code.ts';
import { type Couch, keep, read } from '../deploy/couch.ts';
import type { Steps } from '../deploy/deploy.ts';

const ASSETS = fileURLToPath(new URL('../../assets', import.meta.url));

/** Documents of the directory and the files they are made from (assets/README.md). */
const FILES: Record<string, string> = {
  terms: 'law/terms.json',
  calendar: 'law/calendar.json',
  subjects: 'subjects/subjects.json',
  bodies: 'bodies/higher-bodies.json',
};

/** A versioned document of the directory: `content` is the file as it ships with the program; of places, the codes of regions and the classifier's text. */
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
  const classifier = readFileSync(`${ASSETS}/${PLACES}`, 'utf8');
  documents.push({ _id: 'places', version: CLASSIFIER_VERSION, content: { regions, formerRegions, classifier } });
  const steps: Steps = [];
  for (const document of documents) {
    const stored = await read(couch, `directory/${document._id}`);
    if (stored && String(stored.version) > document.version) continue;
    if (await keep(couch, 'directory', document)) steps.push(`directory/${document._id} ${document.version}`);
  }
  return steps;
}
