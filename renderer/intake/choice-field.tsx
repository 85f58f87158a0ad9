import { ChoiceInput, type Choices } from '../inputs/choice-input.tsx';
import { LISTS, useField } from './field.tsx';
import type { FieldPath } from './fields.ts';
import { intake, useTyped } from './use-intake.ts';

type Props = { path: FieldPath; data: Choices; nothingFound?: string };

/** One of a list that opens by typing. */
export function ChoiceField({ path, ...rest }: Props) {
  const field = useField(path);
  const value = useTyped((form) => form[path]);
  return (
    <ChoiceInput {...rest} field={field} value={value} onChange={(chosen) => intake.set(path, chosen)} lists={LISTS} />
  );
}
