import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ways } from '../../shared/books/appeals/ways.ts';
import { type AppealIntake, appealIntakeSchema, applicantTypes, languages } from '../../shared/books/appeals.ts';
import { bodySchema, bothSchema, higherBodySchema, personSchema, subjectSchema } from '../../shared/contract/shapes.ts';
import { fromDayNumber, toDayNumber } from '../../shared/domain/date/iso-date.ts';
import { checkBin, checkIin, type IdentityCheck } from '../../shared/domain/identity/iin-bin.ts';
import { compileLaw, type LawData } from '../../shared/domain/law/law.ts';
import type { CompetenceData } from '../../shared/domain/matter/competent-body.ts';
import type { WordData } from '../../shared/domain/matter/lexicon.ts';

const read = (...path: string[]): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../assets', ...path), 'utf8'));

const { subjects } = z.object({ subjects: z.array(subjectSchema) }).parse(read('subjects', 'subjects.json'));
const { bodies } = z.object({ bodies: z.array(higherBodySchema) }).parse(read('bodies', 'higher-bodies.json'));
const office = bodySchema
  .extend({ staff: z.array(personSchema), clerk: z.string() })
  .parse(read('demo', 'office.json'));
const law = compileLaw({ calendar: read('law', 'calendar.json'), terms: read('law', 'terms.json') } as LawData);

type DemoPaper = {
  daysAgo: number;
  time: string;
  arrivedDaysAgo: number;
  senderDaysAgo?: number;
  idWarnings?: string[];
  intake: Omit<AppealIntake, 'paper'> & { paper: Omit<AppealIntake['paper'], 'arrivedOn' | 'senderDate'> };
};
const { papers } = read('demo', 'papers.json') as { papers: DemoPaper[] };

const TODAY = '2026-11-23';
const dayBefore = (days: number) => fromDayNumber(toDayNumber(TODAY) - days);

/** The paper as it is typed when the demo is made today. */
function intakeOf({ intake, arrivedDaysAgo, senderDaysAgo }: DemoPaper): AppealIntake {
  const senderDate = senderDaysAgo === undefined ? '' : dayBefore(senderDaysAgo);
  return { ...intake, paper: { ...intake.paper, arrivedOn: dayBefore(arrivedDaysAgo), senderDate } };
}

function checkIdentity({ applicant }: DemoPaper['intake']): IdentityCheck {
  return applicant.type === 'legalEntity' ? checkBin(applicant.idNumber, TODAY) : checkIin(applicant.idNumber, TODAY);
}

/** Sex by the patronymic at the end of a full name; undefined where there is none. */
function sexByPatronymic(name: string): 'male' | 'female' | undefined {
  if (/(ович|евич|ич|ұлы|улы)$/u.test(name)) return 'male';
  return /(овна|евна|ична|қызы|кызы)$/u.test(name) ? 'female' : undefined;
}

function repeated(values: string[]): string[] {
  return values.filter((value, i) => values.indexOf(value) !== i);
}

/** A Latin letter inside a Cyrillic word: looks right, is never found. */
function mixedScripts(text: string): string[] {
  return text.match(/\p{Script=Cyrillic}+\p{Script=Latin}+|\p{Script=Latin}+\p{Script=Cyrillic}+/gu) ?? [];
}

describe('subjects', () => {
  test('stand in three levels, each below a parent that comes before it', () => {
    const seen = new Set<string>();
    for (const { code } of subjects) {
      expect(code).toMatch(/^\d\d(\.\d\d){0,2}$/);
      const parent = code.split('.').slice(0, -1).join('.');
      expect(parent === '' || seen.has(parent), `${code} has no parent`).toBe(true);
      seen.add(code);
    }
    const ofLevel = (level: number) => subjects.filter(({ code }) => code.split('.').length === level).length;
    expect([ofLevel(1), ofLevel(2), ofLevel(3)]).toEqual([19, 93, 247]);
  });

  test('leave no category or issue without something below it', () => {
    const childless = subjects.filter(
      ({ code }) => code.length < 8 && !subjects.some((other) => other.code.startsWith(`${code}.`)),
    );
    expect(childless).toEqual([]);
  });

  test('have a name in both languages, and no code or name twice', () => {
    for (const pick of [
      (subject: (typeof subjects)[number]) => subject.code,
      (subject: (typeof subjects)[number]) => subject.name.kk,
      (subject: (typeof subjects)[number]) => subject.name.ru,
    ]) {
      expect(subjects.map(pick)).not.toContain('');
      expect(repeated(subjects.map(pick))).toEqual([]);
    }
  });
});

