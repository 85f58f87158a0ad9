import { z } from 'zod';
import { decisionKinds, groundedDecisions, isBurdensome } from '../../../domain/life/decisions.ts';
import { count, line, requiredLine, text } from '../../fields.ts';
import { action, closed } from '../action.ts';
import { ways } from '../ways.ts';

const grounded: ReadonlySet<string> = new Set(groundedDecisions);

/** Which decisions a kind of paper has is the law's data, and the form's check; a decision against the applicant wants him heard. */
export const decide = action('decide', {
  data: z
    .object({
      decision: z.enum(decisionKinds, 'unknownValue'),
      /** Why there is no decision on the matter, where it is so; which grounds there are is the law's data, as is on what one rests. */
      ground: line(40),
      /** Of a complaint. */
      basis: line(40),
      text: text(50_000),
      on: z.iso.date('notDate'),
      /** The registrar's subject was preliminary: the executor may set another; '' leaves it. */
      subject: line(40),
      /** Why before the days for the applicant's objection are over (art. 73). */
      early: line(2_000).default(''),
    })
    .refine(({ decision, ground }) => grounded.has(decision) === (ground !== ''), {
      path: ['ground'],
      message: 'required',
    }),
  change: ({ decision, on, subject }, state) =>
    isBurdensome(decision) && !state.hearing?.held && !state.hearingWaived
      ? { refused: 'hearingNeeded' }
      : { decision: { kind: decision, on }, ...(subject !== '' && { subject }) },
  decides: 'decision',
});

/** The head does not sign: back to the executor. */
export const sendBack = action('sendBack', {
  data: z.object({ remarks: requiredLine(5_000) }),
  change: () => ({ decision: null }),
  decides: 'decision',
});

export const sign = action('sign', {
  data: z.object({ on: z.iso.date('notDate') }),
  change: () => ({}),
  decides: 'decision',
});

/** The answer has left: number, day, way of delivery (domain §2.3). */
export const answer = action('answer', {
  data: z.object({
    number: requiredLine(100),
    on: z.iso.date('notDate'),
    way: z.enum([...ways, 'toCabinet'], 'unknownValue'),
    sheets: count(0, 10_000),
  }),
  needs: ({ decision }) => (decision ? undefined : 'notDecided'),
  change: ({ number, on, way, sheets }, { decision }) => ({
    ...closed(decision!.kind, on),
    answer: { number, on, way, sheets },
    dispatched: null,
  }),
  decides: 'ending',
  tells: true,
});

/** The answer went out of the house; `list` is the printed list of what went with it, '' when it went by itself. */
export const dispatch = action('dispatch', {
  data: z.object({ list: line(40), on: z.iso.date('notDate') }),
  needs: ({ answer: sent, dispatched }) => (!sent ? 'notAnswered' : dispatched ? 'alreadyDispatched' : undefined),
  change: ({ list, on }) => ({ dispatched: { list, on } }),
  decides: 'dispatch',
  tells: true,
});
