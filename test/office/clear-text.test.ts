import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { PrintJob } from '../../main/office/ports.ts';
import { appeal, first, PASSPHRASE, readyOffice, startOffice } from './offices.ts';

// Several processes, one after another: on a computer with other work each takes its time.
vi.setConfig({ testTimeout: 120_000 });

/** In the name and in a text that lies beside the paper; long enough that chance does not write it. */
const MARKER = 'Құпиямаркерұлы';
const IIN = '850412400126';

const secret = () =>
  appeal((intake) => {
    intake.applicant.name = `${MARKER} Ерлан`;
    intake.applicant.idNumber = IIN;
    intake.paper.text = `${MARKER} өтініші. `.repeat(2_000);
  });

test('nothing of a paper is in clear anywhere in the profile, the folder for temporary files, or the log', async () => {
  const printed: PrintJob[] = [];
  const printing = {
    list: async () => [{ name: 'roll', description: '', isDefault: true }],
    print: async (job: PrintJob) => void printed.push(job),
  };
  const { client, register, profile, close, messages } = await readyOffice({ printing });
  const { number } = await register(secret());
  await client.talons.render({ number, format: 'roll80' });
  await client.talons.print({ number, format: 'a6' });
  await client.papers.find({ text: MARKER, limit: 5 });
  await client.safety.backUpNow();
  await register(secret());
  const whileOpen = inClear(profile);
  await client.office.mend({ by: 'rescue' });
  await register(secret());
  await close();
  writeFileSync(join(profile, 'office', 'open'), ''); // as if it had been killed: it is looked over before it opens
  const again = startOffice(profile);
  await again.client.office.unlock({ passphrase: PASSPHRASE });
  await first(again.client.papers.card({ number }));
  const afterAll = inClear(profile);

  expect(printed).toHaveLength(1);
  expect(whileOpen.files.some((path) => path.endsWith('kense.db-wal'))).toBe(true);
  expect(afterAll.files.filter((path) => path.startsWith('backups')).length).toBeGreaterThan(3);
  expect(afterAll.files.filter((path) => path.startsWith('set-aside')).length).toBeGreaterThan(3);
  expect([...whileOpen.found, ...afterAll.found]).toEqual([]);
  for (const text of [MARKER, IIN]) expect([...messages, ...again.messages].join()).not.toContain(text);
});

/** Every file below a folder, and those in which a mark of the paper stands, in any of the encodings a program may use. */
function inClear(folder: string): { files: string[]; found: string[] } {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  const marks = [MARKER, MARKER.toLowerCase(), IIN].flatMap((text) => [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('base64').slice(0, 12)),
  ]);
  const found = files.filter((path) => {
    const bytes = readFileSync(join(folder, path));
    return marks.some((mark) => bytes.includes(mark));
  });
  return { files, found };
}
