import { createHash } from 'node:crypto';
import type { RxCollection } from 'rxdb';
import type { Notes } from './ports.ts';

type StoredNote = { id: string; value: Record<string, unknown> };

/** Keys are as long as they like, ids are not. */
const PREFIX = 'sync:';

/** Notes of the engine in a collection of the office's store, among whatever else stands there. */
export function createNotes(collection: RxCollection<StoredNote>): Notes {
  const idOf = (key: string) => PREFIX + createHash('sha1').update(key).digest('base64url');
  return {
    async read(key) {
      const found = await collection.findOne(idOf(key)).exec();
      return found ? contentOf(found.toMutableJSON() as StoredNote)[1] : undefined;
    },
    async write(key, content) {
      await collection.upsert({ id: idOf(key), value: { key, content } });
    },
    async remove(key) {
      await collection.findOne(idOf(key)).remove();
    },
    async list(prefix) {
      const found = await collection.find({ selector: { id: { $gte: PREFIX, $lt: 'sync;' } } as never }).exec();
      return found
        .map((document) => contentOf(document.toMutableJSON() as StoredNote))
        .filter(([key]) => key.startsWith(prefix));
    },
  };
}

function contentOf({ value }: StoredNote): [key: string, content: Record<string, unknown>] {
  return [String(value.key), value.content as Record<string, unknown>];
}
