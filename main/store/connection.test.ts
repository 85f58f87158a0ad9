import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, openConnection } from './connection.ts';
import { toStoreError } from './errors.ts';

describe('the connection', () => {
  let folder: string;
  let path: string;
  const key = randomBytes(32);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kense-connection-'));
    path = join(folder, 'kense.db');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const using = <Result>(use: (connection: Connection) => Result): Result => {
    const connection = openConnection(path, key);
    try {
      return use(connection);
    } finally {
      connection.close();
    }
  };
  const code = (open: () => unknown) => {
    try {
      open();
      return 'nothing thrown';
    } catch (error) {
      return toStoreError(error).code;
    }
  };

  it('runs with a write-ahead log, full syncing, encryption and no temporary files', () => {
    using((connection) => {
      const pragma = (name: string) => connection.get(`PRAGMA ${name}`)?.[0];
      expect(['journal_mode', 'synchronous', 'cipher', 'temp_store'].map(pragma)).toEqual(['wal', 2, 'aes256cbc', 2]);
    });
    expect(readFileSync(path).subarray(0, 15).toString()).not.toBe('SQLite format 3');
  });

  it('is one per file, closed by the last who has it, and closing again does nothing', () => {
    const first = openConnection(path, key);
    const second = openConnection(path, key);
    expect(second).toBe(first);
    first.close();
    expect(second.get('SELECT 1')).toEqual([1]);
    second.close();
    second.close();
    expect(code(() => second.get('SELECT 1'))).toBe('failed');
    using((connection) => expect(connection.get('SELECT 1')).toEqual([1]));
  });

  it('refuses another key as wrong, whether it is open or not, and keeps opening with the right one', () => {
    using((connection) => {
      connection.exec('CREATE TABLE kept (x)');
      expect(code(() => openConnection(path, randomBytes(32)))).toBe('wrongKey');
    });
    expect(code(() => openConnection(path, randomBytes(32)))).toBe('wrongKey');
    rmSync(`${path}.keycheck`);
    expect(code(() => openConnection(path, randomBytes(32)))).toBe('wrongKey');
    using((connection) => expect(connection.get('SELECT count(*) FROM kept')).toEqual([0]));
    expect(() => openConnection(path, randomBytes(16))).toThrow(RangeError);
  });

  it('tells damage from a wrong key, and a lost key check does no harm', () => {
    using((connection) => connection.exec('CREATE TABLE kept (x)'));
    const whole = readFileSync(path);
    const damaged = Buffer.from(whole);
    damaged.fill(7, 0, 200);
    writeFileSync(path, damaged);
    expect(code(() => openConnection(path, key))).toBe('damaged');
    truncateSync(path, 100);
    expect(code(() => openConnection(path, key))).toBe('damaged');
    writeFileSync(path, whole);
    writeFileSync(`${path}.keycheck`, 'nonsense');
    using((connection) => expect(connection.get('SELECT count(*) FROM kept')).toEqual([0]));
  });

  it('does not touch a file of a newer format', () => {
    using((connection) => connection.exec('PRAGMA user_version = 99'));
    expect(code(() => openConnection(path, key))).toBe('newerFormat');
  });

  it('tells a folder that is not there, a full disk and a store that may not be written', () => {
    expect(code(() => openConnection(join(folder, 'none', 'kense.db'), key))).toBe('failed');
    using((connection) => {
      connection.exec('CREATE TABLE big (x BLOB)');
      connection.exec(`PRAGMA max_page_count = ${Number(connection.get('PRAGMA page_count')?.[0])}`);
      const fill = () => connection.transaction(() => connection.run('INSERT INTO big VALUES (zeroblob(100000))'));
      expect(code(fill)).toBe('diskFull');
      connection.exec('PRAGMA max_page_count = 10000');
      fill();
      connection.exec('PRAGMA query_only = 1');
      expect(code(fill)).toBe('readOnly');
      connection.exec('PRAGMA query_only = 0');
      expect(connection.get('SELECT count(*) FROM big')).toEqual([1]);
    });
  });

  it('undoes a transaction that throws', () => {
    using((connection) => {
      connection.exec('CREATE TABLE kept (x)');
      const failing = () =>
        connection.transaction(() => {
          connection.run('INSERT INTO kept VALUES (1)');
          throw new Error('in the middle');
        });
      expect(failing).toThrow('in the middle');
      expect(connection.get('SELECT count(*) FROM kept')).toEqual([0]);
    });
  });
});

describe('errors of the file system', () => {
  it('have the codes of the store', () => {
    const codes = ['ENOSPC', 'EROFS', 'EACCES', 'EIO'].map(
      (code) => toStoreError(Object.assign(new Error(), { code })).code,
    );
    expect(codes).toEqual(['diskFull', 'readOnly', 'readOnly', 'failed']);
  });
});
