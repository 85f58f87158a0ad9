import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { forkChild } from '../../main/host/fork-child.ts';
import { createOffice } from '../../main/office/office.ts';
import { emptyAppeal } from '../../shared/books/appeals.ts';

/**
 * An office in a process that a test may kill. Arguments: the profile, the folder of the assets. It saves drafts and registers
 * some of them, without end, and prints a line of JSON for each answer it got: `saved` a draft and its turn, `registered` one.
 */
const [profile, assets] = process.argv.slice(2) as [string, string];
const office = createOffice({
  profile,
  assets,
  account: 'clerk',
  holdProfile: () => () => undefined,
  machine: 'this computer',
  now: Date.now,
  vault: { wrap: async (secret) => secret, unwrap: async (secret) => secret },
  printing: undefined,
  startChild: () => forkChild(join(import.meta.dirname, '../../main/host/store-child.ts')),
  log: () => {},
});
const client = createRouterClient(office.router);
const channels = { site: '', sms: '', phones: [], complaintPhone: '' };
const both = { kk: 'аппарат', ru: 'аппарат' };
await client.office
  .setUp({ name: both, region: '23', clerk: { name: 'Сейтова А. Б.', post: both }, channels })
  .catch(() => undefined); // the profile has its office already
const say = (answer: object) => process.stdout.write(`${JSON.stringify(answer)}\n`);

const intake = emptyAppeal(new Date().toISOString().slice(0, 10));
intake.applicant.name = 'Әлімқұлова Айгүл';
intake.paper.summary = 'Көше жарығы туралы';
for (let turn = 0; ; turn++) {
  const id = crypto.randomUUID();
  for (const step of [1, 2]) {
    const form = { 'paper.summary': `${turn}`, 'paper.text': `${id} ${step} `.repeat(turn % 3 === 0 ? 2_000 : 2) };
    await client.drafts.save({ id, version: step, form });
    say({ saved: id, version: step });
  }
  if (turn % 4 === 3) await client.drafts.remove({ id }).then(() => say({ removed: id }));
  else if (turn % 2 === 1)
    await client.papers.register({ draft: id, book: 'appeals', intake }).then(() => say({ registered: id }));
}
