import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isRegistryAddress } from '../../shared/centre/address.ts';
import { BundleError } from '../../shared/centre/bundle/errors.ts';
import { type SiteRequest, siteRequestSchema } from '../../shared/centre/enrolment.ts';
import { fingerprintOf, isFingerprint } from '../../shared/centre/fingerprint.ts';
import { type Role, roles } from '../../shared/domain/life/rights.ts';
import { isRegionCode } from '../../shared/domain/places/kato-code.ts';
import { zoneOfRegion } from '../../shared/domain/places/zones.ts';
import { makeBundle } from '../bundles/make.ts';
import { NotEntered, takeInBundle } from '../bundles/take-in.ts';
import { basicAuth, type Couch } from '../deploy/couch.ts';
import { addAgency, addStaff, hasAgency } from '../provisioning/agency.ts';
import { keepDoor } from '../provisioning/door.ts';
import { readRegistryKey } from '../provisioning/registry-key.ts';
import {
  allRequests,
  answerRequest,
  codesNamed,
  openRequests,
  type PutRequest,
  refuseRequest,
  tidyRequests,
} from '../provisioning/requests.ts';
import { agenciesOf, setUp } from '../provisioning/set-up.ts';
import {
  type Former,
  type Granted,
  grantSite,
  laterYears,
  readSite,
  revokeSite,
  unknownFormer,
} from '../provisioning/site.ts';
import { readStatus } from '../provisioning/status.ts';
import { tidyConflicts } from '../provisioning/tidy.ts';
import type { commandWords } from './command-words.ts';
import { Failure, harmless, inBoth, say } from './say.ts';
import { keepAddress, type Target } from './target.ts';
import { said, whyKept, wordsOfReason } from './words.ts';

