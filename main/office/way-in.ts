import type { ProblemCode } from '../../shared/contract/problems.ts';
import type { Step, Way } from '../../shared/contract/safety.ts';
import type { AppState } from '../../shared/contract/shapes.ts';
import { describe, StoreError, toStoreError } from '../store/errors.ts';
import { asProblem } from './as-problem.ts';
import { fillDemo, foundDemo } from './demo.ts';
import { createChanges } from './live.ts';
import { type Assets, readAssets } from './open/assets.ts';
import { type Founding, foundOffice } from './open/found-office.ts';
import { openStore, type Store, storeExists } from './open/open-store.ts';
import { releaseHandles } from './open/release-handles.ts';
import type { OfficePorts } from './ports.ts';
import { ProblemError } from './problem-error.ts';
import { type Found, findKey, firstWraps } from './profile/keyring.ts';
import {
  beginPlace,
  finishPlace,
  placeOf,
  presenceAt,
  removePlace,
  removeReplaced,
  settlePlace,
  takeBackNext,
  type Which,
} from './profile/place.ts';
import { createKey, type Protection } from './profile/wraps.ts';
import { infoOf } from './safety/backup-files.ts';
import { knownBackups } from './safety/backups.ts';
import { checkPlace, rebuildPlace } from './safety/mending.ts';
import { giveUpRebuild, rebuildRequired } from './safety/rebuild-sign.ts';
import { stoppedUncleanly } from './safety/unclean-stop.ts';
import { startWork, stopWork, type Working } from './working.ts';

const isStopped = (error: unknown) => error instanceof ProblemError && error.problem.code === 'stopped';

/** What is put right by typing it again. */
const mistyped = new Set<ProblemCode>(['wrongPassphrase', 'wrongRecovery', 'passphraseTooShort']);
const rebuildFirst: Way[] = ['rebuild', 'rescue'];
const rescueOnly: Way[] = ['rescue'];

/** The key of the office that was opened or failed to: mending it asks for no passphrase again. */
type Held = { which: Which; key: Uint8Array };

/**
 * How an office is come into: looked for, founded, its key found, its store looked over and opened, and out again. It keeps what
 * the page is shown of that (`state`); who may ask for what, and when, is the lifecycle's. Its steps are not to overlap.
 *
 * @param onWritable the office is open for reading alone, and its disk may be written again: it has to be opened anew
 */
