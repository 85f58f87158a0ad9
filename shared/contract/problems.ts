import { z } from 'zod';
import { refusals } from '../centre/checks.ts';

/**
 * Every way an operation can fail expectedly. A code is stable and never reused; the page shows the catalogue text
 * `problems.<code>` with `data` filled in. `retryable`: the same call may go through a little later.
 */
export const problems = {
  /** Fields of a form are missing or wrong; `issues` name each by its path, the message is a key of `problems.field`. */
  invalidEntry: { retryable: false },
  /** This desk's 999,999 numbers of the year are used up. */
  sequenceFull: { retryable: false },
  /** No office is open: it is absent, locked, or failed to start. */
  notOpen: { retryable: true },
  wrongPassphrase: { retryable: false },
  passphraseTooShort: { retryable: false },
  /** The recovery code is not the one that is valid now. */
  wrongRecovery: { retryable: false },
  /** No recovery code has been made yet. */
  noRecoveryCode: { retryable: false },
  /** The operating system's vault no longer opens the key. */
  vaultLost: { retryable: false },
  /** Another Kense uses this profile. */
  storeInUse: { retryable: true },
  /** The store’s file is damaged or missing. */
  storeDamaged: { retryable: false },
  /** The store was written by a newer Kense. */
  storeNewer: { retryable: false },
  /** The key does not fit the store. */
  storeKey: { retryable: false },
  diskFull: { retryable: true },
  diskReadOnly: { retryable: true },
  /** Anything else the store refuses. */
  storeFailed: { retryable: true },
  /** The folder for backups is not there: the stick is not plugged in. */
  backupFolderMissing: { retryable: true },
  /** This is no backup, or it is not whole. */
  backupDamaged: { retryable: false },
  /** While a backup was copied so much was written that it was given up; the next try comes by itself. */
  backupOvertaken: { retryable: true },
  /** What kept the office from opening was stopped by somebody; its files are as they were. */
  stopped: { retryable: true },
  /** Not one paper could be read, and there is no backup. */
  nothingRescued: { retryable: false },
  /** A year is purged only when a verified backup holds everything. */
  notBackedUp: { retryable: false },
  /** A year is purged only when the registry has taken every paper of this desk. */
  notAtRegistry: { retryable: true },
  /** Only years that are over can be purged. */
  yearNotOver: { retryable: false },
  /** The paper was removed from this desk; it is in the registry's archive. */
  paperRemoved: { retryable: false },
  unknownPaper: { retryable: false },
  /** A newer program has acted on the paper: here it may be read only. */
  paperReadOnly: { retryable: false },
  /** What was to be done with the paper is not possible where it stands, or not for this person; `hindrance` says why. */
  actionNotNow: { retryable: false },
  /** There is something to say against it, in `issues`; it is done once somebody has seen that and goes on. */
  actionWarned: { retryable: false },
  /** A file without content. */
  scanEmpty: { retryable: false },
  /** A file beyond the limit (assets/scans). */
  scanTooLarge: { retryable: false },
  /** More files on one paper, or more bytes, than a paper may have. */
  scanTooMany: { retryable: false },
  /** The office belongs to no agency: there is nobody to exchange bundles with. */
  bundleAlone: { retryable: false },
  /** No site of the agency that a bundle could be made for. */
  unknownReader: { retryable: false },
  /** Why a bundle is refused, whole (shared/centre/bundle/errors.ts). */
  bundleNone: { retryable: false },
  bundleNewer: { retryable: false },
  bundleNotForUs: { retryable: false },
  bundleDamaged: { retryable: false },
  bundleUnknownSender: { retryable: false },
  bundleRevokedSender: { retryable: false },
  bundleOtherAgency: { retryable: false },
  /** The folder is not there: the stick is not plugged in. */
  stickMissing: { retryable: true },
  stickFull: { retryable: true },
  stickReadOnly: { retryable: true },
  /** Anything else the stick refuses: pulled out, broken. */
  stickFailed: { retryable: true },
  /** Nothing is added to a number that was spoiled. */
  scanNotNow: { retryable: false },
  /** By its content the file is none of the kinds that may be added, whatever it is called. */
  scanType: { retryable: false },
  /** The file is not on this computer, and nobody can be asked for it now. */
  scanAbsent: { retryable: true },
  /** Nor does the registry have it: where it was added has not sent it yet. */
  scanNowhere: { retryable: true },
  /** A file on its way from the page broke off. */
  uploadGone: { retryable: true },
  /** The letter does not fit the paper as it stands. */
  letterNotNow: { retryable: false },
  /** No list of this desk has that number. */
  unknownList: { retryable: false },
  /** Not one paper of a list could be handed over. */
  nothingHandedOver: { retryable: false },
  /** None of the answers of a list goes that way, or all of them have been sent off. */
  nothingToDispatch: { retryable: false },
  printerMissing: { retryable: true },
  printFailed: { retryable: true },
  /** A form of more than 6 million characters cannot be kept as a draft. */
  draftTooLong: { retryable: false },
  /** As many forms are parked at this desk as it keeps. */
  tooManyDrafts: { retryable: false },
  /** As many views are saved at this desk as it keeps. */
  tooManyViews: { retryable: false },
  /** The register was cancelled or given up for newer ones. */
  registerGone: { retryable: false },
  /** The registry would not take this paper; `refusal` says why. It was not registered. */
  registryWouldRefuse: { retryable: false },
  /** The registry's check, run here before anything is written, failed by itself: nothing is known of what it would say. */
  registryCheckBroke: { retryable: true },
  /** Nobody is chosen at this desk who takes papers, or whoever was is no longer on the staff. */
  noClerk: { retryable: false },
  /** This computer has no desk code: the registry has to grant one before it takes papers. */
  noDeskCode: { retryable: false },
  /** No request to a registry waits here for its answer. */
  noRequest: { retryable: false },
  /** The file is no answer of a registry, or of a newer one. */
  answerUnreadable: { retryable: false },
  /** The answer is to the request of another computer, or of another agency. */
  answerForeign: { retryable: false },
  /** The answer was altered on its way, or is to an older request of this computer. */
  answerAltered: { retryable: false },
  /** The answer's registry is reached without encryption over a network: passwords and papers would be seen. */
  registryInClear: { retryable: false },
  /** The registry's administrator has not answered yet. */
  notAnswered: { retryable: true },
  /** The answer grants a desk code under which this computer has issued numbers before. */
  codeUsed: { retryable: false },
  /** No registry answers at this address. */
  registryUnreachable: { retryable: true },
  /** What answers there shows a certificate that this computer does not believe (main/machine/certificates.ts). */
  registryUntrusted: { retryable: true },
  /** The registry answers, and does not take the request. */
  registryRefuses: { retryable: true },
  /** The registry does not know the request that waits here (any more): its administrator has refused it, or nobody answered it for long. */
  requestRefused: { retryable: false },
  /** Nobody has signed in at this desk, or whoever had is signed out. */
  notSignedIn: { retryable: true },
  /** Whoever works at this desk may not do this. */
  notAllowed: { retryable: false },
  /** Password or PIN; which of them the page knows. */
  wrongPassword: { retryable: false },
  /** After wrong tries one has to wait (`waitUntil` of the session's people). */
  triesWait: { retryable: true },
  /** Too many wrong tries: this way in is closed until there is a new password. */
  triesOver: { retryable: false },
  /** There is no PIN here, or it was tried too often: the password opens. */
  pinOff: { retryable: false },
  pinForm: { retryable: false },
  /** A PIN that is soon guessed. */
  pinTrivial: { retryable: false },
  passwordTooShort: { retryable: false },
  passwordSame: { retryable: false },
  /** Nobody of this name works here (any more). */
  unknownPerson: { retryable: false },
  /** Whoever is to have it does not work today. */
  personAway: { retryable: false },
  /** Before roles and passwords are given somebody has to be administrator, and have the first password. */
  administratorFirst: { retryable: false },
  /** An office keeps an administrator who can sign in. */
  lastAdministrator: { retryable: false },
  /** A fault of ours; logged. Whether anything was written is not known. */
  fault: { retryable: true },
} as const satisfies Record<string, { retryable: boolean }>;

export type ProblemCode = keyof typeof problems;

export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

export const issueSchema = z.object({ path: z.array(z.union([z.string(), z.number()])), code: z.string() });
/** One field's fault: where, and which (key of `problems.field`). */
export type Issue = z.infer<typeof issueSchema>;

export const problemSchema = z.object({
  code: z.enum(problemCodes),
  retryable: z.boolean(),
  issues: z.array(issueSchema).optional(),
  /** The registry's reason; words `refusals.<code>`. */
  refusal: z.enum(refusals).optional(),
  /** Why an action is not possible; words `history.refused.<hindrance>`. */
  hindrance: z.string().optional(),
  /** The limit that was reached: bytes, and how many files. */
  limit: z.object({ bytes: z.number(), files: z.number().optional() }).optional(),
  /** For the log and for support, never shown as the only words. */
  detail: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
