import type { Draft, DraftSave } from '../../shared/contract/drafts.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import type { IsoDate } from '../../shared/domain/date/iso-date.ts';
import { isDisconnection } from '../client/problem.ts';
import type { IntakeForm } from './draft.ts';
import type { Fold } from './fields.ts';
import type { OpenIntake } from './open-intake.ts';
import { FORM_VERSION, readStored, type StoredForm, storedValues } from './stored-form.ts';

/** A form that is not on the screen of this window. */
export type Parked = {
  id: string;
  /** Instant of the last saving; '' while it is not known. */
  savedAt: string;
  stored: StoredForm;
  /** Another window has it on its screen. */
  elsewhere: boolean;
  /** From 1, and its own as long as it is parked: keys lead to it. Undefined for one that is elsewhere. */
  number?: number;
};

export type KeeperView = {
  /** By their numbers; those of other windows last, since no key leads to them. */
  parked: readonly Parked[];
  /** The form removed last, while it can be had back: until a paper is registered. */
  removed?: Parked;
  /** Why something typed is not stored; it is on the screen all the same, and storing is tried again. */
  problem?: Problem;
};

/** What keeping drafts needs of the page around it. */
export type KeeperSurroundings = {
  save: (draft: DraftSave) => Promise<void>;
  remove: (id: string) => Promise<void>;
  newDraft: () => string;
  /** The present instant. */
  now: () => string;
  problemOf: (error: unknown) => Problem;
  /** Does something later; the returned function keeps it from being done. */
  later: (milliseconds: number, task: () => void) => () => void;
  /** Takes a draft for this window, as long as it lives; false when another window has it. */
  claim: (id: string) => Promise<boolean>;
  release: (id: string) => void;
  /** Drafts that other windows have on their screens. */
  heldElsewhere: () => Promise<ReadonlySet<string>>;
};

/** After the last key; but who types on without a pause does not wait longer than the second. */
const PAUSE_MS = 400;
const LONGEST_WAIT_MS = 2_000;
const RETRY_MS = 3_000;

/** Whether it is this draft that is refused: too long, one too many, or such that the office fails over it. */
function isOfOneDraft(problem: Problem): boolean {
  if (problem.code === 'fault') return !isDisconnection(problem);
  return problem.code === 'draftTooLong' || problem.code === 'tooManyDrafts';
}

/** Not stored yet, or not as it is now; `emptied`: nothing is left in it that is worth keeping. */
type Pending =
  | { form: IntakeForm; folds: readonly Fold[]; parkedAt: string; foreign: StoredForm['foreign'] }
  | 'emptied';

/**
 * Keeps every begun form at the office while it is typed, and knows those that were put aside. What could not be stored yet stays
 * in memory and is tried again, so that parking is instant and loses nothing.
 */
export class DraftKeeper {
  readonly #intake: OpenIntake;
  readonly #around: KeeperSurroundings;
  readonly #watchers = new Set<() => void>();
  readonly #pending = new Map<string, Pending>();
  #view: KeeperView = { parked: [] };
  #known: readonly Draft[] = [];
  #held: ReadonlySet<string> = new Set();
  readonly #gone = new Set<string>();
  readonly #numbers = new Map<string, number>();
  /** What is on the screen as it was noted last. */
  #noted: { draft: string; form: IntakeForm; folds: readonly Fold[] };
  #returned = false;
  /** The form that came back by itself, until the clerk has seen it. */
  #unseen = '';
  #cancel: (() => void) | undefined;
  #cancelLongest: (() => void) | undefined;
  #draining: Promise<void> | undefined;
  /** Asked for while it was being stored: what was typed meanwhile is stored at once too. */
  #again = false;
  #today: IsoDate = '';

