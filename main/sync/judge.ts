import type { Checkpoint, Progress } from './checkpoint.ts';
import type { Couch } from './couch.ts';
import { isBroken } from './errors.ts';
import { Stop } from './exchange.ts';
import { type Pace, paced } from './pace.ts';
import type { RemoteDocument, Replica, SyncPorts } from './ports.ts';
import type { StopReason } from './state.ts';

/** So many documents tell whose database it is. */
const SAMPLE = 50;
const DAY_MS = 86_400_000;

/**
 * Looks at a database before anything is exchanged with it.
 *
 * @throws Stop when a person should look first
 */
export async function judgeDatabase(
  couch: Couch,
  { standing, confirmedAt, before }: Pick<Checkpoint, 'standing' | 'confirmedAt' | 'before'>,
  replica: Replica,
  {
    ports,
    pace,
    lacking,
    accepts,
  }: { ports: SyncPorts; pace: Pace; lacking: readonly string[]; accepts: (reason: StopReason) => boolean },
): Promise<void> {
  if (ports.now() < confirmedAt - DAY_MS && !accepts('clockBackwards')) throw new Stop('clockBackwards', confirmedAt);
  if (standing === 'agreed') return;
  const newest = await newestOf(couch, pace, ports);
  const sample = (newest ?? []).filter(({ _id }) => !_id.startsWith('_'));
  const fits = sample.map((document) => replica.fits(document));
  if (fits.length > 0 && fits.every((fit) => !fit.ok && fit.why === 'otherAgency')) throw new Stop('foreign');
  if (standing !== 'differs' || accepts('emptied')) return;
  const lost = await hasLostAll(couch, before, replica, lacking);
  const isEmpty = newest !== undefined && sample.length === 0;
  if (lost ?? (isEmpty && (await replica.count()) > 0)) throw new Stop('emptied');
}

/** The newest documents, as many as the partner does not break on; undefined where it breaks on the very last. */
async function newestOf(couch: Couch, pace: Pace, ports: SyncPorts): Promise<RemoteDocument[] | undefined> {
  for (let most = SAMPLE; most >= 1; most = Math.floor(most / 2))
    try {
      // Of a line that breaks no more is asked than gets through, or nothing would ever begin.
      return await paced(pace, ports, (size) => couch.backwards(undefined, Math.min(most, size)));
    } catch (error) {
      if (!isBroken(error)) throw error;
    }
  return undefined;
}

/**
 * Whether nothing is there of what this store has held the longest and the partner had. That is more than an empty database: somebody
 * may have registered something since.
 *
 * @param lacking documents that the partner never had
 * @returns undefined when nothing here is known to have been there
 */
async function hasLostAll(
  couch: Couch,
  { pushed }: Progress,
  replica: Replica,
  lacking: readonly string[],
): Promise<boolean | undefined> {
  if (pushed === undefined) return undefined;
  const oldest = await replica.changedSince(undefined, SAMPLE);
  // Not confirmed yet, and perhaps never there.
  const later = await replica.changedSince(pushed, SAMPLE);
  const without = new Set([...lacking, ...later.papers.map(({ id }) => id)]);
  const confirmed = oldest.papers.map(({ id }) => id).filter((id) => !without.has(id));
  if (confirmed.length > 0) return (await couch.heads(confirmed)).size === 0;
  // All that is here came later, or never went: nothing of it can be gone there.
  return oldest.papers.length < SAMPLE ? false : undefined;
}
