import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Contract } from '../../shared/contract/index.ts';
import { createOffice, type Office } from '../office/office.ts';
import { securityHeaders } from '../page/policy.ts';
import { forkChild } from './fork-child.ts';
import { type Host, startHost } from './host.ts';

const folder = mkdtempSync(join(tmpdir(), 'kense host '));
const pages = join(folder, 'pages');
let office: Office;
let host: Host;
let cookie: string;

beforeAll(async () => {
  mkdirSync(join(pages, 'assets'), { recursive: true });
  writeFileSync(join(pages, 'index.html'), '<title>Кеңсе</title>');
  writeFileSync(join(pages, 'assets', 'main-1.js'), 'export {}');
  writeFileSync(join(folder, 'secret.txt'), 'outside of the page');
  office = createOffice({
    profile: join(folder, 'profile'),
    assets: join(import.meta.dirname, '../../assets'),
    machine: 'test',
    account: 'test',
    holdProfile: () => () => undefined,
    now: Date.now,
    vault: undefined,
    printing: undefined,
    startChild: () => forkChild(join(import.meta.dirname, 'store-child.ts')),
    log: () => {},
  });
  host = await startHost(office, pages, 0);
  const opened = await ask(new URL(host.address).pathname + new URL(host.address).search);
  cookie = String(opened.headers['set-cookie']?.[0]);
});

afterAll(async () => {
  await host.close();
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

const origin = () => new URL(host.address).origin;
const pair = () => cookie.split(';')[0] ?? '';

/** A request as bytes on the wire: `fetch` would correct the path and forbid a foreign host. */
async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const sent = request({ host: '127.0.0.1', port: new URL(host.address).port, path, method, headers });
  sent.end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of answer.setEncoding('utf8')) body += chunk;
  return { status: answer.statusCode, headers: answer.headers, body };
}

test('the printed address opens the page once; what opens it afterwards is a cookie that no script and no other site gets', async () => {
  expect(cookie).toMatch(/^kense-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  const { search } = new URL(host.address);
  expect((await ask(`/${search}`)).status).toBe(403);
  expect(await ask(`/${search}`, { cookie: pair() })).toMatchObject({ status: 303, headers: { location: '/' } });
  expect(await ask('/', { cookie: pair() })).toMatchObject({ status: 200, body: '<title>Кеңсе</title>' });
});

test('who has no cookie gets nothing but words in both languages', async () => {
  for (const headers of [{}, { cookie: `${pair()}x` }, { cookie: 'kense=1' }])
    for (const path of ['/', '/assets/main-1.js', '/?token=x']) {
      const { status, body } = await ask(path, headers);
      expect(status).toBe(403);
      expect(body).toMatch(/Бұл мекенжай ашылмайды[\s\S]*Этот адрес не открывается/);
    }
});

test('a foreign name that was rebound to this computer is refused, also with the cookie', async () => {
  const { port } = new URL(host.address);
  for (const name of ['evil.example', `evil.example:${port}`, `localhost:${port}`, '127.0.0.1'])
    expect((await ask('/', { host: name, cookie: pair() })).status).toBe(403);
});

test('only what lies in the page’s folder is served, with every security header', async () => {
  const paths = [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%',
    '/%00',
    '/assets',
  ];
  for (const path of paths)
    expect(await ask(path, { cookie: pair() })).toMatchObject({ status: 404, headers: securityHeaders });
  const script = await ask('/assets/main-1.js', { cookie: pair() });
  expect(script).toMatchObject({
    status: 200,
    headers: { ...securityHeaders, 'content-type': 'text/javascript; charset=utf-8' },
  });
  expect((await ask('/', { cookie: pair() }, 'POST')).status).toBe(405);
});

test('the office answers over the socket, to the page alone', async () => {
  const socket = new WebSocket(`${origin().replace('http', 'ws')}/rpc`, {
    headers: { cookie: pair(), origin: origin() },
  });
  await once(socket, 'open');
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ websocket: socket as never }));
  for await (const state of await client.office.watch()) {
    if (state.phase === 'opening') continue;
    expect(state).toEqual({ phase: 'absent', vault: false });
    break;
  }
  socket.close();
});

test.each([
  ['without a cookie', () => ({ origin: origin() }), '/rpc'],
  ['from a page of another site', () => ({ cookie: pair(), origin: 'https://evil.example' }), '/rpc'],
  ['from nowhere', () => ({ cookie: pair() }), '/rpc'],
  ['under a foreign name', () => ({ cookie: pair(), origin: origin(), host: 'evil.example' }), '/rpc'],
  ['at another path', () => ({ cookie: pair(), origin: origin() }), '/other'],
])('a socket %s is refused', async (_what, headers, path) => {
  const socket = new WebSocket(`${origin().replace('http', 'ws')}${path}`, { headers: headers() });
  const [error] = await once(socket, 'error');
  expect(String(error)).toContain('403');
});

test('nothing that is sent ends the host', async () => {
  const { port } = new URL(host.address);
  const upgrade = `Host: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`;
  const texts = [
    'x',
    'GET // HTTP/1.1\r\nHost: x\r\n\r\n',
    `GET http://[ HTTP/1.1\r\n${upgrade}\r\n`,
    `GET /rpc HTTP/1.1\r\n${upgrade}\r\n`,
  ];
  for (const text of texts) {
    const socket = connect(Number(port), '127.0.0.1', () => socket.end(text));
    socket.resume();
    await new Promise((resolve) => socket.once('error', resolve).once('close', resolve));
  }
  expect((await ask('/', { cookie: pair() })).status).toBe(200);
});
