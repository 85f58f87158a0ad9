import { existsSync } from 'node:fs';
import { createBlobStore } from '../../../store/blobs.ts';
import { blobNames, shareBlob } from '../../../store/care/blob-files.ts';
import { type Copied, copyDocuments, uniteDocuments } from '../../../store/care/copy.ts';
import { readCatalogue, soundRows } from '../../../store/care/salvage.ts';
import { type Connection, openConnection } from '../../../store/connection.ts';
import { StoreError } from '../../../store/errors.ts';
import type { StoredDocument } from '../../../store/stored-document.ts';
import { readAssets } from '../../open/assets.ts';
import { blobsIn, databaseIn, openCollections } from '../../open/open-store.ts';
import { LAW_OF_STATES } from '../../open/refold.ts';
import type { Serve } from '../child.ts';
import type { Tasks } from '../child-messages.ts';
import { numberOfStub } from '../stubs.ts';
import { uniteCopies } from '../unite.ts';
import { countPapers } from './verify.ts';

export const mend: Serve<'mend'> = async (input, progress) => {
  const { from, to, take, purge, backup } = input;
  const [key, newKey] = [Buffer.from(input.key, 'hex'), Buffer.from(input.newKey, 'hex')];
  const source = openSource(databaseIn(from), key, take);
  const target = openConnection(databaseIn(to), newKey);
  const named = new Set<string>();
  const stubs = purge && source ? stubsIn(source) : new Set<string>();
  const copied: Copied = source
    ? copyDocuments(source, target, {
        from: take,
        keep: (collection, document) =>
          collection === 'local'
            ? document.id !== LAW_OF_STATES
            : collection !== 'papers' || !stubs.has(String(document.id)) || stillOpen(document),
        seen: (document) => {
          for (const [name] of JSON.stringify([document.entry, document.log]).matchAll(/\b[0-9a-f]{64}\b/g))
            named.add(name);
        },
        progress,
      })
    : { documents: {}, lost: [''] };
  let added = 0;
  if (backup && existsSync(databaseIn(backup.folder))) {
    const { law } = await readAssets(input.assets);
    const other = openConnection(databaseIn(backup.folder), key);
    added = uniteDocuments(other, target, uniteCopies(law));
    other.close();
  }
  const papers = countPapers(target);
  target.close();
  // A damaged store stays as it was found: closing would write what stands in its WAL into its file.
  if (take === 'sound') source?.close();
  const wanted = purge ? (name: string) => named.has(name) : () => true;
  await takeBlobsAlong({ from, to, ...(backup && { backup: backup.blobs }) }, key, newKey, wanted);
  // Indexes, full text and counters are made here, by the table's own way of rebuilding itself.
  await (await openCollections(to, newKey)).close();
  return { papers, lost: copied.lost, added };
};

/** A store of which not even the catalogue can be read is of no more use. */
function openSource(path: string, key: Uint8Array, take: Tasks['mend']['input']['take']): Connection | undefined {
  try {
    const connection = openConnection(path, key);
    readCatalogue(connection);
    return connection;
  } catch (error) {
    if (take === 'readable' && error instanceof StoreError && error.code === 'damaged') return undefined;
    throw error;
  }
}

function stubsIn(source: Connection): Set<string> {
  const stubs = new Set<string>();
  for (const { n, collection } of readCatalogue(source)) {
    if (collection !== 'local') continue;
    for (const { id } of soundRows(source, n)) {
      const number = numberOfStub(id);
      if (number !== undefined) stubs.add(number);
    }
  }
  return stubs;
}

/** A paper that was opened again between the decision and this moment stays. */
function stillOpen(document: StoredDocument): boolean {
  return (document.state as { open?: unknown } | undefined)?.open !== false;
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
