import { z } from 'zod';

/** The recovery code of the office, without the code: which sheet it is, and whether it was really printed. */
const recoveryStateSchema = z.object({ serial: z.number(), madeAt: z.string(), confirmed: z.boolean() });
export type RecoveryState = z.infer<typeof recoveryStateSchema>;

/** What has to be typed before a locked office opens. */
export const lockSchema = z.discriminatedUnion('by', [
  /** A passphrase; `recovery` is what helps whoever has forgotten it. */
  z.object({ by: z.literal('passphrase'), recovery: recoveryStateSchema.optional() }),
  z.object({
    by: z.literal('recovery'),
    /**
     * - `vaultLost`: this account's vault no longer opens what it kept, e.g. after a forced reset of the password;
     * - `otherAccount`: another account of this computer has opened the office before, this one has not;
     * - `otherComputer`: the folder comes from another computer, or from a copy;
     * - `noVault`: the system had a vault and has none now.
     */
    why: z.enum(['vaultLost', 'otherAccount', 'otherComputer', 'noVault']),
    recovery: recoveryStateSchema,
    /** There is no vault here: a new passphrase has to be chosen. */
    newPassphrase: z.boolean(),
  }),
]);
export type Lock = z.infer<typeof lockSchema>;

/** Who keeps the key of the open office; a full snapshot each time. */
export const keysStateSchema = z.object({
  /** `nothing`: the demo on a computer without a vault. */
  by: z.enum(['vault', 'passphrase', 'nothing']),
  /** Names of the accounts whose vaults open it. */
  accounts: z.array(z.string()),
  /** None: no code has been made yet. */
  recovery: recoveryStateSchema.optional(),
});
export type KeysState = z.infer<typeof keysStateSchema>;

const passphraseSchema = z.string().max(1_000);

export const recoverSchema = z.object({
  /** As it was typed. */
  code: z.string().max(1_000),
  /** The new passphrase, where there is no vault. */
  passphrase: passphraseSchema.optional(),
});

export const changePassphraseSchema = z.object({ current: passphraseSchema, next: passphraseSchema });
