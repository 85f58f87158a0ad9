import { Textarea, TextInput } from '@mantine/core';
import { isIsoDate } from '../../../shared/domain/date/iso-date.ts';
import { formatDate } from '../../../shared/words/forms.ts';
import { fieldLook, type ShownField } from '../../inputs/field-look.ts';
import { readDate } from '../../inputs/typed-values.ts';
import { useWords } from '../../words.tsx';
import type { About } from './about.ts';
import type { ActionField, Values } from './forms.ts';

export type ActionInputProps = {
  /** Identity, label, error. */
  shown: ShownField;
  field: ActionField;
  values: Values;
  about: About;
  onSet: (path: string, value: string) => void;
  lists: string;
};

type Typed = 'line' | 'lines' | 'time' | 'count' | 'date';

/** A field that is typed, not picked. */
export function TypedInput({ shown, field, values, about, onSet, as }: ActionInputProps & { as: Typed }) {
  const { t } = useWords();
  const value = values[field.path] ?? '';
  const set = (next: string) => onSet(field.path, next);
  const note = field.note?.(values, about);
  const plain = {
    ...fieldLook,
    ...shown,
    required: field.required ?? false,
    description: note && t(note),
    autoComplete: 'off',
    spellCheck: false,
    'data-step': true,
    value,
  } as const;
  switch (as) {
    case 'line':
    case 'time':
    case 'count':
      return (
        <TextInput
          {...plain}
          onChange={(event) => set(event.currentTarget.value)}
          inputMode={as === 'line' ? undefined : 'numeric'}
          placeholder={as === 'time' ? '10:00' : undefined}
        />
      );
    case 'lines':
      return <Textarea {...plain} onChange={(event) => set(event.currentTarget.value)} rows={3} data-lines="many" />;
    case 'date':
      return (
        <TextInput
          {...plain}
          onChange={(event) => set(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            const date = readDate(value);
            if (isIsoDate(date)) set(formatDate(date));
          }}
          inputMode="numeric"
          placeholder={t('intake.example.date')}
        />
      );
  }
}
