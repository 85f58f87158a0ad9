import type { RxChangeEventBulk, RxCollection, RxStorageChangeEvent } from 'rxdb';

/**
 * Tells of every write to a collection, in one piece as it was committed. Instead of `collection.$`: that remembers each document that was
 * ever written, and the one before it, for as long as the program runs (RxDB 17.6 keeps its events in a map that nothing empties).
 */
export function watchDocuments<Document>(
  { eventBulks$ }: RxCollection<Document>,
  listener: (changes: readonly RxStorageChangeEvent<Document>[]) => void,
): { unsubscribe(): void } {
  return eventBulks$.subscribe(({ events }: RxChangeEventBulk<Document>) => listener(events));
}

/** A collection whose `$` the compiler refuses, for the reason above. */
export type Watchable<Document> = RxCollection<Document> & { readonly $: never };
