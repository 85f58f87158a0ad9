import type { AppealEntry } from '../../../shared/books/appeals.ts';
import type { Bringer } from '../../../shared/domain/matter/same-person.ts';

/** Who brings a paper, as its entry says it. */
export function bringerOf({ applicant: { idNumber, name, phone, place, street } }: AppealEntry): Bringer {
  return { idNumber, name, phone, place: place.name, street };
}
