import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLexicon, type WordData } from '../../../shared/domain/matter/lexicon.ts';
import { matterOf } from '../../../shared/domain/matter/matter.ts';
import { createRarity } from '../../../shared/domain/matter/rarity.ts';
import { relationOf } from '../../../shared/domain/matter/repeat.ts';
import { matchMatters, weigh } from '../../../shared/domain/matter/same-matter.ts';
import { createSubjectModel } from '../../../shared/domain/matter/subject-model.ts';

type Said = { summary: string; text: string };
type Pair = { a: Said; b: Said; same: boolean };
type Labelled = { text: string; subject: string };

const assets = join(import.meta.dirname, '../../../assets/subjects');
const sets = join(import.meta.dirname, '../../sets');
const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(...path), 'utf8'));

/**
 * How well repeats and subjects are told, on the halves of the labelled sets that nothing was fixed on; `_fix` on the other one. An office
 * without papers of its own for repeats; for subjects one that has decided the papers of the first half (`subject_top3`), and one
 * that has decided none (`subject_top3_new_office`).
 */
export function qualityFigures(): Record<string, number> {
  const data = read<WordData>(assets, 'words.json');
  const { subjects } = read<{ subjects: { code: string; name: { kk: string; ru: string } }[] }>(
    assets,
    'subjects.json',
  );
  const lexicon = createLexicon(data);
  const newModel = () => createSubjectModel(subjects, { data, lexicon });
  const model = newModel();
  const rarity = createRarity();

  const weighed = ({ summary, text }: Said) => {
    const matter = matterOf(text, lexicon, summary);
    return weigh(matter, model.topicOf, rarity.of);
  };
  const repeats = (half: 'fix' | 'held') => {
    const folder = join(sets, 'repeats', half);
    const pairs = readdirSync(folder).flatMap((file) => read<{ pairs: Pair[] }>(folder, file).pairs);
    const told = pairs.map(({ a, b, same }) => {
      const match = matchMatters(weighed(a), weighed(b));
      return { same, told: relationOf({ person: 'number', match, open: false, overdue: false }) !== undefined };
    });
    const right = told.filter((one) => one.told && one.same).length;
    return {
      pairs: pairs.length,
      precision: right / told.filter((one) => one.told).length,
      recall: right / told.filter(({ same }) => same).length,
    };
  };

  const held = read<Labelled[]>(sets, 'subjects', 'held.json');
  const top3 = (of: typeof model) => {
    const right = held.filter(({ text, subject }) =>
      of.guess(matterOf(text, lexicon), 3).some(({ code }) => code === subject),
    );
    return right.length / held.length;
  };
  const taught = newModel();
  for (const { text, subject } of read<Labelled[]>(sets, 'subjects', 'fix.json'))
    taught.learn(subject, matterOf(text, lexicon), 1);

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
    subject_top3_new_office: top3(model),
  };
}
