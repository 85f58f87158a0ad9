import type { RxCollection } from 'rxdb';
import { z } from 'zod';
import { hashOf } from '../../../shared/domain/log/line.ts';
import { describe } from '../../store/errors.ts';
import type { Log } from '../ports.ts';
import { type Assets, type OwnLaw, type Part, parts, withOwnLaw, withPart } from './assets.ts';
import type { StoredLocal } from './collections.ts';

/** A part as the registry's `directory` carries it. */
const publishedSchema = z.object({ version: z.string().min(1).max(40), content: z.unknown() });
export type Published = z.infer<typeof publishedSchema>;

/** What became of a part that was offered. */
export type Taken = 'taken' | 'notNewer' | 'notReadable';

/**
 * What this office works by: of each part the newest, whether it came with the program or from the registry. A newer part is
 * kept in the store, so that an office without a network goes on with the law it has heard of; one that this program cannot read
 * is left where it came from.
 */
export async function openDirectory(shipped: Assets, local: RxCollection<StoredLocal>, log: Log) {
  let now = shipped;
  for (const part of parts) {
    const stored = publishedSchema.safeParse((await local.findOne(idOf(part)).exec())?.toJSON().value);
    if (stored.success) now = newer(part, stored.data) ?? now;
  }

  function newer(part: Part, { version, content }: Published): Assets | undefined {
    if (version <= now.versions[part]) return undefined;
    try {
      return withPart(now, part, version, content);
    } catch (error) {
      log('error', 'a part of the directory cannot be read', { code: part, detail: `${version}: ${describe(error)}` });
      return undefined;
    }
  }

  return {
    now: (): Assets => now,
    /** The calendar came with the program, or from the registry. */
    calendarFrom: (): 'program' | 'registry' =>
      now.versions.calendar === shipped.versions.calendar ? 'program' : 'registry',
    /** Takes over what the office itself has entered and chosen; false when it holds already. */
    holdOwnLaw(own: OwnLaw): boolean {
      const { days = [], startRule } = now.lawData;
      if (hashOf([own.days, own.startRule ?? '']) === hashOf([days, startRule ?? ''])) return false;
      now = withOwnLaw(now, own);
      return true;
    },
    /** Takes over a part that is newer than what is here. */
    async take(part: Part, published: unknown): Promise<Taken> {
      const offered = publishedSchema.safeParse(published);
      if (!offered.success) return 'notReadable';
      if (offered.data.version <= now.versions[part]) return 'notNewer';
      const next = newer(part, offered.data);
      if (!next) return 'notReadable';
      const { version, content } = offered.data;
      await local.upsert({ id: idOf(part), value: { version, content } });
      now = next;
      return 'taken';
    },
  };
}

function idOf(part: Part): string {
  return `directory:${part}`;
}
