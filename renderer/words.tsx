import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { createWords, type InterfaceLanguage, interfaceLanguages } from '../shared/words/words.ts';
import { type Speech, speechOf } from './speech.ts';

type Spoken = Speech & { setLanguage: (language: InterfaceLanguage) => void };

const STORED_AS = 'kense.language';

const SpeechContext = createContext<Spoken | undefined>(undefined);

/** Gives the words to all below. Switching the language draws the texts anew and leaves every form as it is. */
export function WordsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(languageAtStart);
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(STORED_AS, language);
  }, [language]);
  const spoken = useMemo(() => ({ ...speechOf(createWords(language)), setLanguage }), [language]);
  return <SpeechContext value={spoken}>{children}</SpeechContext>;
}

/** The words of the current language, and how to choose another. */
export function useWords(): Spoken {
  const spoken = useContext(SpeechContext);
  if (!spoken) throw new Error('useWords outside of WordsProvider');
  return spoken;
}

/** As chosen last time, else the system's, else the state language. */
function languageAtStart(): InterfaceLanguage {
  const wanted = [localStorage.getItem(STORED_AS), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.map((tag) => interfaceLanguages.find((known) => known === tag)).find(Boolean) ?? 'kk';
}
