import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { SHORTEST_PASSPHRASE } from '../../shared/contract/keys.ts';
import type { ProblemCode } from '../../shared/contract/problems.ts';
import type { SetUp } from '../../shared/contract/shapes.ts';
import { zoneOfRegion } from '../../shared/domain/places/zones.ts';
import { joinAgency, planJoin, takeDeskCode } from './centre/join.ts';
import { demoFounding, leaveRegistry } from './demo.ts';
import { createGate } from './gate.ts';
import type { Changes } from './live.ts';
import type { Founding } from './open/found-office.ts';
import { TRIAL_AGENCY } from './open/site.ts';
import type { OfficePorts } from './ports.ts';
import { ProblemError } from './problem-error.ts';
import { keyFileOf } from './profile/key-file.ts';
import { keyByPassphrase, keyByRecovery, protectionOf } from './profile/keyring.ts';
import { presenceAt, removePlace, type Which } from './profile/place.ts';
import type { Protection } from './profile/wraps.ts';
import { backupsIn, infoOf, readBackup } from './safety/backup-files.ts';
import { rebuildPlace, restorePlace } from './safety/mending.ts';
import { isOver, writeStubs } from './safety/purge.ts';
import { createWayIn } from './way-in.ts';
import type { Working } from './working.ts';

export type Lifecycle = ReturnType<typeof createLifecycle>;

/**
 * Which office is open on this computer, if any: absent → (set up | demo) → opening → ready, or locked, or failed with a
 * reason. At most one is open; a failed one stays closed until somebody tries again. Here stands what may be asked of it and
 * when, one step after another; how an office opens is the way in (way-in.ts).
 */
