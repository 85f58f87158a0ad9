import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { type Peer, timesOf } from './peer.ts';

const CHROMIUM = process.env.KENSE_CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

/** RxDB on Dexie in headless Chromium, its profile on the same disk as the other stores. */
export async function openDexie(folder: string): Promise<Peer> {
  const script = await bundle();
  const server = createServer((request, response) => {
    const html = request.url === '/';
    response.setHeader('content-type', html ? 'text/html' : 'text/javascript');
    response.end(html ? '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>' : script);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const context = await chromium.launchPersistentContext(join(folder, 'chromium'), {
    executablePath: CHROMIUM,
    args: ARGUMENTS,
  });
  let page = await context.newPage();
  const ready = async () => {
    await page.goto(address);
    await page.waitForFunction('globalThis.peer');
  };
  const ask = <Answer>(name: string, ...parameters: unknown[]) => answerOf<Answer>(page, name, parameters);
  await ready();
  await ask('open');
  return {
    settings: () => ask('settings'),
    bulk: (from, count) => ask('bulk', from, count),
    insert: (from, count) => ask('insert', from, count),
    newest: (times) => ask('newest', times),
    search: (queries) => ask('search', queries),
    count: (times) => ask('count', times),
    async reopen() {
      await page.close();
      page = await context.newPage();
      await ready();
      return (await timesOf(1, () => ask('firstPage')))[0]!;
    },
    readAll: async () => {},
    idle: async () => {},
    rss: async () => Number.NaN,
    async close() {
      await context.close();
      server.close();
    },
  };
}

async function answerOf<Answer>(page: Page, name: string, parameters: unknown[]): Promise<Answer> {
  return page.evaluate(`globalThis.peer[${JSON.stringify(name)}](...${JSON.stringify(parameters)})`) as Promise<Answer>;
}

async function bundle(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'dexie-page.ts'), formats: ['es'], fileName: 'page' },
    },
  });
  const [bundled] = [output].flat();
  const chunk = bundled && 'output' in bundled ? bundled.output[0] : undefined;
  if (!chunk) throw new Error('the page for Dexie was not built');
  return chunk.code;
}
