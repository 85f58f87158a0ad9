const SURROGATE = /[\ud800-\udfff]/;

/**
 * The bytes of a string whose order under memcmp, SQLite's order of BLOBs, is the order of JavaScript strings.
 *
 * UTF-8 has that order except for characters outside of the BMP: JavaScript compares their surrogates (from U+D800), so
 * they come before U+E000, in UTF-8 after it. Here every UTF-16 unit is encoded by itself (CESU-8). That also keeps
 * single surrogates apart, which UTF-8 would all turn into U+FFFD.
 */
export function indexKey(text: string): Buffer {
  if (!SURROGATE.test(text)) return Buffer.from(text, 'utf8');
  const bytes = Buffer.allocUnsafe(text.length * 3);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[length++] = unit;
    } else if (unit < 0x800) {
      bytes[length++] = 0xc0 | (unit >> 6);
      bytes[length++] = 0x80 | (unit & 0x3f);
    } else {
      bytes[length++] = 0xe0 | (unit >> 12);
      bytes[length++] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[length++] = 0x80 | (unit & 0x3f);
    }
  }
  return bytes.subarray(0, length);
}

/** The string that {@link indexKey} gave these bytes for. */
export function textOfIndexKey(bytes: Uint8Array): string {
  let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (!text.includes('\ufffd')) return text;
  text = '';
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i++]!;
    if (first < 0x80) text += String.fromCharCode(first);
    else if (first < 0xe0) text += String.fromCharCode(((first & 0x1f) << 6) | (bytes[i++]! & 0x3f));
    else text += String.fromCharCode(((first & 0x0f) << 12) | ((bytes[i++]! & 0x3f) << 6) | (bytes[i++]! & 0x3f));
  }
  return text;
}
