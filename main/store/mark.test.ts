import fs, { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Mark, type MarkValue, openMark } from './mark.ts';

describe('the mark', () => {
  let folder: string;
  let path: string;
  const opened: Mark[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kense-mark-'));
    path = join(folder, 'mark');
  });

  afterEach(() => {
    for (const mark of opened.splice(0)) mark.close();
    rmSync(folder, { recursive: true });
  });

  const open = () => {
    const mark = openMark(path);
    opened.push(mark);
    return mark;
  };
  const value = (n: number): MarkValue => ({
    site: 's1',
    machine: 'm1',
    used: { '01': { '26': n } },
    n,
    acceptedAt: '',
  });
  const written = (...values: number[]) => {
    const mark = open();
    for (const n of values) mark.write(value(n));
    mark.close();
  };
  const damage = (from: number, to: number) => {
    const bytes = readFileSync(path);
    bytes.fill(0xa5, from, to);
    writeFileSync(path, bytes);
  };
  const SLOT = 16_384;

  it('is undefined where there has never been one, and creates no file by being looked at', () => {
    expect(open().value).toBeUndefined();
    expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('is what was written last, after any number of writes', () => {
    for (let n = 1; n <= 5; n++) {
      const mark = open();
      mark.write(value(n));
      expect(mark.value).toEqual(value(n));
      mark.close();
      expect(open().value).toEqual(value(n));
    }
  });

  it('never changes the size of its file, so that a write is one flush in place', () => {
    written(1);
    const { size, ino } = statSync(path);
    written(2, 3, 4);
    expect(statSync(path)).toMatchObject({ size, ino });
  });

  it('is the one before when the last write was torn', () => {
    written(1, 2, 3);
    damage(SLOT + 20, SLOT + 24); // odd turns stand in the second slot
    expect(open().value).toEqual(value(2));
  });

  it('goes on from the one before, over the torn one', () => {
    written(1, 2, 3);
    damage(SLOT + 20, SLOT + 24);
    written(4);
    expect(open().value).toEqual(value(4));
  });

  it('is damaged, not empty, when no slot is whole', () => {
    written(1, 2, 3);
    damage(0, 2 * SLOT);
    expect(open).toThrow(expect.objectContaining({ code: 'damaged' }));
    writeFileSync(path, '');
    expect(open).toThrow(expect.objectContaining({ code: 'damaged' }));
    writeFileSync(path, Buffer.alloc(2 * SLOT));
    expect(open).toThrow(expect.objectContaining({ code: 'damaged' }));
  });

  it('is written whole, also where one write takes less than it is given', () => {
    const whole = fs.writeSync;
    const short = (
      file: number,
      bytes: Buffer,
      offset = 0,
      length = bytes.byteLength,
      position: number | null = null,
    ) => whole(file, bytes, offset, Math.min(length, 50), position);
    fs.writeSync = short as typeof fs.writeSync;
    syncBuiltinESMExports();
    try {
      const mark = open();
      for (const n of [1, 2, 3]) mark.write(value(n));
      expect(open().value).toEqual(value(3));
    } finally {
      fs.writeSync = whole;
      syncBuiltinESMExports();
    }
  });

  it('cannot be written after it was closed, nor with more than fits', () => {
    const mark = open();
    mark.write(value(1));
    const used = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [String(i), { '26': i }]));
    expect(() => mark.write({ ...value(2), used })).toThrow(expect.objectContaining({ code: 'failed' }));
    mark.close();
    expect(() => mark.write(value(2))).toThrow(expect.objectContaining({ code: 'failed' }));
    expect(open().value).toEqual(value(1));
  });
});
