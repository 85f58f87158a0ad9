import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const pathIn = (folder: string) => join(folder, 'port.json');

/**
 * The port at which the registry of a folder answered last: desks know its address, so it should stay the same, and commands find it there.
 *
 * @returns 0 when it has never answered
 */
export function rememberedPort(folder: string): number {
  try {
    return Number(JSON.parse(readFileSync(pathIn(folder), 'utf8')));
  } catch {
    return 0;
  }
}

export function rememberPort(folder: string, port: number): void {
  writeFileSync(pathIn(folder), JSON.stringify(port), { mode: 0o600 });
}
