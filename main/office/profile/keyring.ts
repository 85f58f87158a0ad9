import type { KeysState, Lock } from '../../../shared/contract/keys.ts';
import { readRecoveryCode, recoveryGroups } from '../../../shared/domain/keys/recovery-code.ts';
import { createGate } from '../gate.ts';
import { createChanges } from '../live.ts';
import type { OfficePorts } from '../ports.ts';
import { ProblemError } from '../problem-error.ts';
import { type KeyFilePlace, keyFilesAgree, readKeyFile, type Wrap, type WrapBy, writeKeyFile } from './key-file.ts';
import {
  bytes,
  createKey,
  type Protection,
  recoveryCodeOf,
  unwrapByPassphrase,
  unwrapByRecovery,
  wrapByRecovery,
  wrapKey,
} from './wraps.ts';

type Host = Pick<OfficePorts, 'vault' | 'account' | 'machine' | 'now'>;

/** The store's key and the ways to it, while the office is open. */
export type Keyring = ReturnType<typeof createKeyring>;

/** The key, and all the ways to it. */
export type Opened = { key: Uint8Array; wraps: Wrap[] };

/** The key, had without asking anybody; or what has to be asked. */
export type Found = Opened | { lock: Lock };

/**
 * Looks for a way to the key that needs nobody: this account's vault, or a key that lies open.
 *
 * @throws ProblemError `storeKey`, `storeNewer`, `vaultLost` when nothing that anybody could type would help
 */
export async function findKey(place: KeyFilePlace, host: Host): Promise<Found> {
  const wraps = await readKeyFile(place);
  const open = wrapsBy(wraps, 'nothing').at(0);
  if (open) return { key: bytes(open.data), wraps };
  const own = wrapsBy(wraps, 'vault').filter((wrap) => isOurs(wrap, host));
  for (const wrap of host.vault ? own : []) {
    const key = await host.vault?.unwrap(bytes(wrap.data)).catch(() => undefined);
    if (key) return { key, wraps };
  }
  const recovery = stateOfRecovery(wraps);
  const newPassphrase = !host.vault;
  if (wrapsBy(wraps, 'passphrase').length > 0) return { lock: { by: 'passphrase', recovery, newPassphrase } };
  if (!recovery) throw new ProblemError('vaultLost', { detail: host.vault ? 'no way to the key' : 'no vault' });
  return { lock: { by: 'recovery', why: whyLost(wraps, own, host), recovery, newPassphrase } };
}

/** @throws ProblemError `wrongPassphrase` */
export async function keyByPassphrase(place: KeyFilePlace, passphrase: string): Promise<Opened> {
  const wraps = await readKeyFile(place);
  const wrap = wrapsBy(wraps, 'passphrase').at(0);
  if (!wrap) throw new ProblemError('wrongPassphrase', { detail: 'there is no passphrase' });
  return { key: await unwrapByPassphrase(wrap, passphrase), wraps };
}

/**
 * The way back from a lost vault or passphrase. The key is wrapped anew for this account, or by a new passphrase; the code stays
 * valid.
 *
 * @throws ProblemError `wrongRecovery`, `passphraseTooShort`
 */
export async function keyByRecovery(
  place: KeyFilePlace,
  typed: string,
  passphrase: string | undefined,
  host: Host,
): Promise<Opened> {
  const code = readRecoveryCode(typed);
  const wraps = await readKeyFile(place);
  const wrap = wrapsBy(wraps, 'recovery').at(0);
  if (code.state !== 'whole' || !wrap) throw new ProblemError('wrongRecovery');
  const key = await unwrapByRecovery(wrap, code.code);
  const renewed = await rewrapped(wraps, key, protectionOf(host, passphrase), host);
  await writeKeyFile(place, renewed);
  return { key, wraps: renewed };
}

/** The vault where there is one, else a passphrase. */
export function protectionOf({ vault, account, machine }: Host, passphrase: string | undefined): Protection {
  if (vault) return { by: 'vault', vault, account, machine };
  return { by: 'passphrase', passphrase: passphrase ?? '' };
}

/** The ways to a new office's key. An office with real papers gets a recovery code at once. */
export async function firstWraps(key: Uint8Array, protection: Protection, host: Host, real: boolean): Promise<Wrap[]> {
  const wrap = await wrapKey(key, protection);
  return real ? [wrap, await wrapByRecovery(key, 1, new Date(host.now()).toISOString())] : [wrap];
}

/**
 * The ways to the key of an open office. Every change is on disk, in both copies of the key file, when it returns; changes pass one
 * after another.
 */
