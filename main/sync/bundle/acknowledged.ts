import type { Notes } from '../ports.ts';
import type { Places } from './ports.ts';

/**
 * What each reader of our bundles is known to have. A bundle tells which of ours its maker took in last; that one counts, and where
 * it is none that we remember, nothing does. So a reader that was restored, or a bundle that came late, costs sending
 * something twice and nothing else.
 */

type Sent = { bundle: string; places: Places };
type Exchanged = {
  /** The last bundles made for this site, the newest first. */
  sent: Sent[];
  /** Which of them it has taken in, by its own word; '' for none. */
  acknowledged: string;
  /** The last bundle of its that was taken in here; '' for none. */
  heard: string;
};

/** So many bundles on their way are remembered. */
const MOST_REMEMBERED = 30;

export function createAcknowledged(notes: Notes) {
  const noteOf = (site: string) => `bundles:${site}`;
  const read = async (site: string): Promise<Exchanged> => ({
    sent: [],
    acknowledged: '',
    heard: '',
    ...((await notes.read(noteOf(site))) as Partial<Exchanged> | undefined),
  });

  return {
    heardFrom: async (site: string): Promise<string> => (await read(site)).heard,
    /** Up to where a site has everything. */
    async placesOf(site: string): Promise<Places> {
      const { sent, acknowledged } = await read(site);
      return sent.find(({ bundle }) => bundle === acknowledged)?.places ?? {};
    },
    async made(site: string, bundle: string, places: Places): Promise<void> {
      const before = await read(site);
      // What it has is remembered however many it never got.
      const had = before.sent.filter((one) => one.bundle === before.acknowledged);
      const lately = before.sent.filter((one) => !had.includes(one)).slice(0, MOST_REMEMBERED);
      await notes.write(noteOf(site), { ...before, sent: [{ bundle, places }, ...lately, ...had] });
    },
    /**
     * A bundle of a site's was taken in, which says what it took in of ours.
     *
     * @param exchanged without `bundle` when not all of it could be taken over
     */
    async takenIn(site: string, { bundle, heard }: { bundle?: string; heard: string }): Promise<void> {
      const before = await read(site);
      await notes.write(noteOf(site), { ...before, heard: bundle ?? before.heard, acknowledged: heard });
    },
  };
}
