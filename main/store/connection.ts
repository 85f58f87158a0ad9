import { createHmac, timingSafeEqual } from 'node:crypto';
import { accessSync, closeSync, constants, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { writeFileDurablySync } from './durable-file.ts';
import { StoreError, toStoreError } from './errors.ts';

/** The layout of the file as a whole (`user_version`). A program that finds a greater one does not touch the file. */
const FORMAT = 2;

export type SqlValue = number | string | Uint8Array | null;

interface Statement {
  run(parameters: SqlValue[]): unknown;
  get(parameters: SqlValue[]): SqlValue[] | undefined;
  all(parameters: SqlValue[]): SqlValue[][];
  raw(): Statement;
}

const openConnections = new Map<string, Connection>();

/**
 * Opens the encrypted database at `path`, creating it when it does not exist; its folder must exist.
 * Within a process every call for the same file gives the same connection, one reference more.
 * On a file system that may only be read an existing file is opened: reading works, every write throws `readOnly`. So is one that was
 * closed in order on a disk that has no room even for the index of a WAL; every write throws `diskFull` then.
 * Beside the file stand `<path>.lock` (held while open) and `<path>.keycheck` (tells a wrong key from damage).
 *
 * @param key 32 random bytes, not a passphrase.
 * @throws StoreError `wrongKey`, `damaged`, `readOnly`, `inUse`, `newerFormat`, `diskFull` or `failed`.
 */
export function openConnection(path: string, key: Uint8Array): Connection {
  if (key.byteLength !== 32) throw new RangeError('the key must have 32 bytes');
  const file = resolve(path);
  const shared = openConnections.get(file);
  if (shared) {
    if (!timingSafeEqual(shared.keyCheck, keyCheckOf(key)))
      throw new StoreError('wrongKey', `another key opened ${file}`);
    return shared.retain();
  }
  try {
    // Where nobody can write there is nothing to lock, nor could it be.
    const lock = existsSync(file) && mayOnlyBeRead(dirname(file)) ? undefined : takeLock(`${file}.lock`);
    try {
      const connection = lock ? openWithRoomOrWithout(file, key, lock) : new Connection(file, key, lock, 'readOnly');
      openConnections.set(file, connection);
      return connection;
    } catch (error) {
      if (lock) releaseLock(lock);
      throw error;
    }
  } catch (error) {
    throw openingError(file, error);
  }
}

function openWithRoomOrWithout(file: string, key: Uint8Array, lock: Database.Database): Connection {
  try {
    return new Connection(file, key, lock);
  } catch (error) {
    const written = statSync(file, { throwIfNoEntry: false })?.size;
    if (toStoreError(error).code !== 'diskFull' || !written || hasWal(file)) throw error;
    return new Connection(file, key, lock, 'diskFull');
  }
}

/**
 * One connection to one file, shared by everything in the process that uses it. All methods are synchronous, so
 * nothing can come between two of them; none leaves a statement half read (that would keep the file locked).
 * The methods but `close` are for this folder; the office opens, hands on and closes.
 */
export class Connection {
  readonly path: string;
  readonly keyCheck: Buffer;
  /** What every write throws, where nothing can be written: it is read all the same. */
  readonly refuses: 'readOnly' | 'diskFull' | undefined;
  readonly #database: Database.Database;
  readonly #lock: Database.Database | undefined;
  readonly #statements = new Map<string, Statement>();
  #references = 1;

  constructor(
    path: string,
    key: Uint8Array,
    lock: Database.Database | undefined,
    refuses?: NonNullable<Connection['refuses']>,
  ) {
    this.path = path;
    this.refuses = refuses;
    this.#lock = lock;
    this.keyCheck = keyCheckOf(key);
    const checkFile = `${path}.keycheck`;
    const keyIsProven = existsSync(checkFile) && sameBytes(readFileSync(checkFile), this.keyCheck);
    this.#database = this.readOnly ? openForReading(path, key) : openEncrypted(path, key);
    try {
      this.#prepareFile(keyIsProven);
      if (!keyIsProven && !this.readOnly) writeFileDurablySync(checkFile, this.keyCheck);
    } catch (error) {
      // SQLite would write the WAL of a damaged file into it when it closes. Whoever goes on with it has it collected first.
      if (toStoreError(error).code !== 'damaged') this.#database.close();
      throw error;
    }
  }

  /** It was opened for reading alone, and has to be opened anew to write. */
  get readOnly(): boolean {
    return this.refuses !== undefined;
  }

  /** One more user of this connection; each has to call `close`. */
  retain(): this {
    this.#assertOpen();
    this.#references++;
    return this;
  }

  /** Gives back one reference; the last one closes the file and releases its lock. Further calls do nothing. */
  close(): void {
    if (this.#references === 0) return;
    this.#references--;
    if (this.#references > 0) return;
    openConnections.delete(this.path);
    this.#statements.clear();
    try {
      this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // A full or failing disk: what was acknowledged is safe in the WAL, the next start reads it from there.
    }
    this.#database.close();
    if (this.#lock) releaseLock(this.#lock);
  }

  /** Runs a statement that returns no rows. */
  run(sql: string, parameters: SqlValue[] = []): void {
    this.#guard(() => this.#statement(sql, false).run(parameters));
  }

  /** The first row, its columns in order. */
  get(sql: string, parameters: SqlValue[] = []): SqlValue[] | undefined {
    return this.#guard(() => this.#statement(sql, true).get(parameters));
  }

  /** All rows; bound them with LIMIT. */
  all(sql: string, parameters: SqlValue[] = []): SqlValue[][] {
    return this.#guard(() => this.#statement(sql, true).all(parameters));
  }

  /** Changes the layout. What was prepared for the old one is forgotten. */
  exec(sql: string): void {
    this.#assertOpen();
    this.#statements.clear();
    this.#guard(() => this.#database.exec(sql));
  }

  /** Runs `work` in one transaction. When it returns, everything is on disk; when it throws, nothing has happened. */
  transaction<Result>(work: () => Result): Result {
    // One that only reads needs no right to write.
    this.run(this.readOnly ? 'BEGIN' : 'BEGIN IMMEDIATE');
    try {
      const result = work();
      this.run('COMMIT');
      return result;
    } catch (error) {
      // SQLite has already rolled back by itself after some errors (disk full, I/O).
      if (this.#database.inTransaction) this.run('ROLLBACK');
      throw error;
    }
  }

  /** Gives at most so many free pages back to the file system, in a transaction of its own. */
  releasePages(most: number): void {
    this.#assertOpen();
    this.#guard(() => this.#database.exec(`PRAGMA incremental_vacuum(${most})`));
  }

  #prepareFile(keyIsProven: boolean): void {
    try {
      this.get('PRAGMA user_version');
    } catch (error) {
      // SQLite cannot tell a wrong key from a damaged first page: both decrypt to nonsense. The key check can.
      const failure = toStoreError(error);
      if (failure.code !== 'damaged' || keyIsProven) throw failure;
      throw new StoreError('wrongKey', `this key does not open ${this.path}`, error);
    }
    const format = this.get('PRAGMA user_version')?.[0];
    if (Number(format) > FORMAT)
      throw new StoreError('newerFormat', `${this.path} has format ${format}, known: ${FORMAT}`);
    // Only an empty file takes it; one that is older never shrinks.
    if (format === 0) this.exec('PRAGMA auto_vacuum = INCREMENTAL');
    const pragmas = PRAGMAS.filter(([pragma]) => !this.readOnly || FOR_READING.has(pragma));
    for (const [pragma, value] of pragmas) this.exec(`PRAGMA ${pragma} = ${value}`);
    for (const [pragma, value] of pragmas) {
      const actual = this.get(`PRAGMA ${pragma}`)?.[0];
      if (actual !== value) throw new StoreError('failed', `PRAGMA ${pragma} is ${String(actual)}, wanted ${value}`);
    }
    if (format === 0) this.#createLayout();
    // Since 2 some words wait beside the full text (full-text.ts); a table of before takes that up when it opens.
    else if (format !== FORMAT && !this.readOnly) this.exec(`PRAGMA user_version = ${FORMAT}`);
    assertEncrypted(this.path);
  }

  #createLayout(): void {
    this.transaction(() => {
      this.exec(`CREATE TABLE catalogue (
        n INTEGER PRIMARY KEY,
        collection BLOB NOT NULL, database BLOB NOT NULL, version INTEGER NOT NULL,
        epoch BLOB NOT NULL, sequence INTEGER NOT NULL, layout BLOB NOT NULL,
        UNIQUE (collection, database, version)
      ) STRICT`);
      this.exec(`PRAGMA user_version = ${FORMAT}`);
    });
  }

  #statement(sql: string, reads: boolean): Statement {
    this.#assertOpen();
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql) as unknown as Statement;
      if (reads) statement = statement.raw();
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #guard<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      const failure = toStoreError(error);
      if (failure.code !== 'readOnly' || !this.refuses) throw failure;
      throw new StoreError(this.refuses, failure.message, error);
    }
  }

  #assertOpen(): void {
    if (this.#references === 0) throw new StoreError('failed', `${this.path} is closed`);
  }
}

