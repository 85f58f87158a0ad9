/**
 * Why the store refused. The office chooses the screen by the code; the message is for the log.
 *
 * - `wrongKey`: the file exists and this key does not open it.
 * - `damaged`: bytes on disk are not what was written.
 * - `diskFull`: there was no room; nothing of the refused write is kept.
 * - `readOnly`: the file or its folder may not be written.
 * - `inUse`: another process has this store open.
 * - `newerFormat`: a newer version of the program has written the file.
 * - `failed`: anything else, see `cause`.
 */
export type StoreErrorCode = 'wrongKey' | 'damaged' | 'diskFull' | 'readOnly' | 'inUse' | 'newerFormat' | 'failed';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** Primary result codes of SQLite (https://sqlite.org/rescode.html); extended ones carry them in their low byte. */
const BY_PRIMARY_CODE: Record<number, StoreErrorCode> = {
  5: 'inUse', // SQLITE_BUSY
  8: 'readOnly', // SQLITE_READONLY
  11: 'damaged', // SQLITE_CORRUPT
  13: 'diskFull', // SQLITE_FULL
  26: 'damaged', // SQLITE_NOTADB
};

/** Extended codes whose primary code (SQLITE_IOERR) says too little. */
const BY_EXTENDED_CODE: Record<number, StoreErrorCode> = {
  522: 'damaged', // SQLITE_IOERR_SHORT_READ
  4874: 'diskFull', // SQLITE_IOERR_SHMSIZE: no room for the index of the WAL
  8202: 'damaged', // SQLITE_IOERR_DATA
  8458: 'damaged', // SQLITE_IOERR_CORRUPTFS
};

const BY_SYSTEM_CODE: Record<string, StoreErrorCode> = {
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EROFS: 'readOnly',
  EACCES: 'readOnly',
  EPERM: 'readOnly',
};

/** Turns whatever SQLite, its binding or the file system threw into a {@link StoreError}; one that already is stays. */
export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const { code, rawCode, message } = error as { code?: unknown; rawCode?: unknown; message?: string };
  return new StoreError(classify(code, rawCode, message ?? ''), message ?? String(error), error);
}

function classify(code: unknown, rawCode: unknown, message: string): StoreErrorCode {
  // The binding reports a refused open without a code field: "ConnectionFailed("… : 14")".
  const number = typeof rawCode === 'number' ? rawCode : Number(/ConnectionFailed\(.*: (\d+)"\)$/s.exec(message)?.[1]);
  if (Number.isInteger(number)) return BY_EXTENDED_CODE[number] ?? BY_PRIMARY_CODE[number & 0xff] ?? 'failed';
  if (typeof code === 'string' && code in BY_SYSTEM_CODE) return BY_SYSTEM_CODE[code]!;
  // Bytes that are no UTF-8 where the binding expects text make it panic; only damage can put them there.
  if (/Neon module|Utf8Error/.test(message)) return 'damaged';
  return 'failed';
}

/** What an error says without the papers it was about: RxDB puts whole documents into its messages. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'rxdb' in error ? `RxDB ${String((error as Error & { code?: unknown }).code)}` : error.message;
}
