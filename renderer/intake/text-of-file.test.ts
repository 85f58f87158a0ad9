import { expect, test } from 'vitest';
import { textOfFile } from './text-of-file.ts';

const text = 'Құрметті әкім! №5';
const utf16 = (bigEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(2 * (text.length + 1)));
  for (const [at, letter] of [...`\uFEFF${text}`].entries()) view.setUint16(2 * at, letter.charCodeAt(0), !bigEndian);
  return view;
};

test.each([
  ['UTF-8', [text]],
  ['UTF-8 with a mark', [`\uFEFF${text}`]],
  ['UTF-16', [utf16(false)]],
  ['UTF-16, big end first', [utf16(true)]],
] as [string, BlobPart[]][])('a file in %s is read', async (_name, parts) => {
  expect(await textOfFile(new File(parts, 'хат.txt'))).toBe(text);
});

test('a Russian file of an old Windows program is read', async () => {
  const bytes = Uint8Array.from([0xc6, 0xe0, 0xeb, 0xee, 0xe1, 0xe0, 0x20, 0xb9, 0x35]);
  expect(await textOfFile(new File([bytes], 'жалоба.txt', { type: 'text/plain' }))).toBe('Жалоба №5');
});

test('a long file is read to where it may be cut in the middle of a letter', async () => {
  const read = (await textOfFile(new File([`a${'ұ'.repeat(3_000_000)}`], 'хат.txt')))!;
  expect(read).toBe(`a${'ұ'.repeat(1_999_999)}`);
});

test('of a page its text is read', async () => {
  expect(await textOfFile(new File(['<p>Жер</p><p>телімі</p>'], 'хат.HTML', { type: 'text/html' }))).toBe(
    'Жер\nтелімі',
  );
});

test('a picture, a document and what only is called a text are none', async () => {
  for (const file of [
    new File(['x'], 'scan.jpg', { type: 'image/jpeg' }),
    new File(['PK'], 'хат.docx'),
    new File([Uint8Array.from([0xd0, 0xcf, 0, 0])], 'хат.txt', { type: 'text/plain' }),
  ])
    expect(await textOfFile(file)).toBeUndefined();
});

test('what cannot be read, such as a folder, is none', async () => {
  const folder = { name: 'хаттар.txt', type: '', slice: () => ({ arrayBuffer: () => Promise.reject(new Error()) }) };
  expect(await textOfFile(folder as unknown as File)).toBeUndefined();
});
