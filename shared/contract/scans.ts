import { z } from 'zod';

/** Most bytes of a file that go between page and office at once. */
export const SCAN_STRETCH = 512 * 1024;

/** A file on its way from the page: how it is called there, and how long it is. */
export const scanUploadSchema = z.object({
  name: z.string().max(1_000),
  bytes: z.number().int().min(0),
});

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const offset = z.number().int().min(0);

/** The next stretch of it, base64. */
export const scanStretchSchema = z.object({
  id: z.uuid(),
  offset,
  data: z.string().max(Math.ceil(SCAN_STRETCH / 3) * 4),
});

export const scanReadSchema = z.object({ sha256, offset });

export const scanArrivalQuerySchema = z.object({ sha256 });
/** Which part of a file has come, 0 to 1; nothing while that is not known, and where it is not fetched. */
export const scanArrivalSchema = z.object({ share: z.number().optional() });

/** A file of a paper's, as its card shows it. */
export const scanSchema = z.object({
  sha256,
  bytes: z.number(),
  /** Told by its content. */
  type: z.string(),
  name: z.string(),
  /** It is on this computer; otherwise it is fetched when somebody wants to see it. */
  here: z.boolean(),
});
export type CardScan = z.infer<typeof scanSchema>;

/** What may be added; for words, and so that nothing is sent in vain. */
export const scanLimitsSchema = z.object({
  /** Bytes. */
  largestFile: z.number().int(),
  /** All files of a paper together, bytes. */
  largestPaper: z.number().int(),
  mostFiles: z.number().int(),
  /** MIME types, and the endings that names of such files have. */
  types: z.record(z.string(), z.array(z.string()).min(1)),
});
export type ScanLimits = z.infer<typeof scanLimitsSchema>;
