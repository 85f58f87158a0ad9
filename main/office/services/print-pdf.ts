import { pageSizeOf } from '../../papers/page-size.ts';
import { PrintError, type Printing } from '../ports.ts';
import { ProblemError } from '../problem-error.ts';

/**
 * Sends a PDF of ours to a printer, at its exact size.
 *
 * @param printer its name, or '' for the system's default
 * @param title in the queue; carries no personal data
 * @throws ProblemError `printerMissing`, `printFailed`
 */
export async function printPdf(
  printing: Printing | undefined,
  printer: string,
  title: string,
  render: () => Promise<Uint8Array>,
): Promise<void> {
  if (!printing) throw new ProblemError('printerMissing', { detail: 'this host does not print' });
  const pdf = await render();
  try {
    await printing.print({ pdf, printer, title, ...pageSizeOf(pdf) });
  } catch (cause) {
    if (cause instanceof PrintError) throw new ProblemError(cause.code, { cause, detail: cause.message });
    throw cause;
  }
}
