import { z } from 'zod';
import { line, requiredLine, text } from '../../fields.ts';
import { action } from '../action.ts';

/** Art. 76(3): a reasoned decision of the head or his deputy; the applicant is told. */
const until = z.iso.date('notDate');

export const askExtension = action('askExtension', {
  data: z.object({ until, why: requiredLine(2_000) }),
  change: (asked, { extension }) => (extension && asked.until <= extension.until ? { refused: 'notLater' } : { asked }),
  decides: 'extension',
});

/** Asked for or of the head's own. `beyond`: why more than the law's ceiling, where it is more. */
export const extend = action('extend', {
  data: z.object({ until, on: z.iso.date('notDate'), why: requiredLine(2_000), beyond: line(2_000) }),
  change: (granted, { extension }) =>
    extension && granted.until <= extension.until
      ? { refused: 'notLater' }
      : { extension: { until: granted.until, on: granted.on, told: false }, asked: null },
  decides: 'extension',
  tells: true,
});

export const refuseExtension = action('refuseExtension', {
  data: z.object({ why: text(2_000) }),
  needs: ({ asked }) => (asked ? undefined : 'notAsked'),
  change: () => ({ asked: null }),
  decides: 'extension',
});

/**
 * The applicant was told of the extension: the notice that art. 76(3) wants. Nothing else counts as it. `until`: the last day of which he was told;
 * of a further extension, granted at another desk meanwhile, he has still to be told. Earlier lines do not say: they count for the one there is.
 */
export const tellExtension = action('tellExtension', {
  v: 2,
  data: z.object({ number: requiredLine(100), on: z.iso.date('notDate'), until: until.optional() }),
  needs: ({ extension }) => (extension ? undefined : 'notExtended'),
  change: ({ on, until: told }, { extension }) => {
    if (told !== undefined && told !== extension!.until) return {};
    return on < extension!.on ? { refused: 'toldBeforeExtension' } : { extension: { ...extension!, told: true } };
  },
  tells: true,
});

/** Law №221: further information or a check on the spot is needed, for which the law itself has a longer term (domain §1.9). */
export const noteCheck = action('noteCheck', {
  data: z.object({ on: z.iso.date('notDate'), why: requiredLine(2_000) }),
  change: () => ({ withCheck: true }),
});
