import { isIsoDate } from '../../shared/domain/date/iso-date.ts';
import { formatDate } from '../../shared/words/forms.ts';
import { readDate } from '../inputs/typed-values.ts';
import { useWords } from '../words.tsx';
import { LineField } from './field.tsx';
import type { FieldPath } from './fields.ts';
import { intake } from './use-intake.ts';

/** A date typed as people write it (`1.12.26`, `01122026`); put into its full form when the field is left. */
export function DateField({ path, required = false }: { path: FieldPath; required?: boolean }) {
  const { t } = useWords();
  return (
    <LineField
      path={path}
      required={required}
      inputMode="numeric"
      placeholder={t('intake.example.date')}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => {
        const date = readDate(event.currentTarget.value);
        if (!isIsoDate(date)) return;
        event.currentTarget.value = formatDate(date);
        intake.set(path, formatDate(date));
      }}
    />
  );
}
