import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Runs as `nobody`, see as-nobody.sh. */
export const NOBODY = 65_534;

/**
 * A copy of runtime and program as an installer would leave them: readable for everybody, Chromium's sandbox owned by root and
 * setuid. What the tests run from may lie where only root can look.
 */
export function installProgram(runtime: string): { electron: string; program: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'kense-installed-'));
  chmodSync(folder, 0o755);
  const electron = join(folder, 'electron');
  cpSync(runtime, electron, { recursive: true });
  const sandbox = join(electron, 'chrome-sandbox');
  chownSync(sandbox, 0, 0);
  chmodSync(sandbox, 0o4755);
  const program = join(folder, 'program');
  mkdirSync(program);
  for (const part of ['out', 'assets', 'package.json'])
    cpSync(join(root, part), join(program, part), { recursive: true });
  for (const name of nativePackages()) copyPackage(name, program);
  return {
    electron: join(electron, 'electron'),
    program,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function copyPackage(name: string, program: string): void {
  cpSync(join(root, 'node_modules', name), join(program, 'node_modules', name), { recursive: true });
}

/** `libsql` and all it needs at run time: the only packages that are not inside the build. */
function nativePackages(): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')) as {
    packages: Record<string, { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> }>;
  };
  const found = new Set<string>();
  const visit = (name: string) => {
    const entry = packages[`node_modules/${name}`];
    if (!entry || found.has(name)) return;
    found.add(name);
    for (const needed of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) visit(needed);
  };
  visit('libsql');
  return [...found];
}