/** Values of a command's options; what is not given is absent. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

export type CommandName = keyof typeof commandWords;

/** What each command does; all may be given again. */
export const commands: Record<CommandName, (target: Target, options: Options) => Promise<void>> = {
  async setup({ couch }, { address }) {
    const wanted = address === undefined ? undefined : checkedAddress(text({ address }, 'address'));
    const steps = await setUp(couch);
    if (wanted !== undefined && (await keepAddress(couch, wanted))) steps.push(`address ${wanted}`);
    tellSteps(steps);
  },

  async serve({ couch, isStarted }) {
    if (!isStarted) throw new Failure('runsElsewhere', couch.url);
    const ended = untilToldToEnd();
    say(inBoth(said.serving), couch.url);
    await ended;
  },

  async 'agency add'({ couch }, options) {
    const agency = readAgency(options);
    const name = { kk: text(options, 'name-kk'), ru: text(options, 'name-ru') };
    const zone = options.zone === undefined ? zoneOfRegion(agency.slice(0, 2)) : text(options, 'zone', isZone);
    tellSteps([...(await setUp(couch)), ...(await addAgency(couch, { agency, name, zone }))]);
  },

  async 'site grant'({ couch, address }, options) {
    const reached = addressFor(options, address);
    if (options.site !== undefined) {
      const open = await findRequest(couch, text(options, 'site'), text(options, 'key'));
      if (open.isDoubled) throw new Failure('sameName', text(options, 'site'));
      const until = readUntil(options, open.request);
      const granted = await answerRequest(couch, open, reached, { until });
      if (!granted.ok) throw new Failure(granted.problem);
      tellGranted(granted);
      return say(inBoth(said.answered, '\n'));
    }
    const path = resolve(text(options, 'request'));
    const answerPath = options.answer === undefined ? `${path}.answer.json` : resolve(text(options, 'answer'));
    const request = readRequest(path);
    if (options.key !== undefined && !isFingerprint(text(options, 'key'), request.publicKey))
      throw new Failure('otherFingerprint', fingerprintOf(request.publicKey));
    const until = readUntil(options, request);
    const granted = await grantSite(couch, request, reached, { named: await codesNamed(couch, request), until });
    if (!granted.ok) throw new Failure(granted.problem);
    writeSecret(answerPath, `${JSON.stringify(granted.answer, null, 2)}\n`);
    tellGranted(granted);
    say(inBoth(said.answerWritten, '\n'), answerPath);
  },

  async 'site requests'({ couch }) {
    const removed = await tidyRequests(couch);
    if (removed > 0) say(inBoth(said.tidied), String(removed));
    const open = await openRequests(couch);
    if (open.length === 0) say(inBoth(said.noRequests));
    else say(`${inBoth(said.compareKey, '\n')}\n`);
    for (const { request } of open.slice(0, MOST_SHOWN)) {
      const { site, agency, askedAt, name, publicKey } = request;
      say(`${site}  ${fingerprintOf(publicKey)}  ${agency}  ${askedAt}  ${harmless(name)}`);
      const unknown = await unknownFormer(couch, request);
      if (unknown.length > 0) say(`    ${inBoth(said.formerWaits, '\n    ')} ${formerNames(unknown)}`);
    }
    if (open.length > MOST_SHOWN) say(inBoth(said.more), String(open.length - MOST_SHOWN));
  },

  async 'site refuse'({ couch }, options) {
    const [site, key] = [text(options, 'site'), text(options, 'key')];
    const found = (await requestsOf(couch, site)).find(({ request }) => isFingerprint(key, request.publicKey));
    if (!found) return say(inBoth(said.nothingToRefuse, '\n'));
    await refuseRequest(couch, found);
    say(inBoth(said.done));
    if (found.isAnswered) say(inBoth(said.refusedAnswered, '\n'));
  },

  async 'site revoke'({ couch }, options) {
    const site = text(options, 'site');
    const before = (await readSite(couch, site))?.revokedAt ?? '';
    const problem = await revokeSite(couch, site, String(options.why ?? ''));
    if (problem) throw new Failure(problem === 'unknownSite' ? 'nothingToRevoke' : problem, site);
    if (before === '') say(inBoth(said.done));
    else say(inBoth(said.revokedBefore, '\n'), before);
  },

  async 'staff add'({ couch }, options) {
    const agency = readAgency(options);
    if (!(await hasAgency(couch, agency))) throw new Failure('unknownAgency');
    const id = text(options, 'id', (value) => /^[a-z][a-z0-9.-]{0,39}$/.test(value));
    const post = { kk: text(options, 'post-kk'), ru: text(options, 'post-ru') };
    const given = options.roles === undefined ? undefined : readRoles(text(options, 'roles'));
    const isMade = options.administrator === true || given?.includes('administrator') === true;
    const isTaken = options['no-administrator'] === true;
    if (isMade && isTaken) throw new Failure('wrongOption', '--administrator --no-administrator');
    const administrator = (isMade || isTaken) && { administrator: isMade };
    const person = { id, name: text(options, 'name'), post, ...administrator };
    tellSteps(await addStaff(couch, agency, { ...person, ...(given && { roles: given }) }));
  },

  async 'bundle import'({ couch }, options) {
    const path = resolve(text(options, 'file'));
    const gone = options.gone === undefined ? {} : { gone: text(options, 'gone') };
    const wishes = { revoked: options.revoked === true, ...gone };
    const taken = await takeInBundle(couch, path, wishes).catch((error) => {
      if (error instanceof BundleError) throw new Failure(error.code, path);
      if (error instanceof NotEntered) throw new Failure(error.problem, String(gone.gone));
      throw isFileError(error) ? new Failure('fileUnreadable', error.message) : error;
    });
    if (taken.revokedAt !== '') say(inBoth(said.fromRevoked, '\n'), taken.revokedAt);
    say(`${taken.agency}  ${taken.site}`);
    say(inBoth(said.takenIn), `${taken.papers} / ${taken.records} / ${taken.files}`);
    say(inBoth(said.knownBefore), String(taken.same));
    if (taken.aside.length > 0) say(inBoth(said.setAside));
    for (const { id, why } of taken.aside) say(`  ${harmless(id)}  ${harmless(whySetAside(why))}`);
    if (taken.unknown.length > 0) say(inBoth(said.unknownSites, '\n'));
    for (const { site, name, desks } of taken.unknown)
      say(`  ${harmless(site)}  ${harmless(name)}  ${formerNames(desks.map((desk) => ({ site, desk })))}`);
    if (taken.aside.some(({ why }) => why === 'correctedByRevoked')) say(inBoth(said.correctedByRevoked, '\n'));
    if (taken.filesLeftOut.length > 0) say(inBoth(said.filesLeftOut, '\n'), String(taken.filesLeftOut.length));
    if (taken.leavesOut) say(inBoth(said.leavesOut, '\n'));
  },

  async 'bundle make'({ couch }, options) {
    const [agency, site] = [readAgency(options), text(options, 'site')];
    const path = resolve(options.file === undefined ? `kense-${site}.bundle` : text(options, 'file'));
    const made = await makeBundle(couch, { agency, site, withScans: options.scans === true }, path).catch((error) => {
      throw isFileError(error) ? new Failure('notWritten', error.message) : error;
    });
    if (!made.ok) throw new Failure(made.problem);
    say(inBoth(said.bundleWritten), `${made.documents} / ${made.files}\n${path}`);
    if (made.leftOut.length > 0) say(inBoth(said.leftOut));
    for (const sha256 of made.leftOut) say(`  ${sha256}`);
    if (made.unread.length > 0) say(inBoth(said.unread));
    for (const id of made.unread) say(`  ${id}`);
  },

  async door({ couch }, options) {
    const path = options.file === undefined ? undefined : resolve(text(options, 'file'));
    const line = `proxy_set_header Authorization "${basicAuth(await keepDoor(couch))}";`;
    if (path === undefined) return say(line);
    writeSecret(path, `${line}\n`);
    say(inBoth(said.doorWritten), path);
  },

  async tidy({ couch }, options) {
    const asked = options.agency === undefined ? await agenciesOf(couch) : [readAgency(options)];
    for (const agency of asked) if (!(await hasAgency(couch, agency))) throw new Failure('unknownAgency');
    for (const agency of asked) {
      const { removed, kept } = await tidyConflicts(couch, agency);
      if (removed + kept.length === 0) continue;
      say(`${agency}  ${inBoth(said.tidiedRevisions)}`, String(removed));
      if (kept.length > 0) say(`    ${inBoth(said.keptRevisions)}`);
      for (const { id, rev, why } of kept) say(`    ${harmless(id)}  ${rev}  ${inBoth(whyKept[why])}`);
    }
    say(inBoth(said.done));
  },

  async status({ couch, address }) {
    const agencies = await readStatus(couch);
    const key = await readRegistryKey(couch);
    say(couch.url);
    say(inBoth(said.address), address ?? inBoth(said.noAddress));
    if (agencies.length === 0) say(inBoth(said.noAgencies));
    for (const { agency, name, papers, records, scans, sites, inConflict = 0 } of agencies) {
      say(`\n${agency}  ${harmless(name)}`);
      say(`    ${inBoth(said.registryKey)}: ${fingerprintOf(key.siteOf(agency).publicKey)}`);
      say(`    ${inBoth(said.counts)}: ${papers} / ${records} / ${scans}`);
      if (inConflict > 0) say(`    ${inBoth(said.inConflict)}: ${inConflict}`);
      for (const { site, name: called, desk, had, revokedAt, lines, lastAt } of sites) {
        const activity = lastAt === '' ? inBoth(said.neverWrote) : `${lines} · ${lastAt}`;
        const code = had === '' ? '' : `${inBoth(said.hadCode)} ${had} · `;
        const state = code + (revokedAt === '' ? activity : `${inBoth(said.revoked)} ${revokedAt} · ${activity}`);
        say(`    ${desk || '--'}  ${site}  ${harmless(called)}  ${state}`);
      }
    }
  },
};

