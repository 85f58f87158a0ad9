import type { AppealIntake } from '../../shared/books/appeals.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import type { Registered } from '../../shared/contract/shapes.ts';
import type { IsoDate } from '../../shared/domain/date/iso-date.ts';
import { type Another, anotherForm } from './another-form.ts';
import { byField, checkIntake, type FieldErrors } from './check.ts';
import { emptyForm, type IntakeForm, intakeOf, isUntouched, type NameLists } from './draft.ts';
import type { Values } from './earlier-applicant.ts';
import { type FieldPath, type Fold, fieldPaths, foldOf, isAsked } from './fields.ts';
import type { StoredForm } from './stored-form.ts';

/** Why a paper was not registered: a problem of the contract, or no connection to begin with. */
export type Trouble = Problem | 'disconnected';

type Phase =
  | { at: 'editing'; trouble?: Trouble }
  /** `waiting`: the connection broke off while the call was on its way; it is sent again when it is back. */
  | { at: 'sending'; waiting: boolean }
  | { at: 'registered'; answer: Registered; intake: AppealIntake };

/** All of the intake but the typed values; a new object at every change. */
export type IntakeView = {
  /** Names the form to the office: sent twice, it is still one paper. */
  draft: string;
  phase: Phase;
  folds: readonly Fold[];
  errors: FieldErrors;
  /** Counts refused attempts: the focus goes to the first error at each. */
  refusals: number;
  /** Counts how often something else than typing changed values: fields then show them anew. */
  fills: number;
  /** Where the clerk goes on when the form comes onto the screen; undefined: at its beginning. */
  startAt?: FieldPath;
  /** What came of the last paste. */
  pasted?: Pasted;
  /** Of a form that was stored: how it could be read, and what it holds that no field shows. */
  stored?: Pick<StoredForm, 'state' | 'foreign'>;
};

/**
 * `offer`: particulars that were recognised in it. `cut`: only so many characters of it were taken. `unread`: the name of a file that
 * is no text.
 */
export type Pasted = { offer?: Values | undefined; cut?: number | undefined; unread?: string | undefined };

/** A form and how it stood, to be put on the screen. */
export type Opened = { draft: string; form: IntakeForm; folds: readonly Fold[] } & Pick<
  IntakeView,
  'startAt' | 'stored'
>;

/** What the intake needs of the page around it. */
export type Surroundings = {
  register: (request: { draft: string; book: 'appeals'; intake: AppealIntake }) => Promise<Registered>;
  newDraft: () => string;
  isConnected: () => boolean;
  /** Whether the thrown value says that nothing is known of what the call did. */
  isBrokenOff: (error: unknown) => boolean;
  problemOf: (error: unknown) => Problem;
  /** Resolves when sending again makes sense. */
  pause: () => Promise<void>;
};

/**
 * The form being filled in. It lives above the route, so that looking something up in the journal, switching the language or
 * losing the connection takes nothing away. Typing changes `form` and wakes only who looks at the changed value.
 */
export class OpenIntake {
  readonly #around: Surroundings;
  readonly #watchers = new Set<() => void>();
  #form: IntakeForm;
  #view: IntakeView;
  #startedOn: IsoDate;
  #office = '';

