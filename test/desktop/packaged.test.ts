import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { enterDemo, openJournal } from '../journeys/desk.ts';
import { requireElectron } from '../tools.ts';
import { temporaryProfile } from './launch.ts';

const root = join(import.meta.dirname, '../..');
const canRun = requireElectron() && process.platform === 'linux';
const soon = { timeout: 20_000, interval: 50 };
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

describe.runIf(canRun)('the packaged program', () => {
  let folder = '';
  let program = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kense-packaged-'));
    execFileSync(process.execPath, ['scripts/package.mjs', `-c.directories.output=${folder}`], {
      cwd: root,
      stdio: 'pipe',
    });
    program = join(folder, 'linux-unpacked');
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('holds the native database outside of its archive and none of the sources', () => {
    const resources = join(program, 'resources');
    expect(existsSync(join(resources, 'app.asar.unpacked/node_modules/@libsql/linux-x64-gnu/index.node'))).toBe(true);
    const packed = archivedFiles(join(resources, 'app.asar'));
    expect(packed).toContain('/out/main/office-process.js');
    expect(
      packed.filter((path) => /\.(tsx?|map|test\.js)$|^\/node_modules\/(react|rxdb|electron)\//.test(path)),
    ).toEqual([]);
  });

  test('cannot be used as Node, nor debugged, nor made to run another program', () => {
    expect(fusesOf(join(program, 'kense'))).toMatchObject({
      runAsNode: false,
      nodeOptions: false,
      nodeInspect: false,
      onlyFromAsar: true,
      fileProtocolPrivileges: false,
    });
  });

  test('starts, registers a paper, ends when told to, and finds the paper again', async () => {
    const profile = temporaryProfile();
    const first = await open(profile);
    await enterDemo(first.page);
    await first.page.keyboard.press('F2');
    await first.page.getByRole('radio', { name: 'Анонимдік' }).check({ force: true });
    await first.page.getByLabel('Қысқаша').fill('Құдықтың суы туралы');
    await first.page.keyboard.press('Control+Enter');
    await first.page.getByText('Құжат тіркелді', { exact: true }).waitFor();
    await first.end();
    const second = await open(profile);
    await second.page.getByText('Соңғы құжаттар').waitFor();
    await openJournal(second.page);
    await second.page.getByRole('row', { name: /Құдықтың суы туралы/ }).waitFor();
    await second.end();
  });

  /** Starts the program as a user does; the test only listens at the page. */
  async function open(profile: string): Promise<{ page: Page; end(): Promise<void> }> {
    const switches = [...asRoot, '--disable-gpu', '--remote-debugging-port=0', '--inspect=0', `--profile=${profile}`];
    const child = spawn(join(program, 'kense'), switches, { stdio: ['ignore', 'ignore', 'pipe'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const endpoint = await endpointOf(child);
    // Connecting while the window is being made hangs the connection.
    const { host } = new URL(endpoint);
    await vi.waitUntil(
      async () => (await (await fetch(`http://${host}/json/list`)).text()).includes('kense://app/'),
      soon,
    );
    const browser = await chromium.connectOverCDP(endpoint);
    const page = browser.contexts()[0]!.pages()[0]!;
    const end = async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      expect(await gone).toEqual([0, null]);
    };
    return { page, end };
  }
});

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stderr! }).on('line', (line) => {
      if (line.startsWith('Debugger listening')) reject(new Error('the packaged program can be debugged'));
      const endpoint = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (endpoint) resolve(endpoint);
    });
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}`)));
  });
}

type Entry = { files?: Record<string, Entry> };

/** Paths in an asar: behind four numbers stands a JSON header that names them. */
function archivedFiles(archive: string): string[] {
  const bytes = readFileSync(archive);
  const header = bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8');
  const visit = (entry: Entry, path: string): string[] =>
    entry.files ? Object.entries(entry.files).flatMap(([name, below]) => visit(below, `${path}/${name}`)) : [path];
  return visit(JSON.parse(header), '');
}

/** Electron's fuses stand in the executable behind a fixed mark: version, count, one character each. */
function fusesOf(executable: string): Record<string, boolean> {
  const MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
  const names = [
    'runAsNode',
    'cookieEncryption',
    'nodeOptions',
    'nodeInspect',
    'asarIntegrity',
    'onlyFromAsar',
    'ownSnapshot',
    'fileProtocolPrivileges',
  ];
  const bytes = readFileSync(executable);
  const first = bytes.indexOf(MARK) + MARK.length + 2;
  return Object.fromEntries(names.map((name, i) => [name, String.fromCharCode(bytes[first + i]!) === '1']));
}
