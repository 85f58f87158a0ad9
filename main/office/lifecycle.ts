import { mkdir, rename, rm } from 'node:fs/promises';
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
import { openStore } from './open/open-store.ts';
import type { OfficePorts } from './ports.ts';
import { ProblemError } from './problem-error.ts';
import { createKeyFile, openKeyFile, type Protection, protectionOf, SHORTEST_PASSPHRASE } from './profile/key-file.ts';
import { createRegistrar, type Registrar } from './services/register.ts';

/** An open office and what takes its papers. */
export type Working = { office: OpenOffice; registrar: Registrar };

type Which = 'office' | 'demo';

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

  const folder = (which: Which) => join(ports.profile, which);
  const keyFile = (which: Which) => join(folder(which), 'key.json');
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
    const demo = which === 'demo';
    try {
      const by = await protectionOf(keyFile(which));
      if (by === 'passphrase' && passphrase === undefined) return become({ phase: 'locked', demo });
      become({ phase: 'opening' });
      const key = await openKeyFile(keyFile(which), { vault: ports.vault, passphrase });
      working = await takeUp(folder(which), key, await loadAssets());
      become({ phase: 'ready', demo });
    } catch (error) {
      const { problem } = asProblem(error);
      ports.log('error', 'the office did not open', { code: problem.code, detail: problem.detail });
      if (problem.code === 'wrongPassphrase') become({ phase: 'locked', demo });
      else become({ phase: 'failed', demo, problem: problem.code, detail: problem.detail ?? '' });
      throw error;
    }
  }

  async function takeUp(path: string, key: Uint8Array, assets: Assets): Promise<Working> {
    const store = await openStore(path, key);
    try {
      const office = await openOffice(store, assets, ports);
      return { office, registrar: await createRegistrar(office) };
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** Founds an office aside and moves it into place whole: a power cut leaves either nothing or an office. */
  async function found(which: Which, founding: Founding, protection: Protection): Promise<void> {
    const aside = `${folder(which)}.new`;
    await rm(aside, { recursive: true, force: true });
    await mkdir(aside, { recursive: true });
    const key = await createKeyFile(join(aside, 'key.json'), protection);
    const store = await openStore(aside, key);
    try {
      await foundOffice(store, founding, ports.now);
      if (which === 'demo') await fillDemo(store, await loadAssets(), ports);
    } finally {
      await store.close();
    }
    await rename(aside, folder(which));
  }

  async function present(): Promise<Which | undefined> {
    for (const which of ['office', 'demo'] as const) if (await protectionOf(keyFile(which))) return which;
    return undefined;
  }

  async function closeOffice(): Promise<void> {
    const closing = working;
    working = undefined;
    await closing?.office.stop();
    await closing?.office.store.close();
  }

  /** Opens the office that is there, if any; a failure is a state to be shown, not an error to be thrown. */
  async function begin(): Promise<void> {
    const which = await present().catch(() => 'office' as const);
    if (which) await open(which).catch(() => undefined);
    else become({ phase: 'absent', vault: ports.vault !== undefined });
  }

  function protectionFor(passphrase: string | undefined): Protection {
    if (ports.vault) return { by: 'vault', vault: ports.vault };
    if (passphrase === undefined || passphrase.length < SHORTEST_PASSPHRASE)
      throw new ProblemError('passphraseTooShort');
    return { by: 'passphrase', passphrase };
  }

  async function removeDemo(): Promise<void> {
    await rm(folder('demo'), { recursive: true, force: true });
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
    openDemo: () =>
      steps(async () => {
        await started;
        if (state.phase === 'ready') return;
        if (!(await present())) {
          // Invented papers need no passphrase; where there is a vault it costs nothing.
          const protection: Protection = ports.vault ? { by: 'vault', vault: ports.vault } : { by: 'nothing' };
          become({ phase: 'opening' });
          await found('demo', await demoFounding(ports.assets), protection).catch(backToBegin);
        }
        await open('demo');
      }),
    leaveDemo: () =>
      steps(async () => {
        await started;
        await closeOffice();
        await removeDemo();
        await begin();
      }),
    setUp: (input: SetUp) =>
      steps(async () => {
        await started;
        if ((await present()) === 'office') throw new ProblemError('fault', { detail: 'there is an office already' });
        const protection = protectionFor(input.passphrase);
        await closeOffice();
        become({ phase: 'opening' });
        await found('office', foundingOf(input), protection).catch(backToBegin);
        await removeDemo();
        await open('office', input.passphrase);
      }),
    unlock: (passphrase: string) =>
      steps(async () => {
        await started;
        const which = await present();
        if (state.phase === 'locked' && which) await open(which, passphrase);
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

  async function backToBegin(error: unknown): Promise<never> {
    await begin();
    throw error;
  }
}

/** Any thrown error as a problem with a code the page has words for. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof StoreError) return new ProblemError(storeProblems[error.code], { cause: error, detail });
  return new ProblemError('fault', { cause: error, detail });
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
