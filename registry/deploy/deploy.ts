import { setTimeout as pause } from 'node:timers/promises';
import { type Couch, isSame, keep, NoAnswerYet, pathOf, RegistryError, read } from './couch.ts';
import type { Database } from './databases.ts';
import { type Design, readDatabaseFiles, type Security } from './design-files.ts';

/** What was done, one word a step: `made agency-2300001`, `security …`, `design …`. */
export type Steps = string[];

/**
 * Makes a database what its files say, and writes nothing where it is that already: the database, who may read it, then its design
 * documents. Security comes before the first document can.
 *
 * @throws RegistryError when the server refuses
 */
export async function deployDatabase(couch: Couch, database: Database): Promise<Steps> {
  const { security, designs } = readDatabaseFiles(database.kind);
  const { name } = database;
  const steps: Steps = [];
  const { isMade, stored } = await make(couch, name);
  if (isMade) steps.push(`made ${name}`);
  const wanted = filled(security, database);
  if (!isSame(stored, wanted)) {
    await couch.demand('PUT', `${name}/_security`, wanted);
    steps.push(`security ${name}`);
  }
  for (const design of designs)
    if (await deployDesign(couch, name, design)) steps.push(`design ${name}/${design._id.slice('_design/'.length)}`);
  return steps;
}

/** Before a database is asked for once more, and for how long at most. Milliseconds. */
const ASK_AGAIN_AFTER_MS = 100;
const LONGEST_MAKING_MS = 30_000;

/**
 * Makes a database where there is none. CouchDB answers the removal of one before it has forgotten it: for a while it says that the database is there, or
 * that its name is taken, as it also does when somebody else was faster. Who may read it is told only of one that is there.
 *
 * @returns whether it was made here, and its security
 */
async function make(couch: Couch, name: string): Promise<{ isMade: boolean; stored: Record<string, unknown> }> {
  const end = performance.now() + LONGEST_MAKING_MS;
  for (let isMade = false; ; ) {
    const stored = await read(couch, `${name}/_security`);
    if (stored) return { isMade, stored };
    const { status } = await couch.ask('PUT', name);
    const isTaken = status === 412;
    if (status >= 300 && (!isTaken || performance.now() > end))
      throw new RegistryError(`${couch.url}/${name} could not be made`, status);
    isMade ||= !isTaken;
    if (isTaken) await pause(ASK_AGAIN_AFTER_MS);
  }
}

/** Names of agencies and regions are known only when a database is. */
function filled(security: Security, { agency = '', region = '' }: Database): Security {
  const text = JSON.stringify(security).replaceAll('<agency>', agency).replaceAll('<region>', region);
  return JSON.parse(text) as Security;
}

/**
 * Stage, index, switch: new views are indexed under another name, while desks go on with the old ones; then the design document
 * takes them over with their index, which CouchDB knows by its content. What has no new views is written at once. A run that was
 * cut off goes on where it was.
 *
 * @returns whether something was written
 */
async function deployDesign(couch: Couch, database: string, design: Design): Promise<boolean> {
  const staged = `${design._id}:staged`;
  const current = await read(couch, `${database}/${pathOf(design._id)}`);
  if (design.views && !isSame(current?.views, design.views)) {
    // Without its check: a staged document's check would be asked as well.
    await keep(couch, database, { _id: staged, language: design.language, views: design.views } as Design);
    await index(couch, database, staged, Object.keys(design.views));
  }
  const written = await keep(couch, database, design);
  if (written || design.views) await remove(couch, database, staged);
  return written;
}

/** Asks until the index is there: building one takes longer than a server, or we, let a question wait. */
async function index(couch: Couch, database: string, id: string, views: string[]): Promise<void> {
  const [view = ''] = views;
  const path = `${database}/${pathOf(id)}/_view/${encodeURIComponent(view)}?reduce=false&limit=1`;
  for (;;) {
    const answer = await couch.ask('GET', path).catch((error: unknown) => {
      if (!(error instanceof NoAnswerYet)) throw error;
      return undefined;
    });
    if (answer?.status === 200) return;
    if (!answer) {
      // Hours may pass, as long as it is there.
      await couch.demand('GET', database);
      continue;
    }
    const { status, body } = answer;
    if (body.error !== 'timeout')
      throw new RegistryError(`${couch.url}/${path}: ${status} ${String(body.error)} ${String(body.reason)}`, status);
  }
}

async function remove(couch: Couch, database: string, id: string): Promise<void> {
  const path = `${database}/${pathOf(id)}`;
  const stored = await read(couch, path);
  if (!stored) return;
  await couch.demand('DELETE', `${path}?rev=${String(stored._rev)}`);
  await couch.demand('POST', `${database}/_view_cleanup`);
}