export function createLifecycle(ports: OfficePorts) {
  const office = createWayIn(ports, () => {
    const anew = steps(async () => {
      if (office.working()?.office.store.connection.readOnly) await office.behindClosedDoors(async () => undefined);
    });
    anew.catch(() => undefined); // is a state by now
  });
  const { changes, place } = office;
  const steps = createGate();

  function protectionFor(passphrase: string | undefined): Protection {
    const protection = protectionOf(ports, passphrase);
    if (protection.by === 'passphrase' && protection.passphrase.length < SHORTEST_PASSPHRASE)
      throw new ProblemError('passphraseTooShort');
    return protection;
  }

  const lockedOne = (): Which | undefined => {
    const state = office.state();
    return state.phase !== 'locked' ? undefined : state.demo ? 'demo' : 'office';
  };

  /** The office at work. To be named by nobody who waits for it to close: that would keep its file open. */
  function atWork(): Working {
    const working = office.working();
    if (!working) throw new ProblemError('notOpen');
    return working;
  }

  const started = office.begin();

  /** For what replaces files: not while another program has the profile. */
  const exclusively = (task: () => Promise<void>): Promise<void> =>
    steps(async () => {
      await started;
      if (!office.hasProfile()) throw new ProblemError('storeInUse');
      await task();
    });

  return {
    changes,
    state: office.state,
    /**
     * The office at work; a call made while it opens waits.
     *
     * @throws ProblemError `notOpen`
     */
    async working(): Promise<Working> {
      while (office.state().phase === 'opening') await nextChange(changes);
      return atWork();
    },
    /** Whether this is still the office that is open. */
    holds: (one: Working) => one === office.working(),
    /** Signs out whoever is signed in, if an office is open. */
    lock: () => office.working()?.office.session.end(),
    /** A call was refused with this code: the disk may be the reason. */
    noteRefusal: (code: ProblemCode) => office.working()?.safety.disk.note(code),
    openDemo: () =>
      steps(async () => {
        await started;
        if (office.state().phase !== 'absent') return;
        // Invented papers need no passphrase; where there is a vault it costs nothing.
        const protection: Protection = ports.vault ? protectionOf(ports, undefined) : { by: 'nothing' };
        await office.found('demo', await demoFounding(ports.assets), protection);
      }),
    leaveDemo: () =>
      exclusively(async () => {
        if (presenceAt(place('office')) !== 'none') return;
        const site = office.working()?.office.site;
        office.become({ phase: 'opening' });
        try {
          await office.close();
          if (site) await leaveRegistry(site, ports);
          await removePlace(place('demo'));
        } finally {
          await office.begin();
        }
      }),
    setUp: (input: SetUp) =>
      exclusively(async () => {
        if (presenceAt(place('office')) !== 'none')
          throw new ProblemError('fault', { detail: 'there is an office already' });
        const protection = protectionFor(input.passphrase);
        await office.close();
        await office.found('office', foundingOf(input), protection);
        await removePlace(place('demo'));
      }),
    unlock: (passphrase: string) =>
      steps(async () => {
        await started;
        const which = lockedOne();
        if (which) await office.open(which, () => keyByPassphrase(place(which), passphrase));
      }),
    recover: (code: string, passphrase: string | undefined) =>
      steps(async () => {
        await started;
        const which = lockedOne();
        if (which) await office.open(which, () => keyByRecovery(place(which), code, passphrase, ports));
      }),
    retry: () =>
      steps(async () => {
        await started;
        if (['failed', 'locked'].includes(office.state().phase)) await office.begin();
      }),
    /** Not one step after another: it ends the one that runs. */
    stopStep: () => office.stopStep(),
    mend: (by: 'rebuild' | 'rescue') =>
      steps(async () => {
        await started;
        const take = by === 'rescue' ? 'readable' : 'sound';
        await office.behindClosedDoors(() => {
          const { which, key } = office.keyHeld();
          return rebuildPlace(office.stoppable(), place(which), { key, take, doing: 'mending' }, office.tell);
        });
      }),
    restore: (id: string) =>
      exclusively(async () => {
        const backup = await readBackup(id);
        if (!backup) throw new ProblemError('backupDamaged', { detail: id });
        office.become({ phase: 'opening' });
        await office.close();
        const before = office.held();
        try {
          const key = before?.which === 'office' ? before.key : undefined;
          const now = await restorePlace(office.stoppable(), place('office'), backup, key, office.tell);
          if (now === 'otherKey') office.hold(undefined);
        } catch (error) {
          // What was open is opened again, without asking for a passphrase.
          if (before) await office.openHeld().catch((failure: unknown) => office.fail(before.which, failure));
          else await office.begin();
          throw error;
        }
        await removePlace(place('demo'));
        if (office.held()) await office.behindClosedDoors(async () => undefined);
        else await office.begin();
      }),
    /** Locks the store with a fresh key. What the old key opens here goes when the office has opened with the new one. */
    changeKey: (passphrase: string) =>
      steps(async () => {
        await started;
        const fresh = await atWork().keys.forNewKey(passphrase);
        await office.behindClosedDoors(async () => {
          const { which, key } = office.keyHeld();
          const newKey = { key: fresh.key, file: keyFileOf(fresh.wraps) };
          await rebuildPlace(
            office.stoppable(),
            place(which),
            { key, newKey, take: 'sound', doing: 'changingKey' },
            office.tell,
          );
          office.hold({ which, key: fresh.key });
        });
      }),
    /**
     * Joins the agency that a registry's answer grants; the office is open again when it returns. An office on trial makes room for
     * the agency's (centre/join.ts), one whose store was restored gets its desk code.
     *
     * @param answer the answer file's text; '' looks for it over the network
     * @param confirmed fingerprint of the registry that somebody has compared
     */
    join: (answer: string, confirmed: string) =>
      steps(async () => {
        await started;
        const { granted, trial } = await planJoin(atWork().office, answer, confirmed, ports.machine);
        let aside = '';
        await office.behindClosedDoors(async () => {
          const { which, key } = office.keyHeld();
          if (trial) aside = await joinAgency(place(which), key, granted, trial.carried, ports);
          else await takeDeskCode(place(which), key, granted, ports);
        });
        if (trial?.papers === 0) await rm(aside, { recursive: true, force: true, maxRetries: 5 });
      }),
    backupsIn: async (folder: string) => {
      const { backups: own } = place('office');
      if (folder !== '' && !existsSync(folder)) throw new ProblemError('backupFolderMissing', { detail: folder });
      return (await backupsIn(folder === '' ? own : folder)).map((backup) => infoOf(backup, own));
    },
    purge: (year: number, passphrase: string) =>
      steps(async () => {
        await started;
        await atWork().keys.confirm(passphrase);
        const removed = await leaveStubs(atWork(), year);
        if (removed === 0) return { removed };
        await office.behindClosedDoors(() => {
          const { which, key } = office.keyHeld();
          return rebuildPlace(
            office.stoppable(),
            place(which),
            { key, take: 'sound', purge: true, doing: 'mending' },
            office.tell,
          );
        });
        return { removed };
      }),
    async close() {
      office.stopStep();
      await started;
      await steps(office.close);
      office.leaveProfile();
    },
  };
}

/** @returns how many papers have a stub now, and may go */
async function leaveStubs({ office, safety, sync }: Working, year: number): Promise<number> {
  if (!isOver(office, year)) throw new ProblemError('yearNotOver');
  if (!(await sync.registryHasAll())) throw new ProblemError('notAtRegistry');
  if (!(await safety.backups.holdsAll())) throw new ProblemError('notBackedUp');
  return writeStubs(office, year);
}

function foundingOf(input: SetUp): Founding {
  const { name, region, clerk, channels } = input;
  const id = 'clerk-1';
  return {
    settings: { name, region, agency: TRIAL_AGENCY, zone: zoneOfRegion(region), channels },
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
