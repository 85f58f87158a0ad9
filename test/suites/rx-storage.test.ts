import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { describeRxStorage } from './rx-storage.ts';
import type { AnyStorage } from './rx-storage-papers.ts';
import { temporaryStore } from './store-files.ts';

describeRxStorage('on encrypted SQLite', async () => {
  const { storage, dispose } = temporaryStore();
  return { storage: storage as unknown as AnyStorage, dispose: async () => dispose() };
});

describeRxStorage('in memory, of RxDB', async () => {
  const storage = getRxStorageMemory();
  return { storage: storage as unknown as AnyStorage, dispose: async () => storage.collectionStates.clear() };
});
