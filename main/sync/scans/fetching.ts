import { pause } from '../bell.ts';
import { createCouch } from '../couch.ts';
import { RequestError } from '../errors.ts';
import { type Pace, pauseBefore } from '../pace.ts';
import type { SyncPorts } from '../ports.ts';
import type { Requests } from '../request.ts';
import { fetchPieces, findFile, type Partial, shareOf } from './download.ts';
import type { Files } from './ports.ts';

/**
 * Brings a file here, if it is not; it may be asked for again when the line breaks, and goes on where it was.
 *
 * @param came hears which part has come, 0 to 1
 * @returns whether it is here now; false: the partner has it not, or what it has is not what its name says
 * @throws RequestError when the partner cannot be reached
 */
export type FetchFile = (sha256: string, signal: AbortSignal, came?: Came) => Promise<boolean>;

type Came = (share: number) => void;

/**
 * A file that somebody waits for is asked for so often in a row without anything having come before he is told, and not later than he would go
 * away. Milliseconds.
 */
const MOST_TRIES = 4;
const LONGEST_WAIT_MS = 10_000;
/** Of so many files what has come is kept. */
const MOST_BEGUN = 4;

export type FetchingOptions = { database: string; files: Files; requests: Requests; pace: Pace; ports: SyncPorts };

/** Fetches single files of a partner's database, each once however many ask for it. */
export function createFetching({ database, files, requests, pace, ports }: FetchingOptions): FetchFile {
  /** What has come of files that were asked for lately and are not whole. */
  const begun = new Map<string, Partial>();
  const fetching = new Map<string, { done: Promise<boolean>; told: Set<Came> }>();

  return (sha256, signal, came) => {
    const running = fetching.get(sha256);
    const told = running?.told ?? new Set();
    if (came) told.add(came);
    if (running) return running.done;
    const done = bring(sha256, signal, told).finally(() => fetching.delete(sha256));
    fetching.set(sha256, { done, told });
    return done;
  };

  async function bring(sha256: string, signal: AbortSignal, told: ReadonlySet<Came>): Promise<boolean> {
    if (await files.has(sha256)) return true;
    const couch = createCouch(requests, database, signal);
    let hasCome = false;
    for (let tries = 1; ; tries++) {
      try {
        const partial = await begin(couch, sha256);
        if (!partial) return false;
        const tell = () => {
          for (const one of told) one(shareOf(partial));
        };
        tell();
        const came = () => {
          hasCome = true;
          tell();
        };
        const whole = await fetchPieces({ couch, pace, ports, came }, partial);
        begun.delete(sha256);
        if (whole) await files.put(whole);
        return whole !== undefined;
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        // Over a line that is cut again and again, each attempt brings a part.
        if (hasCome) [tries, hasCome] = [0, false];
        if (tries === MOST_TRIES) throw error;
        const wait = Math.max(pauseBefore(tries, ports.random()), error.retryAfter ?? 0);
        if (wait > LONGEST_WAIT_MS) throw error;
        await pause(wait, ports, signal);
      }
    }
  }

  async function begin(couch: ReturnType<typeof createCouch>, sha256: string): Promise<Partial | undefined> {
    const partial = begun.get(sha256) ?? (await findFile(couch, sha256));
    if (!partial) return undefined;
    begun.delete(sha256);
    begun.set(sha256, partial);
    if (begun.size > MOST_BEGUN) begun.delete(begun.keys().next().value!);
    return partial;
  }
}
