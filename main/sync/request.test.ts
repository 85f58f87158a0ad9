import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { SyncPorts } from './ports.ts';
import { createRequests } from './request.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const whole: Answer = (request, response) => {
  request.resume();
  request.once('end', () => response.setHeader('content-type', 'application/json').end('{}'));
};
const cut: Answer = (request) => {
  request.once('data', () => request.socket.resetAndDestroy());
};
/** The head of an answer and a heartbeat, and then no more. */
const cutWhileIdle: Answer = (request, response) => {
  response.write('\n', () => request.socket.resetAndDestroy());
};

/** Requests to a server that answers as it is told, until it is switched off. */
async function partner() {
  let answer = whole;
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  const after: SyncPorts['after'] = (milliseconds, task) => {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  };
  const ports: SyncPorts = {
    now: Date.now,
    elapsed: () => performance.now(),
    random: () => 0,
    fetch,
    after,
    deadline: after,
    log: () => {},
  };
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const requestsTo = (url: string) => createRequests(url, async () => undefined, ports);
  const requests = requestsTo(address);
  const { signal } = new AbortController();
  const post = (body: string, isPapers = true) =>
    requests.ask({ method: 'POST', path: '/papers', body: JSON.stringify(body), isPapers, signal });
  return {
    requests,
    post,
    async sendUntilCut(bytes: number) {
      answer = whole;
      await post(noise(bytes));
      answer = cut;
      await expect(post(noise(5_000))).rejects.toMatchObject({ failure: 'unreachable' });
      answer = whole;
    },
    async idleUntilCut() {
      answer = cutWhileIdle;
      await expect(requests.ask({ path: '/changes', live: true, signal })).rejects.toMatchObject({
        failure: 'unreachable',
      });
      answer = whole;
    },
    close,
  };
}

/** What no compression makes smaller than three quarters. */
const noise = (bytes: number) => randomBytes(bytes).toString('base64');

test('who reaches nobody goes on with what was learned of a line before', async () => {
  const { requests, post, sendUntilCut, close } = await partner();
  await sendUntilCut(60_000);
  const learned = requests.worthSending();
  expect(learned).toBeLessThan(Number.POSITIVE_INFINITY);
  await post(noise(3_000));
  const before = requests.worthSending();
  await close();
  for (let tries = 0; tries < 6; tries++)
    await expect(post(noise(5_000))).rejects.toMatchObject({ failure: 'unreachable' });
  expect(requests.worthSending()).toBe(before);
});

test('a connection that was ended while one only waited makes no line a thin one', async () => {
  const { requests, post, idleUntilCut } = await partner();
  for (let tries = 0; tries < 3; tries++) {
    await post(noise(3_000));
    await idleUntilCut();
  }
  expect(requests.worthSending()).toBe(Number.POSITIVE_INFINITY);
});

test('how well papers compress is learned from papers, not from scans that go as well', async () => {
  const { requests, post, sendUntilCut } = await partner();
  await sendUntilCut(60_000);
  await post(Array.from({ length: 500 }, () => `Көше жарығын орнату туралы, ${randomUUID()}`).join());
  const before = requests.worthSending();
  await post(noise(12_000), false);
  expect(requests.worthSending()).toBeGreaterThan(before / 2);
});