/** More requests than anybody waits for are a flood: the rest is counted. */
const MOST_SHOWN = 200;

/**
 * The request of a computer, also one that was answered: it may be answered anew. It has chosen its name itself, and whoever knows it may choose
 * the same: its key tells which one is meant.
 *
 * @throws Failure when there is none, or none with that key
 */
async function findRequest(couch: Couch, site: string, key: string): Promise<PutRequest & { isDoubled: boolean }> {
  const named = await requestsOf(couch, site);
  if (named.length === 0) throw new Failure('unknownRequest', site);
  const fitting = named.filter(({ request }) => isFingerprint(key, request.publicKey));
  if (fitting.length === 0) throw new Failure('otherFingerprint', named.map(shownKey).join('\n  '));
  return { ...fitting[0]!, isDoubled: named.length > 1 };
}

async function requestsOf(couch: Couch, site: string): Promise<PutRequest[]> {
  return (await allRequests(couch)).filter(({ request }) => request.site === site);
}

const shownKey = ({ request }: PutRequest) => fingerprintOf(request.publicKey);

/** Meanwhile no request may end the process: what a library forgot to catch is told and leaves one request without its answer. */
function untilToldToEnd(): Promise<void> {
  process.on('uncaughtException', console.error).on('unhandledRejection', console.error);
  return new Promise((resolve) => void process.once('SIGTERM', () => resolve()).once('SIGINT', () => resolve()));
}

