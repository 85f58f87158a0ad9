import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, node, root, run, tool } from './run.mjs';

const STAMP = join(root, 'out/.stamp');

/** What the build is made of. */
const SOURCES = ['main', 'renderer', 'shared', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];

/** Tests and texts in between do not change it, nor what a system leaves in folders (.DS_Store, editors' files). */
const NO_SOURCE = /\.test\.tsx?$|\.md$|^\./;

/** Builds the program into `out/`. */
export async function build() {
  const stamp = stampOfSources();
  const { code, output } = await run(node, [tool('electron-vite/bin/electron-vite.js'), 'build'], { quiet: true });
  if (code !== 0) fail(`The build failed:\n${output}`);
  writeFileSync(STAMP, stamp);
}

/** Builds only when a source is another than the one that was built last. */
export async function ensureBuilt() {
  if (readStamp() === stampOfSources()) return;
  console.log('Building …');
  await build();
}

function readStamp() {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch {
    return undefined;
  }
}

function stampOfSources() {
  const hash = createHash('sha256');
  for (const source of SOURCES)
    for (const file of filesIn(source))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0');
  return hash.digest('hex');
}

function filesIn(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || (entry.isFile() && !NO_SOURCE.test(entry.name)))
    .map(({ name }) => `${path}/${name}`)
    .sort()
    .flatMap(filesIn);
}
