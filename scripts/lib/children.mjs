import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from './run.mjs';

/** What this script has started and what still runs. */
const children = new Set();

/** Set when the script ends: nothing more is started then. */
let ending = false;

export const isEnding = () => ending;

/** A child that ends with us: its standard input is a pipe that closes when we go, however we go. */
export function begin(command, args, errors = 'inherit') {
  const child = spawn(command, args, { cwd: root, stdio: ['pipe', 'pipe', errors] });
  children.add(child);
  void ended(child).then(() => children.delete(child));
  return child;
}

/** @returns {Promise<number>} its exit code; 127 when it could not be started at all, 1 when a signal ended it. */
export function ended(child) {
  return new Promise((done) => {
    child.once('exit', (code) => done(code ?? 1));
    child.once('error', () => done(127));
  });
}

/** @returns {Promise<string | undefined>} undefined when the child ends without having said anything. */
export function firstLine(child) {
  return new Promise((done) => {
    createInterface(child.stdout).once('line', done);
    void ended(child).then(() => done(undefined));
  });
}

/** Tells every child to end, waits for them, ends the script. */
export async function end(code) {
  if (ending) return;
  ending = true;
  await Promise.all(
    [...children].map((child) => {
      const gone = ended(child);
      child.kill('SIGTERM');
      return gone;
    }),
  );
  process.exit(code);
}
