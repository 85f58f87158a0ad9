import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { forkChild } from '../../main/host/fork-child.ts';
import { createOffice } from '../../main/office/office.ts';
import { placeOf } from '../../main/office/profile/place.ts';
import { requireRebuild } from '../../main/office/safety/rebuild-sign.ts';

/**
 * An office in whose store something long is done, which a drill may kill meanwhile. Arguments: profile, passphrase, the time as it is to
 * be, what is done. Prints `begun` and `done`.
 */
const [profile, passphrase, time, step] = process.argv.slice(2) as [string, string, string, string];
const say = (line: string) => void process.stdout.write(`${line}\n`);
const office = createOffice({
  profile,
  assets: join(import.meta.dirname, '../../assets'),
  account: 'clerk',
  machine: 'this computer',
  holdProfile: () => () => undefined,
  now: () => Number(time),
  vault: undefined,
  printing: undefined,
  startChild: () => forkChild(join(import.meta.dirname, '../../main/host/store-child.ts')),
  log: () => {},
});
const client = createRouterClient(office.router);
if (step === 'rebuild') {
  requireRebuild(placeOf(profile, 'office').folder);
  say('begun');
}
await client.office.unlock({ passphrase });
if (step === 'changeKey') {
  say('begun');
  await client.keys.changeKey({ passphrase });
} else if (step === 'purge') {
  await client.safety.backUpNow();
  say('begun');
  await client.safety.purge({ year: 2026, passphrase });
} else if (step === 'restore') {
  const [backup] = await client.office.backupsIn({ folder: '' });
  say('begun');
  await client.office.restore({ backup: backup!.id });
}
say('done');
await office.close();
