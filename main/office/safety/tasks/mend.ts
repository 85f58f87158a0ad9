import { existsSync } from 'node:fs';
import type { Paper } from '../../../../shared/domain/log/line.ts';
import { createBlobStore } from '../../../store/blobs.ts';
import { blobNames, shareBlob } from '../../../store/care/blob-files.ts';
import { type Copied, copyDocuments, uniteDocuments } from '../../../store/care/copy.ts';
import { readCatalogue, soundRows, type TableName } from '../../../store/care/salvage.ts';
import { type Connection, openConnection } from '../../../store/connection.ts';
import { StoreError } from '../../../store/errors.ts';
import { documentUnder } from '../../../store/keys.ts';
import type { StoredDocument } from '../../../store/stored-document.ts';
import { readAssets } from '../../open/assets.ts';
import { blobsIn, databaseIn, openCollections } from '../../open/open-store.ts';
import { keepOriginal, numberOfOriginal } from '../../open/originals.ts';
import { LAW_OF_STATES } from '../../open/refold.ts';
import type { Serve, Tasks } from '../child-messages.ts';
import { numberOfStub } from '../stubs.ts';
import { uniteCopies } from '../unite.ts';
import { countPapers } from './verify.ts';

export const mend: Serve<'mend'> = async (input, progress) => {
  const { from, to, take, purge, backup } = input;
  const [key, newKey] = [Buffer.from(input.key, 'hex'), Buffer.from(input.newKey, 'hex')];
  const source = openSource(databaseIn(from), key, take);
  const target = openConnection(databaseIn(to), newKey);
  const named = new Set<string>();
  const going = purge && source ? goingOf(source) : new Set<string>();
  const copied: Copied = source
    ? copyDocuments(source, target, {
        from: take,
        recognise: collectionOf,
        keep: (collection, document) =>
          collection === 'local'
            ? document.id !== LAW_OF_STATES && !going.has(numberOfOriginal(String(document.id)) ?? '')
            : collection !== 'papers' || !going.has(String(document.id)),
        seen: (document) => {
          for (const [name] of JSON.stringify([document.entry, document.log, document.value]).matchAll(
            /\b[0-9a-f]{64}\b/g,
          ))
            named.add(name);
        },
        progress,
      })
    : { documents: {}, lost: [''] };
  let added = 0;
  const others: Paper[] = [];
  if (backup && existsSync(databaseIn(backup.folder))) {
    const { law } = await readAssets(input.assets);
    const other = openConnection(databaseIn(backup.folder), key);
    added = uniteDocuments(
      other,
      target,
      uniteCopies(law, (paper) => others.push(paper)),
    );
    other.close();
  }
  const papers = countPapers(target);
  target.close();
  // A damaged store stays as it was found: closing would write what stands in its WAL into its file.
  if (take === 'sound') source?.close();
  const wanted = purge ? (name: string) => named.has(name) : () => true;
  await takeBlobsAlong({ from, to, ...(backup && { backup: backup.blobs }) }, key, newKey, wanted);
  // Indexes, full text and counters are made here, by the table's own way of rebuilding itself.
  const store = await openCollections(to, newKey);
  for (const other of others) await keepOriginal(store, other);
  await store.close();
  return { papers, lost: copied.lost, added };
};

/** By content, as each collection of an office has it and no other; all are of schema version 0 (open/open-store.ts). */
function collectionOf(document: StoredDocument): TableName | undefined {
  const has = (...fields: string[]) => fields.every((field) => field in document);
  const named = (collection: string) => ({ collection, database: 'kense', version: 0 });
  if (has('book', 'log', 'state')) return named('papers');
  if (has('book', 'log')) return named('office');
  if (has('id', 'value')) return named('local');
  return has('key', 'context', 'data') ? named('_rxdb_internal') : undefined;
}

/** A store that cannot be opened at all is of no more use. */
function openSource(path: string, key: Uint8Array, take: Tasks['mend']['input']['take']): Connection | undefined {
  try {
    return openConnection(path, key);
  } catch (error) {
    if (take === 'readable' && error instanceof StoreError && error.code === 'damaged') return undefined;
    throw error;
  }
}

/** The papers that go: each stands as it did when that was decided. What was opened again or written since stays, with all that is beside it. */
function goingOf(source: Connection): Set<string> {
  const going = new Set<string>();
  for (const { n, collection } of readCatalogue(source)) {
    if (collection !== 'local') continue;
    for (const { id, document } of soundRows(source, n)) {
      const number = numberOfStub(id);
      const { revision } = (document.value ?? {}) as { revision?: unknown };
      if (number === undefined || typeof revision !== 'string') continue;
      if (documentUnder(source, 'papers', number)?._rev === revision) going.add(number);
    }
  }
  return going;
}

async function takeBlobsAlong(
  folders: { from: string; to: string; backup?: string },
  key: Uint8Array,
  newKey: Uint8Array,
  wanted: (name: string) => boolean,
): Promise<void> {
  const target = blobsIn(folders.to);
  const sources = [blobsIn(folders.from), ...(folders.backup === undefined ? [] : [folders.backup])];
  const rewritten = createBlobStore(target, newKey);
  for (const source of sources) {
    const blobs = createBlobStore(source, key);
    for (const name of await blobNames(source)) {
      if (!wanted(name)) continue;
      if (Buffer.compare(key, newKey) === 0) await shareBlob(source, target, name);
      else {
        const bytes = await blobs.get(name);
        if (bytes) await rewritten.put(bytes);
      }
    }
  }
}
