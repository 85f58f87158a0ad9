import { z } from 'zod';
import { line, requiredLine } from '../../fields.ts';
import { action, closed } from '../action.ts';
import type { Link } from '../state.ts';

const otherPaper = z.object({ number: requiredLine(40), on: z.iso.date('notDate') });

/** The same person and the same matter again, after an answer (domain §1.5). */
export const linkRepeat = action('linkRepeat', {
  data: otherPaper,
  change: ({ number }, { links }) => ({ links: withLink(links, { as: 'repeat', number }) }),
});

/** The same text of the same person, still open: it is answered once, under the other number (domain §1.5). */
export const linkDuplicate = action('linkDuplicate', {
  data: otherPaper,
  change: ({ number, on }, { links }) => ({
    ...closed('duplicate', on),
    links: withLink(links, { as: 'duplicate', number }),
  }),
  decides: 'ending',
});

/**
 * What a complaint is about; `number` is '' where the contested act is no paper of ours (domain §1.7, §2.3). `own`: it is an act of the body that
 * took the complaint, whether it has a number in the register or not. Earlier lines do not say: they count by their number.
 */
export const linkContested = action('linkContested', {
  v: 2,
  data: z.object({
    number: line(40),
    own: z.boolean().default(false),
    act: requiredLine(500),
    body: line(500),
    official: line(300),
    /** When the applicant learned of it: three months run from there (art. 92). */
    learnedOn: z.union([z.literal(''), z.iso.date('notDate')]),
  }),
  // One complaint, one act: the last word counts, also where it names none of ours.
  change: ({ number, own }, { links, agency }) => {
    const others = links.filter(({ as }) => as !== 'contested');
    return {
      links: number === '' ? others : [...others, { as: 'contested', number }],
      contestsOwn: own || number.startsWith(agency),
    };
  },
  decides: 'contested',
});

function withLink(links: Link[], link: Link): Link[] {
  return links.some(({ as, number }) => as === link.as && number === link.number) ? links : [...links, link];
}
