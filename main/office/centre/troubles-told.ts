import { mayBeCorrected } from '../../../shared/centre/checks.ts';
import { type Counts, type exchanged, MOST_WAITING, type SyncOverview } from '../../../shared/contract/sync.ts';
import type { Trouble } from '../../sync/state.ts';
import { isTriedAgain } from '../../sync/troubles.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { waitingBeside } from '../open/waiting.ts';

/** What does not go, or was not taken over, as the page behind the status line tells it: the first of each kind, and how many there are. */

type What = (typeof exchanged)[number];
type Told = SyncOverview['exchanges'][number]['troubles'][number];
export type Refused = Extract<Told, { kind: 'refused' }>;
/** Before it is known whether it can be opened. */
export type Aside = Pick<Extract<Told, { kind: 'aside' }>, 'kind' | 'id' | 'why' | 'detail' | 'at'>;

/** What was refused of one database. */
export function refusedOf(troubles: readonly Trouble[]): Refused[] {
  return troubles.flatMap((trouble): Refused[] => {
    if (trouble.kind !== 'refused') return [];
    const { kind, id, reason, at, isNew = false } = trouble;
    const isCorrectable = isNew && mayBeCorrected(reason);
    return [{ kind, id, reason, at, isCorrectable, isTriedAgain: isTriedAgain(reason) }];
  });
}

/** @param refused of each database, in the order of `exchanged` */
export function countsOf([papers = [], records = [], , files = []]: readonly (readonly unknown[])[]): Counts {
  return { papers: papers.length, records: records.length, files: files.length };
}

export function asideOf(troubles: readonly Trouble[]): Aside[] {
  return troubles.flatMap((trouble) => (trouble.kind === 'aside' ? [trouble] : []));
}

/** Set aside, the first of them, each with whether it can be opened here under its number. */
export async function asideTold(
  { store }: Pick<OpenOffice, 'store'>,
  what: What,
  aside: readonly Aside[],
): Promise<Extract<Told, { kind: 'aside' }>[]> {
  const first = aside.slice(0, MOST_WAITING);
  const numbers = what === 'papers' ? first.map(({ id }) => id) : [];
  const here = new Set(numbers.length > 0 ? (await store.papers.findByIds(numbers).exec()).keys() : []);
  return first.map(({ kind, id, why, detail, at }) => ({ kind, id, what, isHere: here.has(id), why, detail, at }));
}

/** Papers beside which something waits that has still to go over: it was done here, or came, and is not in them. */
export async function besideOf(office: OpenOffice): Promise<Aside[]> {
  return (await waitingBeside(office)).flatMap(({ paper: { id }, coming }): Aside[] => {
    const at = Math.max(...coming.map((line) => Date.parse(line.at) || 0));
    return coming.length === 0 ? [] : [{ kind: 'aside', id, why: 'waiting', detail: `${coming.length}`, at }];
  });
}

/** Records that came and in which something does not count, each once: of several lines the last. */
export function unprovedOf({ records }: Pick<OpenOffice, 'records'>): Aside[] {
  const last = new Map(records.unproved.map(({ record, line }) => [record, line]));
  return [...last].map(([id, { id: detail, at }]) => {
    return { kind: 'aside', id, why: 'unproved', detail, at: Date.parse(at) || 0 };
  });
}
