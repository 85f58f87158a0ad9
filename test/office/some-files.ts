import { deflateSync } from 'node:zlib';

/** A picture of one colour that every viewer opens; `seed` makes others of it. */
export function png(width = 40, height = 30, seed = 0): Buffer {
  const row = Buffer.concat([
    Buffer.of(0),
    Buffer.from(Array.from({ length: width * 3 }, (_, i) => (i * 7 + seed) % 256)),
  ]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngPart('IHDR', head),
    pngPart('IDAT', deflateSync(rows)),
    pngPart('IEND', Buffer.alloc(0)),
  ]);
}

/** Two pages as a scanner of an office sends them: black and white, packed as a fax is (CCITT group 4). */
export function tiff(): Buffer {
  return Buffer.from(
    [
      'SUkqAAgAAAAUAP4ABAABAAAAAgAAAAABAwABAAAAeAAAAAEBAwABAAAAUAAAAAIBAwABAAAAAQAAAAMBAwABAAAABAAAAAYBAwABAAAAAAAAAAoBAwABAAAA',
      'AQAAABEBBAABAAAAOgEAABIBAwABAAAAAQAAABUBAwABAAAAAQAAABYBAwABAAAAUAAAABcBBAABAAAAGwAAABoBBQABAAAA/gAAABsBBQABAAAABgEAABwB',
      'AwABAAAAAQAAACUBBAABAAAAAAAAACgBAwABAAAAAgAAACkBAwACAAAAAAAAADEBAgAYAAAADgEAADIBAgAUAAAAJgEAAFYBAACQAAAAAQAAAJAAAAABAAAA',
      'R1BMIEdob3N0c2NyaXB0IDEwLiAwLjAAMjAyNjoxMToyOSAwODowNDozMQD///IgDwX///////////////////8f//8AEAEAFAD+AAQAAQAAAAIAAAAAAQMA',
      'AQAAAHgAAAABAQMAAQAAAFAAAAACAQMAAQAAAAEAAAADAQMAAQAAAAQAAAAGAQMAAQAAAAAAAAAKAQMAAQAAAAEAAAARAQQAAQAAAIgCAAASAQMAAQAAAAEA',
      'AAAVAQMAAQAAAAEAAAAWAQMAAQAAAFAAAAAXAQQAAQAAAF0AAAAaAQUAAQAAAEwCAAAbAQUAAQAAAFQCAAAcAQMAAQAAAAEAAAAlAQQAAQAAAAAAAAAoAQMA',
      'AQAAAAIAAAApAQMAAgAAAAEAAAAxAQIAGAAAAFwCAAAyAQIAFAAAAHQCAAAAAAAAkAAAAAEAAACQAAAAAQAAAEdQTCBHaG9zdHNjcmlwdCAxMC4gMC4wADIw',
      'MjY6MTE6MjkgMDg6MDQ6MzEA/nZZwnWE4TrCUJUFCChKgoQUJUFCChKgoQUJUFCChKgoQUJUFCChKgoQUJUFCChKgoQUJUFCChKgoQUJUFCChKgoQUJUFCCh',
      'KgoQUJUFCChKgqC1YVhasKP8AEAE',
    ].join(''),
    'base64',
  );
}

/** A page with a text on it. */
export function pdf(text = 'Appeal'): Buffer {
  const content = `BT /F1 48 Tf 72 700 Td (${text}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let body = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  return Buffer.from(
    `${body}${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`,
  );
}

/** The beginning of a Windows program. */
export function exe(): Buffer {
  const bytes = Buffer.alloc(4_096);
  bytes.write('MZ');
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write('PE\0\0', 0x80);
  return bytes;
}

function pngPart(name: string, data: Buffer): Buffer {
  const part = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc(part), 4);
  return Buffer.concat([frame.subarray(0, 4), part, frame.subarray(4)]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}
