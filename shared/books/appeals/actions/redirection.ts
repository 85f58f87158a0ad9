import { z } from 'zod';
import { line, named, requiredLine } from '../../fields.ts';
import { action, closed } from '../action.ts';

/** A body has a name; its `id` is region and code where it is one of the registry's agencies. */
const body = named.refine(({ name }) => name !== '', 'required');
const letter = { to: body, letter: line(100), on: z.iso.date('notDate'), why: requiredLine(2_000) };

/** Art. 65: the whole paper goes to the competent body, which has a new full term; `higher`: a complaint goes to the body above. */
export const redirect = action('redirect', {
  data: z.object({ ...letter, higher: z.boolean() }),
  change: ({ to, higher, on }, { agency }) =>
    to.id === agency ? { refused: 'toOneself' } : closed(higher ? 'passedOn' : 'redirected', on),
  decides: 'ending',
});

/** Art. 65 for a part: it becomes `/1`, `/2` … there, with a term of its own; the parent keeps its own. */
export const redirectPart = action('redirectPart', {
  data: z.object({ ...letter, what: requiredLine(2_000) }),
  change: ({ to, on, what }, { agency, parts }) =>
    to.id === agency
      ? { refused: 'toOneself' }
      : { parts: [...parts, { part: parts.length + 1, to, on, what, dueOn: '' }] },
});
