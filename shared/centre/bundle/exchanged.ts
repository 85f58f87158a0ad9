/**
 * What the reader of our bundles is known to have. A bundle tells which of ours its maker took in last; that one counts, and where it
 * is none that is remembered here, nothing does. So a reader that was restored or made anew, or a bundle that comes late, costs
 * sending something twice and nothing else.
 */
export type Exchanged<Place> = {
  /** The last bundles made for the reader, the newest first, and how far each went. */
  sent: { bundle: string; place: Place }[];
  /** Which of them it has taken in, by its own word; '' for none. */
  acknowledged: string;
  /** The last bundles of its that were taken in here whole, the newest first. */
  heard: string[];
};

/** What a bundle says of the exchange. */
export type Standing = {
  bundle: string;
  /** The reader's bundle that its maker took in last; '' for none. */
  heard: string;
  /** The bundle that it goes on after: what stood in that one is left out. '' where it begins at the beginning. */
  after: string;
};

/** So many bundles on their way are remembered. */
const MOST_REMEMBERED = 30;

/** @param stored what was kept, if anything */
export function readExchanged<Place>(stored: object | undefined): Exchanged<Place> {
  return { sent: [], acknowledged: '', heard: [], ...(stored as Partial<Exchanged<Place>> | undefined) };
}

/** Up to where the reader has everything; undefined for nothing. */
export function acknowledgedPlace<Place>({ sent, acknowledged }: Exchanged<Place>): Place | undefined {
  return sent.find(({ bundle }) => bundle === acknowledged)?.place;
}

/** What the next bundle for the reader says. */
export function standingOf(bundle: string, exchanged: Exchanged<unknown>): Standing {
  const after = acknowledgedPlace(exchanged) === undefined ? '' : exchanged.acknowledged;
  return { bundle, heard: exchanged.heard[0] ?? '', after };
}

/** A bundle was made. What the reader has stays known, however many it never gets. */
export function afterMade<Kept extends Exchanged<Place>, Place>(before: Kept, bundle: string, place: Place): Kept {
  const had = before.sent.filter((one) => one.bundle === before.acknowledged);
  const lately = before.sent.filter((one) => !had.includes(one)).slice(0, MOST_REMEMBERED);
  return { ...before, sent: [{ bundle, place }, ...lately, ...had] };
}

/**
 * A bundle of the reader's was taken in. It is not acknowledged when part of it was set aside, which may be believed another time; nor
 * when it leaves out something that this side does not remember to have had (it was restored): then all of it will be sent again.
 */
export function afterTakenIn<Kept extends Exchanged<unknown>>(
  before: Kept,
  { bundle, heard, after }: Standing,
  isWhole: boolean,
): Kept {
  const remembers =
    (after === '' || before.heard.includes(after)) && (heard === '' || before.sent.some((one) => one.bundle === heard));
  const heardNow = [bundle, ...before.heard.filter((one) => one !== bundle)].slice(0, MOST_REMEMBERED);
  return { ...before, acknowledged: heard, ...(isWhole && remembers && { heard: heardNow }) };
}
