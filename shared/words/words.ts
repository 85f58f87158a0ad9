import { createInstance } from 'i18next';
import kkApp from './kk/app.json';
import kkCard from './kk/card.json';
import kkDesk from './kk/desk.json';
import kkHistory from './kk/history.json';
import kkIntake from './kk/intake.json';
import kkJournal from './kk/journal.json';
import kkProblems from './kk/problems.json';
import kkSafety from './kk/safety.json';
import kkStart from './kk/start.json';
import kkTalonPanel from './kk/talonPanel.json';
import kkTerm from './kk/term.json';
import kkToday from './kk/today.json';
import kkValues from './kk/values.json';
import ruApp from './ru/app.json';
import ruCard from './ru/card.json';
import ruDesk from './ru/desk.json';
import ruHistory from './ru/history.json';
import ruIntake from './ru/intake.json';
import ruJournal from './ru/journal.json';
import ruProblems from './ru/problems.json';
import ruSafety from './ru/safety.json';
import ruStart from './ru/start.json';
import ruTalonPanel from './ru/talonPanel.json';
import ruTerm from './ru/term.json';
import ruToday from './ru/today.json';
import ruValues from './ru/values.json';

/** The interface's languages: the state one first. */
export const interfaceLanguages = ['kk', 'ru'] as const;
export type InterfaceLanguage = (typeof interfaceLanguages)[number];

const kk = {
  app: kkApp,
  card: kkCard,
  desk: kkDesk,
  history: kkHistory,
  intake: kkIntake,
  journal: kkJournal,
  problems: kkProblems,
  safety: kkSafety,
  start: kkStart,
  talonPanel: kkTalonPanel,
  term: kkTerm,
  today: kkToday,
  values: kkValues,
};
const ru = {
  app: ruApp,
  card: ruCard,
  desk: ruDesk,
  history: ruHistory,
  intake: ruIntake,
  journal: ruJournal,
  problems: ruProblems,
  safety: ruSafety,
  start: ruStart,
  talonPanel: ruTalonPanel,
  term: ruTerm,
  today: ruToday,
  values: ruValues,
};

/** Both catalogues: an area is a file, a key is `area.name` or deeper. */
export const catalogues = { kk, ru };

type PluralForm = 'one' | 'few' | 'many' | 'other';
/** Keys without the plural form: `papers_one`, `papers_few` … are asked for as `papers`. */
type Singular<Key extends string> = Key extends `${infer Stem}_${PluralForm}` ? Stem : Key;
type Paths<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Singular<Key> : `${Singular<Key>}.${Paths<Tree[Key]>}`;
}[keyof Tree & string];

/** Every key of the catalogues. */
export type WordKey = Paths<typeof kk>;

/** Compiles only while both catalogues have the same keys. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
true satisfies Same<Paths<typeof kk>, Paths<typeof ru>>;

export type WordParams = Readonly<Record<string, string | number>>;

/**
 * The text of a key, with `{{name}}` filled in; `count` picks the plural form. A key that is put together while running (a
 * status, a problem's code) may be missing in an older program: then the first known one of a list is taken.
 */
export type Translate = (key: WordKey | readonly [string, ...string[], WordKey], params?: WordParams) => string;

export type Words = { language: InterfaceLanguage; t: Translate };

/** The words of one language. Plural forms follow `Intl.PluralRules`: Russian one, few, many; Kazakh one, other. */
export function createWords(language: InterfaceLanguage): Words {
  const instance = createInstance({
    lng: language,
    resources: { [language]: { translation: catalogues[language] } },
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  void instance.init();
  const t: Translate = (key, params) => instance.t(key as string | string[], { ...params });
  return { language, t };
}
