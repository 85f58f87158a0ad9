import type { ReactNode } from 'react';
import { LanguageSwitch } from '../frame/top-bar.tsx';
import { useWords } from '../words.tsx';
import classes from './start.module.css';

/** A screen without the frame: name, language, and what it is about. */
export function Plain({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  const { t } = useWords();
  return (
    <div className={classes.plain}>
      <header className={classes.plainHead}>
        <span className={classes.name}>{t('app.name')}</span>
        <LanguageSwitch />
      </header>
      <main className={classes.plainBody} data-wide={wide || undefined}>
        {children}
      </main>
    </div>
  );
}
