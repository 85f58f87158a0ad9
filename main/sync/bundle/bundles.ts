import type { NamedFile } from '../../../shared/books/book.ts';
import { writeBundle } from '../../../shared/centre/bundle/bundle.ts';
import type { Checkpoints } from '../../../shared/centre/bundle/parts.ts';
import type { Paper, Sign, Verify } from '../../../shared/domain/log/line.ts';
import type { Notes, Replica } from '../ports.ts';
import type { Files } from '../scans/ports.ts';
import { openTroubles } from '../troubles.ts';
import { createAcknowledged, type Had } from './acknowledged.ts';
import { changedSince, type Made, partsOf } from './make.ts';
import { packing } from './packing.ts';
import type { Places } from './ports.ts';
import type { Centre, Sites } from './senders.ts';
import { type TakenIn, takeInBundle } from './take-in.ts';

/** The desk whose bundles they are, and what chance gives it. */
export type BundleDesk = {
  site: string;
  agency: string;
  /** Ed25519, base64url. */
  keys: { publicKey: string; privateKey: string };
  sign: Sign;
  verify: Verify;
  sites: Sites;
  centre: Centre | undefined;
  replicas: { office: Replica; papers: Replica };
  files: Files;
  filesOf: (paper: Paper) => NamedFile[];
  notes: Notes;
  now: () => number;
  randomBytes: (length: number) => Uint8Array;
  randomId: () => string;
};

/** What the reader has been sent without bundles, over the network. */
export type Known = {
  /** Up to where it has everything. */
  places: Places;
  /** What it lacks all the same. */
  owed: { office: readonly string[]; papers: readonly string[] };
  owedScans: readonly NamedFile[];
  /** By what the reader tells whether it is the one that was sent all that. */
  checkpoints?: Checkpoints;
};

const NOTHING_KNOWN: Known = { places: {}, owed: { office: [], papers: [] }, owedScans: [] };

/** More documents than this are not listed one by one; they are sent back to who brought some of them. */
const MOST_OWED = 5_000;

/** Bundles from and to a desk. See README.md. */
export async function createBundles(desk: BundleDesk) {
  const { notes, replicas } = desk;
  const acknowledged = createAcknowledged(notes);
  const troubles = await openTroubles(notes, 'bundles', desk.now);

  /** What a site has brought itself is not sent back to it. */
  async function narrow(places: Places, covered: TakenIn['covered']): Promise<Had> {
    const had: Had = { places: {}, owed: { office: [], papers: [] } };
    for (const database of ['office', 'papers'] as const) {
      const { lines, place } = await changedSince(replicas[database], places[database]);
      const owed = [...lines].filter(([id, count]) => covered[database].get(id) !== count).map(([id]) => id);
      had.places[database] = owed.length > MOST_OWED ? places[database] : place;
      had.owed[database] = owed.length > MOST_OWED ? [] : owed;
    }
    return had;
  }

  return {
    /**
     * Makes a bundle of all that a site has not acknowledged.
     *
     * @param write brings the file's bytes to where they shall be; only when it has returned does the bundle count as made
     * @throws what `write` throws
     */
    async make(
      reader: { site: string; publicKey: string; withScans: boolean; known?: Known },
      write: (bytes: AsyncIterable<Uint8Array>) => Promise<void>,
    ): Promise<Made> {
      const { site, publicKey, withScans, known = NOTHING_KNOWN } = reader;
      const bundle = desk.randomId();
      const { had, standing } = await acknowledged.of(site, bundle);
      const made: Made = { documents: 0, files: 0, leftOut: [], places: {} };
      const source = (database: 'office' | 'papers') => ({
        database,
        replica: replicas[database],
        acknowledged: [had.places[database], known.places[database]].filter((place) => place !== undefined),
        owed: [...new Set([...had.owed[database], ...known.owed[database]])],
      });
      const parts = partsOf(
        {
          standing,
          agency: desk.agency,
          sources: [source('office'), source('papers')],
          filesOf: desk.filesOf,
          files: desk.files,
          withScans,
          owedScans: known.owedScans,
          checkpoints: known.checkpoints,
        },
        made,
      );
      const secret = desk.randomBytes(32);
      await write(writeBundle(parts, { from: desk.site, sign: desk.sign, reader: publicKey, secret, packing }));
      await acknowledged.made(site, bundle, made.places);
      return made;
    },

    /**
     * @param source reads the file from its beginning
     * @throws BundleError when it is refused; nothing has been taken over then
     */
    async takeIn(
      source: () => AsyncIterable<Uint8Array>,
      progress?: (done: number, total: number) => void,
    ): Promise<TakenIn> {
      const { agency, keys, verify, sites, centre, files } = desk;
      const rest = { agency, keys, verify, sites, centre, files, replicas, troubles, packing };
      const taken = await takeInBundle(source, { ...rest, ...(progress && { progress }) });
      const isWhole = taken.papers.aside + taken.records.aside === 0;
      await acknowledged.takenIn(taken.from, taken.standing, isWhole, (places) => narrow(places, taken.covered));
      return taken;
    },

    /** What bundles brought that was not taken over, and why. */
    troubles: () => troubles.list(),
  };
}
