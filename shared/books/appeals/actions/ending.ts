import { z } from 'zod';
import { named, requiredLine } from '../../fields.ts';
import { action, closed, reopened } from '../action.ts';

/** By the applicant, until a decision is made (domain §1.5). */
export const withdraw = action('withdraw', {
  data: z.object({ on: z.iso.date('notDate'), how: requiredLine(2_000) }),
  // What was prepared meanwhile is no answer to anything.
  change: ({ on }) => ({ ...closed('withdrawn', on), decision: null }),
  decides: 'ending',
  tells: true,
});

/** Anonymous: no author can be established, no signature, no postal address. Nobody can be answered (domain §1.5). */
export const leaveUnconsidered = action('leaveUnconsidered', {
  data: z.object({ on: z.iso.date('notDate'), why: requiredLine(2_000) }),
  change: ({ on }) => closed('notConsidered', on),
  decides: 'ending',
  tells: true,
});

/** It tells of a crime prepared or done, or of a danger to state or public: at once to those who act on it (domain §1.5, §1.10). */
export const forwardAtOnce = action('forwardAtOnce', {
  data: z.object({
    to: named.refine(({ name }) => name !== '', 'required'),
    about: z.enum(['crime', 'danger'], 'unknownValue'),
    on: z.iso.date('notDate'),
  }),
  change: ({ to, on }, { agency }) => (to.id === agency ? { refused: 'toOneself' } : closed('forwarded', on)),
  decides: 'ending',
  tells: true,
});

/**
 * What was closed by mistake goes on where it can: with whoever has it, else it waits for somebody. A spoiled number stays one: the journal of
 * talons has it so, and the paper is registered under another. What it was a duplicate of, it is none of any more.
 */
export const reopen = action('reopen', {
  data: z.object({ on: z.iso.date('notDate'), why: requiredLine(2_000) }),
  change: (_data, { executorName, outcome, links, answer }) => ({
    ...reopened({ answer }),
    status: executorName === '' ? 'registered' : 'inWork',
    ...(outcome === 'duplicate' && { links: links.filter(({ as }) => as !== 'duplicate') }),
  }),
  // Whoever took it off control or sent the answer out meanwhile took it for finished.
  decides: ['ending', 'control', 'dispatch'],
});
