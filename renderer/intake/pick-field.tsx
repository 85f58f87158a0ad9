import { PickInput, type PickProps } from '../inputs/pick-input.tsx';
import { LISTS, useField } from './field.tsx';
import type { FieldPath } from './fields.ts';
import { intake, useTyped } from './use-intake.ts';

/** A line that may be written freely, with entries to choose from beneath it. */
export function PickField({ path, ...rest }: PickProps & { path: FieldPath }) {
  const field = useField(path);
  const value = useTyped((form) => form[path]);
  return <PickInput {...rest} field={field} value={value} onType={(typed) => intake.set(path, typed)} lists={LISTS} />;
}
