import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
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
  /** The answer comes twice: the second time for the next question to the same database. */
  | { is: 'duplicate' }
  /** The answer begins only after so long. Milliseconds of the proxy's clock. */
  | { is: 'slowStart'; milliseconds: number }
  /** The answer comes in drops. Bytes a second of the proxy's clock. */
  | { is: 'throttle'; bytesPerSecond: number }
  /** The right answer, called something else. */
  | { is: 'wrongType' };

/** Bytes. */
const DROP = 256;

type Former = { database: string; status: number; headers: OutgoingHttpHeaders; body: Buffer };

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
  /** Paths of questions whose answers have not gone out whole. */
  const underWay = new Map<ServerResponse, string>();
  /** An answer that has gone out, and goes out once more. */
  let former: Former | undefined;

  const server = createServer((request, response) => {
    const { method = 'GET', url: path = '/' } = request;
    underWay.set(response, path);
    response.once('close', () => underWay.delete(response));
    if (former?.database === databaseOf(path)) {
      const again = former;
      former = undefined;
      return answerAgain(request, response, again);
    }
    const fault = plan({ method, path, index: index++ });
    counts.requests++;
    if (fault) counts.faults++;
    if (fault?.is === 'cutRequest') return request.socket.destroy();
    if (fault?.is === 'answer') return answerInstead(request, response, fault);
    if (fault?.is === 'slowStart') {
      // Whoever has gone meanwhile is not heard.
      setTimeout(() => response.destroyed || forward(request, response, undefined), fault.milliseconds / speed);
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
      if (fault?.is === 'duplicate') return keepAndSend(answer, response, String(path));
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

  function keepAndSend(answer: IncomingMessage, response: ServerResponse, path: string): void {
    whole(answer, response, (headers, body) => {
      former = { database: databaseOf(path), status: answer.statusCode!, headers, body };
      response.writeHead(answer.statusCode!, headers);
      response.end(body);
    });
  }

  /** What is asked is done; what is answered is the answer before. */
  function answerAgain(request: IncomingMessage, response: ServerResponse, again: Former): void {
    const send = () => {
      response.writeHead(again.status, again.headers);
      response.end(again.body);
    };
    counts.requests++;
    // Asking changes nothing, and may take long.
    if (request.method === 'GET') {
      send();
      return;
    }
    const { hostname, port } = upstream;
    const { method, url: path, headers } = request;
    const onwards = httpRequest({ hostname, port, method, path, headers, agent: false }, (answer) =>
      answer.resume().once('end', send),
    );
    onwards.once('error', () => response.destroy());
    request.pipe(onwards);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    /** Paths of the questions that have not been answered whole. */
    underWay: () => [...underWay.values()],
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
  whole(answer, response, (headers, body) => {
    if (fault.is === 'wrongType') headers['content-type'] = 'text/html';
    response.writeHead(answer.statusCode!, headers);
    if (fault.is === 'throttle') return drip(response, body, (fault.bytesPerSecond / 1000) * speed);
    if (fault.is !== 'cutAnswer' && fault.is !== 'stall') return response.end(body);
    const part = body.subarray(0, Math.min(fault.after, Math.max(0, body.length - 1)));
    response.write(part, () => {
      if (fault.is === 'cutAnswer') response.destroy();
    });
  });
}

/** Waits for all of an answer. */
function whole(
  answer: IncomingMessage,
  response: ServerResponse,
  use: (headers: OutgoingHttpHeaders, body: Buffer) => void,
): void {
  const pieces: Buffer[] = [];
  answer.on('data', (piece: Buffer) => pieces.push(piece));
  answer.once('error', () => response.destroy());
  answer.once('end', () => {
    const body = Buffer.concat(pieces);
    const { 'transfer-encoding': _, ...headers } = answer.headers;
    use({ ...headers, 'content-length': String(body.length) }, body);
  });
}

function databaseOf(path: string): string {
  return path.split(/[/?]/)[1]!;
}

function drip(response: ServerResponse, body: Buffer, bytesPerMs: number): void {
  const drop = body.subarray(0, DROP);
  if (drop.length === 0) return void response.end();
  response.write(drop);
  setTimeout(() => drip(response, body.subarray(DROP), bytesPerMs), drop.length / bytesPerMs);
}
