import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readSite } from '../../main/office/open/site.ts';
import type { PrintJob } from '../../main/office/ports.ts';
import { userOfSite } from '../../shared/centre/names.ts';
import { inClosedStore } from './closed-store.ts';
import { appeal, first, PASSPHRASE, readyOffice, startOffice } from './offices.ts';
import { AGENCY, appealNow, enrolledDesk, enrolmentOf, startDesk, startRegistry, statusOf } from './registry.ts';

/** In the name and in a text that lies beside the paper; long enough that chance does not write it. */
const MARKER = 'Құпиямаркерұлы';
const IIN = '850412400126';

const secret = () =>
  appeal((intake) => {
    intake.applicant.name = `${MARKER} Ерлан`;
    intake.applicant.idNumber = IIN;
    intake.paper.text = `${MARKER} өтініші. `.repeat(2_000);
  });

test('nothing of a paper is in clear anywhere in the profile, the folder for temporary files, or the log', async () => {
  const printed: PrintJob[] = [];
  const printing = {
    list: async () => [{ name: 'roll', description: '', isDefault: true }],
    print: async (job: PrintJob) => void printed.push(job),
  };
  const { client, register, profile, close, messages } = await readyOffice({ printing });
  const { number } = await register(secret());
  await client.talons.render({ number, format: 'roll80' });
  await client.talons.print({ number, format: 'a6' });
  await client.papers.find({ text: MARKER, limit: 5 });
  await client.safety.backUpNow();
  await register(secret());
  const whileOpen = inClear(profile);
  await client.office.mend({ by: 'rescue' });
  await register(secret());
  await close();
  writeFileSync(join(profile, 'office', 'open'), ''); // as if it had been killed: it is looked over before it opens
  const again = startOffice(profile);
  await again.client.office.unlock({ passphrase: PASSPHRASE });
  await first(again.client.papers.card({ number }));
  const afterAll = inClear(profile);

  expect(printed).toHaveLength(1);
  expect(whileOpen.files.some((path) => path.endsWith('kense.db-wal'))).toBe(true);
  expect(afterAll.files.filter((path) => path.startsWith('backups')).length).toBeGreaterThan(3);
  expect(afterAll.files.filter((path) => path.startsWith('set-aside')).length).toBeGreaterThan(3);
  expect([...whileOpen.found, ...afterAll.found]).toEqual([]);
  for (const text of [MARKER, IIN]) expect([...messages, ...again.messages].join()).not.toContain(text);
});

test('nothing that opens the registry is in clear anywhere in the profile or the log, also after an exchange that failed', async () => {
  const registry = await startRegistry();
  const sessions = new Set<string>();
  const network = globalThis.fetch;
  const listening = vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
    const answer = await network(...request);
    for (const cookie of answer.headers.getSetCookie()) {
      const [, session] = /^AuthSession=([^;]+)/.exec(cookie) ?? [];
      if (session !== undefined) sessions.add(session);
    }
    return answer;
  });
  onTestFinished(() => listening.mockRestore());
  const desk = await enrolledDesk(registry, 'Әбенова');
  const paper = () =>
    appealNow((intake) => {
      intake.applicant.name = `${MARKER} Ерлан`;
      intake.applicant.idNumber = IIN;
      intake.paper.text = `${MARKER} өтініші. `.repeat(2_000);
    });
  const { number } = await desk.register(paper());
  await statusOf(desk, ({ state }) => state.is === 'upToDate');
  await vi.waitFor(async () => expect(await registry.paper(number)).toBeDefined(), { timeout: 30_000 });
  // A refusal; then nobody may come in; then nobody is there.
  const rule = `agency-${AGENCY}/_design/rule`;
  await registry.couch.demand('PUT', rule, {
    validate_doc_update: `function (doc) { throw { forbidden: JSON.stringify(doc).slice(0, 20) }; }`,
  });
  await desk.register(paper());
  await statusOf(desk, ({ state }) => state.is === 'upToDate' && state.refused === 1);
  const user = `_users/${encodeURIComponent(`org.couchdb.user:${userOfSite((await enrolmentOf(desk)).site)}`)}`;
  await registry.couch.demand('PUT', user, { ...(await registry.couch.demand('GET', user)), password: 'another' });
  await desk.close();
  const shut = startDesk(desk.profile);
  await shut.client.office.unlock({ passphrase: PASSPHRASE });
  await statusOf(shut, ({ state }) => state.is === 'signInNeeded');
  await registry.cut();
  await shut.client.sync.retry();
  await statusOf(shut, ({ state }) => state.is === 'offline');
  await shut.close();
  const { privateKey, grant } = await inClosedStore(desk.profile, async ({ local }) =>
    readSite((await local.findOne('site').exec(true)).toMutableJSON().value),
  );
  const marks = [MARKER, IIN, privateKey, grant!.password, ...sessions];
  expect(sessions.size).toBeGreaterThan(0);
  expect(Math.min(...marks.map(({ length }) => length))).toBeGreaterThan(8);
  const { files, found } = inClear(desk.profile, marks);
  expect(files.some((path) => path.endsWith('kense.db'))).toBe(true);
  expect(found).toEqual([]);
  const logs = [...desk.messages, ...shut.messages].join('\n');
  expect(logs).toContain('signIn');
  expect(logs).toContain('unreachable');
  for (const mark of marks) expect(logs).not.toContain(mark);
});

/** Every file below a folder, and those in which one of these texts stands, in any of the encodings a program may use. */
function inClear(
  folder: string,
  texts: readonly string[] = [MARKER, MARKER.toLowerCase(), IIN],
): { files: string[]; found: string[] } {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  const marks = texts.flatMap((text) => [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('base64').slice(0, 12)),
  ]);
  const found = files.filter((path) => {
    const bytes = readFileSync(join(folder, path));
    return marks.some((mark) => bytes.includes(mark));
  });
  return { files, found };
}
