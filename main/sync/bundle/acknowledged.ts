import {
  acknowledgedPlace,
  afterMade,
  afterTakenIn,
  type Exchanged,
  readExchanged,
  type Standing,
  standingOf,
} from '../../../shared/centre/bundle/exchanged.ts';
import type { Notes } from '../ports.ts';
import type { Places } from './ports.ts';

/** Up to where in the store's feeds somebody has everything, but for some documents. */
export type Had = { places: Places; owed: { office: string[]; papers: string[] } };

const NOTHING: Had = { places: {}, owed: { office: [], papers: [] } };

/** What each site is known to have, by its own bundles: one note a site. */
export function createAcknowledged(notes: Notes) {
  /** `had`: what is acknowledged, and what came from the site itself since. */
  type Kept = Exchanged<Places> & { had?: Had };
  const noteOf = (site: string) => `bundles:${site}`;
  const read = async (site: string): Promise<Kept> => readExchanged(await notes.read(noteOf(site)));

  return {
    /** What a site has, and what the next bundle for it says. */
    async of(site: string, bundle: string): Promise<{ had: Had; standing: Standing }> {
      const kept = await read(site);
      return { had: kept.had ?? NOTHING, standing: standingOf(bundle, kept) };
    },
    async made(site: string, bundle: string, places: Places): Promise<void> {
      await notes.write(noteOf(site), afterMade(await read(site), bundle, places));
    },
    /**
     * @param narrow leaves out of what was changed after these places what the site has brought itself
     */
    async takenIn(
      site: string,
      standing: Standing,
      isWhole: boolean,
      narrow: (places: Places) => Promise<Had>,
    ): Promise<void> {
      const after = afterTakenIn(await read(site), standing, isWhole);
      const places = acknowledgedPlace(after) ?? {};
      // Only when it is acknowledged: the next bundle then says on which of the site's it relies.
      const had = after.heard[0] === standing.bundle ? await narrow(places) : { ...NOTHING, places };
      await notes.write(noteOf(site), { ...after, had });
    },
  };
}
