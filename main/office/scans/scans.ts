import { setTimeout as pause } from 'node:timers/promises';
import { fileTypeFromBuffer } from 'file-type';
import { hindranceOf } from '../../../shared/books/appeals/check-action.ts';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import type { Scan } from '../../../shared/books/attach.ts';
import { type CardScan, SCAN_STRETCH } from '../../../shared/contract/scans.ts';
import { describe } from '../../store/errors.ts';
import { createChanges } from '../live.ts';
import { hangLine } from '../open/hang-line.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { ProblemError } from '../problem-error.ts';
import { scanName } from './file-name.ts';
import { createUploads } from './uploads.ts';

/** Brings a file here from wherever it is kept; whether it is here then. `came` hears which part has come, 0 to 1. Rejects when nobody can be reached. */
export type FetchScan = (sha256: string, came: (share: number) => void) => Promise<boolean>;

/** How long to wait before a wanted file is asked for again: twice as long each time, half an hour in all. Milliseconds. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 1_024_000;

/** Scans of papers: taken from the page, kept, given out. */
export type Scans = ReturnType<typeof createScans>;

/** @param fetchScan over the network; absent where there is nobody to ask */
export function createScans(office: OpenOffice, fetchScan?: FetchScan) {
  const { blobs } = office.store;
  const limits = () => office.assets.scanLimits;
  const uploads = createUploads(limits().largestFile);
  const wanted = new Set<string>();
  /** Files that are being fetched, and which part of each has come. */
  const arriving = new Map<string, number>();
  const arrivals = createChanges();
  const stopping = new AbortController();
  /** The file that was read from last: a page reads one in many stretches. */
  let opened: { sha256: string; bytes: Uint8Array } | undefined;

  async function fetched(sha256: string): Promise<'here' | 'nowhere' | 'unreachable'> {
    if (!fetchScan) return 'unreachable';
    try {
      const came = (share: number) => {
        arriving.set(sha256, share);
        arrivals.notify();
      };
      if (!(await fetchScan(sha256, came))) return 'nowhere';
    } catch (error) {
      office.log('info', 'a file could not be fetched', { detail: describe(error) });
      return 'unreachable';
    } finally {
      arriving.delete(sha256);
      arrivals.notify();
    }
    office.papersChanged.notify();
    return 'here';
  }

  async function bring(sha256: string): Promise<void> {
    for (let wait = FIRST_WAIT_MS; (await fetched(sha256)) !== 'here' && wait <= LONGEST_WAIT_MS; wait *= 2) {
      const waited = pause(wait, undefined, { ref: false, signal: stopping.signal });
      if (
        await waited.then(
          () => false,
          () => true,
        )
      )
        return;
    }
  }

  return {
    limits,
    begin: uploads.begin,
    add: uploads.add,

    /**
     * Adds a file that has come to its paper. When it returns, file and line are on disk. The same file again changes nothing.
     *
     * @throws ProblemError `actionNotNow` for an executor whose paper it is not, `uploadGone`, `scanType`, `scanTooMany`, `scanNotNow`, `unknownPaper`, `paperReadOnly`; StoreError when the disk refuses
     */
    async attach(id: string): Promise<Scan> {
      const { number, name, bytes } = uploads.whole(id);
      const type = (await fileTypeFromBuffer(bytes))?.mime ?? '';
      const endings = Object.hasOwn(limits().types, type) ? limits().types[type] : undefined;
      if (!endings) throw new ProblemError('scanType', { detail: type });
      // The file before the line that names it.
      const { sha256 } = await blobs.put(bytes);
      const scan: Scan = { sha256, bytes: bytes.length, type, name: scanName(name, endings) };
      await hangLine(office, number, ({ state }) => {
        const { scans } = state as AppealState;
        const hindrance = hindranceOf('attach', state as AppealState, office.session.actor());
        if (hindrance === 'notYours') throw new ProblemError('actionNotNow', { hindrance });
        if (hindrance !== undefined) throw new ProblemError('scanNotNow');
        if (scans.some((one) => one.sha256 === sha256)) return undefined;
        const total = scans.reduce((sum, one) => sum + one.bytes, scan.bytes);
        const { largestPaper: most, mostFiles: files } = limits();
        if (total > most || scans.length >= files)
          throw new ProblemError('scanTooMany', { limit: { bytes: most, files } });
        return { do: 'attach', v: 1, data: scan };
      });
      uploads.done(id);
      return scan;
    },

    /**
     * A stretch of a file, which is fetched first where it is not here.
     *
     * @throws ProblemError `scanAbsent` when nobody can be asked for it now, `scanNowhere` when who was asked does not have it; StoreError
     *   `damaged`
     */
    async read(sha256: string, offset: number): Promise<{ data: Uint8Array; bytes: number }> {
      if (opened?.sha256 !== sha256) {
        let bytes = await blobs.get(sha256);
        const found = bytes ? 'here' : await fetched(sha256);
        if (!bytes && found === 'here') bytes = await blobs.get(sha256);
        if (!bytes) throw new ProblemError(found === 'nowhere' ? 'scanNowhere' : 'scanAbsent');
        opened = { sha256, bytes };
      }
      const { bytes } = opened;
      return { data: bytes.subarray(offset, offset + SCAN_STRETCH), bytes: bytes.length };
    },

    /** Which part of a file that is being fetched has come, 0 to 1; nothing while it is not known, or no longer fetched. */
    arrived: (sha256: string): number | undefined => arriving.get(sha256),
    arrivals,

    /**
     * Brings a file here behind the screen, which is told when it has come; nothing is said when it cannot be had. Files come to the
     * registry after the papers that name them: it is asked for again by and by.
     */
    want(sha256: string): void {
      if (!fetchScan || wanted.has(sha256)) return;
      wanted.add(sha256);
      void bring(sha256).finally(() => wanted.delete(sha256));
    },

    /** What is wanted is not asked for any more. */
    stop: () => stopping.abort(),

    /** Those of a paper, and whether each is on this computer. */
    ofPaper: (scans: readonly Scan[]): Promise<CardScan[]> =>
      Promise.all(scans.map(async (scan) => ({ ...scan, here: await blobs.has(scan.sha256) }))),
  };
}
