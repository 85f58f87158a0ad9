import { readAssets } from '../../main/office/open/assets.ts';
import type { StoredPaper } from '../../main/office/open/collections.ts';
import { createLineWriter, withLine } from '../../main/office/open/lines.ts';
import { type OpenOffice, openOffice } from '../../main/office/open/open-office.ts';
import { openStore, type Store } from '../../main/office/open/open-store.ts';
import { releaseHandles } from '../../main/office/open/release-handles.ts';
import { createSiteKeys, signerOf } from '../../main/office/open/site.ts';
import { storedPaper } from '../../main/office/open/stored-paper.ts';
import { keyByPassphrase } from '../../main/office/profile/keyring.ts';
import { placeOf } from '../../main/office/profile/place.ts';
import { createHybridClock } from '../../shared/domain/clock/hybrid-clock.ts';
import type { Line, Paper } from '../../shared/domain/log/line.ts';
import { composeNumber, parseNumber } from '../../shared/domain/number/paper-number.ts';
import { assets, MACHINE, PASSPHRASE, USUAL_TIME } from './offices.ts';

/**
 * Opens a closed office's store and office directly, without the lifecycle around them.
 *
 * @param options.now of an office on a clock that goes: `Date.now`
 */
export async function inClosedOffice<T>(
  profile: string,
  use: (office: OpenOffice, store: Store) => Promise<T>,
  { change = (store: Store) => store, now = () => USUAL_TIME } = {},
): Promise<T> {
  const place = placeOf(profile, 'office');
  const { key } = await keyByPassphrase(place, PASSPHRASE);
  const store = change(await openStore(place.folder, place.markFile, key));
  const host = { now, machine: MACHINE, log: () => {} };
  const office = await openOffice(store, await readAssets(assets), host);
  try {
    return await use(office, store);
  } finally {
    await office.stop();
    await store.close();
  }
}

/** Opens the store of a closed office, nothing but that: who the office is and how far its numbers have come stays as it is. */
export async function inClosedStore<T>(
  profile: string,
  use: (store: Store) => Promise<T>,
  passphrase = PASSPHRASE,
): Promise<T> {
  const place = placeOf(profile, 'office');
  const { key } = await keyByPassphrase(place, passphrase);
  const store = await openStore(place.folder, place.markFile, key);
  try {
    return await use(store);
  } finally {
    await store.close();
    await releaseHandles();
  }
}

/** Every line of every paper. */
export function allLines(profile: string): Promise<Line[]> {
  return inClosedOffice(profile, async (_office, { papers }) =>
    (await papers.find().exec()).flatMap((document) => document.toMutableJSON().log as Line[]),
  );
}

/** Puts one more paper into a closed office's store, under the given sequence: as if all before it had been issued. */
export function jumpTo(profile: string, sequence: number): Promise<void> {
  return inClosedOffice(profile, async (office, { papers }) => {
    const [some] = (await papers.find({ limit: 1 }).exec()).map((document) => document.toMutableJSON() as StoredPaper);
    const number = parseNumber(some!.id);
    if (!number.ok) throw new Error(number.reason);
    const id = composeNumber({ ...number.number, sequence });
    const paper: Paper = { id, book: some!.book, entry: some!.entry, log: [] };
    const data = { draft: crypto.randomUUID() };
    const line = office.lines.write(paper, { do: 'register', v: 1, by: office.clerk(), data });
    paper.log.push(line);
    await papers.insert(storedPaper(paper, office.assets.law, line.site));
  });
}

/** Puts a line on a paper as another desk wrote it a second later, that knew the paper only as it was registered. */
export async function lineFromElsewhere(
  office: OpenOffice,
  number: string,
  action: Pick<Line, 'do' | 'v' | 'data'>,
): Promise<void> {
  const document = (await office.store.papers.findOne(number).exec())!;
  const { id, book, entry, log } = document.toMutableJSON() as StoredPaper;
  const keys = createSiteKeys();
  const now = () => office.now() + 1_000;
  const clock = createHybridClock({ site: keys.site, now });
  const writer = createLineWriter({ site: keys.site, sign: signerOf(keys), clock, now, n: 0 });
  const asRegistered = { id, book, entry, log: log.filter((line) => line.do === 'register') };
  const line = writer.write(asRegistered, { ...action, by: office.clerk() });
  const longer = withLine({ id, book, entry, log }, line);
  await document.incrementalModify(() => storedPaper(longer, office.assets.law, office.site.site));
}
