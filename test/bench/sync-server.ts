import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { couchAt } from '../../registry/deploy/couch.ts';
import { addAgency } from '../../registry/provisioning/agency.ts';
import { addDatabases, setUp } from '../../registry/provisioning/set-up.ts';

export type Server = Awaited<ReturnType<typeof startServer>>;

/** The server that is measured: `COUCHDB_URL`, with an administrator in it, or the embedded registry in a process of its own. */
export async function startServer(folder: string, agency: string) {
  const { address, administrator, name, stop } = await serverFor(folder);
  const couch = couchAt(address, administrator);
  await setUp(couch);
  await addAgency(couch, { agency, name: { kk: agency, ru: agency }, zone: 'Asia/Atyrau' });
  const user = { name: `site-bench-${agency}`, password: crypto.randomUUID() };
  const year = (new Date().getFullYear() % 100) - 1;
  const codes = ['01', '02'].map((desk) => `desk-${agency}-${desk}-${year}`);
  const account = `_users/org.couchdb.user:${user.name}`;
  const { body } = await couch.ask('GET', account);
  await couch.demand('PUT', account, {
    ...(body._rev !== undefined && { _rev: body._rev }),
    ...user,
    type: 'user',
    roles: ['site', `agency-${agency}`, ...codes],
  });
  const database = `agency-${agency}`;
  return {
    name,
    address,
    database,
    administrator,
    user,
    couch,
    /** Empties the agency's databases; `checked`: with the registry's check. */
    async renew(checked = true): Promise<void> {
      for (const part of ['', '-office']) await couch.ask('DELETE', database + part);
      await addDatabases(couch, agency);
      if (checked) return;
      const { body: design } = await couch.ask('GET', `${database}/_design/check`);
      await couch.demand('DELETE', `${database}/_design/check?rev=${String(design._rev)}`);
    },
    async close(): Promise<void> {
      for (const part of ['', '-office', '-scans', '-archive']) await couch.ask('DELETE', database + part);
      stop();
    },
  };
}

async function serverFor(folder: string) {
  const given = process.env.COUCHDB_URL;
  if (given) {
    const url = new URL(given);
    const administrator = { name: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
    return { address: url.origin, administrator, name: `CouchDB at ${url.host}`, stop: () => {} };
  }
  const script = join(import.meta.dirname, '../../registry/embedded/index.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, `--folder=${folder}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
  const administrator = JSON.parse(readFileSync(join(folder, 'administrator.json'), 'utf8'));
  const { address } = JSON.parse(line) as { address: string };
  return { address, administrator, name: 'embedded registry (PouchDB on leveldb)', stop: () => void child.kill() };
}
