import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** `shared`: every account of the computer that may use it writes there. */
export type Profile = { folder: string; shared: boolean };

type Places = {
  /** As the starter said it: `--profile` or `KENSE_PROFILE`. */
  named: string | undefined;
  /** The account's own folder of earlier versions, and where the computer has none for all. */
  own: string;
  /** The computer's folder; undefined where the system has no place for one. */
  machine: string | undefined;
};

/**
 * The profile belongs to the machine, not to an account (design §5): whoever sits at the desk finds the same papers. The installer
 * makes its folder with the rights that it needs; without it, and for an office that an account has already, it stays the
 * account's own. An office is never left behind.
 */
export function chooseProfile({ named, own, machine }: Places): Profile {
  if (named) return { folder: resolve(named), shared: false };
  if (hasOffice(own) || machine === undefined || !canWrite(machine)) return { folder: own, shared: false };
  return { folder: machine, shared: true };
}

/** Where the installer makes the folder. */
export function machineFolder(platform: NodeJS.Platform, programData: string | undefined): string | undefined {
  if (platform === 'win32') return programData && join(programData, 'Kense');
  return platform === 'linux' ? '/var/lib/kense' : undefined;
}

/** Papers or a key to them; the demo alone binds nobody. */
function hasOffice(profile: string): boolean {
  return ['key.json', 'kense.db'].some((name) => existsSync(join(profile, 'office', name)));
}

/** Tried, because access lists say more than the mode of a folder. */
function canWrite(folder: string): boolean {
  try {
    rmdirSync(mkdtempSync(join(folder, 'probe-')));
    return true;
  } catch {
    return false;
  }
}
