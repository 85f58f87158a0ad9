import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { Office } from '../office/office.ts';
import { readPageFile } from '../page/files.ts';
import { securityHeaders } from '../page/policy.ts';
import { closedDoor } from './closed-door.ts';
import { createDoorkeeper, type Doorkeeper } from './doorkeeper.ts';

export type Host = {
  /** Opens the page, once. */
  address: string;
  /** Ends every connection; the office stays for the caller to close. */
  close(): Promise<void>;
};

/** A scanned page at most; a paper's text is far smaller. */
const LARGEST_MESSAGE_BYTES = 32 * 1024 * 1024;

/**
 * Serves the built page of `pageFolder` and the office behind it on 127.0.0.1.
 *
 * @param port 0 for any free one.
 * @throws Error when the port is taken.
 */
export async function startHost(office: Pick<Office, 'router'>, pageFolder: string, port: number): Promise<Host> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const door = createDoorkeeper((server.address() as AddressInfo).port);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE_BYTES });
  const rpc = new RPCHandler(office.router);

  server.on('request', (request, response) => void answer(door, pageFolder, request, response));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A connection that breaks now has nobody else to listen to it.
    socket.on('error', () => socket.destroy());
    if (!mayCall(door, request)) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (page) => {
      page.on('error', () => page.terminate());
      void rpc.upgrade(page);
    });
  });

  return {
    address: door.address,
    async close() {
      for (const page of sockets.clients) page.close(1001);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      for (const page of sockets.clients) page.terminate();
    },
  };
}

function mayCall(door: Doorkeeper, request: IncomingMessage): boolean {
  return request.url === '/rpc' && door.isForUs(request) && door.comesFromUs(request) && door.hasCookie(request);
}

async function answer(
  door: Doorkeeper,
  pageFolder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const say = (status: number, headers: Record<string, string>, body: string | Uint8Array = '') => {
    response.writeHead(status, { ...securityHeaders, ...headers });
    response.end(request.method === 'HEAD' ? '' : body);
  };
  const refuse = (status: number) =>
    say(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, closedDoor);

  if (!door.isForUs(request)) return refuse(403);
  const address = readAddress(request.url);
  if (!address) return refuse(400);
  const { pathname, searchParams } = address;
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  if (request.method === 'GET' && door.takesToken(searchParams.get('token')))
    return say(303, { location: '/', 'set-cookie': door.cookie, 'cache-control': 'no-store' });
  if (!door.hasCookie(request)) return refuse(403);
  // The printed address again, in the browser that has the cookie already.
  if (searchParams.has('token')) return say(303, { location: '/', 'cache-control': 'no-store' });
  const file = await readPageFile(pageFolder, pathname);
  if (!file) return refuse(404);
  say(200, { 'content-type': file.type, 'cache-control': file.cache }, file.body);
}

function readAddress(target: string | undefined): URL | undefined {
  try {
    return new URL(target ?? '', 'http://127.0.0.1');
  } catch {
    return undefined;
  }
}
