import type { Checkpoint } from './checkpoint.ts';
import type { Couch } from './couch.ts';
import { Stop } from './exchange.ts';
import { type Pace, paced } from './pace.ts';
import type { Replica, SyncPorts } from './ports.ts';
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
  { standing, confirmedAt }: Pick<Checkpoint, 'standing' | 'confirmedAt'>,
  replica: Replica,
  { ports, pace, accepts }: { ports: SyncPorts; pace: Pace; accepts: (reason: StopReason) => boolean },
): Promise<void> {
  if (ports.now() < confirmedAt - DAY_MS && !accepts('clockBackwards')) throw new Stop('clockBackwards');
  if (standing === 'agreed') return;
  // Of a line that breaks no more is asked than gets through, or nothing would ever begin.
  const newest = await paced(pace, ports, (size) => couch.backwards(undefined, Math.min(SAMPLE, size)));
  const sample = newest.filter(({ _id }) => !_id.startsWith('_'));
  const fits = sample.map((document) => replica.fits(document));
  if (fits.length > 0 && fits.every((fit) => !fit.ok && fit.why === 'otherAgency')) throw new Stop('foreign');
  if (standing === 'differs' && sample.length === 0 && !accepts('emptied') && !(await replica.isEmpty()))
    throw new Stop('emptied');
}
