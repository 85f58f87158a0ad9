import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Both } from '../../../shared/domain/log/line.ts';
import type { WordData } from '../../../shared/domain/matter/lexicon.ts';

export type Said = { summary: string; text: string };
export type Pair = { a: Said; b: Said; same: boolean };
export type Labelled = { text: string; subject: string };

const assets = join(import.meta.dirname, '../../../assets/subjects');
const sets = join(import.meta.dirname, '../../sets');
const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(...path), 'utf8'));

export const readWords = (): WordData => read(assets, 'words.json');
export const readSubjects = (): { code: string; name: Both }[] =>
  read<{ subjects: { code: string; name: Both }[] }>(assets, 'subjects.json').subjects;

/** The pairs of one half, each with the topic that its file holds. */
export function readPairs(half: 'fix' | 'held'): (Pair & { topic: string })[] {
  const folder = join(sets, 'repeats', half);
  return readdirSync(folder)
    .sort()
    .flatMap((topic) => read<{ pairs: Pair[] }>(folder, topic).pairs.map((pair) => ({ ...pair, topic })));
}

export const readLabelled = (half: 'fix' | 'held'): Labelled[] => read(sets, 'subjects', `${half}.json`);
