import { z } from 'zod';
import { verifierSchema } from '../domain/keys/verifier.ts';
import { startRuleSchema } from '../domain/law/law-data.ts';
import { roles } from '../domain/life/rights.ts';
import type { ActionRules, BookRules } from '../domain/log/fold.ts';
import type { Line } from '../domain/log/line.ts';
import { type Template, templateSchema } from '../letters/template.ts';

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
/** Fields that an office may leave alone. */
const choiceFields = {
  /** How days of a term are counted (domain §0.5). */
  startRule: startRuleSchema,
};
const allFields = { ...settingsFields, ...choiceFields };
export type Settings = { [F in keyof typeof settingsFields]: z.infer<(typeof settingsFields)[F]> } & {
  [F in keyof typeof choiceFields]?: z.infer<(typeof choiceFields)[F]>;
};

export const settingsRules: BookRules<Record<string, never>, Partial<Settings>, unknown> = {
  id: 'settings',
  start: () => ({}),
  actions: {
    set: {
      v: 1,
      apply: (state, line) => {
        const { field, value } = line.data;
        if (typeof field !== 'string' || !Object.hasOwn(allFields, field)) return { refused: 'malformed' };
        const checked = allFields[field as keyof typeof allFields].safeParse(value);
        return checked.success ? { state: { ...state, [field]: checked.data } } : { refused: 'malformed' };
      },
      decides: (line) => [String(line.data.field)],
    },
  },
  finish: (state) => state,
};

const staffSet = z.object({
  name: z.string(),
  post: both,
  /** May change the office's settings and who is administrator; absent: no. The same as the role. */
  administrator: z.boolean().optional(),
  /** What else the person may do (shared/domain/life/rights.ts). */
  roles: z.array(z.enum(roles)).optional(),
});

/** `YYYY-MM-DD`, or '' for none. */
export const dayOrNone = z.union([z.literal(''), z.iso.date()]);

const staffPhone = z.object({ phone: z.string().max(40) });
const staffVerifier = z.object({
  verifier: verifierSchema,
  /** Made by somebody else: the person has to choose another one at the first sign-in. */
  once: z.boolean(),
});
const staffLeave = z.object({
  /** First day on which the person does not work here any more; '' when it was a mistake. */
  on: dayOrNone,
  /** Id of who takes over; '' for nobody. */
  substitute: z.string().max(60),
});
const staffAbsence = z.object({ from: dayOrNone, to: dayOrNone, substitute: z.string().max(60) });

export type StaffMember = z.infer<typeof staffSet> & {
  phone?: string;
  /** shared/domain/keys/verifier.ts; absent: the person has no password. */
  verifier?: string;
  once?: boolean;
  /** When the person left or will leave, and who takes over. */
  left?: z.infer<typeof staffLeave>;
  /** First and last day. */
  absence?: z.infer<typeof staffAbsence>;
};

/** Whether data of a `set` line make the person an administrator; undefined for data without the form of one. */
export function makesAdministrator(data: unknown): boolean | undefined {
  const checked = staffSet.safeParse(data);
  if (!checked.success) return undefined;
  return checked.data.administrator === true || checked.data.roles?.includes('administrator') === true;
}

/** Whether data of a `leave` line say that the person leaves; undefined for data without the form of one. */
export function leavesOffice(data: unknown): boolean | undefined {
  const checked = staffLeave.safeParse(data);
  return checked.success ? checked.data.on !== '' : undefined;
}

/**
 * A person of the office; the entry is empty, the document's id is `staff:<person>`.
 *
 * @param person whose record it is: one's own password and absence one may change oneself
 * @param mayDecide whether a line may say what a person may do, and who leaves; any other leaves that as it was
 */
