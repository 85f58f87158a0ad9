import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';

/** What goes wrong with one request. */
export type Fault =
  /** Somebody in front answers instead of the database. */
  | { is: 'answer'; status: number; headers?: Record<string, string>; body?: string }
  /** The database has done it; the answer breaks off after so many bytes of its body. */
  | { is: 'cutAnswer'; after: number }
  /** The database has done it; the rest of the answer never comes, and nobody says so. */
  | { is: 'stall'; after: number }
  /** The connection ends before the database hears of it. */
  | { is: 'cutRequest' }
  /** The answer comes twice. */
  | { is: 'duplicate' }
  /** The answer begins only after so long. Milliseconds of the proxy's clock. */
  | { is: 'slowStart'; milliseconds: number }
  /** The answer comes in drops. Bytes a second of the proxy's clock. */
  | { is: 'throttle'; bytesPerSecond: number }
  /** The right answer, called something else. */
  | { is: 'wrongType' };

/** Bytes. */
const DROP = 256;

/** Decides for each request, in the order in which they come. */
export type Plan = (request: { method: string; path: string; index: number }) => Fault | undefined;

type ProxyOptions = {
  target: string;
  speed?: number;
  /** As what stands in front of a registry does, whatever the server behind does by itself. */
  compresses?: boolean;
};

/**
 * An HTTP proxy in front of a registry that breaks what its plan says, and nothing else: the same plan and the same requests
 * give the same faults. Its clock runs `speed` times faster than the one on the wall.
 */
export async function startFaultProxy({ target, speed = 1, compresses = false }: ProxyOptions) {
  let plan: Plan = () => undefined;
  let upstream = new URL(target);
  let index = 0;
  const counts = { requests: 0, faults: 0 };

  const server = createServer((request, response) => {
    const { method = 'GET', url: path = '/' } = request;
    const fault = plan({ method, path, index: index++ });
    counts.requests++;
    if (fault) counts.faults++;
    if (fault?.is === 'cutRequest') return request.socket.destroy();
    if (fault?.is === 'answer') return answerInstead(request, response, fault);
    if (fault?.is === 'slowStart') {
      setTimeout(() => forward(request, response, undefined), fault.milliseconds / speed);
      return;
    }
    forward(request, response, fault);
  });

  function forward(request: IncomingMessage, response: ServerResponse, fault: Fault | undefined): void {
    const { hostname, port } = upstream;
    const { method, url: path } = request;
    const { 'accept-encoding': accepted = '', ...plain } = request.headers;
    const headers = compresses ? plain : request.headers;
    const onwards = httpRequest({ hostname, port, method, path, headers, agent: false }, (answer) => {
      if (fault) return spoil(answer, response, fault, speed);
      if (compresses && String(accepted).includes('gzip')) return compress(answer, response);
      response.writeHead(answer.statusCode!, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
      answer.once('error', () => response.destroy());
      answer.once('aborted', () => response.destroy());
    });
    onwards.once('error', () => response.destroy());
    response.once('close', () => onwards.destroy());
    request.pipe(onwards);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    /** From now on; the index of requests begins again. */
    follow(next: Plan) {
      plan = next;
      index = 0;
    },
    /** Another server behind the same address. */
    turnTo(address: string) {
      upstream = new URL(address);
      server.closeAllConnections();
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function compress(answer: IncomingMessage, response: ServerResponse): void {
  const { 'content-length': _, ...headers } = answer.headers;
  response.writeHead(answer.statusCode!, { ...headers, 'content-encoding': 'gzip' });
  pipeline(answer, createGzip(), response, () => undefined);
}

function answerInstead(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers = {}, body = '' }: Extract<Fault, { is: 'answer' }>,
): void {
  request.resume();
  request.once('end', () => {
    response.writeHead(status, headers);
    response.end(body);
  });
}

function spoil(answer: IncomingMessage, response: ServerResponse, fault: Fault, speed: number): void {
  const pieces: Buffer[] = [];
  answer.on('data', (piece: Buffer) => pieces.push(piece));
  answer.once('error', () => response.destroy());
  answer.once('end', () => {
    const body = Buffer.concat(pieces);
    const { 'transfer-encoding': _, ...headers } = answer.headers;
    const whole = { ...headers, 'content-length': String(body.length) };
    if (fault.is === 'duplicate') return sendTwice(response, answer, whole, body);
    if (fault.is === 'wrongType') whole['content-type'] = 'text/html';
    response.writeHead(answer.statusCode!, whole);
    if (fault.is === 'throttle') return drip(response, body, (fault.bytesPerSecond / 1000) * speed);
    if (fault.is !== 'cutAnswer' && fault.is !== 'stall') return response.end(body);
    const part = body.subarray(0, Math.min(fault.after, Math.max(0, body.length - 1)));
    response.write(part, () => {
      if (fault.is === 'cutAnswer') response.destroy();
    });
  });
}

function drip(response: ServerResponse, body: Buffer, bytesPerMs: number): void {
  const drop = body.subarray(0, DROP);
  if (drop.length === 0) return void response.end();
  response.write(drop);
  setTimeout(() => drip(response, body.subarray(DROP), bytesPerMs), drop.length / bytesPerMs);
}

function sendTwice(
  response: ServerResponse,
  answer: IncomingMessage,
  headers: Record<string, string | string[] | undefined>,
  body: Buffer,
): void {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => `${name}: ${one}`),
  );
  const head = `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n${lines.join('\r\n')}\r\n\r\n`;
  const once = Buffer.concat([Buffer.from(head), body]);
  response.socket?.write(Buffer.concat([once, once]), () => response.socket?.end());
}
