/**
 * What may be decided, by kind of paper (domain §2.4) or by the law that governs it (§1.9). Which of these sets a paper has is data of the law
 * (`decidedAs` of a kind, `decisions` of a regime in terms.json):
 * - `reply`: the simplified procedure of arts 87–89 and special requests;
 * - `application`: an administrative procedure ending with an act;
 * - `complaint`: arts 99–100;
 * - `review`: whatever came under Law №221.
 */
export const decisionSets = {
  reply: ['takeNote', 'explain', 'satisfy', 'satisfyPartly', 'refuse', 'terminate'],
  application: ['favourable', 'burdensome', 'terminate'],
  complaint: [
    'satisfyFully',
    'cancelAct',
    'cancelAndAdopt',
    'performAction',
    'sendBackWithFaults',
    'leaveUnsatisfied',
    'leaveWithoutConsideration',
    'terminate',
  ],
  review: ['satisfy', 'satisfyPartly', 'refuse', 'explain', 'terminate'],
} as const;
export type DecisionSet = keyof typeof decisionSets;
export type DecisionKind = (typeof decisionSets)[DecisionSet][number];
export const decisionKinds = [...new Set(Object.values(decisionSets).flat())] as DecisionKind[];

/** Decisions that name a ground. Which grounds there are, and by which article, is data of the law (`grounds` in terms.json). */
export const groundedDecisions = ['terminate', 'leaveWithoutConsideration'] as const satisfies DecisionKind[];

/** How a paper ended: a decision that went out, or one of the other ends. */
export const outcomes = [
  ...decisionKinds,
  'duplicate',
  'redirected',
  'passedOn',
  'returned',
  'withdrawn',
  'notConsidered',
  'forwarded',
] as const;
export type Outcome = (typeof outcomes)[number];

/** A decision against the applicant, before which he has to be heard (arts 73–74). */
export function isBurdensome(decision: DecisionKind): boolean {
  return decision === 'burdensome';
}
