import { spawn } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  openAnswer,
  placeOfRequest,
  signFormer,
  signRequest,
  siteAnswerSchema,
} from '../../shared/centre/enrolment.ts';
import { fingerprintOf } from '../../shared/centre/fingerprint.ts';
import { command as give } from '../../test/registry-command.ts';
import { couchAt } from '../deploy/couch.ts';
import { type EmbeddedRegistry, startEmbeddedRegistry } from '../embedded/server.ts';
import { verifyEd25519 } from '../provisioning/proof.ts';
import { commandWords, targetOptions } from './command-words.ts';
import { harmless } from './say.ts';

/** Each command is a process of its own, and a test gives up to 26 of them. */
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const folder = mkdtempSync(join(tmpdir(), 'kense commands '));
const data = join(folder, 'registry');
let registry: EmbeddedRegistry | undefined;

const here = `--folder=${data}`;
const agency = ['agency', 'add', here, '--agency=2300001', '--name-kk=Аудан әкімі', '--name-ru=Аким района'];

beforeAll(async () => {
  registry = await startEmbeddedRegistry({ folder: data, port: 0 });
});

afterAll(async () => {
  await registry?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the commands of an administrator', () => {
  test('explain themselves in both languages', async () => {
    const { code, said } = await give();
    expect(code).toBe(0);
    for (const [name, { what }] of Object.entries(commandWords))
      for (const words of [name, what.kk, what.ru]) expect(said).toContain(words);
    for (const [name, { what, options }] of Object.entries(commandWords)) {
      const help = await give(...name.split(' '), '--help');
      expect({ name, ...help }).toMatchObject({ code: 0, complained: '' });
      const all = Object.entries({ ...options, ...targetOptions }).flatMap(([option, { kk, ru }]) => [
        `--${option}`,
        kk,
        ru,
      ]);
      for (const words of [what.kk, what.ru, ...all]) expect(help.said).toContain(words);
    }
  });

  test('find the registry that runs, and change nothing the second time', async () => {
    expect(await give(...agency)).toMatchObject({ code: 0, said: expect.stringContaining('+ made agency-2300001') });
    expect((await give(...agency)).said).toMatch(/^Бәрі орнында/);
    expect((await give('status', here)).said).toContain(`${registry?.url}\n`);
  });

  test('answer a request file with a file that its site alone can open', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const { x, d } = privateKey.export({ format: 'jwk' });
    const asked = { site: 'k7m2q9x4c1ab', publicKey: String(x), agency: '2300001', name: '1-терезе' };
    const request = { ...asked, issuesNumbers: true, askedAt: '2026-11-25T04:30:00.000Z' };
    const path = join(folder, 'request.json');
    writeFileSync(path, JSON.stringify(signRequest(request, (bytes) => sign(null, bytes, privateKey))));
    expect(await give('site', 'grant', here, `--request=${path}`)).toMatchObject({ code: 0, complained: '' });
    const answer = siteAnswerSchema.parse(JSON.parse(readFileSync(`${path}.answer.json`, 'utf8')));
    expect(statSync(`${path}.answer.json`).mode & 0o777).toBe(0o600);
    expect(openAnswer(answer, String(d), verifyEd25519)).toMatchObject({ url: registry?.url, desk: { code: '01' } });
    expect((await give('status', here)).said).toMatch(/01 {2}k7m2q9x4c1ab {2}1-терезе/);
    expect((await give('site', 'revoke', here, '--site=k7m2q9x4c1ab')).said).toContain('Готово');
    expect((await give('site', 'revoke', here, '--site=k7m2q9x4c1ab')).said).toContain('уже было отозвано');
    expect((await give('status', here)).said).toMatch(/-- {2}k7m2q9x4c1ab {2}1-терезе .*прежний код 01/);
    expect(await give('site', 'grant', here, `--request=${path}`)).toMatchObject({ code: 1 });
  });

  test('grant what came over the network by the key that is read out at the desk, never by the name alone', async () => {
    await give(...agency);
    const couch = couchAt(registry!.url, registry!.administrator);
    const asked = { site: 'netw0rk00001', agency: '2300001', name: '1-терезе', issuesNumbers: true };
    const put = async (askedAt: string) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      const publicKey = String(privateKey.export({ format: 'jwk' }).x);
      const request = signRequest({ ...asked, publicKey, askedAt }, (bytes) => sign(null, bytes, privateKey));
      await couch.demand('PUT', `enrolment/${placeOfRequest(request)}`, { request });
      return fingerprintOf(publicKey);
    };
    const own = await put('2026-11-25T04:30:00.000Z');
    expect((await give('site', 'grant', here, `--site=${asked.site}`)).complained).toContain('--key');
    const wrong = `--key=${own.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10))}`;
    expect((await give('site', 'grant', here, `--site=${asked.site}`, wrong)).complained).toContain(own);
    // Who knows the name copies it, and says that it came first.
    const copied = await put('2026-11-24T04:30:00.000Z');
    const [key, other] = [`--key=${own}`, `--key=${copied}`];
    const { said } = await give('site', 'requests', here);
    for (const shown of [own, copied]) expect(said).toContain(shown);
    const doubled = await give('site', 'grant', here, `--site=${asked.site}`, key);
    expect(doubled).toMatchObject({ code: 1, complained: expect.stringContaining('лежат два запроса') });
    expect(await give('site', 'refuse', here, `--site=${asked.site}`, other)).toMatchObject({ code: 0 });
    expect(await give('site', 'grant', here, `--site=${asked.site}`, key)).toMatchObject({ code: 0, complained: '' });
    expect((await give('site', 'requests', here)).said).toContain('Запросов без ответа нет');
    // Given again, also with an address that is right at last.
    const again = await give('site', 'grant', here, `--site=${asked.site}`, key, '--address=https://right.example');
    expect(again).toMatchObject({ code: 0, complained: '' });
    expect(await give('site', 'refuse', here, `--site=${asked.site}`, other)).toMatchObject({
      code: 0,
      said: expect.stringContaining('убирать нечего'),
    });
  });

  test('grant at no address that only the administrator has: where desks find a server is said, once for all or once', async () => {
    await give(...agency);
    const { privateKey } = generateKeyPairSync('ed25519');
    const { x, d } = privateKey.export({ format: 'jwk' });
    const asked = { site: 'k7m2q9x4c1aa', publicKey: String(x), agency: '2300001', name: '3-терезе' };
    const request = { ...asked, issuesNumbers: false, askedAt: '2026-11-25T04:30:00.000Z' };
    const path = join(folder, 'elsewhere.json');
    writeFileSync(path, JSON.stringify(signRequest(request, (bytes) => sign(null, bytes, privateKey))));
    const url = new URL(registry!.url);
    Object.assign(url, { username: registry!.administrator.name, password: registry!.administrator.password });
    const grant = (...more: string[]) => give('site', 'grant', `--url=${url}`, `--request=${path}`, ...more);
    const granted = () =>
      openAnswer(
        siteAnswerSchema.parse(JSON.parse(readFileSync(`${path}.answer.json`, 'utf8'))),
        String(d),
        verifyEd25519,
      );
    expect(await grant()).toMatchObject({ code: 1, complained: expect.stringContaining('setup --address') });
    expect(existsSync(`${path}.answer.json`)).toBe(false);
    expect((await give('status', `--url=${url}`)).said).toContain('не задан');
    expect(await grant('--address=http://reestr.example')).toMatchObject({ code: 1 });
    expect(await grant('--address=https://once.example')).toMatchObject({ code: 0 });
    expect(granted()).toMatchObject({ url: 'https://once.example' });
    const setUp = () => give('setup', `--url=${url}`, '--address=https://reestr.example');
    expect((await setUp()).said).toContain('+ address https://reestr.example');
    expect((await setUp()).said).toMatch(/^Бәрі орнында/);
    expect((await give('status', here)).said).toContain('https://reestr.example\n');
    expect(await grant()).toMatchObject({ code: 0 });
    expect(granted()).toMatchObject({ url: 'https://reestr.example' });
  });

  test('say at a server that has not been set up what is to be done, and write to it nothing', async () => {
    const server = createServer((_request, answer) => {
      answer.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not_found"}');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    for (const command of [['status'], ['door'], ['site', 'requests']])
      expect(await give(...command, `--url=http://admin:x@127.0.0.1:${port}`)).toMatchObject({
        code: 1,
        complained: expect.stringContaining('сначала выполните setup'),
      });
    await new Promise((done) => server.close(done));
  });

  test('tell an administrator that a computer with papers of a former registry joins, before and after he grants it', async () => {
    await give(...agency);
    const [was, is] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
    const publicKeyOf = (keys: typeof was) => String(keys.privateKey.export({ format: 'jwk' }).x);
    const desk = { code: '41', from: 2025, until: 2026 };
    const old = { site: 'f0rmer000001', publicKey: publicKeyOf(was), desk };
    const former = [signFormer(old, publicKeyOf(is), (bytes) => sign(null, bytes, was.privateKey))];
    const asked = { site: 'f0rmer000002', agency: '2300001', name: '4-терезе', issuesNumbers: true };
    const open = { ...asked, publicKey: publicKeyOf(is), askedAt: '2026-11-25T04:30:00.000Z', former };
    const request = signRequest(open, (bytes) => sign(null, bytes, is.privateKey));
    const couch = couchAt(registry!.url, registry!.administrator);
    await couch.demand('PUT', `enrolment/${placeOfRequest(request)}`, { request });
    expect((await give('site', 'requests', here)).said).toMatch(/бумагами прежнего реестра.* 41 \(2025–2026\)/);
    const grant = () =>
      give('site', 'grant', here, `--site=${asked.site}`, `--key=${fingerprintOf(request.publicKey)}`);
    expect((await grant()).said).toMatch(/прежние коды внесены.*: 41 \(2025–2026\)/);
    expect(await grant()).toMatchObject({ code: 0, said: expect.not.stringContaining('прежние коды') });
    // One whose clock ran ahead, or that wants a code for itself: which year was the last an administrator says.
    const far = signRequest({ ...open, taken: ['9942'] }, (bytes) => sign(null, bytes, is.privateKey));
    const path = join(folder, 'far.json');
    writeFileSync(path, JSON.stringify(far));
    const grantFile = (...more: string[]) => give('site', 'grant', here, `--request=${path}`, ...more);
    expect(await grantFile()).toMatchObject({
      code: 1,
      complained: expect.stringMatching(/--until=ГОД.*\n {2}42 2099/),
    });
    expect(await grantFile('--until=soon')).toMatchObject({ code: 1 });
    expect(await grantFile('--until=2027')).toMatchObject({ code: 0, complained: '' });
    expect(await couch.demand('GET', 'registry/desk%3A2300001%3A42')).toMatchObject({ named: 2027 });
  });

  test('print nothing of a stranger that steers the terminal', () => {
    expect(harmless('1\n\u001b[2J\u202eтерезе')).toBe('1\ufffd\ufffd[2J\ufffdтерезе');
  });

  test('may all be given again: the second time nothing is written, or it is said what is the matter', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const { x } = privateKey.export({ format: 'jwk' });
    const site = 'k7m2q9x4c1zz';
    const asked = { site, publicKey: String(x), agency: '2300003', name: '2-терезе' };
    const request = { ...asked, issuesNumbers: true, askedAt: '2026-11-25T04:30:00.000Z' };
    const path = join(folder, 'again.json');
    writeFileSync(path, JSON.stringify(signRequest(request, (bytes) => sign(null, bytes, privateKey))));
    const of = '--agency=2300003';
    const stick = `--file=${join(folder, 'again.bundle')}`;
    const person = ['--id=kim', '--name=Ким А. В.', '--post-kk=маман', '--post-ru=специалист'];
    // In an order in which each has something to do.
    const given: Record<keyof typeof commandWords, { options: string[]; code?: number }> = {
      setup: { options: [] },
      'agency add': { options: [of, '--name-kk=Аудан әкімі', '--name-ru=Аким района'] },
      'site requests': { options: [] },
      // Asked by file: over the network there is nothing to refuse.
      'site refuse': { options: [`--site=${site}`, '--key=00000 00000'] },
      // It works already.
      serve: { options: [], code: 1 },
      'site grant': { options: [`--request=${path}`] },
      'staff add': { options: [of, ...person] },
      'bundle make': { options: [of, `--site=${site}`, stick] },
      // Made by the registry for a desk, not for the registry: refused, and refused again.
      'bundle import': { options: [stick], code: 1 },
      door: { options: [] },
      tidy: { options: [of] },
      status: { options: [] },
      'site revoke': { options: [`--site=${site}`] },
    };
    expect(Object.keys(given).sort()).toEqual(Object.keys(commandWords).sort());
    for (const [name, { options, code = 0 }] of Object.entries(given)) {
      const command = [...name.split(' '), here, ...options];
      const first = await give(...command);
      expect({ name, ...first }).toMatchObject({ code });
      const before = await placesIn(registry!);
      const second = await give(...command);
      expect({ name, code: second.code, complained: second.complained }).toEqual({
        name,
        code,
        complained: first.complained,
      });
      expect({ name, places: await placesIn(registry!) }).toEqual({ name, places: before });
    }
  });

  test.each([
    [['nonsense'], 'Такой команды нет'],
    [['agency', 'add', here], '--agency'],
    [['agency', 'add', here, '--agency=9900001'], '--agency=9900001'],
    [['staff', 'add', here, '--agency=2300077', '--id=a'], 'Такого учреждения'],
    [['site', 'grant', here, '--request=/nowhere'], 'Файл не читается'],
    [['site', 'revoke', here, '--site=zzzzzzzzzzzz'], 'не знает такого компьютера'],
    [['status', '--colour'], 'Такого параметра нет'],
    [['status', '--url=nonsense'], '--url'],
    [['status', '--url=http://admin:%zz@127.0.0.1:9'], '--url'],
    [['serve', here], 'уже работает'],
    [['status', '--url=http://admin:x@127.0.0.1:9/'], 'Реестр не отвечает'],
  ])('say in words what is wrong: %j', async (args, words) => {
    const { code, complained } = await give(...args);
    expect(complained).toContain(words);
    expect(complained).not.toMatch(/\n {4}at /);
    expect(code).toBe(1);
  });

  test('tell a wrong password from a registry that is away', async () => {
    const url = new URL(registry?.url ?? '');
    Object.assign(url, { username: 'admin', password: 'wrong' });
    expect((await give('status', `--url=${url}`)).complained).toContain('не принял имя и пароль');
  });

  test('make no other secret when the one that sites were granted by is lost', async () => {
    const couch = couchAt(registry!.url, registry!.administrator);
    const { _rev, ...key } = await couch.demand('GET', 'registry/key');
    await couch.demand('DELETE', `registry/key?rev=${String(_rev)}`);
    for (const command of ['status', 'door'])
      expect(await give(command, here)).toMatchObject({
        code: 1,
        complained: expect.stringContaining('резервной копии'),
      });
    expect((await couch.ask('GET', 'registry/key')).status).toBe(404);
    await couch.demand('PUT', 'registry/key', key);
    expect(await give('status', here)).toMatchObject({ code: 0 });
  });

  test('start the registry for themselves when it does not run, at the address it had', async () => {
    const { url } = registry!;
    await registry?.close();
    registry = undefined;
    expect((await give('status', here)).said).toContain(`${url}\n`);
    expect(existsSync(join(data, 'port.json'))).toBe(true);
  });

  test('keep it running until they are told to end', async () => {
    await registry?.close();
    registry = undefined;
    const { COUCHDB_URL: _other, ...env } = process.env;
    const child = spawn(process.execPath, [join(import.meta.dirname, 'index.ts'), 'serve', here], { env });
    const url = await new Promise<string>((done) => {
      child.stdout.setEncoding('utf8').on('data', (said: string) => {
        const address = /http:\S+/.exec(said)?.[0];
        if (address) done(address);
      });
    });
    expect((await fetch(`${url}/_up`)).status).toBe(200);
    expect((await give('status', here)).said).toContain(`${url}\n`);
    const ended = new Promise((done) => child.once('close', done));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

/** How many changes each database has seen. */
async function placesIn({
  url,
  administrator: { name, password },
}: EmbeddedRegistry): Promise<Record<string, unknown>> {
  const couch = couchAt(url, { name, password });
  const databases = Object.values(await couch.demand('GET', '_all_dbs')) as string[];
  const places = databases.map(async (database) => [database, (await couch.demand('GET', database)).update_seq]);
  return Object.fromEntries(await Promise.all(places));
}
