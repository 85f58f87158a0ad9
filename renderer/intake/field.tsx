import { Textarea, type TextareaProps, TextInput, type TextInputProps } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { typeDigitByPlace } from '../inputs/digit-row.ts';
import classes from '../inputs/field.module.css';
import { fieldLook } from '../inputs/field-look.ts';
import { fieldWord } from '../parts/field-words.ts';
import { useWords } from '../words.tsx';
import { shortLabel } from './field-labels.ts';
import type { FieldPath } from './fields.ts';
import { intake, useIntakeView, useTyped } from './use-intake.ts';

/** The element of a field: lists of errors lead to it. */
export function fieldId(path: FieldPath): string {
  return `intake-${path}`;
}

/** Label, error and identity of a field, whatever shows it. */
export function useField(path: FieldPath) {
  const words = useWords();
  const type = useTyped((form) => form['applicant.type']);
  const code = useIntakeView().errors[path];
  return {
    id: fieldId(path),
    label: shortLabel(path, type, words),
    error: code === undefined ? undefined : fieldWord(words, code),
  };
}

/** Where lists open. */
export const LISTS = 'intake-lists';

/** `digits`: nothing else is written there, so that the upper row types them in every layout. */
type LineProps = { path: FieldPath; required?: boolean; digits?: boolean } & Pick<
  TextInputProps,
  'placeholder' | 'inputMode' | 'onFocus' | 'onBlur' | 'description' | 'dir' | 'type' | 'rightSection'
>;

/**
 * The box of a field whose text the browser keeps. What is put there by something else than typing (an earlier paper, a draft, a paste)
 * is shown in it without taking the focus away.
 */
function useFilled<Box extends HTMLInputElement | HTMLTextAreaElement>(path: FieldPath) {
  const box = useRef<Box>(null);
  const { fills } = useIntakeView();
  useEffect(() => {
    const value = intake.form()[path];
    if (fills > 0 && box.current && box.current.value !== value) box.current.value = value;
  }, [fills, path]);
  return box;
}

/** A field of one line. The browser keeps what is typed; nothing is drawn anew while typing. */
export function LineField({ path, digits = false, ...rest }: LineProps) {
  const field = useField(path);
  return (
    <TextInput
      ref={useFilled<HTMLInputElement>(path)}
      {...fieldLook}
      {...rest}
      {...field}
      defaultValue={intake.form()[path]}
      onChange={(event) => intake.set(path, event.currentTarget.value)}
      onKeyDown={(event) => digits && typeDigitByPlace(event.nativeEvent)}
      autoComplete="off"
      spellCheck={false}
      data-step
    />
  );
}

type LinesProps = { path: FieldPath; required?: boolean; rows: number; grow?: boolean; lines: 'one' | 'many' } & Pick<
  TextareaProps,
  'placeholder'
>;

/** A field over several rows. `one`: a single line that is only shown wrapped, Enter goes on from it. */
export function LinesField({ path, grow = false, lines, ...rest }: LinesProps) {
  const field = useField(path);
  return (
    <Textarea
      ref={useFilled<HTMLTextAreaElement>(path)}
      {...fieldLook}
      {...rest}
      {...field}
      classNames={{ ...fieldLook.classNames, root: `${classes.field} ${grow ? classes.grow : ''}` }}
      defaultValue={intake.form()[path]}
      onChange={(event) => intake.set(path, event.currentTarget.value)}
      // Finding out the direction of a text at every key costs a quarter of a second where it is 200,000 characters long.
      dir={lines === 'one' ? 'auto' : undefined}
      spellCheck={false}
      data-step
      data-lines={lines}
    />
  );
}

/** Two or three fields side by side. */
export function FieldPair({ children }: { children: ReactNode }) {
  return <div className={classes.pair}>{children}</div>;
}
