import { agencyParts, databaseOf, ENROLMENT } from '../../shared/centre/names.ts';

/** A database, the files it is made from, and what stands for the placeholders in its security. */
export type Database = { name: string; kind: string; agency?: string; region?: string };

const kindOfPart = { '': 'papers', '-office': 'office', '-scans': 'scans', '-archive': 'archive' } as const;

/** What every registry has, whatever its agencies. */
export const commonDatabases: readonly Database[] = [
  { name: 'registry', kind: 'registry' },
  { name: 'directory', kind: 'directory' },
  { name: 'status', kind: 'status' },
  { name: ENROLMENT, kind: 'enrolment' },
];

/** What an agency needs: its own databases and those of its region. */
export function databasesOfAgency(agency: string): Database[] {
  const region = agency.slice(0, 2);
  return [
    ...agencyParts.map((part) => ({ name: databaseOf(agency, part), kind: kindOfPart[part], agency })),
    { name: `facts-${region}`, kind: 'facts' },
    { name: `region-${region}`, kind: 'region', region },
  ];
}
