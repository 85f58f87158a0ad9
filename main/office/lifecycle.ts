import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SHORTEST_PASSPHRASE } from '../../shared/contract/keys.ts';
import type { ProblemCode } from '../../shared/contract/problems.ts';
import type { Step, Way } from '../../shared/contract/safety.ts';
import type { AppState, SetUp } from '../../shared/contract/shapes.ts';
import { zoneOfRegion } from '../../shared/domain/places/zones.ts';
import { StoreError, toStoreError } from '../store/errors.ts';
import { asProblem, describe } from './as-problem.ts';
import { demoFounding, fillDemo } from './demo.ts';
import { createGate } from './gate.ts';
import { type Changes, createChanges } from './live.ts';
import { type Assets, readAssets } from './open/assets.ts';
import { type Founding, foundOffice } from './open/found-office.ts';
import { type OpenOffice, openOffice } from './open/open-office.ts';
import { openStore, type Store, storeExists } from './open/open-store.ts';
import { releaseHandles } from './open/release-handles.ts';
import type { OfficePorts } from './ports.ts';
import { ProblemError } from './problem-error.ts';
import { keyFileOf, readKeyFile } from './profile/key-file.ts';
import {
  createKeyring,
  type Found,
  findKey,
  firstWraps,
  type Keyring,
  keyByPassphrase,
  keyByRecovery,
  protectionOf,
} from './profile/keyring.ts';
import { beginPlace, finishPlace, placeOf, presenceAt, removePlace, settlePlace, type Which } from './profile/place.ts';
import { createKey, type Protection } from './profile/wraps.ts';
import { backupsIn, infoOf, readBackup } from './safety/backup-files.ts';
import { knownBackups } from './safety/backups.ts';
import { checkPlace, rebuildPlace, restorePlace } from './safety/mending.ts';
import { isOver, writeStubs } from './safety/purge.ts';
import { noteRenewed, renewalRequired } from './safety/renewal.ts';
import { createSafety, type OfficeSafety } from './safety/safety.ts';
import { noteClosed, noteOpening, stoppedUncleanly } from './safety/unclean-stop.ts';
import { type Drafts, openDrafts } from './services/drafts.ts';
import { createPrintLog, type PrintLog } from './services/prints.ts';
import { createRegistrar, type Registrar } from './services/register.ts';
import { createRegisters, type Registers } from './services/registers.ts';
import { type DeskViews, openViews } from './services/views.ts';

/** An open office and everything that works in it. */
export type Working = {
  office: OpenOffice;
  registrar: Registrar;
  drafts: Drafts;
  prints: PrintLog;
  views: DeskViews;
  registers: Registers;
  keys: Keyring;
  safety: OfficeSafety;
};

/** What is put right by typing it again. */
const mistyped = new Set<ProblemCode>(['wrongPassphrase', 'wrongRecovery', 'passphraseTooShort']);

export type Lifecycle = ReturnType<typeof createLifecycle>;

/**
 * Which office is open on this computer, if any: absent → (set up | demo) → opening → ready, or locked, or failed with a
 * reason. At most one is open; a failed one stays closed until somebody tries again.
 */
