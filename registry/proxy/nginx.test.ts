import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireTool } from '../../test/tools.ts';

/** Debian has it beside the administrator's programs. */
process.env.PATH += ':/usr/sbin';
const canRun = requireTool('nginx', 'openssl');

const folder = mkdtempSync(join(tmpdir(), 'kense proxy '));
let nginx: ChildProcess | undefined;
let behind: Server;
let port = 0;

/** A request as it comes from outside. */
function ask(path: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers, rejectUnauthorized: false }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode!));
    });
    sent.once('error', reject).end();
  });
}

const portOf = (server: { address(): AddressInfo | string | null }) => (server.address() as AddressInfo).port;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const free = portOf(server);
  await new Promise((done) => server.close(done));
  return free;
}

/** By the line that stands in the README. */
function writeDoor(): void {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
  const [, line] = /`(npm run registry -- door [^`]*)`/.exec(readme)!;
  const command = line!.replace('/etc/kense/door.conf', `"${join(folder, 'door.conf')}"`);
  if (command === line) throw new Error(`the README writes ${line}`);
  // Of its own folder, also where a server is given.
  const { COUCHDB_URL: _other, ...env } = process.env;
  const cwd = join(import.meta.dirname, '../..');
  execFileSync(`${command} --folder="${join(folder, 'registry')}"`, { shell: '/bin/sh', cwd, env, stdio: 'pipe' });
}

/** The file as it is, but for the places that an administrator fills in; who asks here asks from outside. */
async function filledIn(): Promise<string> {
  const subject = ['-subj', '/CN=reestr.example', '-days', '2', '-nodes'];
  const [key, certificate] = [join(folder, 'registry.key'), join(folder, 'registry.crt')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-keyout', key, '-out', certificate, ...subject], {
    stdio: 'ignore',
  });
  writeDoor();
  const changes: [string | RegExp, string][] = [
    ['worker_processes auto;', 'worker_processes 1;'],
    ['127.0.0.1:5984', `127.0.0.1:${portOf(behind)}`],
    ['listen 80;', `listen 127.0.0.1:${await freePort()};`],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${port} ssl http2;`],
    [/\/etc\/kense\/(\S+);/g, `"${folder}/$1";`],
    ['/var/log/nginx/registry.log', `"${join(folder, 'access.log')}"`],
    ['allow 127.0.0.1;', 'allow 192.0.2.1;'],
  ];
  let text = readFileSync(join(import.meta.dirname, 'nginx.conf'), 'utf8');
  for (const [from, to] of changes) {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`the configuration has no ${from} any more`);
    text = changed;
  }
  return text;
}

beforeAll(async () => {
  if (!canRun) return;
  behind = createPlainServer((_request, answer) => answer.end('{}'));
  await new Promise<void>((done) => behind.listen(0, '127.0.0.1', done));
  port = await freePort();
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, await filledIn());
  const how = ['-c', file, '-e', join(folder, 'error.log'), '-g', `pid "${join(folder, 'pid')}"; daemon off;`];
  execFileSync('nginx', ['-t', ...how], { stdio: 'pipe' });
  nginx = spawn('nginx', how, { stdio: 'inherit' });
  const isUp = () => ask('/_up').then(Boolean, () => false);
  while (!(await isUp())) if (nginx.exitCode !== null) throw new Error('nginx has ended');
}, 60_000);

afterAll(async () => {
  if (nginx && nginx.exitCode === null) {
    const ended = new Promise((done) => nginx!.once('exit', done));
    nginx.kill('SIGTERM');
    await ended;
  }
  behind?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.runIf(canRun)('the proxy in front of a registry', () => {
  test.each([
    '/agency-2300001/_changes',
    '/agency-2300001-office/_changes?feed=longpoll',
    '/agency-2300001/_bulk_docs',
    '/directory/terms',
    '/region-23/_changes',
    `/enrolment/${'a'.repeat(64)}`,
    '/_session',
  ])('lets %s through', async (path) => expect(await ask(path)).toBe(200));

  test.each([
    '/registry/_changes',
    '/registry/_all_docs',
    '/_users/_changes',
    '/enrolment/_changes',
    '/enrolment/_all_docs',
    '/status/_changes',
    '/facts-23/_changes',
    '/_all_dbs',
    '/_utils/',
  ])('keeps %s for who comes from inside', async (path) => expect(await ask(path)).toBe(403));

  test('slows down who tries passwords, wherever; never who has a session', async () => {
    const many = (count: number, path: string, headers: Record<string, string>) =>
      Promise.all(Array.from({ length: count }, () => ask(path, headers)));
    const feed = '/agency-2300001/_changes';
    expect(new Set(await many(70, feed, { cookie: 'AuthSession=x' }))).toEqual(new Set([200]));
    const password = { authorization: 'Basic eDp5' };
    expect(await many(90, feed, password)).toContain(429);
    expect(await many(5, '/agency-2300001/_local/x', password)).toContain(429);
  });
});
