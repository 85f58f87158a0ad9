import type { PrintFormat } from '../../shared/contract/shapes.ts';

/** One thing that comes out of a printer. */
export type PrintJob = { number: string; format: PrintFormat };

/** A talon, and with it the label for the paper where this desk prints one. */
export function jobsOf({ number, format }: PrintJob, withLabel: boolean): PrintJob[] {
  return withLabel && format !== 'label58'
    ? [
        { number, format },
        { number, format: 'label58' },
      ]
    : [{ number, format }];
}

/**
 * Prints one after the other until one fails. What came out is done with: trying again prints `left` alone, so that no second talon
 * comes because the label had no paper.
 *
 * @returns `error` is there when something is left: what the first of it failed with
 */
export async function printInTurn(
  jobs: readonly PrintJob[],
  print: (job: PrintJob) => Promise<void>,
): Promise<{ printed: number; left: PrintJob[]; error?: unknown }> {
  for (const [printed, job] of jobs.entries()) {
    try {
      await print(job);
    } catch (error) {
      return { printed, left: jobs.slice(printed), error };
    }
  }
  return { printed: jobs.length, left: [] };
}
