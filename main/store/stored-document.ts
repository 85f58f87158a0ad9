import type { RxDocumentData, RxJsonSchema } from 'rxdb';

/** A document whose fields the store does not know, only RxDB's own. */
export type StoredDocument = RxDocumentData<Record<string, unknown>>;
export type StoredSchema = Readonly<RxJsonSchema<StoredDocument>>;
