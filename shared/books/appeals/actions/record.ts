import { z } from 'zod';
import { attach } from '../../attach.ts';
import type { CommonState } from '../../book.ts';
import { requiredLine } from '../../fields.ts';
import { action } from '../action.ts';
import type { AppealState } from '../state.ts';

/** Fields of an entry that a correction may touch, and the state that shows them. */
const amendable = {
  'applicant.name': 'from',
  'paper.kind': 'kind',
  'paper.way': 'way',
  'paper.subject': 'subject',
  'paper.summary': 'summary',
} as const satisfies Record<string, keyof CommonState>;
const fields = Object.keys(amendable) as (keyof typeof amendable)[];

/** A correction is a line of its own, never an edit (design §2). */
export const amend = action('amend', {
  data: z.object({ field: z.enum(fields), old: z.string(), new: z.string(), why: requiredLine(2_000) }),
  change: ({ field, new: value }, { amended }) => ({
    [amendable[field]]: value,
    amended: amended.includes(field) ? amended : [...amended, field],
  }),
  decides: (line) => `amend ${String(line.data.field)}`,
});

const attached = attach<AppealState>();

/** Scans belong to closed papers too: answers are scanned. */
export const attachScan = action('attach', {
  data: z.unknown(),
  change: (_data, state, line) => {
    const result = attached.apply(state, line);
    return 'refused' in result ? result : { scans: result.state.scans };
  },
});

/** The number of the prosecutor's system: linked once, never overwritten (domain §0.4). */
export const linkOfficial = action('linkOfficial', {
  data: z.object({ number: requiredLine(40) }),
  change: ({ number }, { official }) => (official === '' ? { official: number } : { refused: 'officialLinked' }),
  decides: 'official',
});

/** A number that was spoiled; the journal prints why (domain §3, journal of talons). */
export const spoil = action('spoil', {
  data: z.object({ why: requiredLine(2_000), on: z.iso.date('notDate') }),
  change: ({ on }) => ({ closedOn: on }),
  decides: 'ending',
});
