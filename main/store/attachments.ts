import type { BulkWriteRow, RxAttachmentWriteData } from 'rxdb';
import { decodeBytes, encodeBytes } from './body.ts';
import { StoreError } from './errors.ts';
import { indexKey } from './index-key.ts';
import type { StoredDocument } from './stored-document.ts';
import type { Table } from './table.ts';

/** The bytes of attachments that are about to be written, by the object that RxDB hands through. */
export type AttachmentBytes = Map<RxAttachmentWriteData, Uint8Array>;

/** Reads all attachments that come with their data. */
export async function readNewAttachments(rows: BulkWriteRow<StoredDocument>[]): Promise<AttachmentBytes> {
  const bytes: AttachmentBytes = new Map();
  for (const { document } of rows) {
    for (const attachment of Object.values(document._attachments)) {
      if ('data' in attachment && attachment.data)
        bytes.set(attachment, new Uint8Array(await attachment.data.arrayBuffer()));
    }
  }
  return bytes;
}

/** Writes or replaces an attachment, in the transaction of its document. */
export function writeAttachment(
  table: Table,
  documentId: string,
  attachmentId: string,
  attachment: RxAttachmentWriteData,
  bytes: Uint8Array,
): void {
  table.connection.run(
    `INSERT OR REPLACE INTO ${table.attachmentsSql} (id, attachment, digest, type, bytes) VALUES (?, ?, ?, ?, ?)`,
    [
      indexKey(documentId),
      indexKey(attachmentId),
      Buffer.from(attachment.digest),
      Buffer.from(attachment.type),
      encodeBytes(bytes),
    ],
  );
}

export function removeAttachment(table: Table, documentId: string, attachmentId: string): void {
  table.connection.run(`DELETE FROM ${table.attachmentsSql} WHERE id = ? AND attachment = ?`, [
    indexKey(documentId),
    indexKey(attachmentId),
  ]);
}

/** @throws StoreError `failed` when there is no such attachment with this digest, `damaged` when its bytes have changed. */
export function readAttachment(table: Table, documentId: string, attachmentId: string, digest: string): Blob {
  const found = table.schema.attachments
    ? table.connection.get(
        `SELECT type, bytes FROM ${table.attachmentsSql} WHERE id = ? AND attachment = ? AND digest = ?`,
        [indexKey(documentId), indexKey(attachmentId), Buffer.from(digest)],
      )
    : undefined;
  if (!found) throw new StoreError('failed', `attachment does not exist: ${documentId} ${attachmentId}`);
  return new Blob([decodeBytes(found[1])], { type: Buffer.from(found[0] as Uint8Array).toString() });
}
