import type { Checkpoint } from './checkpoint.ts';
import type { Couch } from './couch.ts';
import { Stop } from './exchange.ts';
import type { Replica } from './ports.ts';
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
  { now, accepts }: { now: number; accepts: (reason: StopReason) => boolean },
): Promise<void> {
  if (now < confirmedAt - DAY_MS && !accepts('clockBackwards')) throw new Stop('clockBackwards');
  if (standing === 'agreed') return;
  const sample = (await couch.backwards(undefined, SAMPLE)).filter(({ _id }) => !_id.startsWith('_'));
  const fits = sample.map((document) => replica.fits(document));
  if (fits.length > 0 && fits.every((fit) => !fit.ok && fit.why === 'otherAgency')) throw new Stop('foreign');
  if (standing === 'differs' && sample.length === 0 && !accepts('emptied') && !(await replica.isEmpty()))
    throw new Stop('emptied');
}
