import { join } from 'node:path';
import { describe, toStoreError } from '../store/errors.ts';
import { type BundleDesk, createBundleDesk } from './centre/bundle-desk.ts';
import { type Synchronising, startSynchronising } from './centre/synchronise.ts';
import { type Learning, startLearning } from './matters/learning.ts';
import type { Assets } from './open/assets.ts';
import { type OpenOffice, openOffice } from './open/open-office.ts';
import type { Store } from './open/open-store.ts';
import { type Accounts, openAccounts } from './people/accounts.ts';
import { type Looks, openLooks } from './people/looks.ts';
import { createStaffDesk, type StaffDesk } from './people/staff-desk.ts';
import type { OfficePorts } from './ports.ts';
import { readKeyFile } from './profile/key-file.ts';
import { createKeyring, type Keyring } from './profile/keyring.ts';
import type { Place } from './profile/place.ts';
import { noteRenewed, renewalRequired } from './safety/renewal.ts';
import { createSafety, type OfficeSafety } from './safety/safety.ts';
import { noteClosed, noteOpening } from './safety/unclean-stop.ts';
import { createScans, type Scans } from './scans/scans.ts';
import { type Drafts, openDrafts } from './services/drafts.ts';
import { createEnrolmentDesk, type EnrolmentDesk } from './services/enrolment.ts';
import { createLists, type ListDesk } from './services/lists.ts';
import { createPrintLog, type PrintLog } from './services/prints.ts';
import { createRegistrar, type Registrar } from './services/register.ts';
import { createRegisters, type Registers } from './services/registers.ts';
import { openReminders, type Reminders } from './services/reminder.ts';
import { type DeskViews, openViews } from './services/views.ts';

/** An open office and everything that works in it. */
export type Working = {
  office: OpenOffice;
  accounts: Accounts;
  staff: StaffDesk;
  looks: Looks;
  registrar: Registrar;
  drafts: Drafts;
  prints: PrintLog;
  scans: Scans;
  views: DeskViews;
  reminders: Reminders;
  registers: Registers;
  lists: ListDesk;
  keys: Keyring;
  safety: OfficeSafety;
  enrolment: EnrolmentDesk;
  sync: Synchronising;
  bundles: BundleDesk;
  learning: Learning;
};

/** Sets an office to work on its store. When it fails, the store is closed; damage leaves the sign of a stop in mid-work behind. */
export async function startWork(
  store: Store,
  at: { ports: OfficePorts; place: Place; key: Uint8Array },
  assets: () => Promise<Assets>,
): Promise<Working> {
  const { ports, place, key } = at;
  const { folder } = place;
  noteOpening(folder);
  const running: { stop(): unknown }[] = [];
  try {
    const office = await openOffice(store, await assets(), { ...ports, renew: renewalRequired(folder) });
    running.unshift(office);
    await noteRenewed(folder).catch(() => undefined);
    const safety = await createSafety(office, at);
    running.unshift(safety);
    const keys = createKeyring(place, { key, wraps: await readKeyFile(place) }, ports);
    await keys
      .settle()
      .catch((error) => ports.log('error', 'the key file stays as it is', { detail: describe(error) }));
    const accounts = await openAccounts(office, keys, ports.machine);
    const looks = await openLooks(office);
    const drafts = await openDrafts(office);
    const registrar = await createRegistrar(office, drafts.registered);
    const views = await openViews(office);
    const reminders = await openReminders(office);
    const lists = createLists(office);
    await lists.settle().catch((error) => ports.log('error', 'a list was not settled', { detail: describe(error) }));
    const bundles = createBundleDesk(office);
    running.unshift(bundles);
    const learning = startLearning(office);
    running.unshift(learning);
    // The last that may fail is done: from here on documents come from elsewhere.
    const sync = startSynchronising(office, place.which === 'demo' ? ports.demoRegistry : undefined);
    return {
      office,
      accounts,
      staff: createStaffDesk(office),
      looks,
      drafts,
      registrar,
      prints: createPrintLog(office),
      scans: createScans(office, sync.fetchScan),
      bundles,
      learning,
      views,
      reminders,
      registers: createRegisters(office, join(ports.assets, 'fonts')),
      lists,
      keys,
      safety,
      enrolment: createEnrolmentDesk(office, ports),
      sync,
    };
  } catch (error) {
    for (const one of running) await one.stop();
    await store.close();
    // The next start looks the store over before it opens it.
    if (toStoreError(error).code !== 'damaged') noteClosed(folder);
    throw error;
  }
}

/** Lets running writes finish, then closes the store. */
export async function stopWork(
  { bundles, scans, sync, registers, safety, learning, office }: Working,
  place: Place,
): Promise<void> {
  scans.stop();
  await bundles.stop();
  await sync.stop();
  registers.stop();
  await learning.stop();
  await safety.stop();
  await office.stop();
  await office.store.close();
  noteClosed(place.folder);
}
