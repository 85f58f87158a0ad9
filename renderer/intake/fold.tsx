import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from '../inputs/field.module.css';
import { useWords } from '../words.tsx';
import { fieldId } from './field.tsx';
import { type Fold as FoldName, fieldPaths, foldOf } from './fields.ts';
import { intake, useIntakeView } from './use-intake.ts';

/** Optional fields, there once they were asked for. What was typed in them cannot be folded out of sight again. */
export function Fold({ of, title, children }: { of: FoldName; title?: string; children: ReactNode }) {
  const open = useIntakeView().folds.includes(of);
  if (!open) return null;
  if (title === undefined) return children;
  return (
    <fieldset className={classes.titledFold}>
      <legend className={classes.foldTitle}>{title}</legend>
      {children}
    </fieldset>
  );
}

/** What can still be asked for; asking goes to the first of its fields. */
export function FoldButtons({ of }: { of: readonly FoldName[] }) {
  const { t } = useWords();
  const { folds } = useIntakeView();
  const asked = useRef<FoldName>(undefined);
  useEffect(() => {
    const fold = asked.current;
    if (fold === undefined || !folds.includes(fold)) return;
    asked.current = undefined;
    const first = fieldPaths.find((path) => foldOf(path) === fold);
    if (first) document.getElementById(fieldId(first))?.focus();
  }, [folds]);
  const closed = of.filter((fold) => !folds.includes(fold));
  if (closed.length === 0) return null;
  return (
    <fieldset className={classes.foldButtons}>
      <legend className={classes.hidden}>{t('intake.fold.label')}</legend>
      {closed.map((fold) => (
        <button
          key={fold}
          type="button"
          className={classes.foldButton}
          onClick={() => {
            asked.current = fold;
            intake.unfold(fold);
          }}
        >
          <IconPlus size={14} aria-hidden />
          {t(`intake.fold.${fold}`)}
        </button>
      ))}
    </fieldset>
  );
}
