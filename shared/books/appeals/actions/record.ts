import { z } from 'zod';
import { scanSchema } from '../../attach.ts';
import type { CommonState } from '../../book.ts';
import { line, requiredLine } from '../../fields.ts';
import { action } from '../action.ts';
import { ways } from '../ways.ts';

/** Fields of an entry that a correction may touch, the state that shows them, and what may stand in them. */
export const amendable = {
  'applicant.name': { in: 'from', value: requiredLine(500) },
  'paper.kind': { in: 'kind', value: requiredLine(40) },
  'paper.way': { in: 'way', value: z.enum(ways, 'unknownValue') },
  'paper.subject': { in: 'subject', value: line(40) },
  'paper.summary': { in: 'summary', value: requiredLine(2_000) },
} as const satisfies Record<string, { in: keyof CommonState; value: z.ZodType<string> }>;
export type AmendableField = keyof typeof amendable;
export const amendableFields = Object.keys(amendable) as AmendableField[];

/** A correction is a line of its own, never an edit (design §2). */
export const amend = action('amend', {
  data: z
    .object({
      field: z.enum(amendableFields, 'unknownValue'),
      old: z.string(),
      new: z.string(),
      why: requiredLine(2_000),
    })
    .transform((data, ctx) => {
      const value = amendable[data.field].value.safeParse(data.new);
      if (value.success) return { ...data, new: value.data };
      for (const { message } of value.error.issues) ctx.addIssue({ code: 'custom', path: ['new'], message });
      return z.NEVER;
    }),
  // A decision is one of the kind that it was made for.
  change: ({ field, new: value }, { amended, decision }) =>
    field === 'paper.kind' && decision
      ? { refused: 'kindDecided' }
      : { [amendable[field].in]: value, amended: amended.includes(field) ? amended : [...amended, field] },
  decides: ({ data }) => `amend ${String(data.field)}`,
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

/** A number that was spoiled; the journal prints why (domain §3, journal of talons). */
export const spoil = action('spoil', {
  data: z.object({ why: requiredLine(2_000), on: z.iso.date('notDate') }),
  change: ({ on }) => ({ closedOn: on }),
  decides: 'ending',
});
