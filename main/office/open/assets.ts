import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { higherBodySchema, subjectSchema } from '../../../shared/contract/shapes.ts';
import { compileLaw, type Law, type LawData } from '../../../shared/domain/law/law.ts';
import { createPlaceIndex, type PlaceIndex, readPlaces } from '../../../shared/domain/places/place-index.ts';

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
    places: lazily(async () =>
      createPlaceIndex(readPlaces(await readFile(join(folder, 'places', 'places.tsv'), 'utf8'))),
    ),
  };
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
