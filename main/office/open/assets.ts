import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { type ScanLimits, scanLimitsSchema } from '../../../shared/contract/scans.ts';
import { bothSchema, higherBodySchema, subjectSchema } from '../../../shared/contract/shapes.ts';
import { compileLaw, type Law, type LawData, type OwnDay, type StartRule } from '../../../shared/domain/law/law.ts';
import type { CompetenceData } from '../../../shared/domain/matter/competent-body.ts';
import type { WordData } from '../../../shared/domain/matter/lexicon.ts';
import { indexInTurns } from '../../../shared/domain/places/index-in-turns.ts';
import { CLASSIFIER_VERSION } from '../../../shared/domain/places/kato-code.ts';
import type { PlaceIndex } from '../../../shared/domain/places/place-index.ts';
import { letterKinds, letterLanguages } from '../../../shared/letters/kinds.ts';
import { type Template, templateParts, templateSchema } from '../../../shared/letters/template.ts';

/** What an office works by: each part is data with a version of its own. */
export const parts = ['calendar', 'terms', 'subjects', 'bodies', 'places'] as const;
export type Part = (typeof parts)[number];

const subjectsFile = z.object({ subjects: z.array(subjectSchema) });
const bodiesFile = z.object({ bodies: z.array(higherBodySchema) });
const wordsFile = z.object({
  ordinary: bothSchema,
  earlier: bothSchema,
  meanings: z.record(z.string(), bothSchema),
  subjects: z.record(z.string(), z.string()),
  examples: z.record(z.string(), bothSchema),
  besides: z.record(z.string(), bothSchema),
  troubles: z.record(z.string(), z.array(bothSchema)),
});
const competenceFile = z.object({
  bodies: z.record(
    z.string(),
    z.object({ level: z.enum(['district', 'region', 'republic']), name: bothSchema, akimat: z.boolean().optional() }),
  ),
  subjects: z.record(z.string(), z.string()),
});
const letterFile = z.object(Object.fromEntries(templateParts.map((part) => [part, z.array(z.string())])));
const placesContent = z.object({ classifier: z.string() });

/** The versioned data of one moment: as it ships with the program, or with newer parts (directory.ts). */
export type Assets = {
  /** The day each part was last changed in meaning; later ones are greater as text. */
  versions: Readonly<Record<Part, string>>;
  law: Law;
  /** As data, for the page to compile by itself. */
  lawData: LawData;
  subjects: z.infer<typeof subjectsFile>['subjects'];
  higherBodies: z.infer<typeof bodiesFile>['bodies'];
  /** What citizens call things: by it subjects are told and texts compared. */
  words: WordData;
  /** Which body decides which subject. */
  competence: CompetenceData;
  /** What may be added to a paper. */
  scanLimits: ScanLimits;
  /** The classifier's text, as `places.tsv` is written. */
  classifier: () => Promise<string>;
  /** The built-in texts of letters, by `<letter>.<language>`. */
  letters: ReadonlyMap<string, Template>;
  /** The classifier of places is large: read when it is first asked for. */
  places: () => Promise<PlaceIndex>;
};

/** What ships with the program. */
export async function readAssets(folder: string): Promise<Assets> {
  const read = async (...path: string[]): Promise<unknown> => JSON.parse(await readFile(join(folder, ...path), 'utf8'));
  const [calendar, terms, subjects, words, bodies, competence, scans, letters] = await Promise.all([
    read('law', 'calendar.json'),
    read('law', 'terms.json'),
    read('subjects', 'subjects.json'),
    read('subjects', 'words.json'),
    read('bodies', 'higher-bodies.json'),
    read('bodies', 'competent.json'),
    read('scans', 'limits.json'),
    readLetters(read),
  ]);
  const lawData = { calendar, terms } as LawData;
  return {
    versions: {
      calendar: versionOf(calendar),
      terms: versionOf(terms),
      subjects: versionOf(subjects),
      bodies: versionOf(bodies),
      places: CLASSIFIER_VERSION,
    },
    law: compileLaw(lawData),
    lawData,
    subjects: subjectsFile.parse(subjects).subjects,
    higherBodies: bodiesFile.parse(bodies).bodies,
    words: wordsFile.parse(words),
    competence: competenceFile.parse(competence),
    scanLimits: scanLimitsSchema.parse(scans),
    letters,
    ...placesIn(() => readFile(join(folder, 'places', 'places.tsv'), 'utf8')),
  };
}

/** A file a letter and language; parts of the text are lists of lines. */
async function readLetters(read: (...path: string[]) => Promise<unknown>): Promise<ReadonlyMap<string, Template>> {
  const all = letterLanguages.flatMap((language) => letterKinds.map((letter) => ({ language, letter })));
  return new Map(
    await Promise.all(
      all.map(async ({ language, letter }): Promise<[string, Template]> => {
        const lines = letterFile.parse(await read('letters', language, `${letter}.json`));
        const texts = Object.entries(lines).map(([part, of]) => [part, of.join('\n')]);
        return [`${letter}.${language}`, templateSchema.parse(Object.fromEntries(texts))];
      }),
    ),
  );
}

/**
 * The same with one part in another version. `content` is what the registry's directory carries: the file as it ships with a
 * program, of places (which it carries in pieces) `{ classifier }`, the text of `places.tsv`.
 *
 * @throws Error when the content is not what this program can work by
 */
export function withPart(assets: Assets, part: Part, version: string, content: unknown): Assets {
  const versions = { ...assets.versions, [part]: version };
  switch (part) {
    case 'calendar':
    case 'terms': {
      const lawData = { ...assets.lawData, [part]: content } as LawData;
      return { ...assets, versions, lawData, law: compileLaw(lawData) };
    }
    case 'subjects':
      return { ...assets, versions, subjects: subjectsFile.parse(content).subjects };
    case 'bodies':
      return { ...assets, versions, higherBodies: bodiesFile.parse(content).bodies };
    case 'places': {
      const { classifier } = placesContent.parse(content);
      return { ...assets, versions, ...placesIn(async () => classifier) };
    }
  }
}

function placesIn(classifier: Assets['classifier']): Pick<Assets, 'classifier' | 'places'> {
  return { classifier, places: lazily(async () => indexInTurns(await classifier(), nextTurn)) };
}

/** What the office itself has entered and chosen of the law. */
export type OwnLaw = { days: OwnDay[]; startRule: StartRule | undefined };

/** The same with the days that the office has entered and its way of counting, whatever came as law and comes after. */
export function withOwnLaw(assets: Assets, own: OwnLaw): Assets {
  const lawData: LawData = { ...assets.lawData, ...own };
  return { ...assets, lawData, law: compileLaw(lawData) };
}

function versionOf(file: unknown): string {
  return z.object({ version: z.string() }).parse(file).version;
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
