import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { higherBodySchema, subjectSchema } from '../../../shared/contract/shapes.ts';
import { compileLaw, type Law, type LawData } from '../../../shared/domain/law/law.ts';
import { createPlaceIndex, type PlaceIndex } from '../../../shared/domain/places/place-index.ts';
import { type PlaceRecord, readPlaces } from '../../../shared/domain/places/place-record.ts';

const subjectsFile = z.object({ subjects: z.array(subjectSchema) });
const bodiesFile = z.object({ bodies: z.array(higherBodySchema) });

/** The versioned data that ships with the program; a registry's `directory` may bring newer ones. */
export type Assets = {
  law: Law;
  /** As data, for the page to compile by itself. */
  lawData: LawData;
  subjects: z.infer<typeof subjectsFile>['subjects'];
  higherBodies: z.infer<typeof bodiesFile>['bodies'];
  /** The classifier of places is large: read when it is first asked for. */
  places: () => Promise<PlaceIndex>;
};

export async function readAssets(folder: string): Promise<Assets> {
  const read = async (...path: string[]): Promise<unknown> => JSON.parse(await readFile(join(folder, ...path), 'utf8'));
  const [calendar, terms, subjects, bodies] = await Promise.all([
    read('law', 'calendar.json'),
    read('law', 'terms.json'),
    read('subjects', 'subjects.json'),
    read('bodies', 'higher-bodies.json'),
  ]);
  const lawData = { calendar, terms } as LawData;
  return {
    law: compileLaw(lawData),
    lawData,
    subjects: subjectsFile.parse(subjects).subjects,
    higherBodies: bodiesFile.parse(bodies).bodies,
    places: lazily(() => openPlaces(join(folder, 'places', 'places.tsv'))),
  };
}

/** Lines read in one go, so that nobody waits long for the office meanwhile. */
const LINES_AT_ONCE = 1_000;

async function openPlaces(path: string): Promise<PlaceIndex> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  const records: PlaceRecord[] = [];
  for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
    records.push(...readPlaces(lines.slice(from, from + LINES_AT_ONCE).join('\n')));
    await nextTurn();
  }
  return createPlaceIndex(records);
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined; // what failed may go through the next time
      throw error;
    });
    return made;
  };
}
