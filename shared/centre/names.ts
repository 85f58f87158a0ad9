/**
 * How databases, roles and users of a registry are called (design §7). An agency is named by 7 digits: region and agency.
 */

/** What an agency has at the centre: its papers, what it keeps about itself, its scans, its closed years. */
export const agencyParts = ['', '-office', '-scans', '-archive'] as const;

export const databaseOf = (agency: string, part: (typeof agencyParts)[number] = ''): string =>
  `agency-${agency}${part}`;

/** The role of all who belong to an agency; its databases name it as their member. */
export const roleOfAgency = (agency: string): string => `agency-${agency}`;

/**
 * The role that lets a site bring in numbers of an agency's desk from a year on (validate/own-number.js).
 *
 * @param desk two digits
 * @param year in full
 * @param until the last year, of a code that the computer had under a former name; absent for the one that it issues numbers under
 */
export const roleOfDesk = (agency: string, desk: string, year: number, until?: number): string =>
  `desk-${agency}-${desk}-${twoDigits(year)}${until === undefined ? '' : `-${twoDigits(until)}`}`;

const twoDigits = (year: number) => String(year).slice(2);

/** The role of every site: reads the directory. */
export const SITE_ROLE = 'site';

/** A site's user. `validate/own-record.js` knows this form too. */
export const userOfSite = (site: string): string => `site-${site}`;

/** Where computers that want to join put their requests, and fetch the answers. */
export const ENROLMENT = 'enrolment';

/** User and role of whoever has no password yet: the proxy lends it for one address alone (registry/proxy). */
export const DOOR = 'door';