export const staffRules = (
  person: string,
  mayDecide: (line: Line) => boolean,
): BookRules<Record<string, never>, StaffMember | undefined, unknown> => {
  const mayTouch = (line: Line) => line.by.id === person || mayDecide(line);
  /** What holds of somebody who was entered before. */
  const particular = <Data>(
    schema: z.ZodType<Data>,
    may: (line: Line) => boolean,
    change: (data: Data) => Partial<StaffMember>,
    decides: string,
  ): ActionRules<StaffMember | undefined> => ({
    v: 1,
    apply: (state, line) => {
      const checked = schema.safeParse(line.data);
      if (!checked.success || !state) return { refused: 'malformed' };
      return may(line) ? { state: { ...state, ...change(checked.data) } } : { refused: 'notAllowed' };
    },
    decides: () => [decides],
  });
  return {
    id: 'staff',
    start: () => undefined,
    actions: {
      set: {
        v: 1,
        apply: (state, line) => {
          const checked = staffSet.safeParse(line.data);
          if (!checked.success) return { refused: 'malformed' };
          const { administrator: claimed, roles: claimedRoles, ...member } = checked.data;
          const { administrator, roles, ...kept } = state ?? ({} as Partial<StaffMember>);
          const right = mayDecide(line) ? { administrator: claimed, roles: claimedRoles } : { administrator, roles };
          return {
            state: {
              ...kept,
              ...member,
              ...(right.administrator !== undefined && { administrator: right.administrator }),
              ...(right.roles !== undefined && { roles: right.roles }),
            },
          };
        },
        decides: () => ['member'],
      },
      phone: particular(staffPhone, mayTouch, ({ phone }) => ({ phone }), 'phone'),
      verifier: particular(staffVerifier, mayTouch, ({ verifier, once }) => ({ verifier, once }), 'verifier'),
      leave: particular(staffLeave, mayDecide, (left) => ({ left }), 'leave'),
      absence: particular(staffAbsence, mayTouch, (absence) => ({ absence }), 'absence'),
    },
    finish: (state) => state,
  };
};

/** An office's own text of a letter: as it was set last, and by whom. Nothing: the built-in one holds. */
export type OwnLetter = { text: Template; at: string; by: string } | undefined;

/**
 * The text of one letter in one language, a document each: its id is `letter:<letter>.<language>`, the entry is empty. Fields that this
 * program does not know may stand in it: a newer one has set them, and they are seen as they stand.
 */
export const letterRules: BookRules<Record<string, never>, OwnLetter, unknown> = {
  id: 'letter',
  start: () => undefined,
  actions: {
    set: {
      v: 1,
      apply: (_state, line) => {
        const text = templateSchema.safeParse(line.data);
        return text.success ? { state: { text: text.data, at: line.at, by: line.by.name } } : { refused: 'malformed' };
      },
      decides: () => ['text'],
    },
    reset: { v: 1, apply: () => ({ state: undefined }), decides: () => ['text'] },
  },
  finish: (state) => state,
};

/** A site and its public key (Ed25519, base64url): what signatures are verified against. */
export const siteEntrySchema = z.object({ publicKey: z.string() });
export type SiteEntry = z.infer<typeof siteEntrySchema>;

/** What the registry has entered of a site; an office that is only being tried out has none of it. Whose lines count: office-state.ts. */
export type SiteState = SiteEntry & {
  /** What the office calls it. */
  name: string;
  /** Desk code and the first year in which it holds; '' for a site that issues no numbers. */
  desk: string;
  deskFrom: number;
  /** Instant of the first grant; '' for a site that no registry has entered. */
  grantedAt: string;
  /** Instant; '' while the site is trusted. A site never comes back under its name. */
  revokedAt: string;
};

const siteGrant = z.object({ name: z.string(), desk: z.string().regex(/^(\d{2})?$/), deskFrom: z.number().int() });

export const siteRules: BookRules<SiteEntry, SiteState, unknown> = {
  id: 'site',
  start: ({ publicKey }) => ({ publicKey, name: '', desk: '', deskFrom: 0, grantedAt: '', revokedAt: '' }),
  actions: {
    register: { v: 1, apply: (state) => ({ state }) },
    grant: {
      v: 1,
      apply: (state, line) => {
        const checked = siteGrant.safeParse(line.data);
        return checked.success
          ? { state: { ...state, ...checked.data, grantedAt: state.grantedAt || line.at } }
          : { refused: 'malformed' };
      },
    },
    revoke: { v: 1, apply: (state, line) => ({ state: { ...state, revokedAt: state.revokedAt || line.at } }) },
  },
  finish: (state) => state,
};
