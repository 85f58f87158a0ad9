import { z } from 'zod';
import { type Draft, type DraftSave, LONGEST_DRAFT, MOST_DRAFTS } from '../../../shared/contract/drafts.ts';
import { StoreError } from '../../store/errors.ts';
import { keysInRange, removeRow } from '../../store/keys.ts';
import { type Changes, createChanges } from '../live.ts';
import type { StoredLocal } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { ProblemError } from '../problem-error.ts';

/** A field longer than this lies in a document of its own, written again only when it has changed. Characters. */
const LONGEST_IN_DRAFT = 16_000;

/** More documents of drafts than there can be. */
const MOST_READ = 10_000;

/** `parts`: fields that lie beside, by the running number of their document. */
const storedSchema = z.object({
  savedAt: z.string(),
  version: z.number(),
  form: z.record(z.string(), z.string()),
  parts: z.record(z.string(), z.number()),
});
type Stored = z.infer<typeof storedSchema>;

/** What is kept of a draft while the office is open. */
type Kept = { draft: Draft; parts: Stored['parts'] };

export type Drafts = Awaited<ReturnType<typeof openDrafts>>;

/**
 * Forms begun at this desk and not registered yet, in the encrypted store. What has been saved is on disk. A draft that cannot
 * be read is reported and stays where it is; it keeps none of the others from being read.
 */
export async function openDrafts(office: Pick<OpenOffice, 'store' | 'gate' | 'now' | 'log'>) {
  const { local, connection } = office.store;
  const changes: Changes = createChanges();
  const kept = new Map<string, Kept>();
  const done = new Set<string>();
  for (const key of keysInRange(connection, 'local', DRAFT, `${DRAFT}~`, MOST_READ)) {
    const id = key.slice(DRAFT.length);
    kept.set(id, await readDraft(id));
  }
  await removeOrphans();

  async function readDraft(id: string): Promise<Kept> {
    const value = await readValue(DRAFT + id);
    const stored = storedSchema.safeParse(value);
    if (!stored.success) {
      office.log('error', 'a draft cannot be read');
      return { draft: { ...whatIsLeft(id, value), damaged: true }, parts: {} };
    }
    const { parts, ...rest } = stored.data;
    const draft: Draft = { id, ...rest, form: { ...rest.form } };
    for (const [field, n] of Object.entries(parts)) {
      const text = (await readValue(partKey(id, n)))?.text;
      if (typeof text === 'string') draft.form[field] = text;
      else draft.damaged = true;
    }
    return { draft, parts };
  }

  /** Undefined where it is missing or its checksum is wrong. */
  async function readValue(key: string): Promise<Record<string, unknown> | undefined> {
    try {
      return (await local.findOne(key).exec())?.toJSON().value as Record<string, unknown> | undefined;
    } catch (error) {
      if (error instanceof StoreError && error.code === 'damaged') return undefined;
      throw error;
    }
  }

  /** Parts to which no draft leads: the office was killed between two writes. */
  async function removeOrphans(): Promise<void> {
    if (connection.readOnly) return;
    const wanted = new Set([...kept].flatMap(([id, { parts }]) => Object.values(parts).map((n) => partKey(id, n))));
    const readable = ([id]: [string, Kept]) => kept.get(id)?.draft.damaged !== true;
    const safe = new Set([...kept].filter(readable).map(([id]) => id));
    for (const key of keysInRange(connection, 'local', PART, `${PART}~`, MOST_READ)) {
      const id = key.slice(PART.length, key.lastIndexOf(':'));
      if (!wanted.has(key) && (safe.has(id) || !kept.has(id))) removeRow(connection, 'local', key);
    }
  }

  async function save({ id, version, form }: DraftSave): Promise<void> {
    const size = Object.entries(form).reduce((sum, [field, text]) => sum + field.length + text.length, 0);
    if (size > LONGEST_DRAFT) throw new ProblemError('draftTooLong');
    if (done.has(id)) return;
    const before = kept.get(id);
    if (!before && kept.size >= MOST_DRAFTS) throw new ProblemError('tooManyDrafts');
    const parts: Stored['parts'] = {};
    let last = Math.max(0, ...Object.values(before?.parts ?? {}));
    for (const [field, text] of Object.entries(form)) {
      if (text.length <= LONGEST_IN_DRAFT) continue;
      const known = before?.draft.form[field] === text ? before.parts[field] : undefined;
      parts[field] = known ?? ++last;
      if (known === undefined) await write({ id: partKey(id, last), value: { text } });
    }
    const savedAt = new Date(office.now()).toISOString();
    const short = Object.fromEntries(Object.entries(form).filter(([field]) => parts[field] === undefined));
    await write({ id: DRAFT + id, value: { savedAt, version, form: short, parts } satisfies Stored });
    kept.set(id, { draft: { id, savedAt, version, form: { ...form } }, parts });
    changes.notify();
    const inUse = new Set(Object.values(parts));
    for (const n of Object.values(before?.parts ?? {}))
      if (!inUse.has(n)) removeRow(connection, 'local', partKey(id, n));
  }

  async function write(document: StoredLocal): Promise<void> {
    try {
      await local.upsert(document);
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'damaged') throw error;
      // What lay there cannot be read by anybody; what the clerk has typed now can.
      removeRow(connection, 'local', document.id);
      await local.insert(document);
    }
  }

  async function remove(id: string): Promise<void> {
    const before = kept.get(id);
    if (!before) return;
    kept.delete(id);
    changes.notify();
    removeRow(connection, 'local', DRAFT + id);
    for (const n of Object.values(before.parts)) removeRow(connection, 'local', partKey(id, n));
  }

  return {
    changes,
    /** The one saved last first; those that cannot be read last. */
    all: (): Draft[] =>
      [...kept.values()]
        .map(({ draft }) => draft)
        .sort((a, b) => (a.savedAt < b.savedAt ? 1 : a.savedAt > b.savedAt ? -1 : 0)),
    /** @throws ProblemError `draftTooLong`, `tooManyDrafts`; StoreError when the disk refuses */
    save: (draft: DraftSave) => office.gate(() => save(draft)),
    remove: (id: string) => office.gate(() => remove(id)),
    /** The form is a paper now: it is offered no more, and what comes late of it is not kept. */
    registered(id: string): void {
      done.add(id);
      if (!kept.has(id)) return;
      office
        .gate(() => remove(id))
        .catch(() => office.log('warning', 'the draft of a registered paper could not be removed yet'));
    },
  };
}

const DRAFT = 'draft:';
const PART = 'draft-part:';

const partKey = (id: string, n: number) => `${PART}${id}:${n}`;

/** What can be made out of a value of an unknown shape: any text of it may be what the clerk misses. */
function whatIsLeft(id: string, value: Record<string, unknown> | undefined): Draft {
  const form = typeof value?.form === 'object' && value.form !== null ? value.form : {};
  const texts = Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const savedAt = typeof value?.savedAt === 'string' ? value.savedAt : '';
  const version = typeof value?.version === 'number' ? value.version : 0;
  return { id, savedAt, version, form: Object.fromEntries(texts) };
}
