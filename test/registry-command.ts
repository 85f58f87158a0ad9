import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Gives a command of the registry as an administrator does; no server is given but by its options. */
export function command(...args: string[]): Promise<{ code: number | null; said: string; complained: string }> {
  const { COUCHDB_URL: _other, ...env } = process.env;
  const index = join(import.meta.dirname, '../registry/commands/index.ts');
  const child = spawn(process.execPath, [index, ...args], { env });
  let [said, complained] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complained += text;
  });
  return new Promise((done) => child.once('close', (code) => done({ code, said, complained })));
}
