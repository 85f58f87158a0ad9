import type { DecisionSet } from '../life/decisions.ts';
import type { Law } from './law.ts';
import type { Governed } from './limits.ts';

/** Which decisions there are for a paper: those of the regime that governs it where it has one set for all, else those of its kind. */
export function decidedAs({ kind, registeredOn }: Governed, law: Law): DecisionSet {
  return law.regimeOn(registeredOn).decisions?.as ?? law.kindOf(kind)?.decidedAs ?? 'reply';
}

/** Whether the law that governs a paper has the applicant heard (arts 73–74 of the Code; Law №221 has nothing of the kind). */
export function isHeard({ registeredOn }: Pick<Governed, 'registeredOn'>, law: Law): boolean {
  return law.regimeOn(registeredOn).hearing;
}

/** Whether the articles of the law that governs a paper are known here: those of the code and its wordings are, of earlier laws none (domain §1.9). */
export function hasArticles({ registeredOn }: { registeredOn: string }, law: Law): boolean {
  return law.regimeOn(registeredOn).articles;
}
