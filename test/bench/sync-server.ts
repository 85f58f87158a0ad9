import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Couch, couchAt } from '../../registry/deploy/couch.ts';
import { addAgency } from '../../registry/provisioning/agency.ts';
import { addDatabases, setUp } from '../../registry/provisioning/set-up.ts';
import { keepUser } from '../../registry/provisioning/user.ts';
import { removeDatabase } from '../databases.ts';
import { givenServer, removeAgency } from '../given-server.ts';
import { watchLeftovers } from '../leftovers.ts';

export type Server = Awaited<ReturnType<typeof startServer>>;

/** The server that is measured: `COUCHDB_URL`, with an administrator in it, or the embedded registry in a process of its own. */
export async function startServer(folder: string, agency: string) {
  const { address, administrator, couch, stop } = await serverFor(folder, agency);
  await setUp(couch);
  await addAgency(couch, { agency, name: { kk: agency, ru: agency }, zone: 'Asia/Atyrau' });
  const user = { name: `site-bench-${agency}`, password: crypto.randomUUID() };
  const year = (new Date().getFullYear() % 100) - 1;
  const codes = ['01', '02'].map((desk) => `desk-${agency}-${desk}-${year}`);
  await keepUser(couch, { ...user, roles: ['site', `agency-${agency}`, ...codes] });
  const database = `agency-${agency}`;
  return {
    /** What it is, in which version. */
    name: await nameOf(couch),
    address,
    database,
    administrator,
    user,
    couch,
    /** Empties the agency's databases; `checked`: with the registry's check. */
    async renew(checked = true): Promise<void> {
      for (const part of ['', '-office']) await removeDatabase(couch, database + part);
      await addDatabases(couch, agency);
      if (checked) return;
      const { body: design } = await couch.ask('GET', `${database}/_design/check`);
      await couch.demand('DELETE', `${database}/_design/check?rev=${String(design._rev)}`);
    },
    close: stop,
  };
}

async function serverFor(folder: string, agency: string) {
  const given = givenServer();
  if (given) {
    const { origin: address, administrator, couch } = given;
    const takeAway = await watchLeftovers(couch);
    await removeAgency(couch, agency);
    const stop = async () => {
      await removeAgency(couch, agency);
      const left = await takeAway();
      if (left.length > 0) throw new Error(`left behind at ${address}: ${left.join(', ')}`);
    };
    return { address, administrator, couch, stop };
  }
  const script = join(import.meta.dirname, '../../registry/embedded/index.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, `--folder=${folder}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
  const administrator = JSON.parse(readFileSync(join(folder, 'administrator.json'), 'utf8'));
  const { address } = JSON.parse(line) as { address: string };
  const stop = async () => void child.kill();
  return { address, administrator, couch: couchAt(address, administrator), stop };
}

type Welcome = { couchdb?: string; version: string; vendor: { name: string }; 'pouchdb-adapters'?: string[] };

/** As it says of itself. */
async function nameOf(couch: Couch): Promise<string> {
  const said = (await couch.demand('GET', '')) as Welcome;
  const { couchdb, version, vendor, 'pouchdb-adapters': adapters = [] } = said;
  return couchdb
    ? `CouchDB ${version} (${vendor.name})`
    : `express-pouchdb ${version} on ${adapters.join()} (${vendor.name})`;
}
