import { hindranceOf } from '../../../shared/books/appeals/check-action.ts';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import { appeals } from '../../../shared/books/appeals.ts';
import type { RepeatLink } from '../../../shared/contract/matters.ts';
import type { Registered } from '../../../shared/contract/shapes.ts';
import { describe } from '../../store/errors.ts';
import { hangLine } from '../open/hang-line.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { ProblemError } from '../problem-error.ts';
import { localDate } from '../services/local-time.ts';

/**
 * Notes in a paper's log that it repeats an earlier one, or is its duplicate, which closes it (domain §1.5). Done before, it does nothing.
 *
 * @throws ProblemError `unknownPaper`, `paperReadOnly`, and `linkNotNow` where the paper stands such that it cannot be linked, or whoever
 *   is at the desk may not, or the other one is the paper itself
 */
export async function linkRepeat(office: OpenOffice, number: string, { as, number: other }: RepeatLink): Promise<void> {
  const name = as === 'repeat' ? 'linkRepeat' : 'linkDuplicate';
  const earlier = await office.store.papers.findOne(other).exec();
  if (earlier?.book !== appeals.id) throw new ProblemError('unknownPaper');
  await hangLine(office, number, (folded) => {
    const state = folded.state as AppealState;
    if (state.links.some((link) => link.as === as && link.number === other)) return undefined;
    const hindrance = hindranceOf(name, { state, roles: office.roles() });
    if (hindrance || number === other) throw new ProblemError('linkNotNow', hindrance ? { detail: hindrance } : {});
    const on = localDate(office.now(), office.records.settings.zone);
    return { do: name, v: 1, data: { number: other, on } };
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
