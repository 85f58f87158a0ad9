import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Administrator = { name: string; password: string };

/**
 * The server's administrator, made up at the first start. Folder and files are for the account that runs the server alone;
 * `administrator.json` is how a person or a program on this computer learns the password.
 *
 * @returns also `configPath`, the settings in the form of CouchDB's: hashed administrators and the secret of the sessions.
 */
export function keepAdministrator(folder: string): { administrator: Administrator; configPath: string } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const path = join(folder, 'administrator.json');
  const configPath = join(folder, 'config.json');
  if (!existsSync(path)) writeSecretly(path, { name: 'admin', password: randomBytes(24).toString('base64url') });
  const administrator = JSON.parse(readFileSync(path, 'utf8')) as Administrator;
  if (!existsSync(configPath))
    writeSecretly(configPath, {
      admins: { [administrator.name]: administrator.password },
      couch_httpd_auth: { secret: randomBytes(32).toString('hex') },
      couchdb: { max_document_size: 64 * 1024 * 1024 },
      log: { level: 'warning' },
    });
  return { administrator, configPath };
}

function writeSecretly(path: string, content: unknown): void {
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
}
