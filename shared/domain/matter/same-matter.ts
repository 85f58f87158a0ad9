import { type Evidence, evidenceOf, nameOthers } from './evidence.ts';
import { likenessOf } from './likeness.ts';
import type { Weighed } from './weighed.ts';
import weights from './weights.json' with { type: 'json' };

/** How sure it is that two papers of one person are about one matter, and how alike their texts are; both from 0 to 1. */
export type MatterMatch = { sure: number; text: number };

/** From here on two texts are one, mistyped or retyped. */
export const SAME_TEXT = 0.75;

/** How alike two texts are as texts, whatever they are about. */
export function matchTexts(a: Weighed, b: Weighed): number {
  return likenessOf(a.bag, b.bag);
}

export function matchMatters(later: Weighed, earlier: Weighed): MatterMatch {
  const text = matchTexts(later, earlier);
  const sure = sureBy(evidenceOf(later, earlier));
  // Where nothing is known of any word, the same text still is the same matter.
  return { sure: text >= SAME_TEXT && !nameOthers(later, earlier) ? Math.max(sure, text) : sure, text };
}

/** Weights by logistic regression (`npm run bench -- weights`). */
function sureBy(evidence: Evidence): number {
  let score = weights.base;
  for (const [name, value] of Object.entries(evidence)) score += weights.of[name as keyof Evidence] * value;
  return 1 / (1 + Math.exp(-score));
}
