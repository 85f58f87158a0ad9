import { openBundle } from '../../../shared/centre/bundle/bundle.ts';
import { BundleError } from '../../../shared/centre/bundle/errors.ts';
import type { Standing } from '../../../shared/centre/bundle/exchanged.ts';
import { createFileGatherer } from '../../../shared/centre/bundle/gather-files.ts';
import { type BundleHeader, isSignedBy } from '../../../shared/centre/bundle/header.ts';
import type { Checkpoints, Packing, Part } from '../../../shared/centre/bundle/parts.ts';
import type { Paper, Verify } from '../../../shared/domain/log/line.ts';
import { proveLines } from '../../../shared/domain/log/prove.ts';
import type { RemoteDocument, Replica } from '../ports.ts';
import type { Files } from '../scans/ports.ts';
import type { Troubles } from '../troubles.ts';
import { type Centre, type Sites, sitesWith } from './senders.ts';

/** Who reads a bundle, and where what is in it goes. */
export type BundleReader = {
  agency: string;
  /** Of this site, Ed25519, base64url. */
  keys: { publicKey: string; privateKey: string };
  packing: Packing;
  verify: Verify;
  sites: Sites;
  centre: Centre | undefined;
  replicas: { office: Replica; papers: Replica };
  files: Files;
  troubles: Pick<Troubles, 'setAside' | 'settle'>;
  /** Parts looked through and taken over so far, of so many. */
  progress?: (done: number, total: number) => void;
};

/** What a bundle brought. */
export type TakenIn = {
  from: string;
  standing: Standing;
  /** The registry's half of what it and this site have exchanged over the network. */
  checkpoints: Checkpoints | undefined;
  /** Documents that its maker holds just as they stand here now, with how many lines they have. */
  covered: { office: Map<string, number>; papers: Map<string, number> };
  papers: Counts;
  records: Counts;
  /** Files that were not here. */
  files: number;
};
/** Documents that were not here, those that got lines, those that brought nothing new, and those not taken over (or not all of). */
export type Counts = { added: number; grown: number; same: number; aside: number };

/**
 * Takes a bundle in: the whole of it is looked through first, and nothing is written before it is known to be whole, for us, and from
 * somebody who may send it. Then each document is united with what is here, as the engine does it. Given twice, the second time changes
 * nothing; broken off in the middle, it may be given again.
 *
 * @param source reads the file from its beginning; called twice
 * @throws BundleError when it is refused
 */
export async function takeInBundle(source: () => AsyncIterable<Uint8Array>, reader: BundleReader): Promise<TakenIn> {
  const open = () => openBundle(source(), reader.keys, reader.packing);
  const { header, about, sites, parts } = await lookThrough(await open(), reader);
  const again = await open();
  if (again.header.sig !== header.sig) throw new BundleError('bundleDamaged', 'the file was changed meanwhile');
  const { bundle, heard, after, checkpoints } = about;
  const result: TakenIn = {
    from: header.from,
    standing: { bundle, heard, after },
    checkpoints: header.from === reader.centre?.site ? checkpoints : undefined,
    covered: { office: new Map(), papers: new Map() },
    papers: none(),
    records: none(),
    files: 0,
  };
  const gathered = createFileGatherer();
  let done = parts;
  for await (const part of again.parts) {
    if (part.part === 'documents') await takeDocuments(part, reader, sites, result);
    else if (part.part === 'file') {
      const whole = gathered.add(part);
      if (whole) {
        if (!(await reader.files.has(part.sha256))) result.files++;
        // Also where there is one: it may be damaged.
        await reader.files.put(whole);
      }
    }
    reader.progress?.(++done, parts * 2);
  }
  return result;
}

type About = Extract<Part, { part: 'about' }>;

async function lookThrough(
  { header, parts }: { header: BundleHeader; parts: AsyncIterable<Part> },
  { agency, sites: known, centre, verify, replicas, progress }: BundleReader,
): Promise<{ header: BundleHeader; about: About; sites: Sites; parts: number }> {
  const sites = sitesWith(known, centre, verify);
  let about: About | undefined;
  let count = 0;
  const gathered = createFileGatherer();
  for await (const part of parts) {
    count++;
    if (part.part === 'about') {
      if (part.agency !== agency) throw new BundleError('bundleOtherAgency', part.agency);
      about = part;
    } else if (part.part === 'file') gathered.add(part);
    else if (part.part === 'documents' && part.database === 'office')
      for (const document of part.documents) {
        const fit = replicas.office.fits(document as RemoteDocument);
        if (fit.ok) sites.note(fit.paper);
      }
    progress?.(count, 0);
  }
  gathered.end();
  if (sites.isRevoked(header.from)) throw new BundleError('bundleRevokedSender', header.from);
  const key = sites.keyOf(header.from);
  if (key === undefined || !isSignedBy(header, key, verify)) throw new BundleError('bundleUnknownSender', header.from);
  // `openBundle` lets no bundle end without it.
  return { header, about: about!, sites, parts: count };
}

async function takeDocuments(
  { database, documents }: Extract<Part, { part: 'documents' }>,
  { replicas, troubles, verify, centre }: BundleReader,
  sites: Sites,
  result: TakenIn,
): Promise<void> {
  const replica = replicas[database];
  const counts = database === 'papers' ? result.papers : result.records;
  const here = new Map((await replica.read(documents.map(({ _id }) => _id))).map((paper) => [paper.id, paper]));
  const proved: Paper[] = [];
  const doubted = new Set<string>();
  for (const document of documents) {
    const fit = replica.fits(document as RemoteDocument);
    if (!fit.ok) {
      await troubles.setAside(document._id, fit.why, fit.detail);
      counts.aside++;
      continue;
    }
    const { log, unproved } = proveLines(fit.paper, here.get(fit.paper.id), sites.keyOf, verify);
    if (unproved.length > 0) {
      const detail = unproved.map(({ line, why }) => `${why} ${line}`).join(', ');
      await troubles.setAside(fit.paper.id, 'unproved', detail);
      doubted.add(fit.paper.id);
      counts.aside++;
    }
    if (log.length > 0) proved.push({ ...fit.paper, log });
  }
  // What the registry has, stands; what somebody else carries may have been corrected since.
  const isAccepted = result.from === centre?.site;
  const united = await replica.unite(proved.map((current) => ({ current, others: [], isAccepted })));
  for (const { id, log } of proved) {
    const outcome = united.get(id)!;
    if (!outcome.ok) {
      await troubles.setAside(id, outcome.why, outcome.detail);
      if (!doubted.has(id)) counts.aside++;
      continue;
    }
    if (!doubted.has(id)) await troubles.settle(id, 'aside');
    if (outcome.covered) result.covered[database].set(id, outcome.paper.log.length);
    const before = here.get(id);
    if (!before) counts.added++;
    else if (log.some((line) => !before.log.some((old) => old.hash === line.hash && old.sig === line.sig)))
      counts.grown++;
    else if (!doubted.has(id)) counts.same++;
  }
}

const none = (): Counts => ({ added: 0, grown: 0, same: 0, aside: 0 });