/**
 * FULL: a commit returns after its fsync. temp_store: sorting never spills in clear into a temporary file.
 * Checkpoints at 32 MB of WAL instead of 4, so that they fall into `maintain` and rarely into a clerk's click; the file
 * is cut back after one. No mmap: SQLite cannot map encrypted pages.
 */
const PRAGMAS: [name: string, value: string | number][] = [
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['temp_store', 2],
  ['cache_size', -32_000],
  ['wal_autocheckpoint', 8000],
  ['journal_size_limit', 33_554_432],
];
/** The others are about writing, and refused where nothing may be written. */
const FOR_READING = new Set(['temp_store', 'cache_size']);

export function openEncrypted(path: string, key: Uint8Array): Database.Database {
  makeFile(path);
  return new Database(path, cipherOptions(key));
}

/**
 * Where nothing can be written. SQLite wants a WAL to be there, unless it is told that the file cannot change. Where one
 * is left, with its index beside it, both can be read as they are.
 */
function openForReading(path: string, key: Uint8Array): Database.Database {
  return new Database(hasWal(path) ? path : `${pathToFileURL(path)}?immutable=1`, cipherOptions(key));
}

function hasWal(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function cipherOptions(key: Uint8Array): Database.Options {
  // The cipher takes a string and derives its key from it. 64 hexadecimal digits carry all 256 bits, and the derivation
  // (4001 rounds of SHA-256) costs about 1 ms at open; it need not slow down guessing, there is nothing to guess.
  return {
    timeout: 0,
    encryptionCipher: 'aes256cbc',
    encryptionKey: Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('hex'),
  } as Database.Options;
}

/**
 * SQLite makes files that their owner alone may write, whatever the umask says; one that exists keeps its rights, and WAL and index
 * of the WAL take them over. So accounts of one computer can share a store.
 */
function makeFile(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a'));
}

/**
 * The lock is SQLite's own on an empty side file: the operating system drops it when the process ends, however it ends.
 * Not on the database itself, so that a worker of this process can still read it (backup, checkpoint).
 */
function takeLock(path: string): Database.Database {
  makeFile(path);
  const lock = new Database(path, { timeout: 0 });
  try {
    // exec, not prepare: a prepared statement would keep the file open after close().
    lock.exec('PRAGMA journal_mode = MEMORY'); // nothing is ever written, so no journal need lie beside it
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}

function releaseLock(lock: Database.Database): void {
  lock.exec('ROLLBACK');
  lock.close();
}

function mayOnlyBeRead(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EROFS';
  }
}

/** SQLite only says that it cannot open; the file system says why. */
function openingError(path: string, error: unknown): StoreError {
  const failure = toStoreError(error);
  if (failure.code !== 'failed') return failure;
  try {
    accessSync(dirname(path), constants.W_OK);
    if (existsSync(path)) accessSync(path, constants.W_OK);
    return failure;
  } catch (reason) {
    return toStoreError(reason);
  }
}

export function keyCheckOf(key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('kense store key check v1').digest();
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

function assertEncrypted(path: string): void {
  const header = Buffer.alloc(16);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, 16, 0);
  } finally {
    closeSync(file);
  }
  if (statSync(path).size < 16 || header.toString('latin1') === 'SQLite format 3\0') {
    throw new StoreError('failed', `${path} is not encrypted`);
  }
}
