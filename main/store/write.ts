import { type BulkWriteRow, categorizeBulkWriteRows, type RxStorageWriteError } from 'rxdb';
import { type AttachmentBytes, removeAttachment, writeAttachment } from './attachments.ts';
import type { StoredDocument } from './stored-document.ts';
import type { Changes, Table } from './table.ts';

type Row = BulkWriteRow<StoredDocument>;

interface Written {
  errors: RxStorageWriteError<StoredDocument>[];
  /** What to tell listeners, now that it is on disk. */
  changes: Changes;
}

/**
 * Writes all rows that are no conflict, in one transaction: when it returns they are on disk, when it throws none is.
 * Conflicts and attachments without data are returned, with the stored document.
 */
export function writeRows(
  table: Table,
  rows: Row[],
  context: string,
  attachments: AttachmentBytes | undefined,
): Written {
  try {
    return table.connection.transaction(() => {
      const [first, ...more] = inRounds(table, rows).map((round) => writeRound(table, round, context, attachments));
      for (const { errors, changes } of more) {
        first!.errors.push(...errors);
        first!.changes.events.push(...changes.events);
      }
      first!.changes.checkpoint = table.checkpoint;
      return first!;
    });
  } catch (error) {
    table.fullText?.forget();
    throw error;
  }
}

/** Splits rows so that no document is written twice in one round: the second write has to see what the first has done. */
function inRounds(table: Table, rows: Row[]): Row[][] {
  const rounds: Row[][] = [[]];
  const timesSeen = new Map<string, number>();
  for (const row of rows) {
    const id = table.idOf(row.document as StoredDocument);
    const round = timesSeen.get(id) ?? 0;
    timesSeen.set(id, round + 1);
    rounds[round] ??= [];
    rounds[round].push(row);
  }
  return rounds;
}

function writeRound(table: Table, rows: Row[], context: string, attachments: AttachmentBytes | undefined): Written {
  const stored = table.findAll(rows.map(({ document }) => table.idOf(document as StoredDocument)));
  const sorted = categorizeBulkWriteRows<StoredDocument>(
    // Of the instance it only reads the schema.
    table as never,
    table.primaryPath as never,
    new Map([...stored].map(([id, { document }]) => [id, document])),
    rows,
    context,
  );
  table.insert(sorted.bulkInsertDocs.map(({ document }) => document));
  for (const { document } of sorted.bulkUpdateDocs) table.update(stored.get(table.idOf(document))!, document);
  table.counters.apply(
    [...sorted.bulkInsertDocs, ...sorted.bulkUpdateDocs].map(({ document }) => [
      stored.get(table.idOf(document))?.document,
      document,
    ]),
  );
  for (const { documentId, attachmentId } of sorted.attachmentsRemove)
    removeAttachment(table, documentId, attachmentId);
  const failed = new Set(sorted.errors.map(({ documentId }) => documentId));
  for (const added of [...sorted.attachmentsAdd, ...sorted.attachmentsUpdate]) {
    if (failed.has(added.documentId)) continue;
    writeAttachment(
      table,
      added.documentId,
      added.attachmentId,
      added.attachmentData,
      attachments!.get(added.attachmentData)!,
    );
  }
  const changes = sorted.eventBulk as Changes;
  // RxDB also lists an event for a document that it refuses for an attachment without data.
  changes.events = changes.events.filter(({ documentId }) => !failed.has(documentId));
  return { errors: sorted.errors, changes };
}
