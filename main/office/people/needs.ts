import type { Contract } from '../../../shared/contract/index.ts';
import type { Right } from '../../../shared/domain/life/rights.ts';

/**
 * What an operation of an open office asks of whoever calls it:
 * - `nobody`: it is answered before anybody has signed in, or looks itself;
 * - `anybody`: whoever is signed in;
 * - a right: who may do that to papers (shared/domain/life/rights.ts);
 * - `intake`: who may register; where nobody is chosen yet, whoever stands there may begin a form;
 * - `administrator`: where people sign in, an administrator.
 */
export type Need = 'nobody' | 'anybody' | 'intake' | Right | 'administrator';

/** Every operation stands here: the compiler asks for one that is new. */
export const needs: { [Area in keyof Contract]: { [Operation in keyof Contract[Area]]: Need } } = {
  office: {
    watch: 'nobody',
    openDemo: 'nobody',
    leaveDemo: 'administrator',
    setUp: 'administrator',
    unlock: 'nobody',
    recover: 'nobody',
    retry: 'nobody',
    stop: 'nobody',
    mend: 'administrator',
    restore: 'administrator',
    backupsIn: 'administrator',
  },
  session: {
    watch: 'nobody',
    signIn: 'nobody',
    lock: 'nobody',
    choose: 'nobody',
    touch: 'anybody',
    changePassword: 'nobody',
    setPin: 'anybody',
    newPasswordByCode: 'nobody',
  },
  staff: {
    watch: 'administrator',
    save: 'administrator',
    givePassword: 'administrator',
    setLeft: 'administrator',
    setAbsence: 'administrator',
    looks: 'administrator',
  },
  keys: {
    watch: 'anybody',
    sheet: 'administrator',
    printSheet: 'administrator',
    confirmSheet: 'administrator',
    renewCode: 'administrator',
    changePassphrase: 'administrator',
    changeKey: 'administrator',
  },
  desk: { watch: 'anybody', saveSettings: 'administrator' },
  directory: { watch: 'anybody' },
  lawDays: { watch: 'anybody', enter: 'administrator', takeBack: 'administrator', chooseStart: 'administrator' },
  papers: {
    register: 'register',
    journal: 'anybody',
    card: 'anybody',
    act: 'anybody',
    noteExport: 'anybody',
    find: 'anybody',
  },
  control: { watch: 'anybody', list: 'anybody', hidden: 'anybody', reminder: 'anybody', reminded: 'anybody' },
  matters: {
    repeats: 'anybody',
    repeatsOf: 'anybody',
    subjects: 'anybody',
    executors: 'anybody',
    competent: 'anybody',
  },
  scans: { limits: 'anybody', begin: 'attach', add: 'attach', attach: 'attach', read: 'anybody', arrival: 'anybody' },
  people: { find: 'anybody', papers: 'anybody' },
  places: { find: 'anybody', classifier: 'anybody', get: 'anybody' },
  drafts: { watch: 'intake', save: 'intake', remove: 'intake' },
  talons: { preview: 'anybody', render: 'anybody', print: 'anybody', issue: 'anybody', printers: 'anybody' },
  letters: {
    ofPaper: 'anybody',
    preview: 'anybody',
    print: 'anybody',
    issue: 'anybody',
    texts: 'anybody',
    saveText: 'administrator',
    resetText: 'administrator',
    previewText: 'anybody',
  },
  lists: {
    watch: 'handOver',
    made: 'handOver',
    handOver: 'handOver',
    dispatch: 'dispatch',
    render: 'handOver',
    print: 'handOver',
    issue: 'handOver',
  },
  views: { watch: 'anybody', saveColumns: 'anybody', save: 'anybody', remove: 'anybody' },
  registers: { start: 'anybody', watch: 'anybody', cancel: 'anybody', piece: 'anybody', print: 'anybody' },
  enrolment: {
    watch: 'anybody',
    request: 'administrator',
    file: 'administrator',
    withdraw: 'administrator',
    look: 'administrator',
    join: 'administrator',
  },
  sync: { watch: 'anybody', overview: 'anybody', retry: 'anybody', accept: 'administrator' },
  bundles: {
    watch: 'anybody',
    chooseFolder: 'administrator',
    filesIn: 'administrator',
    make: 'administrator',
    takeIn: 'administrator',
  },
  safety: {
    watch: 'anybody',
    backUpNow: 'administrator',
    saveBackups: 'administrator',
    closedYears: 'administrator',
    purge: 'administrator',
  },
};
