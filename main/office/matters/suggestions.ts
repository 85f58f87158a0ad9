import type { CompetentBody, ExecutorSuggested, SubjectSuggested } from '../../../shared/contract/matters.ts';
import type { Both } from '../../../shared/domain/log/line.ts';
import { competentBody } from '../../../shared/domain/matter/competent-body.ts';
import { rankExecutors } from '../../../shared/domain/matter/executor-choice.ts';
import { parseKatoCode, regions } from '../../../shared/domain/places/kato-code.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { isHere } from '../people/presence.ts';
import type { Learning } from './learning.ts';

/** The likeliest subjects of a text, best first. They are offered; nothing is chosen by itself. */
export function suggestSubjects(
  { assets }: OpenOffice,
  learning: Learning,
  { summary, text, limit }: { summary: string; text: string; limit: number },
): SubjectSuggested[] {
  const known = new Set(assets.subjects.map(({ code }) => code));
  return learning.subjects
    .guess(learning.matterOf(text, summary), limit + SPARE)
    .filter(({ code }) => known.has(code))
    .slice(0, limit)
    .map(({ code, share }) => ({ code, percent: Math.round(share * 100) }));
}

/** Subjects of earlier papers that a newer list no longer has. */
const SPARE = 5;
/** Whose open papers are counted: those who had most. */
const COUNTED = 6;
const PROPOSED = 3;

/** Who had papers of this subject, the least loaded first; nobody who is away, has left, or executes papers no longer. */
export async function suggestExecutors(
  office: OpenOffice,
  learning: Learning,
  subject: string,
): Promise<ExecutorSuggested[]> {
  if (subject === '') return [];
  const had = learning.experience.of(subject);
  const here = office.records.staff
    .filter((person) => had.has(person.id) && isHere(office, person.id) && executes(office, person.id))
    .map(({ id }) => ({ id, had: had.get(id)! }))
    .sort((a, b) => b.had - a.had)
    .slice(0, COUNTED);
  const candidates = await Promise.all(here.map(async (one) => ({ ...one, open: await openPapersOf(office, one.id) })));
  return rankExecutors(candidates).slice(0, PROPOSED);
}

/** Where roles are given to nobody, everybody does. */
function executes({ records, session }: OpenOffice, person: string): boolean {
  return !records.rolesGiven || session.memberOf(person)?.roles?.includes('executor') === true;
}

function openPapersOf({ store }: OpenOffice, executor: string): Promise<number> {
  return store.papers.count({ selector: { 'state.executor': executor, 'state.open': true } }).exec();
}

/** The body that a paper of this subject from this place is for; null when it is this one. */
export async function findCompetent(
  office: OpenOffice,
  { subject, place }: { subject: string; place: string },
): Promise<CompetentBody> {
  const { name, region } = office.records.settings;
  const around = await unitsOf(office, place);
  const found = competentBody(office.assets.competence, {
    subject,
    own: { name, region },
    place: around ?? { region, regionName: regionName(region) },
  });
  return found ?? null;
}

async function unitsOf({ assets }: OpenOffice, code: string) {
  const kato = parseKatoCode(code);
  if (!kato) return undefined;
  const index = await assets.places();
  const units = [...kato.parents, code].flatMap((unit) => index.get(unit));
  const district = units.find(({ level }) => level === 'district') ?? units.find(({ level }) => level === 'town');
  return { region: kato.region, regionName: regionName(kato.region), ...(district && { district: district.name }) };
}

function regionName(code: string): Both {
  const { kk = '', ru = '' } = regions.find((region) => region.code === code) ?? {};
  return { kk, ru };
}
