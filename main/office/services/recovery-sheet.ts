import type { Papers } from '../../papers/index.ts';
import type { Working } from '../lifecycle.ts';
import type { Printing } from '../ports.ts';
import { dateWords, localDate } from './local-time.ts';
import { printPdf } from './print-pdf.ts';

/**
 * The sheet with the recovery code for the safe, as PDF. It leaves the office as bytes only: no file of it is ever written here.
 *
 * @throws ProblemError `noRecoveryCode`
 */
export async function renderRecoverySheet({ office, keys }: Working, papers: Papers): Promise<Uint8Array> {
  const { code, serial, madeAt } = await keys.recoveryCode();
  const { name, zone } = office.records.settings;
  return papers.renderRecoverySheet({
    code,
    serial,
    madeOn: dateWords(localDate(Date.parse(madeAt), zone)),
    body: name,
  });
}

/** @throws ProblemError `printerMissing`, `printFailed`, `noRecoveryCode` */
export async function printRecoverySheet(
  working: Working,
  papers: Papers,
  printing: Printing | undefined,
): Promise<void> {
  // The desk's printer holds talons; a sheet of A4 goes to the system's default one.
  await printPdf(printing, '', 'Kense', () => renderRecoverySheet(working, papers));
}
