import { randomBytes, randomUUID } from 'node:crypto';
import type { NamedFile } from '../../../shared/books/book.ts';
import { filesOf } from '../../../shared/books/index.ts';
import { BundleError } from '../../../shared/centre/bundle/errors.ts';
import type { Checkpoints } from '../../../shared/centre/bundle/parts.ts';
import type { BundleReader, Bundles, BundleTaken } from '../../../shared/contract/bundles.ts';
import { MOST_WAITING } from '../../../shared/contract/sync.ts';
import { type BundleDesk as BundlesOfDesk, createBundles, type Known } from '../../sync/bundle/bundles.ts';
import { changedSince } from '../../sync/bundle/make.ts';
import { confirmedHere, doubt, tokenHere } from '../../sync/checkpoint.ts';
import { isRecordId } from '../../sync/fits.ts';
import { createNotes } from '../../sync/notes.ts';
import { openTroubles } from '../../sync/troubles.ts';
import { createGate } from '../gate.ts';
import { createChanges } from '../live.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { signerOf, verifyEd25519 } from '../open/site.ts';
import { ProblemError } from '../problem-error.ts';
import { localDate } from '../services/local-time.ts';
import { bundleFilesIn, isBundleName, readBundleFile, writeBundleFile } from './bundle-file.ts';
import { replicasOf } from './replicas.ts';
import { keysOf } from './synchronise.ts';
import { type Aside, asideOf, asideTold } from './troubles-told.ts';

export type BundleDesk = ReturnType<typeof createBundleDesk>;

type Work = Bundles['work'];

/** Read at once. */
const PAPERS_A_PAGE = 200;

type Replicas = ReturnType<typeof replicasOf>;

