import { z } from 'zod';
import type { Row } from '../../../shared/contract/shapes.ts';
import { keysInRange } from '../../store/keys.ts';
import type { Store } from '../open/open-store.ts';

/**
 * What stays of a paper that was removed from this desk: enough to say where it is, and that its number is taken. Kept among
 * what concerns this computer alone, so it never replicates.
 */
const stubSchema = z.object({
  book: z.string(),
  acceptedAt: z.string(),
  registeredOn: z.string(),
  status: z.string(),
  removedOn: z.string(),
  /** The revision that was decided about: what was written after that keeps the paper here. */
  revision: z.string().optional(),
  /** Where the paper is now. */
  where: z.literal('registry'),
});
export type Stub = z.infer<typeof stubSchema>;

const PREFIX = 'removed:';

/** The id of a stub in the local collection; of a beginning of numbers, the beginning of ids. */
export function stubId(number: string): string {
  return PREFIX + number;
}

/** What stays here of a removed paper; undefined where none of that number was removed. */
export async function stubOf(store: Pick<Store, 'local'>, number: string): Promise<Stub | undefined> {
  const found = await store.local.findOne(stubId(number)).exec();
  return found ? stubSchema.parse(found.toJSON().value) : undefined;
}

/** Beside the stubs of void numbers, so that these are known without reading all. */
const VOID_PREFIX = 'removed-void:';
/** More than any desk removes. */
const MOST_VOID = 100_000;

export const voidId = (number: string): string => VOID_PREFIX + number;

/** The void numbers among those that were removed. */
export function removedVoid({ connection }: Pick<Store, 'connection'>): string[] {
  const keys = keysInRange(connection, 'local', VOID_PREFIX, `${VOID_PREFIX}~`, MOST_VOID);
  return keys.map((key) => key.slice(VOID_PREFIX.length));
}

export function numberOfStub(id: string): string | undefined {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined;
}

/** How far the lines of this site had come when papers were removed: the last one may have been on one of them. */
const LAST_LINE = 'removed-lines';
const lastLineSchema = z.object({ site: z.string(), n: z.number() });

export async function noteLastLine(store: Pick<Store, 'local'>, site: string, n: number): Promise<void> {
  await store.local.upsert({ id: LAST_LINE, value: { site, n } satisfies z.infer<typeof lastLineSchema> });
}

/** 0 when none was removed, or by another site. */
export async function lastLineRemoved(store: Pick<Store, 'local'>, site: string): Promise<number> {
  const noted = lastLineSchema.safeParse((await store.local.findOne(LAST_LINE).exec())?.toJSON().value);
  return noted.data?.site === site ? noted.data.n : 0;
}

/** A removed paper as lists show it. */
export function rowOfStub(number: string, value: unknown): Row {
  const { book, acceptedAt, registeredOn, status, removedOn } = stubSchema.parse(value);
  return { ...NOTHING, number, book, acceptedAt, registeredOn, status, removedOn };
}

/** What is not known of a removed paper any more. */
const NOTHING: Row = {
  number: '',
  official: '',
  book: '',
  acceptedAt: '',
  registeredOn: '',
  dueOn: '',
  status: '',
  open: false,
  kind: '',
  way: '',
  subject: '',
  executor: '',
  executorName: '',
  from: '',
  applicantType: '',
  idNumber: '',
  place: '',
  summary: '',
  sheets: 0,
  attachments: 0,
  senderNumber: '',
  senderDate: '',
};
