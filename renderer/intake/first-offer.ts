import type { EarlierApplicant, PersonFound } from '../../shared/contract/people.ts';
import type { IntakeForm } from './draft.ts';
import { fillingFrom, type Values } from './earlier-applicant.ts';
import { offeredNow } from './pasted-offer.ts';
import { fieldsOf } from './recognise.ts';

/** What one key takes now, and another drops. */
export type FirstOffer = { of: 'person'; key: string; values: Values } | { of: 'paste'; values: Values };

type Offered = {
  people: readonly PersonFound[];
  /** Of the people, those who are not wanted, by their keys. */
  dropped: readonly string[];
  pasted: Values | undefined;
};

/** The person whom the typed number names comes before particulars of a text, which may speak of anybody. */
export function firstOffer({ people, dropped, pasted }: Offered, form: IntakeForm): FirstOffer | undefined {
  for (const { applicant } of people) {
    const key = personKey(applicant);
    const values = fillingFrom(applicant, form);
    if (!dropped.includes(key) && fieldsOf(values).length > 0) return { of: 'person', key, values };
  }
  const values = pasted ? offeredNow(pasted, form) : {};
  return fieldsOf(values).length > 0 ? { of: 'paste', values } : undefined;
}

/** Tells earlier applicants apart on the screen. */
export function personKey({ type, idNumber, name, phone }: EarlierApplicant): string {
  return [type, idNumber, name, phone].join('|');
}
