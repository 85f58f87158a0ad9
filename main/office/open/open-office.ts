import { ownDays } from '../../../shared/books/office-days.ts';
import { type DeskSettings, deskSettingsSchema } from '../../../shared/contract/shapes.ts';
import { createHybridClock } from '../../../shared/domain/clock/hybrid-clock.ts';
import type { Author, Line } from '../../../shared/domain/log/line.ts';
import { describe, StoreError } from '../../store/errors.ts';
import { checkRecordAsRegistry } from '../centre/own-check.ts';
import { createGate } from '../gate.ts';
import { createChanges } from '../live.ts';
import { createSession } from '../people/session.ts';
import type { Log } from '../ports.ts';
import { watchMissing } from '../safety/missing.ts';
import { createScan } from '../safety/scan.ts';
import type { Assets, OwnLaw, Part } from './assets.ts';
import type { StoredRecord } from './collections.ts';
import { openDirectory } from './directory.ts';
import { firstDeskSettings } from './found-office.ts';
import { startIdleWork } from './idle-work.ts';
import { issuedNumbers } from './issued-numbers.ts';
import { createLineWriter, withLine } from './lines.ts';
import type { Store } from './open-store.ts';
import { type Records, readRecords } from './records.ts';
import { createRefold } from './refold.ts';
import { type Site, signerOf } from './site.ts';
import { takeUpSite } from './take-up-site.ts';
import { createUsage } from './usage.ts';
import { watchDocuments } from './watch-documents.ts';

type Host = {
  now: () => number;
  machine: string;
  log: Log;
  /** The store was restored or rescued: it goes on as a new site, whatever the mark says. */
  renew?: boolean;
};

/** An office at work: everything its services share. */
export type OpenOffice = Awaited<ReturnType<typeof openOffice>>;

/**
 * Takes an office up where it stands in its store: who it is, how far its numbers and lines have come, and whether this store
 * may go on under its desk code at all.
 */
