import { keyOf } from '../../main/sync/engine.ts';
import { createNotes } from '../../main/sync/notes.ts';
import { openTroubles, type Troubles } from '../../main/sync/troubles.ts';
import { databaseOf } from '../../shared/centre/names.ts';
import { composeNumber, parseNumber } from '../../shared/domain/number/paper-number.ts';
import { inClosedStore } from './closed-store.ts';
import { PASSPHRASE } from './offices.ts';
import { AGENCY } from './registry.ts';

/** What has been refused, set aside and left of papers, records and files, and by bundles: as the exchange remembers it, in a closed office's store. */
export function noteTroubles(
  profile: string,
  note: (of: { papers: Troubles; records: Troubles; files: Troubles; bundles: Troubles }) => Promise<void>,
  passphrase = PASSPHRASE,
): Promise<void> {
  return inClosedStore(
    profile,
    async ({ local }) => {
      const open = (key: string) => openTroubles(createNotes(local), key, Date.now);
      const of = (part: Parameters<typeof databaseOf>[1]) => open(keyOf('registry', databaseOf(AGENCY, part)));
      await note({
        papers: await of(''),
        records: await of('-office'),
        files: await of('-scans'),
        bundles: await open('bundles'),
      });
    },
    passphrase,
  );
}

/** The number that follows on one after so many. */
export function numberAfter(number: string, many: number): string {
  const parsed = parseNumber(number);
  if (!parsed.ok) throw new Error(parsed.reason);
  return composeNumber({ ...parsed.number, sequence: parsed.number.sequence + many });
}
