import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * A name for this computer that a copied folder does not take along; only its hash is used. The operating system's own id, or the
 * host name where it has none.
 */
export function machineId(): string {
  const id = process.platform === 'win32' ? windowsId() : unixId();
  return createHash('sha256')
    .update(`kense machine ${id ?? hostname()}`)
    .digest('hex')
    .slice(0, 32);
}

function unixId(): string | undefined {
  for (const path of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
    try {
      return readFileSync(path, 'utf8').trim() || undefined;
    } catch {
      // not this system's way
    }
  }
  return undefined;
}

function windowsId(): string | undefined {
  try {
    const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography';
    const answer = execFileSync('reg', ['query', key, '/v', 'MachineGuid'], { encoding: 'utf8', timeout: 5_000 });
    return /MachineGuid\s+REG_SZ\s+(\S+)/.exec(answer)?.[1];
  } catch {
    return undefined;
  }
}