  constructor(around: Surroundings, today: IsoDate) {
    this.#around = around;
    this.#startedOn = today;
    this.#form = emptyForm(today);
    this.#view = freshView(around.newDraft());
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly form = (): IntakeForm => this.#form;

  readonly view = (): IntakeView => this.#view;

  /** Whether something was typed that no paper holds yet. */
  readonly isBegun = (): boolean => this.#view.phase.at !== 'registered' && !isUntouched(this.#form, this.#startedOn);

  /** One field was changed: its error is no longer true, nor is that of a field that is asked for no longer. */
  set(path: FieldPath, value: string): void {
    if (this.#form[path] === value) return;
    // A name that was written over is no longer the classifier's.
    this.#change({ [path]: value, ...(path === 'applicant.place' && { 'applicant.place.id': '' }) });
    this.#wake();
  }

  /** Puts values into several fields at once, as if they had been typed; what was folded away is unfolded for them. */
  fill(values: Values): void {
    this.#change(values);
    const folds = Object.keys(values).flatMap((path) => foldOf(path as FieldPath) ?? []);
    this.#become({ fills: this.#view.fills + 1, folds: [...new Set([...this.#view.folds, ...folds])] });
  }

  notePaste(pasted: Pasted): void {
    this.#become({ pasted });
  }

  /** Takes back whatever has happened to the values since `form` was the form. */
  takeBack(form: IntakeForm): void {
    if (this.#form === form || this.#view.phase.at !== 'editing') return;
    this.#form = form;
    this.#become({ fills: this.#view.fills + 1 });
  }

  unfold(fold: Fold): void {
    if (!this.#view.folds.includes(fold)) this.#become({ folds: [...this.#view.folds, fold] });
  }

  /** The day has changed: a form in which nothing was typed yet takes the new one. */
  newDay(today: IsoDate): void {
    if (today === this.#startedOn || !isUntouched(this.#form, this.#startedOn)) return;
    this.#startedOn = today;
    this.#form = emptyForm(today);
    this.#become({ draft: this.#around.newDraft() });
  }

  /** What was begun in the demo office does not end up in the real one. Whether the office is another one now. */
  belongTo(office: string, today: IsoDate): boolean {
    const isOther = this.#office !== '' && this.#office !== office;
    if (isOther) this.#startOver(today);
    this.#office = office;
    return isOther;
  }

  /** After registering: an empty form. Does nothing before that. */
  next(today: IsoDate): void {
    if (this.#view.phase.at === 'registered') this.#startOver(today);
  }

  /** After registering: a form that begins with what is the same again. */
  another(what: Another, today: IsoDate): void {
    if (this.#view.phase.at !== 'registered') return;
    const form = anotherForm(this.#form, what, today);
    const startAt = what === 'sheet' ? 'paper.summary' : 'paper.kind';
    this.open({ draft: this.#around.newDraft(), form, folds: foldsOf(form), startAt }, today);
  }

  /** Puts another form in the place of this one, which is kept by whoever asks for it. Not while a paper is on its way. */
  open({ draft, form, folds, startAt, stored }: Opened, today: IsoDate): void {
    if (this.#view.phase.at === 'sending') return;
    this.#startedOn = today;
    this.#form = form;
    this.#view = { ...freshView(draft), folds, ...(startAt && { startAt }), ...(stored && { stored }) };
    this.#wake();
  }

  /** An empty form in the place of this one, filled with what is known already. */
  startOver(today: IsoDate, known: Values = {}): void {
    if (this.#view.phase.at === 'sending') return;
    this.#startOver(today);
    if (Object.keys(known).length > 0) this.fill(known);
  }

  /**
   * Registers the paper. A second call while one is under way does nothing. Broken off on its way, the same paper is sent again
   * until there is an answer: only the office knows whether it has taken it, and it takes a draft once.
   */
  async register(today: IsoDate, lists: NameLists): Promise<void> {
    const { phase, draft } = this.#view;
    if (phase.at !== 'editing') return;
    const intake = intakeOf(this.#form, lists);
    const errors = checkIntake(intake, today);
    if (Object.keys(errors).length > 0) return this.#refuse(errors);
    if (!this.#around.isConnected())
      return this.#become({ errors: {}, phase: { at: 'editing', trouble: 'disconnected' } });
    this.#become({ errors: {}, phase: { at: 'sending', waiting: false } });
    try {
      const answer = await this.#send({ draft, book: 'appeals', intake });
      this.#become({ phase: { at: 'registered', answer, intake } });
    } catch (error) {
      const problem = this.#around.problemOf(error);
      const { errors: found, elsewhere } = byField(problem.code === 'invalidEntry' ? (problem.issues ?? []) : []);
      const mendable = onlyAsked(found, this.#form);
      const allShown = Object.keys(mendable).length > 0 && elsewhere.length === 0;
      this.#refuse(mendable, allShown ? undefined : problem);
    }
  }

  async #send(request: Parameters<Surroundings['register']>[0]): Promise<Registered> {
    let unknown = false;
    for (;;) {
      try {
        return await this.#around.register(request);
      } catch (error) {
        const brokenOff = this.#around.isBrokenOff(error);
        const opening = unknown && this.#around.problemOf(error).code === 'notOpen';
        if (!brokenOff && !opening) throw error;
        unknown = true;
        this.#become({ phase: { at: 'sending', waiting: true } });
        await this.#around.pause();
      }
    }
  }

  /** Errors of changed fields are no longer true, nor are those of fields that are asked for no longer. */
  #change(values: Values): void {
    this.#form = { ...this.#form, ...values };
    const { errors } = this.#view;
    const standing = Object.fromEntries(Object.entries(errors).filter(([path]) => !Object.hasOwn(values, path)));
    const left = onlyAsked(standing, this.#form);
    if (Object.keys(left).length < Object.keys(errors).length) this.#view = { ...this.#view, errors: left };
  }

  #refuse(errors: FieldErrors, trouble?: Trouble): void {
    const needed = (Object.keys(errors) as FieldPath[]).flatMap((path) => foldOf(path) ?? []);
    this.#become({
      errors,
      folds: [...new Set([...this.#view.folds, ...needed])],
      refusals: this.#view.refusals + 1,
      phase: { at: 'editing', ...(trouble && { trouble }) },
    });
  }

  #startOver(today: IsoDate): void {
    this.#startedOn = today;
    this.#form = emptyForm(today);
    this.#view = freshView(this.#around.newDraft());
    this.#wake();
  }

  #become(change: Partial<IntakeView>): void {
    this.#view = { ...this.#view, ...change };
    this.#wake();
  }

  #wake(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}

function freshView(draft: string): IntakeView {
  return { draft, phase: { at: 'editing' }, folds: [], errors: {}, refusals: 0, fills: 0 };
}

/** Folds in which something stands. */
function foldsOf(form: IntakeForm): Fold[] {
  return [...new Set(fieldPaths.flatMap((path) => (form[path] === '' ? [] : (foldOf(path) ?? []))))];
}

/** An issue of a field that the form does not show could not be mended there. */
function onlyAsked(errors: FieldErrors, form: IntakeForm): FieldErrors {
  return Object.fromEntries(Object.entries(errors).filter(([path]) => isAsked(path as FieldPath, form)));
}
