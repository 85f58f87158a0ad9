import { z } from 'zod';
import { count, line, named, requiredLine } from '../../fields.ts';
import { action, closed } from '../action.ts';
import type { AppealState } from '../state.ts';

/** A body has a name; its `id` is region and code where it is one of the registry's agencies. */
const body = named.refine(({ name }) => name !== '', 'required');
const letter = { to: body, letter: line(100), on: z.iso.date('notDate'), why: requiredLine(2_000) };

/**
 * Art. 65: the whole paper goes to the competent body, which has a new full term; `higher`: a complaint goes to the body above. Until version 2 not
 * while the applicant was mending it.
 */
export const redirect = action('redirect', {
  v: 2,
  earlier: [{ upTo: 1, from: ['registered', 'inWork'] }],
  data: z.object({ ...letter, higher: z.boolean() }),
  change: ({ to, higher, on }, { agency }) =>
    to.id === agency ? { refused: 'toOneself' } : closed(higher ? 'passedOn' : 'redirected', on),
  decides: 'ending',
  tells: true,
});

/** More parts than any paper has. */
const MOST_PARTS = 999;

/**
 * Art. 65 for a part: it becomes `/1`, `/2` … there, with a term of its own; the parent keeps its own. The number stands in the line, as it does
 * in the letter, and never changes. Two desks may choose the same without knowledge of each other: both parts keep it, are told apart by body and
 * letter, and somebody has to see it.
 */
export const redirectPart = action('redirectPart', {
  data: z.object({ ...letter, what: requiredLine(2_000), part: count(1, MOST_PARTS) }),
  change: ({ to, on, what, letter: number, part }, { agency, parts }) => {
    if (to.id === agency) return { refused: 'toOneself' };
    const twice = parts.some((one) => one.part === part);
    const others = parts.map((one) => (one.part === part ? { ...one, twice } : one));
    return { parts: [...others, { part, twice, to, letter: number, on, what, dueOn: '' }] };
  },
  decides: ({ data }) => `part ${String(data.part)}`,
  tells: true,
});

/** The next number for a part. */
export function nextPart({ parts }: Pick<AppealState, 'parts'>): number {
  return Math.max(0, ...parts.map(({ part }) => part)) + 1;
}
