import type { Both } from '../log/line.ts';
import { createKinship } from './kinship.ts';
import { knownOf } from './known.ts';
import { createLexicon, type WordData } from './lexicon.ts';
import { type Matter, matterOf } from './matter.ts';
import { createRarity } from './rarity.ts';
import { createSubjectModel } from './subject-model.ts';
import { type Weighed, weigh } from './weighed.ts';

/** All that is known of matters, before any paper of the office and by those that it learns from. */
export function createMatters(subjects: readonly { code: string; name: Both }[], data: WordData) {
  const lexicon = createLexicon(data);
  const known = knownOf(subjects, { data, lexicon });
  const kinship = createKinship(known);
  const rarity = createRarity(kinship);
  const model = createSubjectModel(known);
  return {
    rarity,
    subjects: model,
    matterOf: (text: string, summary = ''): Matter => matterOf(text, lexicon, summary),
    weigh: (matter: Matter): Weighed => weigh(matter, { topicOf: model.topicOf, rarity: rarity.of, kinship }),
  };
}
