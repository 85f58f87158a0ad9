import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SCAN_STRETCH } from '../../shared/contract/scans.ts';
import { appeal, attach, type Client, first, PASSPHRASE, problemOf, readyOffice, startOffice } from './offices.ts';
import { exe, pdf, png } from './some-files.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function read(client: Client, name: string): Promise<Buffer> {
  const stretches: Buffer[] = [];
  for (let offset = 0; ; ) {
    const { data, bytes } = await client.scans.read({ sha256: name, offset });
    stretches.push(Buffer.from(data, 'base64'));
    offset += stretches.at(-1)!.length;
    if (offset >= bytes) return Buffer.concat(stretches);
  }
}

const cardOf = (client: Client, number: string) => first(client.papers.card({ number }));

describe('files added to a paper', () => {
  test('stand on its card and in its history, come back whole, and outlive a restart', async () => {
    const { client, register, profile, close } = await readyOffice();
    const { number } = await register(appeal());
    const picture = Buffer.concat([png(), randomBytes(SCAN_STRETCH * 2)]);
    await attach(client, number, 'Фото.PNG', picture);
    await attach(client, number, '/home/айгүл/өтініш.pdf', pdf());
    const scans = [
      { sha256: sha256(picture), bytes: picture.length, type: 'image/png', name: 'Фото.PNG', here: true },
      { sha256: sha256(pdf()), bytes: pdf().length, type: 'application/pdf', name: 'өтініш.pdf', here: true },
    ];
    const card = await cardOf(client, number);
    expect(card.scans).toEqual(scans);
    expect(card.history.map((line) => line.do)).toEqual(['register', 'attach', 'attach']);
    expect(card.findings).toEqual([]);
    await close();
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    expect((await cardOf(again.client, number)).scans).toEqual(scans);
    expect(await read(again.client, scans[0]!.sha256)).toEqual(picture);
    expect(await read(again.client, scans[1]!.sha256)).toEqual(pdf());
    // Numbers of lines go on behind the added ones: nothing looks like an old store.
    await again.register(appeal());
    expect((await cardOf(again.client, number)).row.number.slice(9, 11)).toBe(number.slice(9, 11));
  });

  test('lie on disk encrypted, neither their content nor their names in clear', async () => {
    const { client, register, profile } = await readyOffice();
    const { number } = await register(appeal());
    await attach(client, number, 'құпия-атауы.pdf', pdf('VerySecretWords'));
    const files = readdirSync(profile, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(files.some(({ name }) => name === sha256(pdf('VerySecretWords')))).toBe(true);
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(join(parentPath, name));
      for (const secret of ['VerySecretWords', 'құпия-атауы', '%PDF']) expect(bytes.includes(secret)).toBe(false);
    }
  });

  test('are told by their content: a program called .pdf is refused, and nothing is lost', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(appeal());
    await attach(client, number, 'бұрынғы.png', png());
    const refused = (name: string, bytes: Buffer) => problemOf(attach(client, number, name, bytes));
    expect(await refused('өтініш.pdf', exe())).toMatchObject({ code: 'scanType' });
    expect(await refused('өтініш.pdf', Buffer.from('<html><script>alert(1)</script></html>'))).toMatchObject({
      code: 'scanType',
    });
    expect(await refused('a.png', Buffer.from('GIF89a\u0001\u0000\u0001\u0000', 'latin1'))).toMatchObject({
      code: 'scanType',
    });
    await attach(client, number, 'program.exe', pdf());
    expect((await cardOf(client, number)).scans.map(({ name }) => name)).toEqual(['бұрынғы.png', 'program.exe.pdf']);
  });

  test('keep to limits of a file and of a paper', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(appeal());
    const { largestFile, largestPaper, mostFiles } = await client.scans.limits();
    const begin = (bytes: number) => client.scans.begin({ number, name: 'a.png', bytes });
    expect(await problemOf(begin(largestFile + 1))).toMatchObject({
      code: 'scanTooLarge',
      limit: { bytes: largestFile },
    });
    expect(await problemOf(begin(0))).toMatchObject({ code: 'scanEmpty' });
    for (let i = 0; i < mostFiles; i++) await attach(client, number, 'a.png', png(2, 2, i));
    expect(await problemOf(attach(client, number, 'a.png', png(3, 3)))).toMatchObject({
      code: 'scanTooMany',
      limit: { bytes: largestPaper, files: mostFiles },
    });
    expect((await cardOf(client, number)).scans).toHaveLength(mostFiles);
  });

  test('the same file again is no second line; two at once are both there', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(appeal());
    await Promise.all([1, 2].map((seed) => attach(client, number, `${seed}.png`, png(9, 9, seed))));
    await attach(client, number, 'тағы.png', png(9, 9, 1));
    const { history, scans } = await cardOf(client, number);
    expect(scans.map(({ name }) => name).sort()).toEqual(['1.png', '2.png']);
    expect(history).toHaveLength(3);
  });

  test('what does not come whole, or belongs to no paper, is refused with words', async () => {
    const { client, register } = await readyOffice();
    const { number } = await register(appeal());
    const { id } = await client.scans.begin({ number, name: 'a.png', bytes: 100 });
    expect(await problemOf(client.scans.attach({ id }))).toMatchObject({ code: 'uploadGone' });
    const data = png().toString('base64');
    expect(await problemOf(client.scans.add({ id, offset: 10, data }))).toMatchObject({ code: 'uploadGone' });
    expect(await problemOf(client.scans.add({ id: crypto.randomUUID(), offset: 0, data }))).toMatchObject({
      code: 'uploadGone',
    });
    expect(await problemOf(attach(client, `${number.slice(0, 17)}0`.replace(/.$/, '9'), 'a.png', png()))).toMatchObject(
      {
        code: 'unknownPaper',
      },
    );
    expect(await problemOf(client.scans.read({ sha256: 'ab'.repeat(32), offset: 0 }))).toMatchObject({
      code: 'scanAbsent',
    });
  });
});
