import { z } from 'zod';
import { scanSchema } from '../../attach.ts';
import { requiredLine } from '../../fields.ts';
import { action } from '../action.ts';
import { type EntryField, entryFields } from '../entry.ts';
import type { AppealState } from '../state.ts';

/** Those of the entry's fields that the state shows. */
const shownAs = {
  'applicant.name': 'from',
  'paper.kind': 'kind',
  'paper.way': 'way',
  'paper.subject': 'subject',
  'paper.summary': 'summary',
  'paper.arrivedOn': 'arrivedOn',
} as const satisfies Partial<Record<EntryField, keyof AppealState>>;

/** A decision is made for a kind, and may set another subject: whoever corrects one of them meanwhile contradicts it. */
const DECIDED_TOO = new Set<unknown>(['paper.kind', 'paper.subject'] satisfies EntryField[]);

/** A correction is a line of its own, never an edit (design §2). */
export const amend = action('amend', {
  data: z
    .object({
      field: z.enum(Object.keys(entryFields) as EntryField[], 'unknownValue'),
      /** Absent where the entry itself was replaced: the original says it. */
      old: z.unknown().optional(),
      new: z.unknown(),
      why: requiredLine(2_000),
    })
    .transform((data, ctx) => {
      const value = entryFields[data.field].safeParse(data.new);
      if (value.success) return { ...data, new: value.data as unknown };
      for (const { message, path } of value.error.issues)
        ctx.addIssue({ code: 'custom', path: ['new', ...path], message });
      return z.NEVER;
    }),
  // A decision is one of the kind that it was made for.
  change: ({ field, new: value }, { corrected, decision }) =>
    field === 'paper.kind' && decision
      ? { refused: 'kindDecided' }
      : {
          corrected: { ...corrected, [field]: value },
          ...(Object.hasOwn(shownAs, field) && { [shownAs[field as keyof typeof shownAs]]: value }),
        },
  decides: ({ data: { field } }) => (DECIDED_TOO.has(field) ? 'decision' : `amend ${String(field)}`),
});

/** Scans belong to closed papers too: answers are scanned. The same file again changes nothing. */
export const attachScan = action('attach', {
  data: scanSchema,
  change: (scan, { scans }) =>
    scans.some(({ sha256 }) => sha256 === scan.sha256) ? { refused: 'alreadyAttached' } : { scans: [...scans, scan] },
});

/** The number of the prosecutor's system: linked once, never overwritten (domain §0.4). */
export const linkOfficial = action('linkOfficial', {
  data: z.object({ number: requiredLine(40) }),
  needs: ({ official }) => (official === '' ? undefined : 'officialLinked'),
  change: ({ number }) => ({ official: number }),
  decides: 'official',
});

/** A number that was spoiled, before others have heard of it; the journal prints why (domain §3, journal of talons). */
export const spoil = action('spoil', {
  data: z.object({ why: requiredLine(2_000), on: z.iso.date('notDate') }),
  needs: ({ told, official }) => (told || official !== '' ? 'numberUsed' : undefined),
  change: ({ on }) => ({ closedOn: on }),
  decides: 'ending',
});
