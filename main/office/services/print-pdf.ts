import { pageSizeOf } from '../../papers/page-size.ts';
import { PrintError, type Printing, type PrintJob } from '../ports.ts';
import { ProblemError } from '../problem-error.ts';

/**
 * Sends a PDF of ours to a printer, at its exact size. An empty printer is the system's default one; the title stands in the
 * queue and carries no personal data.
 *
 * @throws ProblemError `printerMissing`, `printFailed`
 */
export async function sendToPrinter(
  printing: Printing | undefined,
  job: Pick<PrintJob, 'pdf' | 'printer' | 'title'>,
  size: Pick<PrintJob, 'widthMm' | 'heightMm'> = pageSizeOf(job.pdf),
): Promise<void> {
  if (!printing) throw new ProblemError('printerMissing', { detail: 'this host does not print' });
  try {
    await printing.print({ ...job, ...size });
  } catch (cause) {
    if (cause instanceof PrintError) throw new ProblemError(cause.code, { cause, detail: cause.message });
    throw cause;
  }
}
