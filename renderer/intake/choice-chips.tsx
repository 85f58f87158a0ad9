import classes from '../inputs/field.module.css';
import { useWords } from '../words.tsx';
import { fieldId, useField } from './field.tsx';
import type { FieldPath } from './fields.ts';
import { intake, useTyped } from './use-intake.ts';

type Props = { path: FieldPath; options: readonly { value: string; label: string; title?: string }[]; inRow?: boolean };

/** A choice of a few, all in sight; arrows choose, Enter goes on. */
export function ChoiceChips({ path, options, inRow = false }: Props) {
  const { label, error } = useField(path);
  const { t } = useWords();
  const chosen = useTyped((form) => form[path]);
  return (
    <fieldset className={classes.chipField} data-in-row={inRow || undefined}>
      <legend className={inRow ? classes.label : classes.hidden}>{label}</legend>
      <div className={classes.chips} data-five={options.length === 5 || undefined}>
        {options.map(({ value, label: word, title }) => (
          <label key={value} className={classes.chip} data-chosen={value === chosen || undefined} title={title}>
            <input
              type="radio"
              name={path}
              value={value}
              id={value === chosen ? fieldId(path) : undefined}
              checked={value === chosen}
              onChange={() => intake.set(path, value)}
              data-step
            />
            {word}
          </label>
        ))}
      </div>
      {error && <p className={classes.error}>{t('intake.outcome.error', { field: label, what: error })}</p>}
    </fieldset>
  );
}