export async function openOffice(store: Store, shipped: Assets, host: Host) {
  const before = await readRecords(store);
  const numbers = issuedNumbers(store.connection, before.settings);
  const { site, lastStamp, ...taken } = await takeUpSite(store, before, numbers, host);
  let records = ofItsAgency(await readRecords(store), site); // a renewed site is among them now
  let mark = taken.mark;
  let desk = await readDesk(store);
  let unnoted = false;
  let recordsStale = false;
  const clock = createHybridClock({ site: site.site, now: host.now, last: lastStamp });
  const papersChanged = createChanges();
  const directoryChanged = createChanges();
  const used = createUsage(store.papers, directoryChanged.notify);
  // The last that may fail before anything goes on by itself.
  const directory = await openDirectory(shipped, store.local, host.log);
  directory.holdOwnLaw(ownLaw(records));
  const recordsRead = watchDocuments(store.records, () => {
    if (recordsStale) return;
    recordsStale = true;
    void gate(readAgain);
  });
  const subscription = watchDocuments(store.papers, (changes) => {
    const uses = changes.filter(({ operation, documentData }) => operation === 'INSERT' && used.note(documentData));
    papersChanged.notify();
    // The directory says what was used last, and is much to be told anew to every window.
    if (uses.length > 0) directoryChanged.notify();
  });
  const lines = createLineWriter({ site: site.site, sign: signerOf(site), clock, now: host.now, n: mark.n });
  const session = createSession({ records: () => records, desk: () => desk, now: host.now });
  const minutePassed = createChanges();
  const minutes = setInterval(minutePassed.notify, 60_000);
  minutes.unref();
  const safetyChanged = createChanges();
  const scan = createScan(store, { now: host.now, notify: safetyChanged.notify });
  const missing = watchMissing(
    {
      connection: store.connection,
      agency: () => records.settings,
      used: () => mark.used,
      desk: site.desk,
    },
    papersChanged,
    safetyChanged.notify,
  );
  const idleWork = startIdleWork(store.connection, papersChanged, scan);
  const gate = createGate();
  const refold = createRefold(store, { ...host, gate, assets: directory.now, site: site.site });
  void refold.begin();
  const keepMark = (next: typeof mark) => {
    mark = next;
    unnoted = true;
    try {
      store.mark.write(mark);
      unnoted = false;
    } catch (error) {
      host.log('error', 'the mark could not be written', { code: error instanceof StoreError ? error.code : 'failed' });
    }
  };

  /** What another desk or the registry has changed holds from here on. Records that do not make an office change nothing. */
  async function readAgain(): Promise<void> {
    recordsStale = false;
    try {
      records = ofItsAgency(await readRecords(store), site);
      if (directory.holdOwnLaw(ownLaw(records))) void refold.begin();
      directoryChanged.notify();
      session.changes.notify();
      const ids = [...new Set(records.unproved.map(({ record }) => record))];
      if (ids.length > 0) host.log('warning', 'lines of records are not proved and do not count', { records: ids });
    } catch (error) {
      host.log('error', 'the records of the office cannot be read', { detail: describe(error) });
    }
  }

  return {
    store,
    /** What it works by; another object whenever a newer part has come. */
    get assets() {
      return directory.now();
    },
    calendarFrom: directory.calendarFrom,
    log: host.log,
    now: host.now,
    site,
    /** As they are now; a pull may change them. */
    get records() {
      return records;
    },
    numbers,
    gate,
    /** Takes note of a line from elsewhere: what is written here from now on comes after it. */
    observe: (line: Line) => void clock.observe(line.id),
    lines,
    papersChanged,
    /** What the last papers used. */
    used,
    /** What follows from the time alone (overdue, a clock set back) has to be looked at again. */
    minutePassed,
    directoryChanged,
    scan,
    missing,
    safetyChanged,
    /**
     * Takes over a part of the registry's directory, if it is newer than what is here. With the law, states and terms of all open
     * papers follow by and by.
     */
    async takePart(part: Part, published: unknown) {
      const taken = await directory.take(part, published);
      if (taken === 'taken') {
        directoryChanged.notify();
        void refold.begin();
      }
      return taken;
    },
    /** Who works at this desk, and what they may do. */
    session,
    desk: (): DeskSettings => ({ ...desk, clerk: session.atWork() }),
    /**
     * The person who works at this desk: talons and histories carry this name (art. 64), so nobody else stands in for it.
     *
     * @throws ProblemError `noClerk` when nobody is chosen, or whoever was is no longer on the staff; `notSignedIn` where people sign in
     */
    clerk: session.clerk,
    /** What the person who works at this desk may do. */
    roles: session.roles,
    /**
     * Hangs a line on a record of the office, in the name of `by`, and reads the records again: what it changes holds when this returns.
     *
     * @throws StoreError when the disk refuses; ProblemError `registryWouldRefuse`
     */
    writeRecord: (id: string, action: { do: string; data: Record<string, unknown> }, by: Author): Promise<void> =>
      gate(async () => {
        const document = await store.records.findOne(id).exec();
        const book = id.slice(0, id.indexOf(':'));
        const before = document?.toMutableJSON() as StoredRecord | undefined;
        const record = before ?? { id, book, entry: {}, log: [] };
        const line = lines.write(record, { v: 1, by, ...action });
        const longer = withLine(record, line);
        checkRecordAsRegistry(site, longer, before);
        if (document) await document.incrementalModify(() => longer);
        else await store.records.insert(longer);
        lines.commit(line);
        keepMark({ ...mark, n: Math.max(line.n, mark.n) });
        await readAgain();
      }),
    /** Greatest instant of acceptance at this desk; '' when it has taken no paper yet. */
    lastAcceptedAt: () => mark.acceptedAt,
    /** Greatest year under which numbers were issued here; 0 for none. It never goes back. */
    greatestYear: () => Math.max(0, ...Object.values(mark.used).flatMap(Object.keys).map(Number)),
    /**
     * The next sequence of a desk in a year.
     *
     * @throws StoreError `damaged` when the mark knows of one that the store does not show: its index answers short, and the number
     *   would be given twice. The next opening makes the index anew.
     */
    nextSequence(desk: string, year: number): number {
      const greatest = numbers.greatestSequence(desk, year);
      const given = mark.used[desk]?.[year] ?? 0;
      if (greatest >= given) return greatest + 1;
      scan.foundOutOfStep(['index']);
      throw new StoreError('damaged', `the store shows ${greatest} as the last number, ${given} was given`);
    },
    /** The last year in which this computer has given numbers under a desk code, as whatever site; 0 for none. */
    lastYearUnder: (desk: string) => Math.max(0, ...Object.keys(mark.used[desk] ?? {}).map(Number)),
    /** Whether this computer has had a desk code, as whatever site. */
    hasIssuedUnder: (desk: string) => Object.hasOwn(mark.used, desk),
    async saveDesk(settings: DeskSettings) {
      // Who works here says the session, where people sign in.
      const next = session.asked() ? { ...settings, clerk: desk.clerk } : settings;
      await store.local.upsert({ id: 'desk', value: next });
      desk = next;
      directoryChanged.notify();
      session.changes.notify();
    },
    /**
     * Remembers outside the database how far numbers and lines have come: after the commit, before the talon. The paper is
     * registered whatever becomes of this; what could not be noted is noted before the next number is taken.
     */
    noteIssued(number: { desk: string; year: number; sequence: number }, n: number, acceptedAt: string) {
      const used = mark.used[number.desk];
      const years = { ...used, [number.year]: Math.max(number.sequence, used?.[number.year] ?? 0) };
      const greatest = acceptedAt > mark.acceptedAt ? acceptedAt : mark.acceptedAt;
      keepMark({ ...mark, n: Math.max(n, mark.n), acceptedAt: greatest, used: { ...mark.used, [number.desk]: years } });
    },
    /** The same for a line on a paper that has its number. */
    noteLine: (n: number) => keepMark({ ...mark, n: Math.max(n, mark.n) }),
    /** @throws StoreError as long as the mark cannot be written: no number is taken that could not be remembered */
    noteOverdue() {
      if (unnoted) store.mark.write(mark);
      unnoted = false;
    },
    /** Lets running writes finish; the store stays open. */
    async stop() {
      clearInterval(minutes);
      session.stop();
      missing.stop();
      scan.stop();
      await idleWork.stop();
      await refold.stop();
      used.stop();
      subscription.unsubscribe();
      recordsRead.unsubscribe();
      await gate.idle();
    },
  };
}

/** Whose numbers a site issues the registry has granted; no record that came from somewhere changes that. */
function ofItsAgency(records: Records, { grant }: Site): Records {
  if (!grant) return records;
  const own = { region: grant.agency.slice(0, 2), agency: grant.agency.slice(2) };
  return { ...records, settings: { ...records.settings, ...own } };
}

/** A rescued store may have lost them: they are chosen again in the settings. */
async function readDesk(store: Store): Promise<DeskSettings> {
  const stored = await store.local.findOne('desk').exec();
  return stored ? deskSettingsSchema.parse(stored.toJSON().value) : firstDeskSettings('');
}

/** What the office has entered and chosen of the law. */
function ownLaw({ days, settings }: Records): OwnLaw {
  return { days: ownDays(days), startRule: settings.startRule };
}
