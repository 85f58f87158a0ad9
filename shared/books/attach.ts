import { z } from 'zod';
import { requiredLine } from './fields.ts';

/** A file that was added to a paper. The line names it; the file itself travels beside the papers, by its content. */
export const scanSchema = z.object({
  /** Of what is in the file; its name everywhere. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
  /** What its content shows it to be (MIME), whatever it was called. */
  type: z.string().max(100),
  /** What it was called where it came from. */
  name: requiredLine(200),
});
export type Scan = z.infer<typeof scanSchema>;

/** The scans that a paper's lines name, each once; also where a line has no effect, so that nothing named is left behind. */
export function scansIn(log: readonly { do: string; data: unknown }[]): Scan[] {
  const scans = new Map<string, Scan>();
  for (const line of log) {
    const scan = line.do === 'attach' ? scanSchema.safeParse(line.data) : undefined;
    if (scan?.success && !scans.has(scan.data.sha256)) scans.set(scan.data.sha256, scan.data);
  }
  return [...scans.values()];
}