export function createKeyring(place: KeyFilePlace, { key, wraps: first }: Opened, host: Host) {
  const changes = createChanges();
  const gate = createGate();
  let wraps = first;
  const save = async (next: Wrap[]) => {
    await writeKeyFile(place, next);
    wraps = next;
    changes.notify();
  };
  const recovery = () => {
    const wrap = wrapsBy(wraps, 'recovery').at(0);
    if (!wrap) throw new ProblemError('noRecoveryCode');
    return wrap;
  };
  return {
    key,
    changes,
    state: (): KeysState => ({
      by: wrapsBy(wraps, 'passphrase').length > 0 ? 'passphrase' : wraps[0]?.by === 'nothing' ? 'nothing' : 'vault',
      accounts: wrapsBy(wraps, 'vault').map(({ account }) => account ?? ''),
      recovery: stateOfRecovery(wraps),
    }),
    /**
     * Once the key has proved to fit the store: makes both copies of the file the same again, and names the account in a file of
     * the first format.
     */
    settle: () =>
      gate(async () => {
        const named = wraps.map((wrap) =>
          wrap.by === 'vault' && wrap.account === undefined && host.vault
            ? { ...wrap, account: host.account, machine: host.machine }
            : wrap,
        );
        const changed = named.some((wrap, index) => wrap !== wraps[index]);
        if (changed || !(await keyFilesAgree(place))) await save(named);
      }),
    /** @throws ProblemError `noRecoveryCode` */
    recoveryCode: async () => ({ ...recovery(), code: await recoveryCodeOf(recovery(), key) }),
    /**
     * For who has forgotten a password: whether this is the code from the safe.
     *
     * @throws ProblemError `wrongRecovery`, `noRecoveryCode`
     */
    async proveRecovery(typed: string): Promise<void> {
      const code = readRecoveryCode(typed);
      const wrap = recovery();
      if (code.state !== 'whole') throw new ProblemError('wrongRecovery');
      await unwrapByRecovery(wrap, code.code);
    },
    /**
     * Notes that the sheet was printed: somebody has typed its last group.
     *
     * @param group 6 digits
     *
     * @throws ProblemError `wrongRecovery`
     */
    confirmRecovery: (group: string) =>
      gate(async () => {
        const wrap = recovery();
        if (recoveryGroups(await recoveryCodeOf(wrap, key)).at(-1) !== group) throw new ProblemError('wrongRecovery');
        await save(wraps.map((one) => (one === wrap ? { ...wrap, confirmed: true } : one)));
      }),
    /** A new code; the one before opens nothing from here on. */
    renewRecovery: () =>
      gate(async () => {
        const serial = (stateOfRecovery(wraps)?.serial ?? 0) + 1;
        const fresh = await wrapByRecovery(key, serial, new Date(host.now()).toISOString());
        await save([...wraps.filter(({ by }) => by !== 'recovery'), fresh]);
      }),
    /** @throws ProblemError `wrongPassphrase`, `passphraseTooShort` */
    changePassphrase: (current: string, next: string) =>
      gate(async () => {
        const wrap = wrapsBy(wraps, 'passphrase').at(0);
        if (!wrap) throw new ProblemError('wrongPassphrase', { detail: 'there is no passphrase' });
        await unwrapByPassphrase(wrap, current);
        await save(await rewrapped(wraps, key, { by: 'passphrase', passphrase: next }, host));
      }),
    /**
     * For what not everybody who sits at an open office may do. A vault opens without a question: there the account answers for it.
     *
     * @throws ProblemError `wrongPassphrase`
     */
    async confirm(passphrase: string): Promise<void> {
      const wrap = wrapsBy(wraps, 'passphrase').at(0);
      if (wrap) await unwrapByPassphrase(wrap, passphrase);
    },
    /**
     * A fresh key with ways of its own, for a store that is to be locked by it: this account's vault, the same passphrase, a new
     * recovery code. Other accounts need that code once. Nothing is written.
     *
     * @throws ProblemError `wrongPassphrase`; `noRecoveryCode` in the demo
     */
    async forNewKey(passphrase: string): Promise<Opened> {
      if (wrapsBy(wraps, 'nothing').length > 0) throw new ProblemError('noRecoveryCode');
      const fresh = createKey();
      const next: Wrap[] = [];
      const locked = wrapsBy(wraps, 'passphrase').at(0);
      if (locked) {
        await unwrapByPassphrase(locked, passphrase);
        next.push(await wrapKey(fresh, { by: 'passphrase', passphrase }));
      }
      if (host.vault) next.push(await wrapKey(fresh, protectionOf(host, undefined)));
      const serial = (stateOfRecovery(wraps)?.serial ?? 0) + 1;
      next.push(await wrapByRecovery(fresh, serial, new Date(host.now()).toISOString()));
      return { key: fresh, wraps: next };
    },
  };
}

/** The same ways, with this one in place of the one it replaces. */
async function rewrapped(wraps: readonly Wrap[], key: Uint8Array, protection: Protection, host: Host): Promise<Wrap[]> {
  const fresh = await wrapKey(key, protection);
  const replaced = (wrap: Wrap) => wrap.by === fresh.by && (wrap.by !== 'vault' || isOurs(wrap, host));
  return [fresh, ...wraps.filter((wrap) => !replaced(wrap))];
}

function wrapsBy<By extends Wrap['by']>(wraps: readonly Wrap[], by: By): WrapBy<By>[] {
  return wraps.filter((wrap): wrap is WrapBy<By> => wrap.by === by);
}

/** Files of the first format do not say whose vault it was: every account may try. */
function isOurs(wrap: WrapBy<'vault'>, { account, machine }: Host): boolean {
  return wrap.account === undefined || (wrap.account === account && wrap.machine === machine);
}

function stateOfRecovery(wraps: readonly Wrap[]): KeysState['recovery'] {
  const [wrap] = wrapsBy(wraps, 'recovery');
  return wrap && { serial: wrap.serial, madeAt: wrap.madeAt, confirmed: wrap.confirmed };
}

function whyLost(wraps: readonly Wrap[], own: readonly Wrap[], host: Host): Extract<Lock, { by: 'recovery' }>['why'] {
  if (!host.vault) return 'noVault';
  if (own.length > 0) return 'vaultLost';
  return wrapsBy(wraps, 'vault').some(({ machine }) => machine === host.machine) ? 'otherAccount' : 'otherComputer';
}
