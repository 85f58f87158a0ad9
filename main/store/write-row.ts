import type { BulkWriteRow, RxDocumentData } from 'rxdb';

/**
 * A row for `bulkWrite` of a collection's storage instance: for writes in bulk that nobody needs RxDB's document objects of, which it would
 * make and keep for a while.
 *
 * @param previous what stands there, if anything: otherwise the write is a conflict
 */
export function writeRow<Document>(
  previous: RxDocumentData<Document> | undefined,
  document: Document,
): BulkWriteRow<Document> {
  // RxDB fills in the revision and the time of the write.
  const whole = { ...document, _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: '' };
  return { ...(previous && { previous }), document: whole as unknown as RxDocumentData<Document> };
}
