import { userInfo } from 'node:os';

/** The account that is signed in, as its owner knows it: `AKIMAT\Seitova` on Windows, the login name elsewhere. */
export function accountName(): string {
  const domain = process.platform === 'win32' ? process.env.USERDOMAIN : undefined;
  try {
    return domain ? `${domain}\\${userInfo().username}` : userInfo().username;
  } catch {
    // An account without an entry in the system's list of users.
    return String(process.getuid?.() ?? '');
  }
}
