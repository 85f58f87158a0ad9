import { z } from 'zod';
import { bothSchema } from './shapes.ts';

/** What a code of the classifier (КАТО) stands for, as one picks it. */
const placeLevels = ['region', 'district', 'town', 'ruralDistrict', 'village'] as const;

/** One place of the classifier, with the names around it, so that namesakes are told apart. */
export const placeSchema = z.object({
  /** KATO, 9 digits. */
  code: z.string().regex(/^\d{9}$/),
  level: z.enum(placeLevels),
  /** With its kind: `Құлсары қаласы`, `г. Кульсары`. Where the Kazakh name is not known the Russian one stands in both. */
  name: bothSchema,
  /** Rural district, district and region in words, the smallest first; '' for a region. */
  within: bothSchema,
});
export type PlaceFound = z.infer<typeof placeSchema>;

/** `isMeant`: what was typed names this place and is likely to mean it, so that Enter may take it. */
export const placeMatchSchema = placeSchema.extend({ isMeant: z.boolean() });
export type PlaceMatch = z.infer<typeof placeMatchSchema>;

export const placesFindSchema = z.object({
  text: z.string().max(2_000),
  limit: z.number().int().min(1).max(50),
});
