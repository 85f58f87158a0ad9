import { z } from 'zod';
import type { BookRules } from '../domain/log/fold.ts';

/**
 * What an office keeps about itself: its settings, its staff, the keys of its sites. The same entry-and-log documents as
 * papers, so they merge the same way; they stand in the collection `office`, not in a journal.
 */

const both = z.object({ kk: z.string(), ru: z.string() });

/** One field of the settings at a time, so that two people changing two fields do not contradict each other. */
const settingsFields = {
  name: both,
  region: z.string().regex(/^\d{2}$/),
  agency: z.string().regex(/^\d{5}$/),
  zone: z.string(),
  channels: z.object({ site: z.string(), sms: z.string(), phones: z.array(z.string()), complaintPhone: z.string() }),
};
export type Settings = { [F in keyof typeof settingsFields]: z.infer<(typeof settingsFields)[F]> };

export const settingsRules: BookRules<Record<string, never>, Partial<Settings>, unknown> = {
  id: 'settings',
  start: () => ({}),
  actions: {
    set: {
      v: 1,
      apply: (state, line) => {
        const { field, value } = line.data;
        if (typeof field !== 'string' || !Object.hasOwn(settingsFields, field)) return { refused: 'malformed' };
        const checked = settingsFields[field as keyof Settings].safeParse(value);
        return checked.success ? { state: { ...state, [field]: checked.data } } : { refused: 'malformed' };
      },
      decides: (line) => String(line.data.field),
    },
  },
  finish: (state) => state,
};

export type StaffMember = { name: string; post: { kk: string; ru: string } };
const staffMember = z.object({ name: z.string(), post: both });

/** A person of the office; the entry is empty, the document's id is `staff:<person>`. */
export const staffRules: BookRules<Record<string, never>, StaffMember | undefined, unknown> = {
  id: 'staff',
  start: () => undefined,
  actions: {
    set: {
      v: 1,
      apply: (_state, line) => {
        const checked = staffMember.safeParse(line.data);
        return checked.success ? { state: checked.data } : { refused: 'malformed' };
      },
      decides: () => 'member',
    },
  },
  finish: (state) => state,
};

/** A site and its public key (Ed25519, base64url): what signatures are verified against. */
export const siteEntrySchema = z.object({ publicKey: z.string() });
export type SiteEntry = z.infer<typeof siteEntrySchema>;

export const siteRules: BookRules<SiteEntry, SiteEntry, unknown> = {
  id: 'site',
  start: (entry) => entry,
  actions: { register: { v: 1, apply: (state) => ({ state }) } },
  finish: (state) => state,
};
