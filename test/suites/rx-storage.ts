import { describe, it } from 'vitest';
import { attachments } from './rx-storage/attachments.ts';
import { changes } from './rx-storage/changes.ts';
import { events } from './rx-storage/events.ts';
import { givenCollection, type Obligations } from './rx-storage/given.ts';
import { housekeeping } from './rx-storage/housekeeping.ts';
import { queries } from './rx-storage/queries.ts';
import { writing } from './rx-storage/writing.ts';
import type { AnyStorage } from './rx-storage-papers.ts';

/** What RxDB demands of a storage (`rx-storage.interface`), by name. Every storage has to keep them all. */
export const obligations: Obligations = {
  ...writing,
  ...events,
  ...changes,
  ...queries,
  ...attachments,
  ...housekeeping,
};

export interface StorageUnderTest {
  storage: AnyStorage;
  /** Releases everything, and deletes what was written. */
  dispose(): Promise<void>;
}

/** Each obligation is proved on a storage of its own from `create`, empty. */
export function describeRxStorage(name: string, create: () => Promise<StorageUnderTest>): void {
  describe(`the storage ${name}`, () => {
    it.each(Object.keys(obligations))('%s', (obligation) => prove(obligation, create));
  });
}

/** @throws what the obligation's expectations throw when the storage does not keep it */
export async function prove(obligation: string, create: () => Promise<StorageUnderTest>): Promise<void> {
  const { storage, dispose } = await create();
  try {
    const given = await givenCollection(storage);
    try {
      await obligations[obligation]!(given);
    } finally {
      await given.end();
    }
  } finally {
    await dispose();
  }
}
