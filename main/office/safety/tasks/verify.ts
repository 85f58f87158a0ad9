import { checkAll, documentsAreWhole, type Report } from '../../../store/care/check.ts';
import { readCatalogue } from '../../../store/care/salvage.ts';
import { type Connection, openConnection } from '../../../store/connection.ts';
import { StoreError } from '../../../store/errors.ts';
import { databaseIn } from '../../open/open-store.ts';
import type { Serve } from '../child-messages.ts';

export const verify: Serve<'verify'> = async ({ folder, key }, progress) =>
  verifyCopy(folder, Buffer.from(key, 'hex'), progress);

/**
 * Opens a copy, reads every document in it and closes it in order: what stood in its WAL is in its file then.
 *
 * @returns how many papers are in it, and what of it has to be computed anew from the documents, all of which are whole
 * @throws StoreError `damaged`, `wrongKey`
 */
export function verifyCopy(
  folder: string,
  key: Uint8Array,
  progress: (done: number, total: number) => void,
): { papers: number; damage: Report['damage'] } {
  const connection = openConnection(databaseIn(folder), key);
  const report = checkAll(connection, { progress });
  if (!documentsAreWhole(report))
    throw new StoreError('damaged', `the copy is damaged: ${JSON.stringify(report.damage)}`);
  const papers = countPapers(connection);
  connection.close();
  return { papers, damage: report.damage };
}

export function countPapers(connection: Connection): number {
  return readCatalogue(connection)
    .filter(({ collection }) => collection === 'papers')
    .reduce((sum, { n }) => sum + Number(connection.get(`SELECT count(*) FROM t${n}`)?.[0] ?? 0), 0);
}
