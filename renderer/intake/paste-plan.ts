import type { IsoDate } from '../../shared/domain/date/iso-date.ts';
import { cleanLine } from '../../shared/domain/text/clean-text.ts';
import { pastedText } from '../../shared/domain/text/pasted-text.ts';
import type { IntakeForm } from './draft.ts';
import type { Values } from './earlier-applicant.ts';
import type { FieldPath } from './fields.ts';
import { offeredNow } from './pasted-offer.ts';
import { fieldsOf, recogniseFields } from './recognise.ts';

/** The most that a paper's text may have; and more than any line has. Characters. */
export const LONGEST_TEXT = 1_000_000;
const LONGEST_LINE = 2_000;
/** One particular is what the field asks for; several are a block. */
const BLOCK = 2;

type PastePlan = {
  /** What goes into the field; undefined: the block stays out, since its particulars are offered instead. */
  insert: string | undefined;
  /** Particulars found in a block. */
  offer: Values | undefined;
  /** Only so many characters were taken. */
  cut: number | undefined;
};

/**
 * What becomes of a pasted or dropped text. A block is kept out of a line of the applicant only if something of it is offered: what was
 * pasted never vanishes without a word.
 *
 * @param path the field into which it goes
 * @param today the agency's calendar date
 */
export function planPaste(raw: string, path: FieldPath | undefined, form: IntakeForm, today: IsoDate): PastePlan {
  const isText = path === 'paper.text';
  const most = isText ? LONGEST_TEXT : LONGEST_LINE;
  const bounded = raw.slice(0, most);
  const found = recogniseFields(bounded, today);
  const isOffered = fieldsOf(found).length >= BLOCK && fieldsOf(offeredNow(found, form)).length > 0;
  const staysOut = isOffered && path?.startsWith('applicant.');
  return {
    insert: staysOut ? undefined : isText ? pastedText(bounded) : cleanLine(bounded),
    offer: isOffered ? found : undefined,
    cut: raw.length > most ? most : undefined,
  };
}
