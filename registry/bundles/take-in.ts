import { headerOf, openBundle } from '../../shared/centre/bundle/bundle.ts';
import { BundleError } from '../../shared/centre/bundle/errors.ts';
import { createFileGatherer } from '../../shared/centre/bundle/gather-files.ts';
import { type BundleHeader, isSignedBy } from '../../shared/centre/bundle/header.ts';
import type { Part } from '../../shared/centre/bundle/parts.ts';
import type { Couch } from '../deploy/couch.ts';
import { enterGone, type Gone, type GoneProblem } from '../provisioning/gone.ts';
import { readRecords } from '../provisioning/office-records.ts';
import { readRegistryKey } from '../provisioning/registry-key.ts';
import { readSite, type StoredSite, verifyEd25519 } from '../provisioning/site.ts';
import { packing, readFileBytes } from './bundle-file.ts';
import { carriedSites } from './carried-sites.ts';
import { readExchange } from './exchanged.ts';
import { leavesOut } from './network.ts';
import { keepScan } from './scans.ts';
import { type Aside, openUniter } from './unite.ts';
import { wantedFiles } from './wanted-files.ts';

/** What a bundle brought; `revokedAt` is '' where its site is trusted. */
export type TakenIn = {
  site: string;
  agency: string;
  revokedAt: string;
  papers: number;
  records: number;
  same: number;
  files: number;
  aside: Aside[];
  /** Names of files that were not kept: destroyed here, or no paper that stands here names them. */
  filesLeftOut: string[];
  /** The site left out what the registry had confirmed in a state that it has lost: its next bundle brings that, once it has taken in one from here. */
  leavesOut: boolean;
  /** Computers that this registry knows nothing of, with papers that were set aside for that. */
  unknown: Gone[];
};

/** `revoked`: see `openUniter`; `gone`: the name of a computer that is no more, and is entered by what the bundle says of it. */
export type Wishes = { revoked?: boolean; gone?: string };

/** Why a computer that is gone is not entered; `goneNotCarried`: no record of the bundle names it. */
export class NotEntered extends Error {
  readonly problem: GoneProblem | 'goneNotCarried';
  constructor(problem: GoneProblem | 'goneNotCarried') {
    super(problem);
    this.problem = problem;
  }
}

/**
 * Takes in what a site has sealed to the registry, also one whose trust was taken back: whoever gives the command answers for that. The
 * whole of it is looked through before anything is written. Given twice, the second time changes nothing.
 *
 * @throws BundleError when it is refused, NotEntered, RegistryError when the server refuses, and what the file system throws
 */
export async function takeInBundle(
  couch: Couch,
  path: string,
  { revoked = false, gone }: Wishes = {},
): Promise<TakenIn> {
  const { from } = await headerOf(readFileBytes(path));
  const sender = await readSite(couch, from);
  if (!sender) throw new BundleError('bundleUnknownSender', from);
  const { agency, revokedAt } = sender;
  const keys = (await readRegistryKey(couch)).siteOf(agency);
  const open = () => openBundle(readFileBytes(path), keys, packing);
  const { header, about, sites } = await lookThrough(await open(), sender);
  const again = await open();
  if (again.header.sig !== header.sig) throw new BundleError('bundleDamaged', 'the file was changed meanwhile');
  const result: TakenIn = {
    site: from,
    agency,
    revokedAt,
    papers: 0,
    records: 0,
    same: 0,
    files: 0,
    aside: [],
    filesLeftOut: [],
    leavesOut: false,
    unknown: [],
  };
  if (gone !== undefined) {
    const named = sites.find(({ site }) => site === gone);
    const isHere = async () => (await readRecords(couch, agency)).has(`site:${gone}`);
    const problem = named ? await enterGone(couch, agency, named) : (await isHere()) ? 'goneIsHere' : 'goneNotCarried';
    if (problem) throw new NotEntered(problem);
  }
  const unite = await openUniter(couch, agency, from, revoked);
  const gathered = createFileGatherer();
  const wanted = wantedFiles(couch, agency);
  for await (const part of again.parts) {
    if (part.part === 'documents') {
      const { written, same, aside, accepted } = await unite(part.database, part.documents);
      for (const paper of accepted) wanted.note(paper);
      result[part.database === 'papers' ? 'papers' : 'records'] += written;
      result.same += same;
      result.aside.push(...aside);
    } else if (part.part === 'file') {
      const { sha256, type } = part;
      const bytes = gathered.add(part);
      if (!bytes) continue;
      if (!(await wanted.has(sha256))) result.filesLeftOut.push(sha256);
      else if (await keepScan(couch, agency, { sha256, type, bytes })) result.files++;
    }
  }
  if (result.aside.some(({ why }) => why.startsWith('unknownSite'))) {
    const records = await readRecords(couch, agency);
    const unknown = sites.filter(({ site, desks }) => desks.length > 0 && !records.has(`site:${site}`));
    for (const one of unknown) if (!(await readSite(couch, one.site))) result.unknown.push(one);
  }
  const { checkpoints } = about;
  result.leavesOut = checkpoints !== undefined && (await leavesOut(couch, agency, from, checkpoints));
  const exchange = await readExchange(couch, agency, from);
  await exchange.noteTakenIn(about, result.aside.length === 0 && !result.leavesOut);
  return result;
}

type About = Extract<Part, { part: 'about' }>;

async function lookThrough(
  { header, parts }: { header: BundleHeader; parts: AsyncIterable<Part> },
  { agency, publicKey }: StoredSite,
): Promise<{ header: BundleHeader; about: About; sites: Gone[] }> {
  const gathered = createFileGatherer();
  const sites = carriedSites(agency);
  let about: About | undefined;
  for await (const part of parts) {
    if (part.part === 'about') about = part;
    else if (part.part === 'file') gathered.add(part);
    else if (part.part === 'documents') sites.note(part.database, part.documents);
  }
  gathered.end();
  if (!isSignedBy(header, publicKey, verifyEd25519)) throw new BundleError('bundleUnknownSender', header.from);
  if (about!.agency !== agency) throw new BundleError('bundleOtherAgency', about!.agency);
  return { header, about: about!, sites: sites.all() };
}
