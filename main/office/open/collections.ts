import type { RxJsonSchema } from 'rxdb';
import type { CommonState, Waiting } from '../../../shared/books/book.ts';
import type { Paper } from '../../../shared/domain/log/line.ts';

/** A paper beside its local state: `fold` of entry and log, plus what only this store needs. Never replicated. */
export type StoredPaper = Paper & {
  state: CommonState &
    Waiting & {
      /** This site's last line in the paper, as `ownLine` writes it; '' when it has none. */
      own: string;
      /** Lines that contradict each other wait for somebody to look at them. */
      contested: boolean;
      /** Closed, and something has still to be done. */
      left: boolean;
      /** Its own number where that is void, else '': what was closed on its account is found by it. */
      voided: string;
    };
};

/** Settings, staff, sites: shared/books/office-records.ts. */
export type StoredRecord = Paper;

/** What concerns this computer alone: the site's key, the desk's choices. */
export type StoredLocal = { id: string; value: Record<string, unknown> };

const text = (maxLength: number) => ({ type: 'string', maxLength }) as const;
const logged = { entry: { type: 'object' }, log: { type: 'array', items: { type: 'object' } } } as const;

/** A site's line by its running number, in an order that text keeps: where the site's last line stands is one look-up. */
export function ownLine(site: string, n: number): string {
  return `${site}:${String(n).padStart(12, '0')}`;
}

/** Lengths are tight: each index string is padded to them. What else journals are filtered by is in `papersCovered`. */
export const papersSchema: RxJsonSchema<StoredPaper> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: text(24),
    book: text(16),
    ...logged,
    state: {
      type: 'object',
      properties: {
        status: text(24),
        open: { type: 'boolean' },
        kind: text(40),
        way: text(24),
        registeredOn: text(10),
        acceptedAt: text(24),
        order: text(30),
        dueOn: text(10),
        nextDutyOn: text(10),
        subject: text(40),
        executor: text(40),
        from: { type: 'string' },
        summary: { type: 'string' },
        own: text(25),
        contested: { type: 'boolean' },
        coExecutorIds: { type: 'string' },
        toHandOver: { type: 'string' },
        asksHead: { type: 'boolean' },
        toDispatch: text(24),
        toTakeOff: { type: 'boolean' },
        left: { type: 'boolean' },
        duplicateOf: text(24),
        voided: text(24),
        official: text(40),
      },
      required: [
        'status',
        'open',
        'kind',
        'way',
        'registeredOn',
        'acceptedAt',
        'order',
        'dueOn',
        'nextDutyOn',
        'subject',
        'executor',
        'own',
        'contested',
        'coExecutorIds',
        'toHandOver',
        'asksHead',
        'toDispatch',
        'toTakeOff',
        'left',
        'duplicateOf',
        'voided',
        'official',
      ],
    },
  },
  required: ['id', 'book', 'entry', 'log', 'state'],
  indexes: [
    ['book', 'state.registeredOn', 'state.order'],
    ['book', 'state.open', 'state.dueOn'],
    ['book', 'state.nextDutyOn'],
    ['book', 'state.left', 'state.dueOn'],
    ['state.acceptedAt'],
    ['state.own'],
  ],
} as const;

/**
 * What a journal, newest first, and the controller's lists, the most urgent first, are filtered by in any combination: values beside
 * their order, so that a page and a total are one scan of that index. One subject with all that is under it: `{ $gte: code, $lt: `${code}/` }`.
 */
export const papersCovered = {
  behind: [
    ['book', 'state.registeredOn', 'state.order'],
    ['book', 'state.open', 'state.dueOn'],
  ],
  fields: [
    'state.kind',
    'state.status',
    'state.open',
    'state.dueOn',
    'state.way',
    'state.subject',
    'state.executor',
    'state.contested',
    'state.coExecutorIds',
    'state.toHandOver',
    'state.asksHead',
    'state.toDispatch',
    'state.toTakeOff',
    'state.duplicateOf',
    'state.official',
  ],
};

/** What is counted often, each list from its own counters; the shortest list comes first. */
export const papersCounted = [
  ['state.status'],
  ['state.voided', 'book'],
  ['state.contested', 'state.duplicateOf', 'state.executor', 'book'],
  ['state.nextDutyOn', 'state.executor', 'book'],
  ['state.toHandOver', 'state.toDispatch', 'book'],
  ['state.open', 'state.dueOn', 'state.executor', 'state.status', 'state.asksHead', 'book'],
  ['book', 'state.kind', 'state.status', 'state.registeredOn'],
];

export const recordsSchema: RxJsonSchema<StoredRecord> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: text(64), book: text(16), ...logged },
  required: ['id', 'book', 'entry', 'log'],
} as const;

export const localSchema: RxJsonSchema<StoredLocal> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: text(64), value: { type: 'object' } },
  required: ['id', 'value'],
} as const;
