import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openDoor } from '../registry/embedded/door.ts';

/**
 * What stands in front of a registry that is given to tests: lets strangers put requests, as a proxy does (registry/proxy), can be cut
 * off and come back at the same address, and can answer as a part of a cluster does that has lost the others.
 */
export async function startFront(target: string, door: { name: string; password: string }) {
  const { hostname, port } = new URL(target);
  let halfTaken = '';
  const server = createServer((request, response) => {
    openDoor(request, door);
    const { method, url: path, headers } = request;
    const onwards = httpRequest({ hostname, port, method, path, headers, agent: false }, (answer) => {
      const isHalfTaken = halfTaken !== '' && method === 'PUT' && path!.startsWith(`/${halfTaken}`);
      response.writeHead(isHalfTaken && answer.statusCode === 201 ? 202 : answer.statusCode!, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
      answer.once('error', () => response.destroy());
      answer.once('aborted', () => response.destroy());
    });
    onwards.once('error', () => response.destroy());
    response.once('close', () => onwards.destroy());
    request.pipe(onwards);
  });
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  await listen(0);
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    /** From here on writes to this place are taken, and the answer is that too few others have them (202). '' for none. */
    takeHalf(place: string): void {
      halfTaken = place;
    },
    async cut(): Promise<void> {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
    async comeBack(): Promise<void> {
      if (!server.listening) await listen(own);
    },
  };
}
