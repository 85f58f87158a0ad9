import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isFingerprint } from '../../../shared/centre/fingerprint.ts';
import { agencyParts } from '../../../shared/centre/names.ts';
import { copyDurably } from '../../store/care/blob-files.ts';
import { doubt } from '../../sync/checkpoint.ts';
import { createNotes } from '../../sync/notes.ts';
import type { StoredLocal } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { openStore } from '../open/open-store.ts';
import { grantedSite, readSite, TRIAL_AGENCY } from '../open/site.ts';
import { ProblemError } from '../problem-error.ts';
import { beginNext, NEXT_MARK, type Place, swapPlace } from '../profile/place.ts';
import { stampOf } from '../safety/backup-files.ts';
import { fetchAnswer } from './ask-registry.ts';
import { type Carried, foundGranted } from './found-granted.ts';
import { dropRequest, type Granted, type KeptRequest, readAnswer, readRequest } from './request.ts';
import { keysOf } from './synchronise.ts';

type Host = { now: () => number; machine: string };

/** Documents of `local` that are about the desk and not about its papers. */
const OF_THE_DESK = /^(draft:|draft-part:|views$)/;

/** How an office joins: the agency's own gets a desk code, one on trial makes room for it. */
export type JoinPlan = { granted: Granted; trial?: { carried: Carried; papers: number } };

/**
 * @param answer the answer file's text; '' looks for it over the network
 * @throws ProblemError what `readAnswer` says; `notAnswered`, `registryUnreachable`
 */
export async function readGranted({ store }: OpenOffice, answer: string, machine: string): Promise<Granted> {
  const kept = await readRequest(store);
  return readAnswer(kept, answer || (await answerTo(kept)), machine);
}

/**
 * @param confirmed fingerprint of the registry that somebody has compared; an answer of another one is none
 * @throws ProblemError what `readGranted` says; `answerAltered`
 */
export async function planJoin(
  office: OpenOffice,
  answer: string,
  confirmed: string,
  machine: string,
): Promise<JoinPlan> {
  const granted = await readGranted(office, answer, machine);
  if (!isFingerprint(confirmed, granted.grant.registry.publicKey)) throw new ProblemError('answerAltered');
  if (office.site.grant || office.records.settings.agency !== TRIAL_AGENCY) return { granted };
  const papers = await office.store.papers.count().exec();
  return { granted, trial: { carried: await carriedFrom(office), papers } };
}

async function answerTo(kept: KeptRequest | undefined): Promise<string> {
  if (!kept || kept.address === '') throw new ProblemError('noRequest');
  const answer = await fetchAnswer(kept.address, kept.request);
  if (answer === undefined) throw new ProblemError('notAnswered');
  return answer;
}

/** What comes along from an office on trial into the agency's. */
async function carriedFrom(office: OpenOffice): Promise<Carried> {
  const local = (await office.store.local.find().exec())
    .map((document) => document.toMutableJSON() as StoredLocal)
    .filter(({ id }) => OF_THE_DESK.test(id));
  const { settings, staff } = office.records;
  return { founding: { settings, staff, clerk: office.clerk().id }, desk: office.desk(), local };
}

/**
 * Founds the agency's office in the place of the one on trial, which must be closed. That is put aside with its papers: they have
 * numbers of agency 00000 and stay samples. The key stays, and with it the sheet in the safe. Cut off at any moment, either the one or
 * the other is whole.
 *
 * @returns where the office on trial was put aside
 */
export async function joinAgency(
  place: Place,
  key: Uint8Array,
  granted: Granted,
  carried: Carried,
  host: Host,
): Promise<string> {
  const next = await beginNext(place);
  try {
    const store = await openStore(next, join(next, NEXT_MARK), key);
    try {
      await foundGranted(store, granted, carried, host);
    } finally {
      await store.close();
    }
    await copyDurably(existsSync(place.keyFile) ? place.keyFile : place.keyCopy, join(next, basename(place.keyFile)));
  } catch (error) {
    await rm(next, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
  return swapPlace(place, `${place.which}-${stampOf(host.now())}`);
}

/**
 * An office of an agency whose store was restored takes the desk code that was granted to its new keys. The office must be closed.
 * The mark first: cut off before the site is written, the store counts as an old one, and asks once more.
 *
 * @throws ProblemError `codeUsed` when numbers were issued here under this code before
 */
export async function takeDeskCode(place: Place, key: Uint8Array, { keys, grant }: Granted, host: Host): Promise<void> {
  const store = await openStore(place.folder, place.markFile, key);
  try {
    const site = grantedSite(
      keys,
      grant,
      readSite((await store.local.findOne('site').exec(true)).toMutableJSON().value),
    );
    const { used = {}, acceptedAt = '' } = store.mark.value ?? {};
    if (Object.hasOwn(used, site.desk)) throw new ProblemError('codeUsed', { detail: site.desk });
    const codes = site.desk === '' ? used : { ...used, [site.desk]: {} };
    // Under a new name nothing stands confirmed: the registry may have been made anew, and a stick be there before the network is.
    const notes = createNotes(store.local);
    for (const part of agencyParts) await doubt(notes, keysOf(grant.agency)(part));
    store.mark.write({ site: site.site, machine: host.machine, used: codes, n: 0, acceptedAt });
    await store.local.upsert({ id: 'site', value: site });
    await dropRequest(store);
  } finally {
    await store.close();
  }
}
