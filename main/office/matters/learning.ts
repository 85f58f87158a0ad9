import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import { type AppealEntry, appeals } from '../../../shared/books/appeals.ts';
import type { Matter } from '../../../shared/domain/matter/matter.ts';
import { createMatters } from '../../../shared/domain/matter/matters.ts';
import type { Weighed } from '../../../shared/domain/matter/weighed.ts';
import { describe } from '../../store/errors.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { watchDocuments } from '../open/watch-documents.ts';
import { createExperience } from './experience.ts';

/** So many of the newest papers teach: a year and more of a district. What is older speaks of other people and other rules. */
const LEARNED = 20_000;
/** Papers in one go, and the pause between two: whoever asks meanwhile waits for one of them at most. */
const AT_ONCE = 20;
const PAUSE_MS = 20;
/** Subjects whose words are taken up in one go. */
const SUBJECTS_AT_ONCE = 5;
/** Papers that are kept weighed. */
const REMEMBERED = 200;
/** So long after the office opened the page has painted, and what was used last has been read. Milliseconds. */
const BEFORE_READING = 3_000;

export type Learning = ReturnType<typeof startLearning>;

/**
 * What the office's own papers teach: how rare a word is, by which words a subject is told, who had which subjects. Nothing of it is
 * stored: it is read from the newest papers when the office has opened, a few at a time, and every paper that comes or changes adds to it.
 */
