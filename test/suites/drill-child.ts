import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { forkChild } from '../../main/host/fork-child.ts';
import { createOffice } from '../../main/office/office.ts';
import { openCollections } from '../../main/office/open/open-store.ts';
import { check } from '../../main/office/safety/tasks/check.ts';
import { documentsAreWhole, isSound } from '../../main/store/care/check.ts';
import { type Case, damageFiles, drillHost, drillIntake, drillOffice, hashOfPaper } from './drills.ts';

/**
 * A process that a drill may kill, or let meet damaged files. Its answers are lines on standard output.
 *
 * - `clerks <profile> <drafts>`: three windows of one real office register without end, first the given drafts once more;
 *   `sent <draft>` before each call, `got <draft> <number>` after it.
 * - `cases <json>`: damages copies of a store, one after the other, and prints what became of each.
 */
const [task, ...rest] = process.argv.slice(2);
if (task === 'clerks') await clerks(rest[0]!, rest.slice(1));
else await cases(JSON.parse(rest[0]!));

async function clerks(profile: string, drafts: string[]): Promise<void> {
  // Only a kill ends it: an office alone does not keep a process running.
  setInterval(() => {}, 60_000);
  const office = createOffice({
    profile,
    assets: join(import.meta.dirname, '../../assets'),
    ...drillHost,
    printing: undefined,
    startChild: () => forkChild(join(import.meta.dirname, '../../main/host/store-child.ts')),
    log: (level, message, details) => void (level !== 'info' && say(`log ${message} ${JSON.stringify(details)}`)),
  });
  const client = createRouterClient(office.router);
  for await (const { phase } of await client.office.watch()) {
    if (phase === 'absent') await client.office.setUp(drillOffice);
    if (phase === 'failed') say('failed');
    if (phase === 'ready') break;
  }
  const again = [...drafts];
  const windowAtWork = async () => {
    for (;;) {
      const draft = again.pop() ?? crypto.randomUUID();
      say(`sent ${draft}`);
      const { number } = await client.papers.register({
        draft,
        book: 'appeals',
        intake: drillIntake(draft.slice(0, 8)),
      });
      say(`got ${draft} ${number}`);
      await new Promise(setImmediate);
    }
  };
  await Promise.all([windowAtWork(), windowAtWork(), windowAtWork()]);
}

async function cases({ base, work, key, list }: { base: string; work: string; key: string; list: Case[] }) {
  const expected: [id: string, hash: string][] = JSON.parse(readFileSync(join(base, 'expected.json'), 'utf8'));
  for (const one of list) {
    say(`case ${one.seed}`);
    const folder = join(work, `case-${one.seed}`);
    mkdirSync(folder);
    cpSync(join(base, 'office'), folder, { recursive: true });
    damageFiles(folder, one);
    say(`outcome ${one.seed} ${await outcomeOf(folder, key, expected, one)}`);
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit();
}

/** What the office would find out, in words; whatever begins with `SILENT` is what must never be. */
async function outcomeOf(folder: string, key: string, expected: [string, string][], { harm }: Case): Promise<string> {
  let report: Awaited<ReturnType<typeof check>>;
  try {
    report = await check({ folder, key, thorough: true, aside: join(folder, 'aside') }, () => {});
  } catch (error) {
    return `refused: ${(error as { code?: unknown }).code}`;
  }
  if (!isSound(report)) return documentsAreWhole(report) ? 'damaged, documents whole' : 'damaged';
  const store = await openCollections(folder, Buffer.from(key, 'hex'));
  const papers = (await store.papers.find({ sort: [{ id: 'asc' }] }).exec()).map((paper) => paper.toJSON());
  await store.close();
  const asWritten = papers.every((paper, i) => paper.id === expected[i]?.[0] && hashOfPaper(paper) === expected[i][1]);
  if (!asWritten) return 'SILENT: other papers than were written';
  if (papers.length === expected.length) return 'sound, every paper';
  // A WAL ends where its chain of checksums breaks: papers may be missing from its end, never from the middle.
  return harm === 'database' ? 'SILENT: papers are missing' : 'sound, without the last papers';
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
