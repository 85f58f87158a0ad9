import type { AppealState } from '../../../shared/books/appeals/state.ts';
import { linkAction, type RepeatLink } from '../../../shared/contract/matters.ts';
import type { Registered } from '../../../shared/contract/shapes.ts';
import { describe } from '../../store/errors.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { act } from '../services/act.ts';
import { localDate } from '../services/local-time.ts';

/**
 * Links a paper that has just been registered, as the card would. The paper is registered whatever becomes of its link: what could not be
 * written is said, and the card offers it again. Done before, it does nothing.
 */
export async function linkRegistered(office: OpenOffice, answer: Registered, link: RepeatLink): Promise<Registered> {
  try {
    if (await isLinked(office, answer.number, link)) return answer;
    const on = localDate(office.now(), office.records.settings.zone);
    await act(office, { number: answer.number, draft: crypto.randomUUID(), ...linkAction(link, on) });
    return answer;
  } catch (error) {
    office.log('warning', 'a registered paper was not linked', { detail: describe(error) });
    return { ...answer, warnings: [...answer.warnings, 'notLinked'] };
  }
}

/** The form was sent once more. */
async function isLinked(office: OpenOffice, number: string, { as, number: other }: RepeatLink): Promise<boolean> {
  const stored = await office.store.papers.findOne(number).exec();
  const { links = [] } = (stored?.toJSON().state ?? {}) as Partial<AppealState>;
  return links.some((link) => link.as === as && link.number === other);
}
