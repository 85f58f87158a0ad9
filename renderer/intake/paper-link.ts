import type { RepeatFound, RepeatLink } from '../../shared/contract/matters.ts';
import type { IntakeForm } from './draft.ts';

/** To which earlier paper this one will be linked; undefined: to none. Kept in the form, so that it is kept with it. */
export function linkOf(form: IntakeForm): RepeatLink | undefined {
  const [as, number] = form['paper.link'].split(' ');
  return (as === 'repeat' || as === 'duplicate') && number ? { as, number } : undefined;
}

/** The value of `paper.link` for a link. */
export function linkValue({ as, number }: RepeatLink): string {
  return `${as} ${number}`;
}

/**
 * What may be linked to: an answered matter is repeated, the same text while it is open is a duplicate. Nothing by whoever has no right to link:
 * the paper would be taken, and the link refused.
 */
export function linkFor({ as, row: { number } }: RepeatFound, may: boolean): RepeatLink | undefined {
  return may && (as === 'repeat' || as === 'duplicate') ? { as, number } : undefined;
}
