import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The Node that the project is built and tested with; it comes with the packages. */
export const node = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** A tool of the packages as arguments for `node`: `tool('vitest/vitest.mjs')`. */
export const tool = (path) => join(root, 'node_modules', path);

/**
 * Runs a program in the repository's folder.
 *
 * @param {{ quiet?: boolean, env?: Record<string, string>, shell?: boolean, timeout?: number }} [options]
 *   `quiet`: what it says is kept for the answer instead of being shown.
 * @returns {Promise<{ code: number, output: string }>} never rejects; a program that cannot be started ends with 127.
 */
export function run(command, args, { quiet = false, env = {}, shell = false, timeout = 0 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      shell,
      timeout,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Ends the script with words instead of a stack. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}
