import { formatDate } from '../../../shared/words/forms.ts';
import type { Papers } from '../../papers/index.ts';
import type { Printing } from '../ports.ts';
import type { Working } from '../working.ts';
import { localDate } from './local-time.ts';
import { sendToPrinter } from './print-pdf.ts';

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
    madeOn: formatDate(localDate(Date.parse(madeAt), zone)),
    body: name,
  });
}

/** @throws ProblemError `printerMissing`, `printFailed`, `noRecoveryCode` */
export async function printRecoverySheet(
  working: Working,
  papers: Papers,
  printing: Printing | undefined,
): Promise<void> {
  const pdf = await renderRecoverySheet(working, papers);
  await sendToPrinter(printing, { pdf, printer: working.office.desk().sheetPrinter, title: 'Kense' });
}
