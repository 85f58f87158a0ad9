import { readFileSync } from 'node:fs';
import { type AppealState, untouched } from '../../shared/books/appeals/state.ts';
import { type AppealEntry, emptyAppeal } from '../../shared/books/appeals.ts';
import { compileLaw, type LawData } from '../../shared/domain/law/law.ts';
import { fillTemplate } from '../../shared/letters/fill.ts';
import { letterKinds, letterLanguages } from '../../shared/letters/kinds.ts';
import { type Template, templateParts } from '../../shared/letters/template.ts';
import type { LetterSources } from '../../shared/letters/values.ts';
import { createWords } from '../../shared/words/words.ts';

export const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
export const law = compileLaw({
  calendar: read('assets/law/calendar.json'),
  terms: read('assets/law/terms.json'),
} as LawData);

export const builtIn = letterLanguages.flatMap((language) =>
  letterKinds.map((letter) => {
    const lines = read(`assets/letters/${language}/${letter}.json`) as Record<string, string[]>;
    const text = Object.fromEntries(Object.entries(lines).map(([part, of]) => [part, of.join('\n')])) as Template;
    return { language, letter, text };
  }),
);

export const entry = {
  receipt: {
    acceptedAt: '2026-12-01T09:05:00.000Z',
    registeredOn: '2026-12-01',
    zone: 'Asia/Atyrau',
    agency: '2300012',
    sample: false,
    clockBehind: false,
  },
  ...emptyAppeal('2026-12-01'),
} as unknown as AppealEntry;

export const state = {
  ...{ status: 'inWork', open: true, kind: 'application', way: 'byHand', registeredOn: '2026-12-01', acceptedAt: '' },
  ...{
    order: '',
    dueOn: '2026-12-22',
    subject: '',
    executor: '',
    from: 'Әлімқұлова Айгүл',
    summary: 'Жарық',
    agency: '',
  },
  ...untouched(),
} as unknown as AppealState;

export const sources = (change: Partial<LetterSources> = {}): LetterSources => ({
  letter: 'extensionNotice',
  words: createWords('ru'),
  law,
  settings: { name: { kk: 'Әкімдік', ru: 'Акимат' }, channels: { site: '', sms: '', phones: [], complaintPhone: '' } },
  number: '230012326010000016',
  entry,
  state,
  executor: { name: '', post: { kk: '', ru: '' } },
  clerk: { name: 'Сейтова А. Б.', post: { kk: 'бас маман', ru: 'главный специалист' } },
  typed: { number: '', date: '', signer: { name: '', post: '' } },
  today: '2026-12-18',
  ...change,
});

/** A whole letter as one text. */
export const textOf = (template: Template, values: Parameters<typeof fillTemplate>[1], language: 'kk' | 'ru') => {
  const { parts } = fillTemplate(template, values, createWords(language));
  return templateParts.flatMap((part) => parts[part].map((line) => line.map(({ text }) => text).join(''))).join('\n');
};
