import type { AppealState } from '../../../shared/books/appeals/state.ts';
import type { RepeatLink } from '../../../shared/contract/matters.ts';
import type { Registered } from '../../../shared/contract/shapes.ts';
import { describe } from '../../store/errors.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { act } from '../services/act.ts';
import { localDate } from '../services/local-time.ts';

/** Whoever links has the other paper before them, with how it stands. */
const SEEN = ['number repeatOfOpen', 'number duplicateOfClosed'];

/**
 * Notes in a paper's log that it repeats an earlier one, or is its duplicate, which closes it (domain §1.5). Done before, it does nothing.
 *
 * @throws ProblemError as `act`
 */
export async function linkRepeat(office: OpenOffice, number: string, { as, number: other }: RepeatLink): Promise<void> {
  const stored = await office.store.papers.findOne(number).exec();
  const { links = [] } = (stored?.toJSON().state ?? {}) as Partial<AppealState>;
  if (links.some((link) => link.as === as && link.number === other)) return;
  const on = localDate(office.now(), office.records.settings.zone);
  await act(office, {
    number,
    draft: crypto.randomUUID(),
    action: as === 'repeat' ? 'linkRepeat' : 'linkDuplicate',
    data: { number: other, on },
    seen: SEEN,
  });
}

/** The paper is registered whatever becomes of its link: what could not be written is said, and the card offers it again. */
export async function linkRegistered(office: OpenOffice, answer: Registered, link: RepeatLink): Promise<Registered> {
  try {
    await linkRepeat(office, answer.number, link);
    return answer;
  } catch (error) {
    office.log('warning', 'a registered paper was not linked', { detail: describe(error) });
    return { ...answer, warnings: [...answer.warnings, 'notLinked'] };
  }
}
