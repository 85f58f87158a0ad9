import type { TextInputProps } from '@mantine/core';
import classes from './field.module.css';

/** Identity, label and error of a field, whatever shows it. */
export type ShownField = { id: string; label: string; error: string | undefined };

/** The same look for every field of a form: label on the left, warnings and errors under the box. */
export const fieldLook = {
  size: 'sm',
  classNames: { root: classes.field ?? '', label: classes.label ?? '', error: classes.error ?? '' },
  inputWrapperOrder: ['label', 'input', 'description', 'error'],
} satisfies Pick<TextInputProps, 'size' | 'classNames' | 'inputWrapperOrder'>;

/**
 * Lists open inside the form, not at the end of the page: who reads by landmarks finds them where they belong.
 *
 * @param lists id of the element in which they open
 */
export function listPlace(lists: string) {
  return { portalProps: { target: `#${lists}` } };
}
