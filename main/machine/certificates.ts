import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tls from 'node:tls';

/** Certificates of authorities of an agency's own, PEM, beside the profile's offices. */
export const OWN_CERTIFICATES = 'registry-ca.pem';

/**
 * Whom this process believes when it speaks to a registry: Node's list of authorities, those of the operating system (many agencies have an
 * authority of their own there), and those in the profile's `registry-ca.pem`. Before the first connection.
 *
 * Node before 22.19 (and 24.5) cannot be told any more once it runs: there it is Node's list, and what `NODE_EXTRA_CA_CERTS` named at its start.
 *
 * @returns what could not be taken, in words for the log; '' when nothing
 */
export function trustCertificates(profile: string): string {
  const { getCACertificates, setDefaultCACertificates } = tls as Partial<typeof tls>;
  const file = join(profile, OWN_CERTIFICATES);
  if (!getCACertificates || !setDefaultCACertificates)
    return existsSync(file)
      ? `this Node takes no certificates while it runs: name ${OWN_CERTIFICATES} in NODE_EXTRA_CA_CERTS`
      : '';
  const known = [...getCACertificates('default'), ...getCACertificates('system')];
  setDefaultCACertificates(known);
  try {
    // It takes one certificate a text.
    const own = readFileSync(file, 'utf8').match(CERTIFICATE) ?? [];
    setDefaultCACertificates([...known, ...own]);
    return own.length > 0 ? '' : `there is no certificate in ${OWN_CERTIFICATES}`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? '' : `${OWN_CERTIFICATES}: ${(error as Error).message}`;
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
