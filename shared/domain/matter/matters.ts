import type { Both } from '../log/line.ts';
import { createKinship } from './kinship.ts';
import { knownOf, troubleCode, troublesOf } from './known.ts';
import { createLexicon, type WordData } from './lexicon.ts';
import { type Matter, matterOf } from './matter.ts';
import { createRarity } from './rarity.ts';
import { createSubjectModel } from './subject-model.ts';
import { type Weighed, weigh } from './weighed.ts';

/** All that is known of matters, before any paper of the office and by those that it learns from. */
export function createMatters(subjects: readonly { code: string; name: Both }[], data: WordData) {
  const lexicon = createLexicon(data);
  const kinship = createKinship();
  const rarity = createRarity(kinship);
  const model = createSubjectModel();
  const troubles = { kinship: createKinship(), model: createSubjectModel() };
  const unknown = [...subjects];

  function knowSome(count: number): boolean {
    for (const subject of unknown.splice(0, count)) {
      const known = knownOf(subject, { data, lexicon });
      if (!known) continue;
      model.know(subject.code, known.told);
      kinship.know(subject.code, known.used);
      for (const [at, trouble] of troublesOf(subject.code, known.told, { data, lexicon }).entries()) {
        const code = troubleCode(subject.code, at);
        troubles.kinship.know(code, trouble);
        troubles.model.know(code, trouble);
      }
    }
    return unknown.length > 0;
  }
  const knowing =
    <Asked extends unknown[], Answer>(ask: (...asked: Asked) => Answer) =>
    (...asked: Asked): Answer => {
      knowSome(unknown.length);
      return ask(...asked);
    };

  return {
    /**
     * Takes up what is known of so many more subjects before any paper; false: of all. It takes a while for all of them. Whatever is asked
     * before knows all first.
     */
    knowSome,
    matterOf: (text: string, summary = ''): Matter => matterOf(text, lexicon, summary),
    weigh: knowing(
      (matter: Matter): Weighed =>
        weigh(matter, {
          rarity: rarity.of,
          subjects: { kinship, topicOf: model.topicOf },
          troubles: { kinship: troubles.kinship, topicOf: troubles.model.topicOf },
        }),
    ),
    rarity: { add: rarity.add, of: knowing(rarity.of) },
    subjects: {
      learn: knowing(model.learn),
      guess: knowing(model.guess),
      /** How many papers it has learned from. */
      get papers() {
        return model.papers;
      },
    },
  };
}