export function createWayIn(ports: OfficePorts, onWritable: () => void) {
  const changes = createChanges();
  let state: AppState = { phase: 'opening' };
  let working: Working | undefined;
  let assets: Promise<Assets> | undefined;
  let held: Held | undefined;
  /** The last look at its store could read every document: what keeps it from opening can be made again. */
  let documentsWhole = false;
  let stopper: AbortController | undefined;
  /** Set while this office has the profile for itself. */
  let letGo: (() => void) | undefined;

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
    await takeBackNext(at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EROFS') throw error; // where nobody can write nothing comes in
    });
    if (!storeExists(at.folder)) throw new StoreError('damaged', 'the file with the papers is missing');
    if (stoppedUncleanly(at.folder) || rebuildRequired(at.folder)) await lookOver(false);
    const openStanding = async () => takeUp(which, await openStore(at.folder, at.markFile, key), key);
    await openStanding().catch(async (error: unknown) => {
      if (!(error instanceof StoreError) || error.code !== 'damaged') throw error;
      await releaseHandles();
      await lookOver(true);
      await openStanding();
    });
  }

  /**
   * What is computed from documents is mended without a word; nobody has to decide about it.
   *
   * @param met damage was met: all of it is looked at, however large it is
   */
  async function lookOver(met: boolean): Promise<void> {
    const { which, key } = keyHeld();
    documentsWhole = false;
    const found = await checkPlace(stoppable(), place(which), key, met, tell);
    documentsWhole = true;
    const asked = rebuildRequired(place(which).folder);
    if (found === 'sound' && !asked) return;
    try {
      await rebuildPlace(stoppable(), place(which), { key, take: 'sound', doing: 'mending' }, tell);
    } catch (error) {
      const { code } = toStoreError(error);
      // Only the newest documents of a large store were looked at, and those are sound. Where there is no room for another one, the
      // sign stays for the next opening.
      if (found === 'rebuild' || (code !== 'damaged' && code !== 'diskFull')) throw error;
      ports.log('warning', 'what is not in step stays so for now', { code });
      if (code === 'damaged') giveUpRebuild(place(which).folder);
    }
  }

  function keyHeld() {
    if (!held) throw new ProblemError('notOpen');
    return held;
  }

  async function takeUp(which: Which, store: Store, key: Uint8Array): Promise<void> {
    const started = await startWork(store, { ports, place: place(which), key }, loadAssets);
    working = started;
    await removeReplaced(place(which)).catch((error: unknown) =>
      ports.log('warning', 'the office before stays aside for now', { detail: describe(error) }),
    );
    become({ phase: 'ready', demo: which === 'demo' });
    if (!store.connection.readOnly) return;
    const stop = started.office.safetyChanged.listen(() => {
      if (started.safety.disk.state() !== 'ok') return;
      stop();
      onWritable();
    });
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

  /** What a long step is done with, so that it can be stopped. */
  function stoppable(): OfficePorts & { signal: AbortSignal } {
    stopper = new AbortController();
    return { ...ports, signal: stopper.signal };
  }

  function tell(step: Step): void {
    become({ phase: 'opening', step });
  }

  /**
   * Closes the office, changes its files by `work`, opens it again. When `work` fails, its files are as they were: an office that was
   * open is opened again, one that was not stays closed for this reason.
   */
  async function behindClosedDoors(work: () => Promise<unknown>): Promise<void> {
    const { which } = keyHeld();
    const before = state;
    const wasOpen = working !== undefined;
    become({ phase: 'opening' });
    try {
      await closeOffice();
      await releaseHandles(); // also of one that failed to open
      await work();
    } catch (error) {
      if (isStopped(error) && !wasOpen) become(before);
      else if (!wasOpen) await fail(which, error);
      else await openHeld().catch((failure: unknown) => fail(which, failure));
      throw error;
    }
    try {
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
        if (which === 'office') await foundOffice(store, founding, ports);
        else {
          await foundDemo(store, founding, ports);
          await fillDemo(store, await loadAssets(), ports);
        }
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
    if (closing) await stopWork(closing, place(keyHeld().which));
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

  /** Finishes what was cut off, and removes what nobody can need any more. */
  async function tidyUp(): Promise<void> {
    for (const which of ['office', 'demo'] as const) await settlePlace(place(which));
    // The demo goes when there is an office of one's own; one without its key can never be opened again.
    if (presenceAt(place('office')) !== 'none' || presenceAt(place('demo')) === 'keyless')
      await removePlace(place('demo'));
  }

  /** Opens the office that is there, if any; a failure is a state to be shown, not an error to be thrown. */
  async function begin(): Promise<void> {
    held = undefined;
    try {
      if (!holdProfile()) throw new StoreError('inUse', 'another program has the profile');
    } catch (error) {
      return await fail('office', error);
    }
    try {
      await tidyUp();
    } catch (error) {
      // On a disk that may only be read everything stays as it is; an office that stands in its place can be read all the same.
      if (toStoreError(error).code !== 'readOnly' || presenceAt(place('office')) === 'none')
        return await fail('office', error);
    }
    const office = presenceAt(place('office'));
    if (office === 'keyless')
      return await fail('office', new ProblemError('storeKey', { detail: 'the key file is missing' }));
    const which = office === 'whole' ? 'office' : presenceAt(place('demo')) === 'whole' ? 'demo' : undefined;
    if (which) await open(which, () => findKey(place(which), ports)).catch(() => undefined);
    else become({ phase: 'absent', vault: ports.vault !== undefined });
  }
  return {
    changes,
    state: () => state,
    become,
    tell,
    place,
    working: () => working,
    held: () => held,
    keyHeld,
    /** From now on this is the office's key; `undefined`: it has to be found again. */
    hold(next: Held | undefined) {
      held = next;
    },
    begin,
    open,
    openHeld,
    found,
    fail,
    behindClosedDoors,
    stoppable,
    /** Stops the step that runs, if any; what it was to change stays as it was. */
    stopStep: () => stopper?.abort(new ProblemError('stopped')),
    close: closeOffice,
    /** Whether this program has the profile for itself. */
    hasProfile: () => letGo !== undefined,
    leaveProfile() {
      letGo?.();
      letGo = undefined;
    },
  };
}
