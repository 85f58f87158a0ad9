import { createInstance } from 'i18next';
import { formatNumber } from './forms.ts';
import kkActions from './kk/actions.json' with { type: 'json' };
import kkApp from './kk/app.json' with { type: 'json' };
import kkCard from './kk/card.json' with { type: 'json' };
import kkControl from './kk/control.json' with { type: 'json' };
import kkDesk from './kk/desk.json' with { type: 'json' };
import kkExchange from './kk/exchange.json' with { type: 'json' };
import kkHistory from './kk/history.json' with { type: 'json' };
import kkIntake from './kk/intake.json' with { type: 'json' };
import kkJournal from './kk/journal.json' with { type: 'json' };
import kkLaw from './kk/law.json' with { type: 'json' };
import kkLetters from './kk/letters.json' with { type: 'json' };
import kkLists from './kk/lists.json' with { type: 'json' };
import kkMatter from './kk/matter.json' with { type: 'json' };
import kkPeople from './kk/people.json' with { type: 'json' };
import kkProblems from './kk/problems.json' with { type: 'json' };
import kkRefusals from './kk/refusals.json' with { type: 'json' };
import kkRegister from './kk/register.json' with { type: 'json' };
import kkSafety from './kk/safety.json' with { type: 'json' };
import kkScans from './kk/scans.json' with { type: 'json' };
import kkStart from './kk/start.json' with { type: 'json' };
import kkTalonPanel from './kk/talonPanel.json' with { type: 'json' };
import kkTerm from './kk/term.json' with { type: 'json' };
import kkToday from './kk/today.json' with { type: 'json' };
import kkValues from './kk/values.json' with { type: 'json' };
import ruActions from './ru/actions.json' with { type: 'json' };
import ruApp from './ru/app.json' with { type: 'json' };
import ruCard from './ru/card.json' with { type: 'json' };
import ruControl from './ru/control.json' with { type: 'json' };
import ruDesk from './ru/desk.json' with { type: 'json' };
import ruExchange from './ru/exchange.json' with { type: 'json' };
import ruHistory from './ru/history.json' with { type: 'json' };
import ruIntake from './ru/intake.json' with { type: 'json' };
import ruJournal from './ru/journal.json' with { type: 'json' };
import ruLaw from './ru/law.json' with { type: 'json' };
import ruLetters from './ru/letters.json' with { type: 'json' };
import ruLists from './ru/lists.json' with { type: 'json' };
import ruMatter from './ru/matter.json' with { type: 'json' };
import ruPeople from './ru/people.json' with { type: 'json' };
import ruProblems from './ru/problems.json' with { type: 'json' };
import ruRefusals from './ru/refusals.json' with { type: 'json' };
import ruRegister from './ru/register.json' with { type: 'json' };
import ruSafety from './ru/safety.json' with { type: 'json' };
import ruScans from './ru/scans.json' with { type: 'json' };
import ruStart from './ru/start.json' with { type: 'json' };
import ruTalonPanel from './ru/talonPanel.json' with { type: 'json' };
import ruTerm from './ru/term.json' with { type: 'json' };
import ruToday from './ru/today.json' with { type: 'json' };
import ruValues from './ru/values.json' with { type: 'json' };

/** The interface's languages: the state one first. */
export const interfaceLanguages = ['kk', 'ru'] as const;
export type InterfaceLanguage = (typeof interfaceLanguages)[number];

const kk = {
  actions: kkActions,
  app: kkApp,
  card: kkCard,
  control: kkControl,
  desk: kkDesk,
  exchange: kkExchange,
  history: kkHistory,
  intake: kkIntake,
  journal: kkJournal,
  law: kkLaw,
  letters: kkLetters,
  lists: kkLists,
  people: kkPeople,
  matter: kkMatter,
  problems: kkProblems,
  refusals: kkRefusals,
  register: kkRegister,
  safety: kkSafety,
  scans: kkScans,
  start: kkStart,
  talonPanel: kkTalonPanel,
  term: kkTerm,
  today: kkToday,
  values: kkValues,
};
const ru = {
  actions: ruActions,
  app: ruApp,
  card: ruCard,
  control: ruControl,
  desk: ruDesk,
  exchange: ruExchange,
  history: ruHistory,
  intake: ruIntake,
  journal: ruJournal,
  law: ruLaw,
  letters: ruLetters,
  lists: ruLists,
  people: ruPeople,
  matter: ruMatter,
  problems: ruProblems,
  refusals: ruRefusals,
  register: ruRegister,
  safety: ruSafety,
  scans: ruScans,
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
  const t: Translate = (key, params) => {
    const { count } = params ?? {};
    // What is counted is read by its gaps; a year or a paper's number is no count.
    const shown = typeof count === 'number' ? { ...params, count: formatNumber(count) } : params;
    return instance.t(key as string | string[], { ...params, ...(shown && { replace: shown }) });
  };
  return { language, t };
}
