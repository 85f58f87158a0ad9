import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { startRuleSchema } from '../domain/law/law-data.ts';
import { actSchema } from './actions.ts';
import {
  bundleFileSchema,
  bundleFolderSchema,
  bundleMadeSchema,
  bundleNameSchema,
  bundlesSchema,
  bundleTakenSchema,
} from './bundles.ts';
import { controlPageSchema, controlQuerySchema, controlSchema, controlWatchSchema, reminderSchema } from './control.ts';
import { draftSaveSchema, draftSchema } from './drafts.ts';
import { enrolmentRequestSchema, enrolmentSchema, LONGEST_ANSWER, registryAnswerSchema } from './enrolment.ts';
import {
  columnsSchema,
  journalPageSchema,
  journalQuerySchema,
  journalSelectionSchema,
  viewSchema,
  viewsSchema,
} from './journal.ts';
import { changeKeySchema, changePassphraseSchema, keysStateSchema, recoverSchema } from './keys.ts';
import { dayTakenBackSchema, lawDaysSchema } from './law-days.ts';
import { lettersContract } from './letters.ts';
import { listsContract } from './lists.ts';
import {
  competentAskSchema,
  competentSchema,
  executorSuggestedSchema,
  repeatFoundSchema,
  repeatLinkSchema,
  repeatsFindSchema,
  subjectSuggestedSchema,
  subjectsSuggestSchema,
} from './matters.ts';
import { peopleFindSchema, peoplePapersSchema, personFoundSchema } from './people.ts';
import { placeMatchSchema, placeSchema, placesFindSchema } from './places.ts';
import { problemSchema } from './problems.ts';
import { REGISTER_PIECE, registerRequestSchema, registerStateSchema } from './registers.ts';
import {
  backupFolderSchema,
  backupInfoSchema,
  backupSettingsSchema,
  closedYearSchema,
  purgeSchema,
  safetySchema,
} from './safety.ts';
import {
  scanArrivalQuerySchema,
  scanArrivalSchema,
  scanLimitsSchema,
  scanReadSchema,
  scanStretchSchema,
  scanUploadSchema,
} from './scans.ts';
import {
  changePasswordSchema,
  chooseSchema,
  newPasswordByCodeSchema,
  sessionSchema,
  setPinSchema,
  signInSchema,
} from './session.ts';
import {
  appStateSchema,
  cardSchema,
  deskSettingsSchema,
  deskStateSchema,
  directorySchema,
  numberSchema,
  printersSchema,
  printFormatSchema,
  registeredSchema,
  rowSchema,
  setUpSchema,
  talonFormatSchema,
} from './shapes.ts';
import {
  looksPageSchema,
  looksQuerySchema,
  staffAbsenceSchema,
  staffLeftSchema,
  staffPersonSchema,
  staffSaveSchema,
  staffSchema,
} from './staff.ts';
import { syncOverviewSchema, syncStatusSchema } from './sync.ts';

/** Every expected failure is one typed error; its `data` says which (problems.ts). */
const operation = oc.errors({ PROBLEM: { data: problemSchema } });

/**
 * All the page can ask of the office. `watch` operations send a full snapshot first and another whenever something changed;
 * they never send differences.
 */
