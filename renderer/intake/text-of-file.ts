import { textOfHtml } from '../../shared/domain/text/pasted-text.ts';

const MOST_BYTES = 4_000_000;

/**
 * What a text file says, in the encodings that office computers write; of a longer one its first four million bytes. A picture, a
 * document of a word processor or a folder is no text: undefined.
 */
export async function textOfFile(file: File): Promise<string | undefined> {
  if (!file.type.startsWith('text/') && !/\.(txt|csv|md|html?)$/i.test(file.name)) return undefined;
  const bytes = await file
    .slice(0, MOST_BYTES)
    .arrayBuffer()
    .catch(() => undefined);
  if (!bytes) return undefined;
  const text = decoded(new Uint8Array(bytes));
  // A program's file by the name of a text.
  if (text.includes('\0')) return undefined;
  return /html?$/i.test(file.type || file.name) ? textOfHtml(text) : text;
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    // The last character may have been cut in two.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}
