import type { IsoDate } from '../../shared/domain/date/iso-date.ts';
import { type Another, anotherForm } from './another-form.ts';
import { byField, checkIntake, type FieldErrors, notChosen } from './check.ts';
import { emptyForm, type IntakeForm, intakeOf, isUntouched, type NameLists } from './draft.ts';
import type { Values } from './earlier-applicant.ts';
import { emptiedBy, type FieldPath, type Fold, foldOf, type ValuePath } from './fields.ts';
import {
  foldsOf,
  freshView,
  type IntakeView,
  type Opened,
  onlyAsked,
  type Pasted,
  type Trouble,
} from './intake-view.ts';
import { linkOf } from './paper-link.ts';
import { type Sending, sendPaper } from './send-paper.ts';
import { withoutTaken } from './taken.ts';

/** What the intake needs of the page around it. */
export type Surroundings = Sending & {
  newDraft: () => string;
  isConnected: () => boolean;
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
  set(path: ValuePath, value: string): void {
    if (this.#form[path] === value || this.#view.phase.at === 'sending') return;
    const other = emptiedBy(path);
    this.#change({ [path]: value, ...(other && { [other]: '' }) });
    this.#wake();
  }

  /** Puts values into several fields at once, as if they had been typed; what was folded away is unfolded for them. */
  fill(values: Values): void {
    // The paper that is on its way would go without them.
    if (this.#view.phase.at === 'sending') return;
    this.#change(values);
    const folds = Object.keys(values).flatMap((path) => foldOf(path as FieldPath) ?? []);
    this.#become({ fills: this.#view.fills + 1, folds: [...new Set([...this.#view.folds, ...folds])] });
  }

  /** Fills in what was offered, so that it can be taken back. `pasted`: the particulars of a text, offered no longer then. */
  take(values: Values, pasted?: Values): void {
    if (this.#view.phase.at === 'sending') return;
    const view = this.#view;
    const before = Object.fromEntries(Object.keys(values).map((path) => [path, this.#form[path as ValuePath]]));
    this.fill(values);
    const folds = this.#view.folds.filter((fold) => !view.folds.includes(fold));
    this.#become({
      taken: { values, before, folds, ...(pasted && { pasted }) },
      ...(pasted && { pasted: { ...view.pasted, offer: undefined } }),
    });
  }

  /** Takes back what was taken last, but nothing that was typed since. The values that stand there again; undefined: there was nothing. */
  untake(): Values | undefined {
    const { taken, phase, folds, pasted } = this.#view;
    if (!taken || phase.at !== 'editing') return undefined;
    const values = withoutTaken(taken, this.#form);
    if (Object.keys(values).length === 0) return undefined;
    this.#change(values);
    const needed = foldsOf(this.#form);
    const { taken: _, ...view } = this.#view;
    this.#view = view;
    this.#become({
      fills: view.fills + 1,
      folds: folds.filter((fold) => !taken.folds.includes(fold) || needed.includes(fold)),
      // A block was kept out of its field: its particulars are nowhere else.
      ...(taken.pasted && !pasted?.offer && { pasted: { ...pasted, offer: taken.pasted } }),
    });
    return values;
  }

  notePaste(pasted: Pasted): void {
    this.#become({ pasted });
  }

  /** This earlier applicant is offered no longer for this form. */
  dropPerson(key: string): void {
    this.#become({ dropped: [...this.#view.dropped, key] });
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
    const errors = { ...checkIntake(intake, today), ...notChosen(this.#form) };
    if (Object.keys(errors).length > 0) return this.#refuse(errors);
    if (!this.#around.isConnected())
      return this.#become({ errors: {}, phase: { at: 'editing', trouble: 'disconnected' } });
    this.#become({ errors: {}, phase: { at: 'sending', waiting: false } });
    try {
      const link = linkOf(this.#form);
      const request = { draft, book: 'appeals', intake, ...(link && { link }) } as const;
      const answer = await sendPaper(this.#around, request, () =>
        this.#become({ phase: { at: 'sending', waiting: true } }),
      );
      this.#become({ phase: { at: 'registered', answer, intake } });
    } catch (error) {
      const problem = this.#around.problemOf(error);
      const { errors: found, elsewhere } = byField(problem.code === 'invalidEntry' ? (problem.issues ?? []) : []);
      const mendable = onlyAsked(found, this.#form);
      const allShown = Object.keys(mendable).length > 0 && elsewhere.length === 0;
      this.#refuse(mendable, allShown ? undefined : problem);
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