  constructor(intake: OpenIntake, around: KeeperSurroundings) {
    this.#intake = intake;
    this.#around = around;
    this.#noted = this.#onScreen();
    intake.subscribe(() => this.#note());
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly view = (): KeeperView => this.#view;

  /** Whether something typed is not at the office yet. */
  readonly isUnsaved = (): boolean => this.#pending.size > 0;

  /** Another office is open: its drafts are others. */
  startOver(): void {
    this.#pending.clear();
    this.#gone.clear();
    this.#numbers.clear();
    this.#known = [];
    this.#returned = false;
    this.#show({ parked: [] });
  }

  /**
   * The office's drafts as they are now. The first time, what stood on the screen of a window that is no more comes back onto this
   * one, if nothing was begun here meanwhile.
   */
  async take(drafts: readonly Draft[], today: IsoDate): Promise<void> {
    this.#today = today;
    this.#known = drafts;
    this.#held = await this.#around.heldElsewhere();
    this.#list();
    if (this.#pending.size > 0) void this.flush();
    if (this.#returned) return;
    this.#returned = true;
    const [lost] = this.#view.parked
      .filter(({ stored, elsewhere }) => stored.parkedAt === '' && !elsewhere && stored.state !== 'damaged')
      .sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
    if (lost && !this.#intake.isBegun() && this.#intake.view().phase.at === 'editing') {
      await this.open(lost.id, today);
      // Nobody has seen the numbers yet, and it needs none.
      this.#numbers.clear();
      this.#list();
      this.#unseen = this.#intake.view().draft;
    }
  }

  /** The form is on the screen, before the clerk's eyes. */
  show(): void {
    this.#unseen = '';
  }

  /** A new paper, whatever stands on the screen: what was begun is put aside. What came back after a crash is shown first. */
  startAnew(today: IsoDate): void {
    if (this.#unseen !== '' && this.#unseen === this.#intake.view().draft) return;
    this.#putAside();
    this.#intake.startOver(today);
  }

  /** Stores what is not stored yet, at once. */
  flush(): Promise<void> {
    this.#cancel?.();
    this.#cancelLongest?.();
    this.#cancel = undefined;
    this.#cancelLongest = undefined;
    this.#again = true;
    this.#draining ??= this.#drainAll().finally(() => {
      this.#draining = undefined;
    });
    return this.#draining;
  }

  /** Puts the form aside and gives an empty one. Does nothing while nothing is begun. */
  park(today: IsoDate): void {
    if (this.#putAside()) this.#intake.startOver(today);
  }

  /** Puts a form that was kept onto the screen; the one that is there is put aside. */
  async open(id: string, today: IsoDate): Promise<void> {
    const wanted = this.#view.parked.find((parked) => parked.id === id);
    if (!wanted || this.#intake.view().phase.at === 'sending') return;
    const { stored } = wanted;
    // What is damaged stays as it is until somebody removes it: its readable part goes on under another name.
    const draft = stored.state === 'damaged' ? this.#around.newDraft() : id;
    if (draft === id && !(await this.#around.claim(id))) {
      this.#held = new Set([...this.#held, id]);
      this.#list();
      return;
    }
    const { draft: onScreen, phase } = this.#intake.view();
    // Meanwhile it was asked for twice, or the paper on the screen was sent.
    if (onScreen === draft) return;
    if (phase.at === 'sending') return this.#around.release(draft);
    this.#putAside();
    const { form, folds, state, foreign } = stored;
    this.#intake.open({ draft, form, folds, stored: { state, foreign } }, today);
    if (draft === id) {
      // It stands on the screen again: after a crash it comes back there.
      this.#pending.set(id, { form, folds, foreign, parkedAt: '' });
      this.#soon(PAUSE_MS);
    }
    this.#list();
  }

  /** Removes a form that was put aside; `undo` brings the last one back. */
  remove(id: string): void {
    const parked = this.#view.parked.find((one) => one.id === id);
    if (!parked || parked.elsewhere) return;
    this.#gone.add(id);
    this.#pending.delete(id);
    this.#show({ ...this.#view, removed: parked });
    this.#list();
    this.#around.remove(id).catch((error: unknown) => {
      this.#gone.delete(id);
      const { removed: _, ...view } = this.#view;
      this.#show({ ...view, problem: this.#around.problemOf(error) });
      this.#list();
    });
  }

  undo(): void {
    const { removed, ...view } = this.#view;
    if (!removed) return;
    const { form, folds, foreign, parkedAt } = removed.stored;
    this.#gone.delete(removed.id);
    this.#pending.set(removed.id, { form, folds, foreign, parkedAt: parkedAt || this.#around.now() });
    this.#show(view);
    this.#list();
    void this.flush();
  }

  /** Whether there was anything to put aside. */
  #putAside(): boolean {
    if (!this.#intake.isBegun() || this.#intake.view().phase.at !== 'editing') return false;
    const { draft, form, folds } = this.#onScreen();
    this.#pending.set(draft, { form, folds, parkedAt: this.#around.now(), foreign: this.#foreign() });
    this.#around.release(draft);
    void this.flush();
    return true;
  }

  #onScreen() {
    const { draft, folds } = this.#intake.view();
    return { draft, form: this.#intake.form(), folds };
  }

  #foreign(): StoredForm['foreign'] {
    return this.#intake.view().stored?.foreign ?? {};
  }

  /** Something happened on the screen. */
  #note(): void {
    const now = this.#onScreen();
    const before = this.#noted;
    this.#noted = now;
    if (this.#intake.view().phase.at === 'registered') {
      this.#pending.delete(now.draft);
      this.#gone.add(now.draft);
      this.#around.release(now.draft);
      const { removed, ...view } = this.#view;
      if (removed) this.#show(view);
      return;
    }
    if (now.draft !== before.draft) {
      this.#list();
      return;
    }
    if (now.form === before.form && now.folds === before.folds) return;
    const isStored = this.#known.some(({ id }) => id === now.draft) || this.#pending.has(now.draft);
    const isBegun = this.#intake.isBegun();
    if (!isBegun && !isStored) return;
    if (!this.#pending.has(now.draft)) void this.#around.claim(now.draft);
    const { form, folds } = now;
    this.#pending.set(now.draft, isBegun ? { form, folds, parkedAt: '', foreign: this.#foreign() } : 'emptied');
    this.#soon(PAUSE_MS);
    this.#cancelLongest ??= this.#around.later(LONGEST_WAIT_MS, () => void this.flush());
  }

  #soon(milliseconds: number): void {
    this.#cancel?.();
    this.#cancel = this.#around.later(milliseconds, () => void this.flush());
  }

  async #drainAll(): Promise<void> {
    do {
      this.#again = false;
      await this.#drain();
    } while (this.#again && this.#pending.size > 0);
  }

  /** One draft that is refused does not keep the others from being stored; without a disk or a connection none can be. */
  async #drain(): Promise<void> {
    let problem: Problem | undefined;
    for (const id of [...this.#pending.keys()]) {
      // As it is by now; what was removed or registered meanwhile is stored no more.
      const pending = this.#pending.get(id);
      if (!pending) continue;
      try {
        if (pending === 'emptied') await this.#around.remove(id);
        else {
          const form = storedValues(pending.form, pending, pending.foreign);
          await this.#around.save({ id, version: FORM_VERSION, form });
          // Until the office tells of it: a parked form never goes out of sight.
          const saved = { id, version: FORM_VERSION, form, savedAt: this.#around.now() };
          this.#known = [saved, ...this.#known.filter((known) => known.id !== id)];
        }
        if (this.#pending.get(id) === pending) this.#pending.delete(id);
      } catch (error) {
        problem = this.#around.problemOf(error);
        if (!isOfOneDraft(problem)) break;
      }
    }
    const { problem: before, ...view } = this.#view;
    if (problem) this.#show({ ...view, problem });
    else if (before) this.#show(view);
    if (problem) this.#soon(RETRY_MS);
    // Typed while that was stored.
    else if (this.#pending.size > 0 && !this.#cancel && !this.#again) this.#soon(PAUSE_MS);
  }

  /** What is kept and not on the screen: as the office has it, or as it will have it in a moment. */
  #list(): void {
    const { draft } = this.#intake.view();
    const inMemory = [...this.#pending].flatMap(([id, pending]): Parked[] => {
      if (pending === 'emptied') return [];
      const savedAt = this.#known.find((known) => known.id === id)?.savedAt ?? '';
      return [{ id, savedAt, stored: { ...pending, state: 'whole' }, elsewhere: false }];
    });
    const atOffice = this.#known
      .filter(({ id }) => !this.#pending.has(id))
      .map((known): Parked => {
        const stored = readStored(known, this.#today);
        return { id: known.id, savedAt: known.savedAt, stored, elsewhere: this.#held.has(known.id) };
      });
    const parked = [...inMemory, ...atOffice].filter(({ id }) => id !== draft && !this.#gone.has(id));
    this.#number(parked.filter(({ elsewhere }) => !elsewhere));
    const numbered = parked.map((one): Parked => {
      const number = this.#numbers.get(one.id);
      return number === undefined ? one : { ...one, number };
    });
    this.#show({ ...this.#view, parked: numbered.sort(inStrip) });
  }

  /**
   * Who is parked keeps the number, whoever comes and goes: fingers know it. The next one has the lowest that is free, so that the form
   * which another one takes off the screen is where that one was.
   */
  #number(parked: readonly Parked[]): void {
    const { removed } = this.#view;
    for (const id of [...this.#numbers.keys()])
      if (id !== removed?.id && !parked.some((one) => one.id === id)) this.#numbers.delete(id);
    const taken = new Set(this.#numbers.values());
    let next = 1;
    for (const { id } of [...parked].sort(bySince)) {
      if (this.#numbers.has(id)) continue;
      while (taken.has(next)) next++;
      taken.add(next);
      this.#numbers.set(id, next);
    }
  }

  #show(view: KeeperView): void {
    this.#view = view;
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/** What is typed in another window moves nothing here. */
function inStrip(a: Parked, b: Parked): number {
  if (a.number !== undefined && b.number !== undefined) return a.number - b.number;
  if (a.elsewhere !== b.elsewhere) return a.elsewhere ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}

/** The one put aside first first. */
function bySince(a: Parked, b: Parked): number {
  const [sinceA, sinceB] = [a, b].map(({ stored, savedAt }) => stored.parkedAt || savedAt) as [string, string];
  return sinceA === sinceB ? 0 : sinceA < sinceB ? -1 : 1;
}
