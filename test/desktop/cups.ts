import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const run = promisify(execFile);

/**
 * A print system of the test's own: the real scheduler with one raw queue named `roll`, away from the machine's. What was printed
 * stays in its spool. Needs root.
 */
export async function startCups(): Promise<{ server: string; printed(): Uint8Array[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'kense-cups-'));
  for (const name of ['spool/tmp', 'cache', 'state', 'log', 'root/ppd'])
    mkdirSync(join(folder, name), { recursive: true });
  const server = join(folder, 'state/cups.sock');
  const open =
    '<Location />\nOrder allow,deny\nAllow all\n</Location>\n<Policy default>\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>';
  writeFileSync(
    join(folder, 'root/cupsd.conf'),
    `Listen ${server}\nDefaultAuthType None\nWebInterface No\nPreserveJobFiles Yes\nBrowsing No\n${open}\n`,
  );
  const places = {
    ServerRoot: 'root',
    RequestRoot: 'spool',
    CacheDir: 'cache',
    StateDir: 'state',
    TempDir: 'spool/tmp',
  };
  const logs = { AccessLog: 'log/access', ErrorLog: 'log/error', PageLog: 'log/page' };
  const lines = Object.entries({ ...places, ...logs }).map(([name, place]) => `${name} ${join(folder, place)}`);
  writeFileSync(join(folder, 'root/cups-files.conf'), `FileDevice Yes\n${lines.join('\n')}\n`);
  const scheduler = spawn(
    'cupsd',
    ['-f', '-c', join(folder, 'root/cupsd.conf'), '-s', join(folder, 'root/cups-files.conf')],
    { stdio: 'inherit', env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` } },
  );
  onTestFinished(async () => {
    const ended = new Promise((resolve) => scheduler.once('exit', resolve));
    scheduler.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  const env = { ...process.env, CUPS_SERVER: server, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  await until(async () => existsSync(server) && (await run('lpstat', ['-r'], { env })).stdout.includes('is running'));
  await run('lpadmin', ['-p', 'roll', '-E', '-v', `file:${join(folder, 'printed')}`, '-m', 'raw'], { env });
  await run('lpadmin', ['-d', 'roll'], { env });
  const spool = join(folder, 'spool');
  return {
    server,
    printed: () =>
      readdirSync(spool)
        .filter((name) => /^d\d+-001$/.test(name))
        .sort()
        .map((name) => readFileSync(join(spool, name))),
  };
}

/** Waits for a condition by asking again; the test's own time-out is the limit. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}