/** What a computer gets, and what it brings along from a registry that is no more. */
function tellGranted({ desk, former: { entered, refused } }: Extract<Granted, { ok: true }>): void {
  say(inBoth(said.deskCode), desk?.code ?? inBoth(said.noDesk));
  if (entered.length > 0) say(inBoth(said.formerEntered, '\n'), formerNames(entered));
  if (refused.length > 0) say(inBoth(said.formerRefused, '\n'), formerNames(refused));
}

function formerNames(all: readonly Former[]): string {
  return all.map(({ site, desk }) => (desk ? `${desk.code} (${desk.from}–${desk.until})` : `-- ${site}`)).join(', ');
}

/** In words of both languages where there are some; what names a line of a history after it stays as it is. */
function whySetAside(why: string): string {
  const [code = '', ...detail] = why.split(' ');
  const words = wordsOfReason(code);
  return words ? [inBoth(words), ...detail].join(' ') : why;
}

/** @throws Failure when the file system refuses */
function writeSecret(path: string, content: string): void {
  try {
    writeFileSync(`${path}.part`, content, { mode: 0o600 });
    renameSync(`${path}.part`, path);
  } catch (error) {
    throw new Failure('notWritten', (error as Error).message);
  }
}

/** @throws Failure when it is missing or not right */
function text(options: Options, name: string, isRight: (value: string) => boolean = () => true): string {
  const value = options[name];
  if (typeof value !== 'string' || value.trim() === '') throw new Failure('missingOption', `--${name}`);
  if (!isRight(value)) throw new Failure('wrongOption', `--${name}=${value}`);
  return value.trim();
}

/** The address that a grant names. @throws Failure when nobody has said it, or passwords and papers would go there in the clear */
function addressFor(options: Options, kept: string | undefined): string {
  if (options.address !== undefined) return checkedAddress(text(options, 'address'));
  if (kept === undefined) throw new Failure('noAddress');
  return checkedAddress(kept);
}

/** @throws Failure when passwords and papers would go there in the clear */
function checkedAddress(address: string): string {
  if (!isRegistryAddress(address)) throw new Failure('plainAddress', address);
  return address;
}

function readAgency(options: Options): string {
  return text(options, 'agency', (value) => /^\d{7}$/.test(value) && isRegionCode(value.slice(0, 2)));
}

/** @throws Failure where the request names later years than it can have, and nobody has said which one was the last */
function readUntil(options: Options, request: SiteRequest): number | undefined {
  if (options.until !== undefined) return Number(text(options, 'until', (value) => /^20\d\d$/.test(value)));
  const later = laterYears(request);
  if (later.length > 0) throw new Failure('laterYears', later.join('\n  '));
  return undefined;
}

/** @throws Failure for a role that there is not */
function readRoles(given: string): Role[] {
  const named = given.split(',').map((one) => one.trim());
  const known = roles.filter((role) => named.includes(role));
  if (known.length !== new Set(named).size) throw new Failure('wrongOption', `--roles=${given} (${roles.join(', ')})`);
  return known;
}

function readRequest(path: string) {
  try {
    return siteRequestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new Failure('badFile', path);
  }
}

/** What the file system throws: no such file, no room, a stick that was pulled out. */
function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function isZone(value: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(value);
}

function tellSteps(steps: readonly string[]): void {
  for (const step of steps) say(`  + ${step}`);
  say(inBoth(steps.length === 0 ? said.nothingToDo : said.done));
}