describe('higher bodies', () => {
  test('have a lasting id of plain words and a name in both languages, none twice', () => {
    for (const { id, name } of bodies) {
      expect(id).toMatch(/^[a-z][A-Za-z]{2,39}$/);
      expect(Object.values(name)).not.toContain('');
    }
    expect(repeated(bodies.flatMap(({ id, name }) => [id, name.kk, name.ru]))).toEqual([]);
  });

  test('have the akim of each of the twenty regions', () => {
    expect(bodies.filter(({ id }) => id.startsWith('akim'))).toHaveLength(20);
  });
});

describe('the demo office', () => {
  test('is a sample with a clerk among its staff', () => {
    expect(office.agency).toBe('00000');
    expect(office.staff.map(({ id }) => id)).toContain(office.clerk);
    expect(repeated(office.staff.flatMap(({ id, name }) => [id, name]))).toEqual([]);
    for (const { post } of office.staff) expect(Object.values(bothSchema.parse(post))).not.toContain('');
  });
});

describe('the papers of the demo', () => {
  test.each(papers.map((paper) => [paper.intake.paper.summary, paper] as const))('%s', (_summary, paper) => {
    const intake = appealIntakeSchema.parse(intakeOf(paper));
    // What is stored is what was written: cleaning finds nothing to clean.
    expect(intake).toEqual(intakeOf(paper));
    expect(law.kindOf(intake.paper.kind)).toBeDefined();
    expect(subjects.map(({ code }) => code)).toContain(intake.paper.subject);
    const { executor } = intake.handling;
    if (executor.id !== '') expect(office.staff).toContainEqual(expect.objectContaining(executor));
    const { higherBody } = intake.paper;
    if (higherBody.id !== '') {
      const names = Object.values(bodies.find(({ id }) => id === higherBody.id)?.name ?? {});
      expect(names).toContain(higherBody.name);
    }
    expect(paper.time).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
    expect(paper.arrivedDaysAgo).toBeGreaterThanOrEqual(paper.daysAgo);
    expect(paper.senderDaysAgo ?? Infinity).toBeGreaterThanOrEqual(paper.arrivedDaysAgo);
    expect(mixedScripts(JSON.stringify(Object.values(intake.paper)).replaceAll('\\n', ' '))).toEqual([]);
  });

  test('have right IIN and BIN, but for the few that say what is wrong with them', () => {
    for (const { intake, idWarnings } of papers) {
      const { applicant } = intake;
      if (applicant.idNumber !== '') {
        expect(checkIdentity(intake).warnings, applicant.name).toEqual(idWarnings ?? []);
      }
      const { representative } = applicant;
      if (representative.name !== '') {
        expect(checkIin(representative.idNumber, TODAY), representative.name).toMatchObject({
          warnings: [],
          sex: sexByPatronymic(representative.name),
        });
      }
    }
    const wrong = papers.filter(({ idWarnings }) => idWarnings !== undefined);
    expect(wrong.length).toBeGreaterThan(0);
    expect(wrong.length).toBeLessThanOrEqual(3);
  });

  test('are of people whose IIN agrees with their name, all of age to write', () => {
    for (const { intake, idWarnings } of papers) {
      const { applicant } = intake;
      if (idWarnings || applicant.idNumber === '' || applicant.type === 'legalEntity') continue;
      const person = applicant.type === 'collective' ? applicant.contact : applicant.name;
      const { sex, birthDate } = checkIdentity(intake);
      expect(sexByPatronymic(person) ?? sex, person).toBe(sex);
      expect(toDayNumber(TODAY) - toDayNumber(birthDate!), person).toBeGreaterThan(16 * 365);
    }
  });

  test('come from nobody who really can be called', () => {
    for (const { intake } of papers) {
      const { phone, email, representative } = intake.applicant;
      for (const number of [phone, representative.phone]) expect(number).toMatch(/^$|^\+7 700 000 \d\d \d\d$/);
      expect(email).toMatch(/^$|^[a-z.-]+@[a-z\-.]+\.example$/);
    }
  });

  test('stand in the order of registration, over sixty days, some of them after hours', () => {
    const moments = papers.map(({ daysAgo, time }) => `${dayBefore(daysAgo)} ${time}`);
    expect(moments).toEqual([...moments].sort());
    expect(repeated(moments)).toEqual([]);
    expect(papers.filter(({ daysAgo }) => daysAgo > 60)).toEqual([]);
    expect(papers.filter(({ daysAgo }) => daysAgo <= 1).length).toBeGreaterThan(10);
    expect(papers.filter(({ time }) => time > '18:30').length).toBeGreaterThan(2);
  });

  test('are many and of every sort a desk sees', () => {
    const count = (pick: (paper: DemoPaper) => string) => {
      const counts: Record<string, number> = {};
      for (const value of papers.map(pick)) counts[value] = (counts[value] ?? 0) + 1;
      return counts;
    };
    expect(papers.length).toBeGreaterThanOrEqual(72);

    const kinds = count(({ intake }) => intake.paper.kind);
    const six = ['application', 'complaint', 'message', 'proposal', 'response', 'request'];
    expect(Object.keys(kinds)).toEqual(expect.arrayContaining(six));
    expect(Object.keys(kinds).filter((kind) => !six.includes(kind)).length).toBeGreaterThanOrEqual(4);
    const groups = new Set(law.kinds.map(({ group }) => group));
    expect(new Set(Object.keys(kinds).map((kind) => law.kindOf(kind)?.group))).toEqual(groups);

    expect(Object.keys(count(({ intake }) => intake.applicant.type)).sort()).toEqual([...applicantTypes].sort());
    expect(Object.keys(count(({ intake }) => intake.paper.way)).sort()).toEqual([...ways].sort());
    const byLanguage = count(({ intake }) => intake.paper.language);
    expect(Object.keys(byLanguage).sort()).toEqual([...languages].sort());
    expect(byLanguage.state! / papers.length).toBeGreaterThan(0.5);
    expect(byLanguage.official! / papers.length).toBeGreaterThan(0.3);
    const categories = count(({ intake }) => intake.paper.subject.slice(0, 2));
    expect(Object.keys(categories).length).toBe(subjects.filter(({ code }) => code.length === 2).length);
  });

  test('have their special cases: repeats, representatives, other addressees, higher bodies, long texts', () => {
    const having = (holds: (intake: DemoPaper['intake']) => boolean) => papers.filter(({ intake }) => holds(intake));
    expect(having(({ applicant }) => applicant.representative.basis !== '').length).toBeGreaterThanOrEqual(3);
    expect(having(({ paper }) => !paper.addressee.own).length).toBeGreaterThanOrEqual(2);
    expect(having(({ paper }) => paper.higherBody.id !== '').length).toBeGreaterThanOrEqual(4);
    expect(having(({ paper }) => paper.text.length >= 1_500).length).toBeGreaterThanOrEqual(3);
    const ids = papers.map(({ intake }) => intake.applicant.idNumber).filter((id) => id !== '');
    expect(repeated(ids)).toHaveLength(1);
  });

  test('are each written anew', () => {
    expect(repeated(papers.map(({ intake }) => intake.paper.summary))).toEqual([]);
    const openings = papers.map(({ intake }) => intake.paper.text.slice(0, 40));
    expect(repeated(openings)).toEqual([]);
  });

  test('need every letter that only Kazakh has, in names', () => {
    const names = papers.map(({ intake }) => intake.applicant.name.toLowerCase()).join();
    for (const letter of 'әғқңөұүһі') expect(names).toContain(letter);
  });
});

