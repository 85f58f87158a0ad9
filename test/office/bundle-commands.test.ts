import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addAgency } from '../../registry/provisioning/agency.ts';
import { command } from '../registry-command.ts';
import { type Server, startServer } from '../registry-server.ts';
import { bundleDesks, type Centre, registryAsCentre } from './bundle-desks.ts';

/** What an administrator reads of bundles, and of what a cluster leaves behind. */

const folder = mkdtempSync(join(tmpdir(), 'kense bundle commands '));
const stick = join(folder, 'a.bundle');
let registry: Server;
let agencies = 0;
let agency: string;
let centre: Centre;

beforeAll(async () => {
  registry = await startServer(join(folder, 'registry'));
});
afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  agency = `23703${String(++agencies).padStart(2, '0')}`;
  await registry.claim(agency);
  await addAgency(registry.couch, { agency, name: { kk: 'Аудан әкімі', ru: 'Аким района' }, zone: 'Asia/Atyrau' });
  centre = await registryAsCentre(registry, agency);
});

test('the commands say in words what came, what did not, and what is wrong', async () => {
  const { open } = bundleDesks(centre, agency);
  const a = await open('01');
  await a.register();
  writeFileSync(stick, await a.bundleFor(centre));
  const url = new URL(registry.url);
  Object.assign(url, { username: registry.administrator.name, password: registry.administrator.password });
  const give = (...args: string[]) => command('bundle', ...args, `--url=${url}`);
  expect((await give('import', `--file=${stick}`)).said).toMatch(/Принято: бумаги \/ записи \/ файлы 1 \/ \d \/ 0/);
  const out = join(folder, 'out.bundle');
  const made = await give('make', `--agency=${agency}`, `--site=${a.site}`, `--file=${out}`);
  expect(made).toMatchObject({ code: 0, said: expect.stringContaining(out) });
  expect((await a.takeIn(readFileSync(out))).papers).toMatchObject({ same: 1 });
  const sister = join(folder, 'sister.bundle');
  writeFileSync(sister, await a.bundleFor(await open('02')));
  for (const [args, words] of [
    [['import', '--file=/nowhere/x.bundle'], 'Файл не читается'],
    [['import', `--file=${sister}`], 'не этому реестру'],
    [['import', `--file=${join(import.meta.dirname, 'offices.ts')}`], 'не пакет'],
    [['make', `--agency=${agency}`, '--site=zzzzzzzzzzzz'], 'не знает такого компьютера'],
    [['make', `--agency=${agency}`, `--site=${a.site}`, '--file=/nowhere/x'], 'не записан'],
  ] as const) {
    const { code, complained } = await give(...args);
    expect(complained).toContain(words);
    expect(code).toBe(1);
  }
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect(existsSync(out)).toBe(true);
});

test('the commands name computers that a registry made anew does not know, take in those that are gone, and count and remove losing revisions', async () => {
  const { couch } = registry;
  const { open } = bundleDesks(centre, agency);
  const [a, b] = [await open('01'), await open('02')];
  const { number } = await b.register();
  await a.takeIn(await b.bundleFor(a));
  // As if nobody had ever granted the sister anything here.
  for (const id of [`site:${b.site}`, `desk:${agency}:02`])
    await couch.demand('DELETE', await withRev(`registry/${encodeURIComponent(id)}`));
  await couch.demand('DELETE', await withRev(`agency-${agency}-office/site:${b.site}`));
  writeFileSync(stick, await a.bundleFor(centre));
  const server = new URL(registry.url);
  Object.assign(server, { username: registry.administrator.name, password: registry.administrator.password });
  const give = (...words: string[]) => command(...words, `--url=${server}`);
  const carried = await give('bundle', 'import', `--file=${stick}`);
  expect(carried).toMatchObject({ code: 0, complained: '' });
  expect(carried.said).toMatch(new RegExp(`--gone=ИМЯ:\n +${b.site} .* 02 \\(\\d{4}–\\d{4}\\)`));
  const wrong = await give('bundle', 'import', `--file=${stick}`, `--gone=${a.site}`);
  expect(wrong).toMatchObject({ code: 1, complained: expect.stringContaining('Этот компьютер в реестре есть') });
  const gone = () => give('bundle', 'import', `--file=${stick}`, `--gone=${b.site}`);
  expect(await gone()).toMatchObject({
    code: 0,
    said: expect.stringContaining('Принято: бумаги / записи / файлы 1 / '),
  });
  expect(await gone()).toMatchObject({
    code: 0,
    said: expect.stringContaining('Принято: бумаги / записи / файлы 0 / '),
  });
  const { status } = await couch.ask('GET', `agency-${agency}/${number}`);
  expect(status).toBe(200);

  const { _rev, ...paper } = await couch.demand('GET', `agency-${agency}/${number}`);
  const beside = (rev: string, changed: object) =>
    couch.demand('POST', `agency-${agency}/_bulk_docs`, {
      new_edits: false,
      docs: [{ ...paper, ...changed, _rev: rev }],
    });
  await beside(`1-${'0'.repeat(32)}`, {});
  await beside(`1-${'0'.repeat(31)}1`, { entry: { ...(paper.entry as object), other: true } });
  expect((await give('status')).said).toContain('Бумаг с лишними редакциями (tidy): 1\n');
  const tidied = await give('tidy', `--agency=${agency}`);
  expect(tidied).toMatchObject({ code: 0, said: expect.stringContaining('Убрано лишних редакций: 1\n') });
  expect(tidied.said).toMatch(new RegExp(`${number}  1-0{31}1 .*В ней другой документ`));
  expect((await give('tidy')).said).toContain('Убрано лишних редакций: 0\n');
  expect(await give('tidy', '--agency=2399099')).toMatchObject({ code: 1 });
});

async function withRev(path: string): Promise<string> {
  return `${path}?rev=${(await registry.couch.demand('GET', path))._rev}`;
}
