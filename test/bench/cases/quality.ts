import { createMatters } from '../../../shared/domain/matter/matters.ts';
import { relationOf } from '../../../shared/domain/matter/repeat.ts';
import { matchMatters } from '../../../shared/domain/matter/same-matter.ts';
import { readLabelled, readPairs, readSubjects, readWords, type Said } from '../matters/sets.ts';

/**
 * How well repeats and subjects are told, on the halves of the labelled sets that nothing was fixed on; `_fix` on the other one. An office
 * without papers of its own for repeats; for subjects one that has decided the papers of the first half (`subject_top3`), and one
 * that has decided none (`subject_top3_new_office`).
 */
export function qualityFigures(): Record<string, number> {
  const [subjects, words] = [readSubjects(), readWords()];
  const newOffice = createMatters(subjects, words);
  const { matterOf, weigh } = newOffice;

  const weighed = ({ summary, text }: Said) => weigh(matterOf(text, summary));
  const repeats = (half: 'fix' | 'held') => {
    const told = readPairs(half).map(({ a, b, same }) => {
      const match = matchMatters(weighed(b), weighed(a));
      return { same, told: relationOf({ person: 'number', match, open: false, overdue: false }) !== undefined };
    });
    const right = told.filter((one) => one.told && one.same).length;
    return {
      pairs: told.length,
      precision: right / told.filter((one) => one.told).length,
      recall: right / told.filter(({ same }) => same).length,
    };
  };

  const held = readLabelled('held');
  const top3 = (model: Pick<typeof newOffice.subjects, 'guess'>) => {
    const right = held.filter(({ text, subject }) =>
      model.guess(matterOf(text), 3).some(({ code }) => code === subject),
    );
    return right.length / held.length;
  };
  const taught = createMatters(subjects, words).subjects;
  for (const { text, subject } of readLabelled('fix')) taught.learn(subject, matterOf(text), 1);

  const [fix, unseen] = [repeats('fix'), repeats('held')];
  return {
    repeat_pairs: unseen.pairs,
    repeat_precision: unseen.precision,
    repeat_recall: unseen.recall,
    repeat_pairs_fix: fix.pairs,
    repeat_precision_fix: fix.precision,
    repeat_recall_fix: fix.recall,
    subject_papers: held.length,
    subject_top3: top3(taught),
    subject_top3_new_office: top3(newOffice.subjects),
  };
}