export function startLearning(office: OpenOffice) {
  const { knowSome, matterOf, weigh, rarity, subjects } = createMatters(office.assets.subjects, office.assets.words);
  const experience = createExperience();
  const noted = new Map<string, Noted>();
  /** Acceptance of the earliest paper that teaches: once there are enough, earlier ones teach nothing, by whatever way they come. */
  let earliest = '\uffff';
  let stopped = false;

  function note(stored: StoredPaper): void {
    if (stored.book !== appeals.id) return;
    weighed.delete(stored.id);
    const before = noted.get(stored.id);
    if (!before && noted.size >= LEARNED && stored.state.acceptedAt < earliest) return;
    if (stored.state.acceptedAt < earliest) earliest = stored.state.acceptedAt;
    const now: Noted = {
      learned: subjectLearned(stored),
      subject: stored.state.subject,
      executor: stored.state.executor,
      corrected: correctedIn(stored),
    };
    if (before && isSame(before, now)) return;
    weighed.clear(); // what is rare and what tells a subject is another now
    const matter = matterOfPaper(stored);
    // How rare words are is told by what papers said when they were first read.
    if (!before) rarity.add(matter);
    if (before?.learned !== now.learned || !saysTheSame(before.corrected, now.corrected)) {
      if (before && before.learned !== '') subjects.learn(before.learned, matterWith(stored, before.corrected), -1);
      if (now.learned !== '') subjects.learn(now.learned, matter, 1);
    }
    if (before) experience.add(before, -1);
    experience.add(now, 1);
    noted.set(stored.id, now);
  }

  /** What a paper is about, as it says now. */
  const matterOfPaper = (stored: Pick<StoredPaper, 'entry' | 'state'>) => matterWith(stored, correctedIn(stored));

  function matterWith({ entry }: Pick<StoredPaper, 'entry'>, corrected: Corrected): Matter {
    const { summary, text } = (entry as AppealEntry).paper;
    const written = typeof text === 'string' ? text : text.beginning;
    return matterOf(corrected.text ?? written, corrected.summary ?? summary);
  }

  /** Papers that came or changed, by their numbers alone: of a whole batch from the registry a few are read in each turn. */
  const changed = new Set<string>();
  let noting: Promise<void> | undefined;
  /** The same few papers are compared at every pause of who types. */
  const weighed = new Map<string, Weighed>();
  function weighPaper(stored: Pick<StoredPaper, 'id' | 'entry' | 'state'>): Weighed {
    let known = weighed.get(stored.id);
    if (!known) {
      if (weighed.size >= REMEMBERED) weighed.clear();
      known = weigh(matterOfPaper(stored));
      weighed.set(stored.id, known);
    }
    return known;
  }

  const subscription = watchDocuments(office.store.papers, (changes) => {
    for (const { documentId } of changes) changed.add(documentId);
    noting ??= noteChanged().finally(() => {
      noting = undefined;
    });
  });
  /** What cannot be read is the check's business. */
  const read = (number: string) =>
    office.store.papers.storageInstance.findDocumentsById([number], false).catch(() => []);
  async function noteChanged(): Promise<void> {
    while (changed.size > 0 && !stopped) {
      await nextTurn();
      let left = AT_ONCE;
      for (const number of changed) {
        changed.delete(number);
        for (const stored of await read(number)) note(stored);
        if (--left === 0) break;
      }
    }
  }
  const timer = setTimeout(() => {
    reading = readBack().catch((error: unknown) => {
      // What it does not get to read only makes it know less.
      if (!stopped) office.log('error', 'earlier papers teach nothing', { detail: describe(error) });
    });
  }, BEFORE_READING);
  timer.unref();
  let reading: Promise<void> = Promise.resolve();

  /** The newest first: they matter most. What comes meanwhile is noted by itself, and moves no paper past. */
  async function readBack(): Promise<void> {
    while (!stopped && knowSome(SUBJECTS_AT_ONCE)) await nextTurn();
    let last = '\uffff';
    for (let read = 0; read < LEARNED && !stopped; read += AT_ONCE) {
      const page = office.store.papers.find({
        selector: { 'state.acceptedAt': { $lte: last } },
        sort: [{ 'state.acceptedAt': 'desc' }, { id: 'desc' }],
        limit: AT_ONCE,
      });
      // Past RxDB's document objects: it would keep thousands of them, until the garbage is looked through.
      const { documents: papers } = await office.store.papers.storageInstance.query(page.getPreparedQuery());
      const isNews = papers.some(({ id }) => !noted.has(id));
      for (const paper of papers) if (!noted.has(paper.id)) note(paper);
      const end = papers.at(-1)?.state.acceptedAt ?? '';
      if (papers.length < AT_ONCE || (end === last && !isNews)) break;
      last = end;
      await pause(PAUSE_MS, undefined, { ref: false });
    }
  }

  return {
    matterOf,
    rarity: rarity.of,
    subjects,
    experience,
    matterOfPaper,
    weigh,
    weighPaper,
    /** Reads what is there at once, instead of by and by. */
    async now(): Promise<void> {
      clearTimeout(timer);
      await reading;
      await readBack();
      await noting;
    },
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      subscription.unsubscribe();
      await reading;
      await noting;
    },
  };
}

/** What was learned from a paper, so that it can be taken back when the paper changes. `learned`: as whose subject's its words count. */
type Noted = { learned: string; subject: string; executor: string; corrected: Corrected };

/** Of what a paper says, what stands there since it was corrected: few are. */
type Corrected = { summary?: string; text?: string };

function correctedIn({ state }: Pick<StoredPaper, 'state'>): Corrected {
  const { 'paper.summary': summary, 'paper.text': text } =
    (state as unknown as Partial<AppealState>).corrected ?? ({} as AppealState['corrected']);
  return { ...(typeof summary === 'string' && { summary }), ...(typeof text === 'string' && { text }) };
}

const saysTheSame = (a: Corrected, b: Corrected) => a.summary === b.summary && a.text === b.text;

/** The subject of a decided paper: the executor's when he set another one. Before that it is the desk's guess, and teaches nothing. */
function subjectLearned({ state }: StoredPaper): string {
  const { decision, status, outcome, subject } = state as unknown as AppealState;
  const isDecided = decision !== null && decision !== undefined;
  return isDecided || (status === 'closed' && outcome !== 'duplicate') ? subject : '';
}

function isSame(a: Noted, b: Noted): boolean {
  const { learned, subject, executor } = b;
  return (
    a.learned === learned && a.subject === subject && a.executor === executor && saysTheSame(a.corrected, b.corrected)
  );
}
