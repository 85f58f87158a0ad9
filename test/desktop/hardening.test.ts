import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { securityHeaders } from '../../main/page/policy.ts';
import { requireElectron } from '../tools.ts';
import { launch, temporaryProfile } from './launch.ts';
import { seesStart } from './pages.ts';

/** Electron's security checklist, item by item, in the running program. */
const canRun = requireElectron();

test.runIf(canRun)('the page has no Node, no Electron, and of the shell one method (2, 3, 4, 20)', async () => {
  const { app, page } = await launch(temporaryProfile());
  const seen = await page.evaluate(`({
    node: ['require', 'process', 'Buffer', 'module', 'global', 'electron'].filter((name) => name in window),
    bridge: Object.entries(kense).map(([name, value]) => name + ': ' + typeof value),
  })`);
  expect(seen).toEqual({ node: [], bridge: ['host: string', 'connect: function'] });
  const preferences = await app.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    return (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test.runIf(canRun)('the page is served with a strict policy, and nothing foreign runs in it (6, 7, 8)', async () => {
  const { page } = await launch(temporaryProfile());
  const headers = await page.evaluate(`fetch('/').then(({ headers }) => Object.fromEntries(headers))`);
  expect(headers).toMatchObject(securityHeaders);
  // From a timer: what the debugger itself runs may break the policy.
  const ran = await page.evaluate(`new Promise((resolve) => setTimeout(() => {
    const script = document.createElement('script');
    script.textContent = 'window.foreign = true';
    document.head.append(script);
    const compiles = (() => { try { return new Function('return true')() } catch { return false } })();
    resolve({ inline: 'foreign' in window, compiles });
  }))`);
  expect(ran).toEqual({ inline: false, compiles: false });
  for (const path of ['/../../package.json', '/..%2f..%2fpackage.json', '/%00', '/missing.js'])
    expect(await page.evaluate(`fetch('${path}').then(({ status }) => status)`)).toBe(404);
});

test.runIf(canRun)('the page goes nowhere else and opens nothing (13, 14, 15, 18)', async () => {
  const { app, page } = await launch(temporaryProfile());
  await seesStart(page);
  await page.evaluate(`window.still = 'here'`);
  const { origin, requests } = await countingServer();
  const targets = [
    origin,
    'file:///etc/passwd',
    'kense://other/',
    'data:text/html,x',
    `blob:${origin}/x`,
    'mailto:a@b.kz',
  ];
  for (const target of targets) {
    const opened = await page.evaluate(`(() => {
      const link = Object.assign(document.createElement('a'), { href: '${target}' });
      document.body.append(link);
      link.click();
      link.target = '_blank';
      link.click();
      return open('${target}');
    })()`);
    expect(opened).toBeNull();
  }
  const state = await app.evaluate(({ webContents }) => webContents.getAllWebContents().map((all) => all.getURL()));
  expect(state).toEqual([page.url()]);
  expect(page.url()).toMatch(/^kense:\/\/app\/(#\/)?$/);
  expect(await page.evaluate('still')).toBe('here');
  expect(requests).toEqual([]);
});

test.runIf(canRun)('a sheet to print, which the page makes itself, does load', async () => {
  const { page } = await launch(temporaryProfile());
  const title = await page.evaluate(`new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.src = URL.createObjectURL(new Blob(['<title>sheet</title>'], { type: 'text/html' }));
    frame.onload = () => resolve(frame.contentDocument.title);
    document.body.append(frame);
  })`);
  expect(title).toBe('sheet');
});

test.runIf(canRun)('every permission is refused (5)', async () => {
  const { page } = await launch(temporaryProfile(), 'plain', ['--use-fake-device-for-media-stream']);
  const asked = await page.evaluate(`(async () => {
    const answer = (request) => request.then(() => 'granted', ({ name, message }) => name ?? message);
    return {
      notifications: await Notification.requestPermission(),
      media: await answer(navigator.mediaDevices.getUserMedia({ audio: true })),
      place: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(() => resolve('granted'), ({ code }) => resolve(code))),
      clipboard: await answer(navigator.clipboard.readText()),
    };
  })()`);
  const PERMISSION_DENIED = 1;
  expect(asked).toEqual({
    notifications: 'denied',
    media: 'NotAllowedError',
    place: PERMISSION_DENIED,
    clipboard: 'NotAllowedError',
  });
});

test.runIf(canRun)('no request leaves the program', async () => {
  const { app, page } = await launch(temporaryProfile());
  const { origin, requests } = await countingServer();
  await page.evaluate(`(async () => {
    await fetch('${origin}').catch(() => undefined);
    await new Promise((done) => {
      const picture = new Image();
      picture.onerror = picture.onload = done;
      picture.src = '${origin}/picture.png';
    });
    document.body.append(Object.assign(document.createElement('iframe'), { src: '${origin}' }));
  })()`);
  const refusal = await app.evaluate(
    ({ session }, address) =>
      session.defaultSession.fetch(address).then(
        () => 'sent',
        (error: Error) => error.message,
      ),
    origin,
  );
  expect(refusal).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(requests).toEqual([]);
});

test.runIf(canRun)('the shell connects its own main frame to the office and nobody else (17)', async () => {
  const { app, page } = await launch(temporaryProfile());
  await seesStart(page);
  await page.evaluate(`(() => {
    window.ports = 0;
    addEventListener('message', ({ data }) => data === 'kense:port' && window.ports++);
  })()`);
  await app.evaluate(({ ipcMain, webContents }) => {
    const [sender] = webContents.getAllWebContents();
    const urls = ['https://example.org/', 'kense://app/', 'kense://app.example.org/'];
    for (const senderFrame of [null, ...urls.map((url) => ({ url }))])
      ipcMain.emit('kense:connect', { sender, senderFrame });
  });
  await page.evaluate('kense.connect()');
  await page.waitForFunction('ports > 0');
  expect(await page.evaluate('ports')).toBe(1);
});

/** A server on this computer that remembers who came. */
async function countingServer(): Promise<{ origin: string; requests: string[] }> {
  const requests: string[] = [];
  const server = createServer(({ url }, response) => {
    requests.push(url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
