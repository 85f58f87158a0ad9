import { describe, expect, test } from 'vitest';
import { officialNumber } from './official-number.ts';

describe('the official number', () => {
  test.each([
    [' ЖТ-2026-00012345\n', 'ЖТ-2026-00012345', true],
    ['жт – 2026 – 00012345', 'ЖТ-2026-00012345', true],
    ['ЗT-2026-00012345/1', 'ЗТ-2026-00012345/1', true],
    ['2026-12345', '2026-12345', false],
    ['230012326010000016', '230012326010000016', false],
  ])('%j is taken as %s', (pasted, number, usual) => {
    expect(officialNumber(pasted)).toEqual({ number, usual });
  });
});