describe('words of subjects', () => {
  const words = read('subjects', 'words.json') as WordData;
  const codes = new Set(subjects.map(({ code }) => code));

  test('tell every deepest subject, by meanings that have words in both languages or one', () => {
    const deepest = [...codes].filter((code) => ![...codes].some((other) => other.startsWith(`${code}.`)));
    expect(deepest.filter((code) => words.subjects[code] === undefined)).toEqual([]);
    for (const of of [words.subjects, words.examples, words.besides, words.troubles])
      expect(Object.keys(of).filter((code) => !codes.has(code))).toEqual([]);
    const named = Object.values(words.subjects).flatMap((meanings) => meanings.split(' '));
    expect(named.filter((meaning) => words.meanings[meaning] === undefined)).toEqual([]);
    expect(Object.values(words.meanings).filter(({ kk, ru }) => `${kk}${ru}`.trim() === '')).toEqual([]);
  });

  test('tell of every deepest subject which troubles there are, in both languages', () => {
    const deepest = [...codes].filter((code) => ![...codes].some((other) => other.startsWith(`${code}.`)));
    expect(deepest.filter((code) => (words.troubles[code] ?? []).length === 0)).toEqual([]);
    const troubles = Object.values(words.troubles).flat();
    expect(troubles.filter(({ kk, ru }) => kk === '' || ru === '')).toEqual([]);
  });

  test('stand under one meaning each', () => {
    const owners = new Map<string, string[]>();
    for (const [name, { kk, ru }] of Object.entries(words.meanings))
      for (const word of new Set(`${kk} ${ru}`.split(' ').filter((one) => one !== '')))
        owners.set(word, [...(owners.get(word) ?? []), name]);
    expect([...owners].filter(([, names]) => names.length > 1)).toEqual([]);
  });

  test('and competent bodies are of subjects and bodies that there are', () => {
    const competence = read('bodies', 'competent.json') as CompetenceData;
    expect(Object.keys(competence.subjects).filter((code) => !codes.has(code))).toEqual([]);
    expect(Object.values(competence.subjects).filter((body) => !competence.bodies[body])).toEqual([]);
    for (const { name } of Object.values(competence.bodies)) expect(name.kk !== '' && name.ru !== '').toBe(true);
  });
});
