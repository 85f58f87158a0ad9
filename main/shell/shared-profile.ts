/** Tells a process of the office that other accounts of the group use the same profile. */
export const SHARED = '--shared-profile';

/** What this process writes the others of the group may write too. A process of Electron's does not take over its parent's umask. */
export function writeForGroup(told = process.argv.includes(SHARED)): void {
  if (told) process.umask(0o007);
}