/** What goes and comes on sticks while the office is open; one bundle at a time. An office of no agency has nobody to send any to. */
export function createBundleDesk(office: OpenOffice) {
  const changes = createChanges();
  const gate = createGate();
  const notes = createNotes(office.store.local);
  const { grant, site, publicKey, privateKey } = office.site;
  let work: Work;
  let opened: ReturnType<typeof createBundles> | undefined;

  const become = (next: Work) => {
    work = next;
    changes.notify();
  };
  /** Its agency's, or the problem that there is none. */
  function member() {
    if (!grant) throw new ProblemError('bundleAlone');
    const replicas = replicasOf(office, grant.agency);
    const desk: BundlesOfDesk = {
      site,
      agency: grant.agency,
      keys: { publicKey, privateKey },
      sign: signerOf(office.site),
      verify: verifyEd25519,
      sites: {
        keyOf: (one) => office.records.keyOfSite(one),
        isRevoked: (one) => office.records.revokedAt(one) !== '',
      },
      centre: grant.registry,
      replicas,
      files: office.store.blobs,
      filesOf,
      notes,
      now: office.now,
      randomBytes: (length) => randomBytes(length),
      randomId: randomUUID,
    };
    opened ??= createBundles(desk);
    return { grant, replicas, bundles: opened };
  }

  /** Who may be sent a bundle: the registry, and the other desks of the agency that it trusts. */
  function readers(): BundleReader[] {
    if (!grant) return [];
    const sisters = office.records.sites
      .filter(
        (one) => one.site !== site && one.site !== grant.registry.site && one.grantedAt !== '' && one.revokedAt === '',
      )
      .map(({ site: of, name, desk }) => ({ site: of, name, desk }));
    return [{ site: '', name: '', desk: '' }, ...sisters];
  }

  /** What the registry has by the network. */
  async function knownByNetwork(agency: string, { papers, office: records }: Replicas): Promise<Known> {
    const of = keysOf(agency);
    const standing = async (part: '' | '-office') => {
      const [{ pushed }, troubles] = [
        await confirmedHere(notes, of(part)),
        await openTroubles(notes, of(part), office.now),
      ];
      return { pushed, owed: troubles.lacking() };
    };
    const [ofPapers, ofOffice] = [await standing(''), await standing('-office')];
    const sites = ofPapers.owed.length > 0 ? await sitesAmong(records) : [];
    return {
      places: { papers: ofPapers.pushed, office: ofOffice.pushed },
      owed: { papers: ofPapers.owed, office: [...ofOffice.owed, ...sites] },
      owedScans: await owedScansOf(papers, of('-scans')),
      checkpoints: {
        papers: await tokensHere(of('')),
        office: await tokensHere(of('-office')),
        scans: await tokensHere(of('-scans')),
      },
    };
  }

  /**
   * Records of sites, for who lacks papers of theirs. They do not go over the network (`withoutSites`), whatever is confirmed there; of a computer that
   * a registry has lost, as it was made anew or set back, it learns by them alone.
   */
  async function sitesAmong(records: Replicas['office']): Promise<string[]> {
    const { lines } = await changedSince(records, undefined);
    return [...lines.keys()].filter((id) => id.startsWith('site:'));
  }

  /** Files that it may lack: of papers that have not been looked through for it, and what it refused of any. */
  async function owedScansOf(papers: ReturnType<typeof replicasOf>['papers'], key: string): Promise<NamedFile[]> {
    const { pushed } = await confirmedHere(notes, key);
    const refused = new Set((await openTroubles(notes, key, office.now)).refused());
    const { lines } = await changedSince(papers, pushed);
    const owed: NamedFile[] = [];
    for (let place = refused.size > 0 ? undefined : pushed; ; ) {
      const page = await papers.changedSince(place, PAPERS_A_PAGE);
      if (page.papers.length === 0) return owed;
      for (const paper of page.papers)
        owed.push(...filesOf(paper).filter(({ sha256 }) => lines.has(paper.id) || refused.has(sha256)));
      place = page.checkpoint;
    }
  }
  const tokensHere = async (key: string) => [await tokenHere(notes, key)].filter((token) => token !== '');

  /** A registry that does not hold what was confirmed here is not the one that did: the next stick leaves nothing out on that account. */
  async function compare(agency: string, there: Checkpoints): Promise<void> {
    for (const [part, tokens] of [
      ['', there.papers],
      ['-office', there.office],
      ['-scans', there.scans],
    ] as const) {
      const key = keysOf(agency)(part);
      const here = await tokenHere(notes, key);
      if (here !== '' && !tokens.includes(here)) await doubt(notes, key);
    }
  }

  /** A record is called by its book; whatever else came stood among papers. */
  async function broughtAside(aside: readonly Aside[]): Promise<Bundles['troubles']> {
    const first = aside.slice(0, MOST_WAITING);
    const isRecord = ({ id }: Aside) => isRecordId(id);
    const papers = first.filter((one) => !isRecord(one));
    return [
      ...(await asideTold(office, 'papers', papers)),
      ...(await asideTold(office, 'records', first.filter(isRecord))),
    ];
  }

  return {
    changes,
    async now(): Promise<Omit<Bundles, 'choosesFolder'>> {
      const all = grant ? (await member().bundles).troubles() : [];
      const aside = asideOf(all);
      return { readers: readers(), ...(work && { work }), troubles: await broughtAside(aside), aside: aside.length };
    },
    filesIn: bundleFilesIn,

    /**
     * Writes a bundle into a folder. When it returns, the file is on the stick.
     *
     * @throws ProblemError `bundleAlone`, `unknownReader`, `stick…`
     */
    make: (asked: { reader: string; folder: string; withScans: boolean }) =>
      gate(async () => {
        const { grant, replicas, bundles } = member();
        if (!readers().some((one) => one.site === asked.reader)) throw new ProblemError('unknownReader');
        const toRegistry = asked.reader === '';
        const reader = toRegistry
          ? grant.registry
          : { site: asked.reader, publicKey: office.records.keyOfSite(asked.reader)! };
        const known = toRegistry ? await knownByNetwork(grant.agency, replicas) : undefined;
        const day = localDate(office.now(), office.records.settings.zone);
        const name = `kense-${site}-${reader.site}-${day}-${randomBytes(2).toString('hex')}`;
        become({ is: 'making', bytes: 0 });
        try {
          let path = '';
          const { site: of, publicKey: key } = reader;
          const { documents, files, leftOut } = await (await bundles).make(
            { site: of, publicKey: key, withScans: asked.withScans, ...(known && { known }) },
            async (bytes) => {
              path = await writeBundleFile(asked.folder, name, bytes, (written) =>
                become({ is: 'making', bytes: written }),
              );
            },
          );
          return { path, documents, files, leftOut: leftOut.length };
        } finally {
          become(undefined);
        }
      }),

    /**
     * Takes a bundle in. Refused, it has changed nothing.
     *
     * @throws ProblemError `bundleAlone`, `bundle…`, `stick…`
     */
    takeIn: ({ folder, name }: { folder: string; name: string }): Promise<BundleTaken> =>
      gate(async () => {
        const { bundles, grant } = member();
        if (!isBundleName(name)) throw new ProblemError('bundleNone');
        become({ is: 'takingIn', done: 0, total: 0 });
        try {
          const source = () => readBundleFile(folder, name);
          const taken = await (await bundles).takeIn(source, (done, total) => become({ is: 'takingIn', done, total }));
          const { from, papers, records, files, checkpoints } = taken;
          if (checkpoints) await compare(grant.agency, checkpoints);
          const known = office.records.sites.find((one) => one.site === from);
          return { from: known?.name ?? '', papers, records, files };
        } catch (error) {
          throw error instanceof BundleError
            ? new ProblemError(error.code, { cause: error, detail: error.message })
            : error;
        } finally {
          become(undefined);
        }
      }),

    /** Lets a bundle that is on its way come to its end. */
    stop: () => gate.idle(),
  };
}