export function createLifecycle(ports: OfficePorts) {
  const changes = createChanges();
  let state: AppState = { phase: 'opening' };
  let working: Working | undefined;
  let assets: Promise<Assets> | undefined;
  /** The key of the office that was opened or failed to: mending it asks for no passphrase again. */
  let held: { which: Which; key: Uint8Array } | undefined;
  /** The last look at its store could read every document: what keeps it from opening can be made again. */
  let documentsWhole = false;
  /** Set while this office has the profile for itself. */
  let letGo: (() => void) | undefined;
  const steps = createGate();

  const place = (which: Which) => placeOf(ports.profile, which);
  const become = (next: AppState) => {
    state = next;
    changes.notify();
  };
  const loadAssets = () => {
    assets ??= readAssets(ports.assets);
    return assets;
  };

  /** Opens what is there. Where something has to be typed first, the office stays locked; what was typed wrong leaves it so. */
  async function open(which: Which, findOut: () => Promise<Found>): Promise<void> {
    const before = state;
    become({ phase: 'opening' });
    try {
      const found = await findOut();
      if ('lock' in found) return become({ phase: 'locked', demo: which === 'demo', lock: found.lock });
      held = { which, key: found.key };
      await openHeld();
    } catch (error) {
      if (before.phase === 'locked' && error instanceof ProblemError && mistyped.has(error.problem.code))
        become(before);
      else await fail(which, error);
      throw error;
    }
  }

  /** Opens the office whose key is known; looks it over first when it was stopped in mid-work, or does not open. */
  async function openHeld(): Promise<void> {
    const { which, key } = keyHeld();
    const at = place(which);
    if (!storeExists(at.folder)) throw new StoreError('damaged', 'the file with the papers is missing');
    if (stoppedUncleanly(at.folder)) await lookOver();
    const store = await openStore(at.folder, at.markFile, key).catch(async (error: unknown) => {
      if (!(error instanceof StoreError) || error.code !== 'damaged') throw error;
      await releaseHandles();
      await lookOver();
      return openStore(at.folder, at.markFile, key);
    });
    await takeUp(which, store, key);
  }

  /** What is computed from documents is mended without a word; nobody has to decide about it. */
  async function lookOver(): Promise<void> {
    const { which, key } = keyHeld();
    documentsWhole = false;
    const found = await checkPlace(ports, place(which), key, tell);
    documentsWhole = true;
    if (found === 'rebuild') await rebuildPlace(ports, place(which), { key, take: 'sound', doing: 'mending' }, tell);
  }

  function keyHeld() {
    if (!held) throw new ProblemError('notOpen');
    return held;
  }

  async function takeUp(which: Which, store: Store, key: Uint8Array): Promise<void> {
    const { folder } = place(which);
    noteOpening(folder);
    try {
      const office = await openOffice(store, await loadAssets(), { ...ports, renew: renewalRequired(folder) });
      await noteRenewed(folder).catch(() => undefined);
      const safety = await createSafety(office, { ports, place: place(which), key });
      const keys = createKeyring(place(which), { key, wraps: await readKeyFile(place(which)) }, ports);
      await keys
        .settle()
        .catch((error) => ports.log('error', 'the key file stays as it is', { detail: describe(error) }));
      const drafts = await openDrafts(office);
      working = {
        office,
        drafts,
        registrar: await createRegistrar(office, drafts.registered),
        prints: createPrintLog(office),
        views: await openViews(office),
        registers: createRegisters(office, join(ports.assets, 'fonts')),
        keys,
        safety,
      };
      become({ phase: 'ready', demo: which === 'demo' });
    } catch (error) {
      await store.close();
      noteClosed(folder);
      throw error;
    }
  }

  async function fail(which: Which, error: unknown): Promise<void> {
    const { code, detail = '' } = asProblem(error).problem;
    const demo = which === 'demo';
    ports.log('error', 'the office did not open', { code, detail });
    const backups = (await knownBackups(ports.profile, place(which))).map((one) => infoOf(one, place(which).backups));
    const ways: Way[] = [];
    if (code === 'storeDamaged' && held?.which === which) ways.push(...(documentsWhole ? rebuildFirst : rescueOnly));
    if (backups.length > 0 && ['storeDamaged', 'nothingRescued', 'storeKey', 'vaultLost'].includes(code))
      ways.push('restore');
    become({ phase: 'failed', demo, problem: code, detail, ways, backups });
  }

  function tell(step: Step): void {
    become({ phase: 'opening', step });
  }

  /** Closes the office, changes its files by `work`, opens it again; a failure is shown as one to open. */
  async function behindClosedDoors(work: () => Promise<unknown>): Promise<void> {
    const { which } = keyHeld();
    try {
      become({ phase: 'opening' });
      await closeOffice();
      await releaseHandles(); // also of one that failed to open
      await work();
      await openHeld();
    } catch (error) {
      await fail(which, error);
      throw error;
    }
  }

  /** Founds an office and opens it. It counts as one from the moment its key is written, after everything else. */
  async function found(which: Which, founding: Founding, protection: Protection): Promise<void> {
    become({ phase: 'opening' });
    try {
      const key = createKey();
      const wraps = await firstWraps(key, protection, ports, which === 'office');
      await beginPlace(place(which), ports.profile);
      const store = await openStore(place(which).folder, place(which).markFile, key);
      try {
        await foundOffice(store, founding, ports);
        if (which === 'demo') await fillDemo(store, await loadAssets(), ports);
        await finishPlace(place(which), wraps);
      } catch (error) {
        await store.close();
        throw error;
      }
      held = { which, key };
      await takeUp(which, store, key);
    } catch (error) {
      await begin();
      throw error;
    }
  }

  async function closeOffice(): Promise<void> {
    if (!working) return;
    await closeWorking();
    // Not within closeWorking: whatever still names the office keeps its file open.
    await releaseHandles();
  }

  async function closeWorking(): Promise<void> {
    const closing = working;
    working = undefined;
    if (!closing) return;
    closing.registers.stop();
    await closing.safety.stop();
    await closing.office.stop();
    await closing.office.store.close();
    if (held) noteClosed(place(held.which).folder);
  }

  /** Whether nobody else uses the profile; before that nothing in it is touched. */
  function holdProfile(): boolean {
    try {
      letGo ??= ports.holdProfile();
    } catch (error) {
      throw toStoreError(error);
    }
    return letGo !== undefined;
  }

  /** Opens the office that is there, if any; a failure is a state to be shown, not an error to be thrown. */
  async function begin(): Promise<void> {
    held = undefined;
    try {
      if (!holdProfile()) throw new StoreError('inUse', 'another program has the profile');
    } catch (error) {
      return await fail('office', error);
    }
    for (const which of ['office', 'demo'] as const) await settlePlace(place(which));
    const office = presenceAt(place('office'));
    // The demo goes when there is an office of one's own; one without its key can never be opened again.
    if (office !== 'none' || presenceAt(place('demo')) === 'keyless') await removePlace(place('demo'));
    if (office === 'keyless')
      return await fail('office', new ProblemError('storeKey', { detail: 'the key file is missing' }));
    const which = office === 'whole' ? 'office' : presenceAt(place('demo')) === 'whole' ? 'demo' : undefined;
    if (which) await open(which, () => findKey(place(which), ports)).catch(() => undefined);
    else become({ phase: 'absent', vault: ports.vault !== undefined });
  }

  function protectionFor(passphrase: string | undefined): Protection {
    const protection = protectionOf(ports, passphrase);
    if (protection.by === 'passphrase' && protection.passphrase.length < SHORTEST_PASSPHRASE)
      throw new ProblemError('passphraseTooShort');
    return protection;
  }

  const lockedOne = (): Which | undefined => (state.phase !== 'locked' ? undefined : state.demo ? 'demo' : 'office');

  const started = begin();

  /** For what replaces files: not while another program has the profile. */
  const exclusively = (task: () => Promise<void>): Promise<void> =>
    steps(async () => {
      await started;
      if (!letGo) throw new ProblemError('storeInUse');
      await task();
    });

  return {
    changes,
    state: () => state,
    /**
     * The office at work; a call made while it opens waits.
     *
     * @throws ProblemError `notOpen`
     */
    async working(): Promise<Working> {
      while (state.phase === 'opening') await nextChange(changes);
      if (!working) throw new ProblemError('notOpen');
      return working;
    },
    /** Whether this is still the office that is open. */
    holds: (one: Working) => one === working,
    /** A call was refused with this code: the disk may be the reason. */
    noteRefusal: (code: ProblemCode) => working?.safety.disk.note(code),
    openDemo: () =>
      steps(async () => {
        await started;
        if (state.phase !== 'absent') return;
        // Invented papers need no passphrase; where there is a vault it costs nothing.
        const protection: Protection = ports.vault ? protectionOf(ports, undefined) : { by: 'nothing' };
        await found('demo', await demoFounding(ports.assets), protection);
      }),
    leaveDemo: () =>
      exclusively(async () => {
        if (presenceAt(place('office')) !== 'none') return;
        become({ phase: 'opening' });
        try {
          await closeOffice();
          await removePlace(place('demo'));
        } finally {
          await begin();
        }
      }),
    setUp: (input: SetUp) =>
      exclusively(async () => {
        if (presenceAt(place('office')) !== 'none')
          throw new ProblemError('fault', { detail: 'there is an office already' });
        const protection = protectionFor(input.passphrase);
        await closeOffice();
        await found('office', foundingOf(input), protection);
        await removePlace(place('demo'));
      }),
    unlock: (passphrase: string) =>
      steps(async () => {
        await started;
        const which = lockedOne();
        if (which) await open(which, () => keyByPassphrase(place(which), passphrase));
      }),
    recover: (code: string, passphrase: string | undefined) =>
      steps(async () => {
        await started;
        const which = lockedOne();
        if (which) await open(which, () => keyByRecovery(place(which), code, passphrase, ports));
      }),
    retry: () =>
      steps(async () => {
        await started;
        if (state.phase === 'failed' || state.phase === 'locked') await begin();
      }),
    mend: (by: 'rebuild' | 'rescue') =>
      steps(async () => {
        await started;
        const take = by === 'rescue' ? 'readable' : 'sound';
        await behindClosedDoors(() => {
          const { which, key } = keyHeld();
          return rebuildPlace(ports, place(which), { key, take, doing: 'mending' }, tell);
        });
      }),
    restore: (id: string) =>
      exclusively(async () => {
        const backup = await readBackup(id);
        if (!backup) throw new ProblemError('backupDamaged', { detail: id });
        become({ phase: 'opening' });
        await closeOffice();
        const before = held;
        try {
          const key = before?.which === 'office' ? before.key : undefined;
          const now = await restorePlace(ports, place('office'), backup, key, tell);
          if (now === 'otherKey') held = undefined;
        } catch (error) {
          // What was open is opened again, without asking for a passphrase.
          if (before) await openHeld().catch((failure: unknown) => fail(before.which, failure));
          else await begin();
          throw error;
        }
        await removePlace(place('demo'));
        if (held) await behindClosedDoors(async () => undefined);
        else await begin();
      }),
    /** Locks the store with a fresh key. What the old key opens here goes when the office has opened with the new one. */
    changeKey: (passphrase: string) =>
      steps(async () => {
        await started;
        if (!working) throw new ProblemError('notOpen');
        const fresh = await working.keys.forNewKey(passphrase);
        let aside = '';
        await behindClosedDoors(async () => {
          const { which, key } = keyHeld();
          const newKey = { key: fresh.key, file: keyFileOf(fresh.wraps) };
          aside = await rebuildPlace(ports, place(which), { key, newKey, take: 'sound', doing: 'changingKey' }, tell);
          held = { which, key: fresh.key };
        });
        await rm(aside, { recursive: true, force: true, maxRetries: 5 });
      }),
    backupsIn: async (folder: string) => {
      const { backups: own } = place('office');
      if (folder !== '' && !existsSync(folder)) throw new ProblemError('backupFolderMissing', { detail: folder });
      return (await backupsIn(folder === '' ? own : folder)).map((backup) => infoOf(backup, own));
    },
    purge: (year: number) =>
      steps(async () => {
        await started;
        if (!working) throw new ProblemError('notOpen');
        const { office, safety } = working;
        if (!isOver(office, year)) throw new ProblemError('yearNotOver');
        if (!(await safety.backups.holdsAll())) throw new ProblemError('notBackedUp');
        const removed = await writeStubs(office, year);
        if (removed === 0) return { removed };
        await behindClosedDoors(() => {
          const { which, key } = keyHeld();
          return rebuildPlace(ports, place(which), { key, take: 'sound', purge: true, doing: 'mending' }, tell);
        });
        return { removed };
      }),
    async close() {
      await started;
      await steps(closeOffice);
      letGo?.();
      letGo = undefined;
    },
  };
}

const rebuildFirst: Way[] = ['rebuild', 'rescue'];
const rescueOnly: Way[] = ['rescue'];

function foundingOf(input: SetUp): Founding {
  const { name, region, clerk, channels } = input;
  const id = 'clerk-1';
  return {
    settings: { name, region, agency: '00000', zone: zoneOfRegion(region), channels },
    staff: [{ id, ...clerk }],
    clerk: id,
  };
}

function nextChange(changes: Changes): Promise<void> {
  return new Promise((resolve) => {
    const stop = changes.listen(() => {
      stop();
      resolve();
    });
  });
}
