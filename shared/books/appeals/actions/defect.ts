import { z } from 'zod';
import { requiredLine } from '../../fields.ts';
import { action, closed } from '../action.ts';

/**
 * A paper that lacks what art. 63 (of complaints art. 93) wants: the applicant hears what, and by when he may mend it. No article under a law of
 * which none is known here.
 */
export const noteDefect = action('noteDefect', {
  v: 2,
  data: z.object({
    article: z.enum(['63', '93', ''], 'unknownValue'),
    what: requiredLine(2_000),
    on: z.iso.date('notDate'),
    until: z.iso.date('notDate'),
  }),
  change: ({ article, until, on }, { waits }) =>
    until < on
      ? { refused: 'untilBeforeNotice' }
      : { defect: { article, until }, waits: [...waits, { from: on, to: until }] },
  decides: 'defect',
  tells: true,
});

export const bringIntoLine = action('bringIntoLine', {
  data: z.object({ on: z.iso.date('notDate'), how: requiredLine(2_000) }),
  // Who has it in work goes on; where nobody has it yet, it still waits for somebody.
  change: ({ on }, { executorName, waits }) => ({
    defect: null,
    status: executorName === '' ? 'registered' : 'inWork',
    waits: waits.map((wait, i) => (i < waits.length - 1 ? wait : { ...wait, to: on })),
  }),
  decides: 'defect',
});

/** What was not mended by the day that the applicant was given is returned; that does not forbid to file again (domain §1.4). */
export const returnToApplicant = action('returnToApplicant', {
  data: z.object({ on: z.iso.date('notDate'), why: requiredLine(2_000) }),
  change: ({ on }, { defect }) =>
    defect && on <= defect.until ? { refused: 'applicantHasTime' } : closed('returned', on),
  decides: 'defect',
  tells: true,
});
