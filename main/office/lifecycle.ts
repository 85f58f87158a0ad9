import { join } from 'node:path';
import type { ProblemCode } from '../../shared/contract/problems.ts';
import type { AppState, SetUp } from '../../shared/contract/shapes.ts';
import { zoneOfRegion } from '../../shared/domain/places/zones.ts';
import { StoreError } from '../store/errors.ts';
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
import { createKey, openKeyFile, type Protection, protectionOf, SHORTEST_PASSPHRASE } from './profile/key-file.ts';
import { beginPlace, finishPlace, placeOf, presenceAt, removePlace, type Which } from './profile/place.ts';
import { type Drafts, openDrafts } from './services/drafts.ts';
import { createPrintLog, type PrintLog } from './services/prints.ts';
import { createRegistrar, type Registrar } from './services/register.ts';
import { createRegisters, type Registers } from './services/registers.ts';
import { type DeskViews, openViews } from './services/views.ts';

/** An open office and what takes its papers. */
export type Working = {
  office: OpenOffice;
  registrar: Registrar;
  drafts: Drafts;
  prints: PrintLog;
  views: DeskViews;
  registers: Registers;
};

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

  /** Opens what is there. Where a passphrase is needed and none is given, the office stays locked. */
  async function open(which: Which, passphrase?: string): Promise<void> {
    const { folder, keyFile, markFile } = place(which);
    try {
      const by = await protectionOf(keyFile);
      if (by === 'passphrase' && passphrase === undefined) return become({ phase: 'locked', demo: which === 'demo' });
      become({ phase: 'opening' });
      const key = await openKeyFile(keyFile, { vault: ports.vault, passphrase });
      if (!storeExists(folder)) throw new StoreError('damaged', 'the file with the papers is missing');
      await takeUp(which, await openStore(folder, markFile, key));
    } catch (error) {
      fail(which, error);
      throw error;
    }
  }

  async function takeUp(which: Which, store: Store): Promise<void> {
    try {
      const office = await openOffice(store, await loadAssets(), ports);
      const drafts = await openDrafts(office);
      const registrar = await createRegistrar(office, drafts.registered);
      const registers = createRegisters(office, join(ports.assets, 'fonts'));
      const views = await openViews(office);
      working = { office, drafts, registrar, prints: createPrintLog(office), views, registers };
      become({ phase: 'ready', demo: which === 'demo' });
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  function fail(which: Which, error: unknown): void {
    const { problem } = asProblem(error);
    const demo = which === 'demo';
    ports.log('error', 'the office did not open', { code: problem.code, detail: problem.detail });
    if (problem.code === 'wrongPassphrase') become({ phase: 'locked', demo });
    else become({ phase: 'failed', demo, problem: problem.code, detail: problem.detail ?? '' });
  }

  /** Founds an office and opens it. It counts as one from the moment its key is written, after everything else. */
  async function found(which: Which, founding: Founding, protection: Protection): Promise<void> {
    become({ phase: 'opening' });
    try {
      const { key, file } = await createKey(protection);
      await beginPlace(place(which), ports.profile);
      const store = await openStore(place(which).folder, place(which).markFile, key);
      try {
        await foundOffice(store, founding, ports);
        if (which === 'demo') await fillDemo(store, await loadAssets(), ports);
        await finishPlace(place(which), file);
      } catch (error) {
        await store.close();
        throw error;
      }
      await takeUp(which, store);
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
    closing?.registers.stop();
    await closing?.office.stop();
    await closing?.office.store.close();
  }

  /** Opens the office that is there, if any; a failure is a state to be shown, not an error to be thrown. */
  async function begin(): Promise<void> {
    const office = presenceAt(place('office'));
    // The demo goes when there is an office of one's own; one without its key can never be opened again.
    if (office !== 'none' || presenceAt(place('demo')) === 'keyless') await removePlace(place('demo'));
    if (office === 'keyless')
      return fail('office', new ProblemError('storeKey', { detail: 'the key file is missing' }));
    const which = office === 'whole' ? 'office' : presenceAt(place('demo')) === 'whole' ? 'demo' : undefined;
    if (which) await open(which).catch(() => undefined);
    else become({ phase: 'absent', vault: ports.vault !== undefined });
  }

  function protectionFor(passphrase: string | undefined): Protection {
    if (ports.vault) return { by: 'vault', vault: ports.vault };
    if (passphrase === undefined || passphrase.length < SHORTEST_PASSPHRASE)
      throw new ProblemError('passphraseTooShort');
    return { by: 'passphrase', passphrase };
  }

  const started = begin();

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
    openDemo: () =>
      steps(async () => {
        await started;
        if (state.phase !== 'absent') return;
        // Invented papers need no passphrase; where there is a vault it costs nothing.
        const protection: Protection = ports.vault ? { by: 'vault', vault: ports.vault } : { by: 'nothing' };
        await found('demo', await demoFounding(ports.assets), protection);
      }),
    leaveDemo: () =>
      steps(async () => {
        await started;
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
      steps(async () => {
        await started;
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
        if (state.phase === 'locked') await open(state.demo ? 'demo' : 'office', passphrase);
      }),
    retry: () =>
      steps(async () => {
        await started;
        if (state.phase === 'failed') await begin();
      }),
    async close() {
      await started;
      await steps(closeOffice);
    },
  };
}

/** Any thrown error as a problem with a code the page has words for. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const detail = describe(error);
  if (error instanceof StoreError) return new ProblemError(storeProblems[error.code], { cause: error, detail });
  return new ProblemError('fault', { cause: error, detail });
}

/** What an error says without the papers it was about: RxDB puts whole documents into its messages. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'rxdb' in error ? `RxDB ${String((error as Error & { code?: unknown }).code)}` : error.message;
}

const storeProblems: Record<StoreError['code'], ProblemCode> = {
  wrongKey: 'storeKey',
  damaged: 'storeDamaged',
  diskFull: 'diskFull',
  readOnly: 'diskReadOnly',
  inUse: 'storeInUse',
  newerFormat: 'storeNewer',
  failed: 'storeFailed',
};

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
