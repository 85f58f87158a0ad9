import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kense үстел '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

/** The host as a process of its own, and what it has said. */
function start(profile: string, ...flags: string[]): { host: ChildProcess; said: { out: string; err: string } } {
  const host = spawn(process.execPath, [join(import.meta.dirname, 'index.ts'), `--profile=${profile}`, ...flags]);
  onTestFinished(() => void host.kill('SIGKILL'));
  const said = { out: '', err: '' };
  host.stdout.setEncoding('utf8').on('data', (text) => {
    said.out += text;
  });
  host.stderr.setEncoding('utf8').on('data', (text) => {
    said.err += text;
  });
  return { host, said };
}

async function opened(profile: string): Promise<ChildProcess> {
  const { host } = start(profile);
  const [line] = await once(host.stdout!, 'data');
  expect(JSON.parse(line)).toEqual({ address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/) });
  return host;
}

/** What a host says that does not start: one sentence in each language, and nothing for programmers. */
async function refusal(profile: string, ...flags: string[]): Promise<string> {
  const { host, said } = start(profile, ...flags);
  expect(await once(host, 'close')).toEqual([1, null]);
  expect(said.out).toBe('');
  expect(said.err.trim().split('\n')).toHaveLength(2);
  return said.err;
}

test('a second host on the same profile says so in both languages; after the first was killed there is room again', async () => {
  const profile = temporaryFolder();
  const first = await opened(profile);
  expect(await refusal(profile)).toMatch(/осы профильмен іске қосылып тұр[\s\S]*с этим профилем уже работает/);
  const gone = once(first, 'exit');
  first.kill('SIGKILL');
  await gone;
  await opened(profile);
});

test('a port that is taken, or is none, is told in both languages', async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const profile = temporaryFolder();
  expect(await refusal(profile, `--port=${port}`)).toMatch(`${port} портын`);
  expect(await refusal(profile, '--port=99999')).toMatch('порт 99999');
});

test('a profile that is no folder is told in both languages', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(await refusal(file)).toMatch(/профиль папкасына[\s\S]*в папку профиля/);
});
