import { expect, test } from 'vitest';
import { scanName } from './file-name.ts';

test.each([
  ['Өтініш 1.pdf', 'Өтініш 1.pdf'],
  ['Өтініш.PDF', 'Өтініш.PDF'],
  ['C:\\Users\\Айгүл\\жалоба.pdf', 'жалоба.pdf'],
  ['/home/a/b.pdf', 'b.pdf'],
  ['setup.exe', 'setup.exe.pdf'],
  ['photo.jpg', 'photo.jpg.pdf'],
  ['без окончания', 'без окончания.pdf'],
  ['...', 'scan.pdf'],
  ['', 'scan.pdf'],
  ['.pdf', '.pdf.pdf'],
  ['а\u0000б\u202e.pdf', 'аб.pdf'],
  ['a:b?.pdf', 'a_b_.pdf'],
  [`${'ұ'.repeat(500)}.pdf`, `${'ұ'.repeat(96)}.pdf`],
])('%j is called %j', (given, called) => {
  expect(scanName(given, ['pdf'])).toBe(called);
});
