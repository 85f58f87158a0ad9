import { expect, test } from 'vitest';
import { readScan } from '../../shared/domain/scan/read-scan.ts';
import { ScanLines } from './scan-lines.ts';

const IIN = '870314414905';
const CARD = [`IDKAZ0123456784${IIN}`, '8703146M3001018KAZ<<<<<<<<<<<2', 'SARSENOV<<GANI<<<<<<<<<<<<<<<<'];
const read = ([text = '']: readonly string[]) => readScan(text, '2026-12-01');
const line = (text: string, follows: boolean) => ({ readings: [text], follows });

test('the zone of an ID card means its person once; its other lines are swallowed', () => {
  const lines = new ScanLines();
  const done = CARD.map((text, i) => lines.add(line(text, i > 0), read));
  expect(done).toEqual([{ kind: 'identity', number: IIN, of: 'iin' }, undefined, undefined]);
  expect(lines.end(read)).toBeUndefined();
});

test('a first line that means nothing waits for what follows', () => {
  const lines = new ScanLines();
  expect(lines.add(line('Сәрсенов Ғани', false), read)).toBeUndefined();
  expect(lines.add(line(`ЖСН ${IIN}`, true), read)).toEqual({ kind: 'identity', number: IIN, of: 'iin' });
});

test('a text of several lines is looked for as one, when no more come', () => {
  const lines = new ScanLines();
  lines.add(line('Сәрсенов', false), read);
  lines.add(line('Ғани', true), read);
  expect(lines.end(read)).toEqual({ kind: 'text', text: 'Сәрсенов\nҒани' });
  expect(lines.add(line('230012326010000016', false), read)).toMatchObject({ kind: expect.not.stringMatching('text') });
});
