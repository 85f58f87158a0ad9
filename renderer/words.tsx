import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Both } from '../shared/domain/log/line.ts';
import { groupNumber } from '../shared/domain/number/paper-number.ts';
import { createWords, type InterfaceLanguage, interfaceLanguages, type Translate } from '../shared/words/words.ts';
import { formatDate, formatInstant, formatNumber, formatTime } from './format.ts';

/** Everything a screen needs to speak: words and the forms of dates and numbers. */
export type Speech = {
  language: InterfaceLanguage;
  setLanguage: (language: InterfaceLanguage) => void;
  t: Translate;
  /** The text of the current language; the other one where it is empty. */
  both: (text: Both) => string;
  formatDate: typeof formatDate;
  formatTime: typeof formatTime;
  formatInstant: typeof formatInstant;
  formatNumber: typeof formatNumber;
  groupNumber: typeof groupNumber;
};

const STORED_AS = 'kense.language';

const SpeechContext = createContext<Speech | undefined>(undefined);

/** Gives the words to all below. Switching the language draws the texts anew and leaves every form as it is. */
export function WordsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(languageAtStart);
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(STORED_AS, language);
  }, [language]);
  const speech = useMemo<Speech>(
    () => ({
      ...createWords(language),
      setLanguage,
      both: (text) => text[language] || text.kk || text.ru,
      formatDate,
      formatTime,
      formatInstant,
      formatNumber,
      groupNumber,
    }),
    [language],
  );
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useWords(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error('useWords outside of WordsProvider');
  return speech;
}

/** As chosen last time, else the system's, else the state language. */
function languageAtStart(): InterfaceLanguage {
  const wanted = [localStorage.getItem(STORED_AS), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.map((tag) => interfaceLanguages.find((known) => known === tag)).find(Boolean) ?? 'kk';
}