export const contract = {
  office: {
    watch: operation.output(eventIterator(appStateSchema)),
    /** Opens the demo office, filling it with papers the first time. */
    openDemo: operation.output(z.void()),
    /** Removes the demo office and its invented papers from this computer. */
    leaveDemo: operation.output(z.void()),
    setUp: operation.input(setUpSchema).output(z.void()),
    unlock: operation.input(z.object({ passphrase: z.string().max(1_000) })).output(z.void()),
    /** Opens a locked office by its recovery code, and wraps its key anew for this account or by a new passphrase. */
    recover: operation.input(recoverSchema).output(z.void()),
    /** Tries again to open an office that failed to, or whose vault did not open. */
    retry: operation.output(z.void()),
    /** Stops what keeps the office from opening (its state's `step`): files are as they were before. */
    stop: operation.output(z.void()),
    /** Mends an office whose file is damaged; the damaged one is put aside. Opens the office when it answers. */
    mend: operation.input(z.object({ by: z.enum(['rebuild', 'rescue']) })).output(z.void()),
    /** Puts a backup in the office's place, or where none is yet; what was there is put aside. */
    restore: operation.input(z.object({ backup: backupInfoSchema.shape.id })).output(z.void()),
    /** The backups in a folder, say on a stick; newest first. */
    backupsIn: operation.input(z.object({ folder: backupFolderSchema })).output(z.array(backupInfoSchema)),
  },
  /** Who works at this desk. */
  session: {
    watch: operation.output(eventIterator(sessionSchema)),
    /** Problems: `wrongPassword`, `triesWait`, `triesOver`, `pinOff`, `unknownPerson`. */
    signIn: operation.input(signInSchema).output(z.void()),
    /** Whoever is signed in goes; what is begun stays. */
    lock: operation.output(z.void()),
    /** Chooses who works here, in an office where nobody is asked to sign in. Problem: `notAllowed`. */
    choose: operation.input(chooseSchema).output(z.void()),
    /** Somebody works here: the desk is not to lock itself yet. */
    touch: operation.output(z.void()),
    /** Problems: those of `signIn`, `passwordTooShort`, `passwordSame`. */
    changePassword: operation.input(changePasswordSchema).output(z.void()),
    /** A PIN belongs to this computer. Problems: those of `signIn`, `pinForm`. */
    setPin: operation.input(setPinSchema).output(z.void()),
    /** An administrator's way back. Problems: `wrongRecovery`, `noRecoveryCode`, `notAllowed`, `passwordTooShort`. */
    newPasswordByCode: operation.input(newPasswordByCodeSchema).output(z.void()),
  },
  /** The people of the office, for its administrator. Problems of all: `notAllowed`, `administratorFirst`, `lastAdministrator`. */
  staff: {
    watch: operation.output(eventIterator(staffSchema)),
    save: operation.input(staffSaveSchema).output(z.object({ id: z.string() })),
    /** A password that has to be changed at the first sign-in; it is shown this once. */
    givePassword: operation.input(staffPersonSchema).output(z.object({ password: z.string() })),
    setLeft: operation.input(staffLeftSchema).output(z.void()),
    setAbsence: operation.input(staffAbsenceSchema).output(z.void()),
    /** Who looked at personal data at this computer, the last first. */
    looks: operation.input(looksQuerySchema).output(looksPageSchema),
  },
  /** The ways to the open office's key. */
  keys: {
    watch: operation.output(eventIterator(keysStateSchema)),
    /** The recovery code's sheet for the safe, as PDF, base64. */
    sheet: operation.output(z.object({ pdf: z.string() })),
    printSheet: operation.output(z.void()),
    /** Notes that the sheet was printed: its last group, typed from the paper. */
    confirmSheet: operation.input(z.object({ group: z.string().max(100) })).output(z.void()),
    /** Makes a new recovery code; the one before opens nothing here any more. */
    renewCode: operation.output(z.void()),
    changePassphrase: operation.input(changePassphraseSchema).output(z.void()),
    /** Locks the whole store with a fresh key and makes a new recovery code; answers when the office is open again. */
    changeKey: operation.input(changeKeySchema).output(z.void()),
  },
  desk: {
    watch: operation.output(eventIterator(deskStateSchema)),
    saveSettings: operation.input(deskSettingsSchema).output(z.void()),
  },
  directory: {
    watch: operation.output(eventIterator(directorySchema)),
  },
  /** Days of the working calendar that the office enters from decrees. Problems of both: `notAllowed`, `noClerk`, `registryWouldRefuse`. */
  lawDays: {
    watch: operation.output(eventIterator(lawDaysSchema)),
    /** When this answers the day holds; terms of open papers follow by and by. Problem: `invalidEntry`. */
    enter: operation.input(z.unknown()).output(z.void()),
    /** Problem: `invalidEntry`. */
    takeBack: operation.input(dayTakenBackSchema).output(z.void()),
    /** How days of terms are counted from here on, also of open papers. */
    chooseStart: operation.input(z.object({ startRule: startRuleSchema })).output(z.void()),
  },
  papers: {
    /**
     * Takes a paper: when this answers, it is on disk and has its number. `draft` names the form: sent twice, it is still
     * one paper, and the second answer is the first one's.
     */
    register: operation
      .input(
        z.object({
          draft: z.uuid(),
          book: z.literal('appeals'),
          intake: z.unknown(),
          /** What the clerk has recognised it as: written into its log at once, behind the registration. */
          link: repeatLinkSchema.optional(),
        }),
      )
      .output(registeredSchema),
    journal: operation.input(journalQuerySchema).output(eventIterator(journalPageSchema)),
    card: operation.input(z.object({ number: numberSchema })).output(eventIterator(cardSchema)),
    /**
     * Does something with a paper: when this answers, its line is on disk. Problems: `actionNotNow`, `invalidEntry` and `actionWarned` (issues
     * by field of the form), `unknownPaper`, `paperReadOnly`, `noClerk`.
     */
    act: operation.input(actSchema).output(z.object({ line: z.string() })),
    /** Tells that fields of a paper were copied, to be typed elsewhere: copying is a look at personal data too. */
    noteExport: operation.input(z.object({ number: numberSchema })).output(z.void()),
    /** By number in any grouping, or by words; newest first. */
    find: operation
      .input(z.object({ text: z.string().max(500), limit: z.number().int().min(1).max(100) }))
      .output(z.array(rowSchema)),
  },
  /** What has to be done by when, and by whom. Who executes papers and no more is told of his own alone. */
  control: {
    watch: operation.input(controlWatchSchema).output(eventIterator(controlSchema)),
    list: operation.input(controlQuerySchema).output(eventIterator(controlPageSchema)),
    /** How many overdue papers a journal does not show: no filter hides them unsaid. */
    hidden: operation.input(journalSelectionSchema).output(eventIterator(z.object({ overdue: z.number() }))),
    reminder: operation.output(eventIterator(reminderSchema)),
    /** It was read: nothing more is said to this person today. */
    reminded: operation.output(z.void()),
  },
  /** Files added to a paper. They go between page and office in stretches of at most `SCAN_STRETCH` bytes, base64. */
  scans: {
    limits: operation.output(scanLimitsSchema),
    /** Announces a file. Problems: `scanEmpty`, `scanTooLarge`. */
    begin: operation.input(scanUploadSchema.extend({ number: numberSchema })).output(z.object({ id: z.uuid() })),
    /** Its next stretch. Problem: `uploadGone`. */
    add: operation.input(scanStretchSchema).output(z.void()),
    /**
     * Adds the whole file to its paper: when this answers, both are on disk. Problems: `scanType`, `scanTooMany`, `scanNotNow`,
     * `uploadGone`, `unknownPaper`, `paperReadOnly`.
     */
    attach: operation.input(z.object({ id: z.uuid() })).output(z.void()),
    /** A stretch of a file, and how long the whole is. What is not on this computer is fetched. Problems: `scanAbsent`, `scanNowhere`. */
    read: operation.input(scanReadSchema).output(z.object({ data: z.string(), bytes: z.number() })),
    /** How far it has come while `read` has it fetched. */
    arrival: operation.input(scanArrivalQuerySchema).output(eventIterator(scanArrivalSchema)),
  },
  people: {
    /** Earlier applicants, newest paper first, each person once. They are offered; nothing is filled in by itself. */
    find: operation.input(peopleFindSchema).output(z.array(personFoundSchema)),
    /** Earlier papers of the person in the form, newest first. */
    papers: operation.input(peoplePapersSchema).output(eventIterator(z.array(rowSchema))),
  },
  /** What a paper is about: earlier ones about the same, and what the office's own papers suggest. Nothing is decided by itself. */
  matters: {
    /** Earlier papers about the same as the one being typed, the surest first. */
    repeats: operation.input(repeatsFindSchema).output(z.array(repeatFoundSchema)),
    /** The same for a registered paper. Problem: `unknownPaper`. */
    repeatsOf: operation.input(z.object({ number: numberSchema })).output(z.array(repeatFoundSchema)),
    /** The likeliest subjects of a text, best first. */
    subjects: operation.input(subjectsSuggestSchema).output(z.array(subjectSuggestedSchema)),
    /** Who had papers of this subject, the least loaded first. */
    executors: operation.input(z.object({ subject: z.string().max(40) })).output(z.array(executorSuggestedSchema)),
    /** The body that a paper is for, when it is not this one. */
    competent: operation.input(competentAskSchema).output(competentSchema),
  },
  places: {
    /** Places as typed: best first, forgiving one wrong letter; with nothing typed those used lately. Any string is safe. */
    find: operation.input(placesFindSchema).output(z.array(placeMatchSchema)),
    /** The classifier's text, for a page that looks in it by itself; its version stands in the directory. */
    classifier: operation.output(z.string()),
    /** What a code stands for today: one place, several for a code that was split up, none for an unknown one. */
    get: operation.input(z.object({ code: z.string().max(40) })).output(z.array(placeSchema)),
  },
  drafts: {
    /** Forms begun at this desk and not registered yet, the one saved last first. */
    watch: operation.output(eventIterator(z.array(draftSchema))),
    /**
     * When this answers, the form is on disk. One that was registered already is not saved again. Problems: `draftTooLong`,
     * `tooManyDrafts`.
     */
    save: operation.input(draftSaveSchema).output(z.void()),
    remove: operation.input(z.object({ id: z.string().max(64) })).output(z.void()),
  },
  talons: {
    /** The talon of a form that is still being filled in, with a number that nobody has; as PDF, base64. */
    preview: operation
      .input(z.object({ intake: z.unknown(), format: talonFormatSchema }))
      .output(z.object({ pdf: z.string() })),
    /** The talon or label as it would come out now, marked as a duplicate when one was printed before; PDF, base64. */
    render: operation
      .input(z.object({ number: numberSchema, format: printFormatSchema }))
      .output(z.object({ pdf: z.string(), duplicate: z.boolean() })),
    /** Prints it; it is on record when the printer's queue has taken it. */
    print: operation.input(z.object({ number: numberSchema, format: printFormatSchema })).output(z.void()),
    /** Puts it on record as printed by the page, or saved as a file, and gives it out; PDF, base64. */
    issue: operation
      .input(z.object({ number: numberSchema, format: printFormatSchema, way: z.enum(['window', 'file']) }))
      .output(z.object({ pdf: z.string() })),
    printers: operation.output(printersSchema),
  },
  letters: lettersContract(operation),
  lists: listsContract(operation),
  views: {
    watch: operation.output(eventIterator(viewsSchema)),
    /** Remembers the columns chosen last at this desk. */
    saveColumns: operation.input(z.object({ columns: columnsSchema })).output(z.void()),
    /** A new view, or a known one changed. Problem: `tooManyViews`. */
    save: operation.input(viewSchema).output(z.void()),
    remove: operation.input(z.object({ id: z.uuid() })).output(z.void()),
  },
  registers: {
    /** Begins to make one. Its papers are those that are in the journal now, whatever comes meanwhile. */
    start: operation.input(registerRequestSchema).output(z.object({ id: z.uuid() })),
    watch: operation.input(z.object({ id: z.uuid() })).output(eventIterator(registerStateSchema)),
    /** Gives it up, or lets go of one that is ready. */
    cancel: operation.input(z.object({ id: z.uuid() })).output(z.void()),
    /** A piece of one that is ready, base64. Problem: `registerGone`. */
    piece: operation
      .input(
        z.object({ id: z.uuid(), offset: z.number().int().min(0), limit: z.number().int().min(1).max(REGISTER_PIECE) }),
      )
      .output(z.object({ pdf: z.string() })),
    /** Prints it on the desk's printer of sheets. Problems: `registerGone`, `printerMissing`, `printFailed`. */
    print: operation.input(z.object({ id: z.uuid() })).output(z.void()),
  },
  enrolment: {
    watch: operation.output(eventIterator(enrolmentSchema)),
    /**
     * Asks a registry to join an agency, with fresh keys; a request that waits is given up for it. With an address it is put at the
     * registry at once. Problems: `registryUnreachable`, `registryUntrusted`, `registryRefuses`.
     */
    request: operation.input(enrolmentRequestSchema).output(z.void()),
    /** The request as a file for the registry's administrator. Problem: `noRequest`. */
    file: operation.output(z.object({ text: z.string() })),
    withdraw: operation.output(z.void()),
    /**
     * Whose answer it is: the file's text, or '' to look for it over the network. Problems: `answer…`, `noRequest`, `notAnswered`,
     * `registryInClear`, `registryUnreachable`.
     */
    look: operation.input(z.object({ answer: z.string().max(LONGEST_ANSWER) })).output(registryAnswerSchema),
    /**
     * Joins by the registry's answer, once somebody has compared the registry's fingerprint with what its administrator reads out. The office
     * is open again, as a desk of the agency, when it answers. Problems: those of `look`, `codeUsed`.
     */
    join: operation
      .input(z.object({ answer: z.string().max(LONGEST_ANSWER), fingerprint: z.string().max(40) }))
      .output(z.void()),
  },
  sync: {
    watch: operation.output(eventIterator(syncStatusSchema)),
    overview: operation.output(eventIterator(syncOverviewSchema)),
    /** Tries now instead of later, and offers again what was refused. */
    retry: operation.output(z.void()),
    /** Somebody has looked at why the exchange stopped, and lets it go on. */
    accept: operation.output(z.void()),
  },
  /** Papers, records and files on a stick, instead of the network. */
  bundles: {
    watch: operation.output(eventIterator(bundlesSchema)),
    /** A folder chosen by the system's own dialog; '' for none, and where there is no dialog. */
    chooseFolder: operation.output(z.object({ folder: z.string() })),
    /** Bundles in a folder, the newest first. Problems: `stick…`. */
    filesIn: operation.input(z.object({ folder: bundleFolderSchema })).output(z.array(bundleFileSchema)),
    /**
     * Writes all that the reader has not acknowledged into a file that it alone can read; when this answers, it is on the stick. Problems:
     * `bundleAlone`, `unknownReader`, `stick…`.
     */
    make: operation
      .input(z.object({ reader: z.string().max(20), folder: bundleFolderSchema, withScans: z.boolean() }))
      .output(bundleMadeSchema),
    /** Takes in what such a file brings; refused, it has changed nothing. Problems: `bundle…`, `stick…`. */
    takeIn: operation.input(z.object({ folder: bundleFolderSchema, name: bundleNameSchema })).output(bundleTakenSchema),
  },
  safety: {
    watch: operation.output(eventIterator(safetySchema)),
    /** Answers when the backup is written and verified. */
    backUpNow: operation.output(backupInfoSchema),
    saveBackups: operation.input(backupSettingsSchema).output(z.void()),
    /** Years before this one that have papers here, newest first. */
    closedYears: operation.output(z.array(closedYearSchema)),
    /**
     * Removes the closed papers of a year from this desk, never from the registry. Needs the passphrase that opens the office, and a
     * verified backup of all there is. Problems: `wrongPassphrase`, `yearNotOver`, `notAtRegistry`, `notBackedUp`.
     */
    purge: operation.input(purgeSchema).output(z.object({ removed: z.number() })),
  },
};

export type Contract = typeof contract;
