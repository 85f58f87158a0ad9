import { enrolment } from './validate/enrolment.js';
import { office } from './validate/office.js';
import { papers } from './validate/papers.js';
import { scans } from './validate/scans.js';

/**
 * Why a registry refuses a document: what CouchDB gives as `reason` of `forbidden`. Stable, never reused; the desk has words for each.
 * - `malformed…`, `unknownField`, `noLine`, `tooLong`, `attachment`: the document has not the form of its kind;
 * - `notOwnNumber`: a number of another agency, another desk, or of a year before the desk code was granted;
 * - `notOwnSite`: sites are entered and revoked by the centre;
 * - `entryChanged`, `lineMissing`, `scanChanged`: what was accepted once would be lost;
 * - `deleted`, `replicated`: what only the centre may do;
 * - `readOnly`: a database that sites only read.
 */
export const refusals = [
  'malformedNumber',
  'malformedRecord',
  'malformedBook',
  'malformedEntry',
  'malformedLine',
  'malformedScan',
  'unknownField',
  'noLine',
  'tooLong',
  'attachment',
  'notOwnNumber',
  'notOwnSite',
  'entryChanged',
  'lineMissing',
  'scanChanged',
  'deleted',
  'replicated',
  'readOnly',
] as const;
export type Refusal = (typeof refusals)[number];

/**
 * What the registry has against a number, a computer, or a paper as such: another entry changes nothing about it. Nor about what its check has
 * not refused at all: the server broke on it, or somebody in front did not let it through.
 */
const WHATEVER_THE_ENTRY: readonly string[] = [
  'malformedNumber',
  'malformedRecord',
  'malformedBook',
  'notOwnNumber',
  'notOwnSite',
  'entryChanged',
  'lineMissing',
  'deleted',
  'replicated',
  'readOnly',
  'unauthorized',
  'breaksThere',
  'tooLarge',
] satisfies (Refusal | 'unauthorized' | 'breaksThere' | 'tooLarge')[];

/**
 * Whether the registry may take a paper that it refused once another entry stands in it.
 *
 * @param reason what it gave, or a code of the desk's own for what did not get that far
 */
export function mayBeCorrected(reason: string): boolean {
  return !WHATEVER_THE_ENTRY.includes(reason);
}

/** Whose write it is: name and roles of the user, as the registry knows them. */
export type Writer = { name: string | null; roles: readonly string[] };

type Check = (doc: object, old: object | null, user: Writer) => void;
const checks: Record<'papers' | 'office' | 'scans' | 'enrolment', Check> = { papers, office, scans, enrolment };

/**
 * The registry's own check, run at the desk before it commits: the very functions that are deployed (validate/).
 *
 * @param doc as it would be sent, `_id` included; `_rev` as the old document's, or absent in both
 * @param old what the registry has of it, or null
 * @returns undefined when the registry will take the document
 */
export function refusalOf(
  kind: keyof typeof checks,
  doc: object,
  old: object | null,
  writer: Writer,
): Refusal | undefined {
  try {
    checks[kind](doc, old, writer);
    return undefined;
  } catch (thrown) {
    const reason = (thrown as { forbidden?: unknown }).forbidden;
    const refusal = refusals.find((known) => known === reason);
    if (!refusal) throw thrown;
    return refusal;
  }
}
