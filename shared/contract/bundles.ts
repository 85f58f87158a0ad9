import { z } from 'zod';
import { asideSchema } from './sync.ts';

/** Bundles go from stick to stick by hand: a folder that somebody names, and files in it. */
export const bundleFolderSchema = z.string().min(1).max(2_000);
export const bundleNameSchema = z.string().min(1).max(300);

/** Whom a bundle may be made for: the registry (`site` is ''), or another desk of the agency. */
const bundleReaderSchema = z.object({ site: z.string(), name: z.string(), desk: z.string() });
export type BundleReader = z.infer<typeof bundleReaderSchema>;

export const bundlesSchema = z.object({
  /** Empty for an office of no agency. */
  readers: z.array(bundleReaderSchema),
  /** The host has a dialog to choose a folder by; otherwise its path is typed. */
  choosesFolder: z.boolean(),
  work: z
    .discriminatedUnion('is', [
      z.object({ is: z.literal('making'), bytes: z.number() }),
      /** `total` is 0 while it is looked through. */
      z.object({ is: z.literal('takingIn'), done: z.number(), total: z.number() }),
    ])
    .optional(),
  /** What bundles brought that was not taken over, at most `MOST_WAITING`, and how many there are. */
  troubles: z.array(asideSchema),
  aside: z.number(),
});
export type Bundles = z.infer<typeof bundlesSchema>;

export const bundleFileSchema = z.object({ name: z.string(), bytes: z.number(), at: z.string() });

export const bundleMadeSchema = z.object({
  path: z.string(),
  documents: z.number(),
  files: z.number(),
  /** Files that are damaged here: the bundle was made without them. */
  leftOut: z.number(),
});

const counts = z.object({ added: z.number(), grown: z.number(), same: z.number(), aside: z.number() });

export const bundleTakenSchema = z.object({
  /** What the office calls the computer it is from; '' for the registry. */
  from: z.string(),
  papers: counts,
  records: counts,
  files: z.number(),
});
export type BundleTaken = z.infer<typeof bundleTakenSchema>;
