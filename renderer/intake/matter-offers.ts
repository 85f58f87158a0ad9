import type {
  CompetentBody,
  ExecutorSuggested,
  RepeatFound,
  RepeatsQuery,
  SubjectSuggested,
} from '../../shared/contract/matters.ts';
import { LONGEST_ASKED } from '../../shared/contract/matters.ts';
import { cleanLine } from '../../shared/domain/text/clean-text.ts';
import type { IntakeForm } from './draft.ts';
import type { OpenIntake } from './open-intake.ts';

/** What the office knows about the matter of the form; each is offered, nothing is done by itself. */
export type MatterView = {
  /** Earlier papers about the same. */
  repeats: readonly RepeatFound[];
  subjects: readonly SubjectSuggested[];
  executors: readonly ExecutorSuggested[];
  /** The body that the paper is for, when it is not this one. */
  competent: CompetentBody;
  /** Number of the earlier paper that is shown beside the form; '' for none. */
  looked: string;
};

type Asked = { signal: AbortSignal };
/** The questions, and a pause before each: who is still typing is not asked after at every letter. */
export type MatterQuestions = {
  repeats: (query: RepeatsQuery, asked: Asked) => Promise<RepeatFound[]>;
  subjects: (query: { summary: string; text: string; limit: number }, asked: Asked) => Promise<SubjectSuggested[]>;
  executors: (query: { subject: string }, asked: Asked) => Promise<ExecutorSuggested[]>;
  competent: (query: { subject: string; place: string }, asked: Asked) => Promise<CompetentBody>;
  later: (milliseconds: number, task: () => void) => () => void;
};

const PAUSE_MS = 300;
const SUGGESTED = 3;
/** Shorter texts say nothing yet. Letters. */
const SHORTEST = 8;
const LONGEST_LINE = 300;
const LONGEST_SUMMARY = 4_000;

const nothing: MatterView = { repeats: [], subjects: [], executors: [], competent: null, looked: '' };

/** Asks while the form is typed. An answer to what stands there no longer is dropped; a question without an answer offers nothing. */
export class MatterOffers {
  readonly #intake: OpenIntake;
  readonly #watchers = new Set<() => void>();
  readonly #questions: readonly Question[];
  #view = nothing;
  #draft = '';

  constructor(intake: OpenIntake, ask: MatterQuestions) {
    this.#intake = intake;
    const question = <Key extends Exclude<keyof MatterView, 'looked'>>(
      part: Key,
      key: (form: IntakeForm) => object | undefined,
      put: (query: never, asked: Asked) => Promise<MatterView[Key]>,
      about: (query: never) => unknown = (query) => query,
      order: (shown: MatterView[Key], found: MatterView[Key]) => MatterView[Key] = (_shown, found) => found,
    ) =>
      new Question(key, put as Put, about as About, ask.later, (answer) => {
        const found = (answer ?? nothing[part]) as MatterView[Key];
        this.#show({ ...this.#view, [part]: order(this.#view[part], found) });
      });
    this.#questions = [
      question('repeats', repeatsQuery, ask.repeats, ({ person }: RepeatsQuery) => person, withFirstInPlace),
      question('subjects', subjectsQuery, ask.subjects, () => ''),
      question('executors', executorsQuery, ask.executors),
      question('competent', competentQuery, ask.competent),
    ];
    intake.subscribe(() => this.#look());
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly view = (): MatterView => this.#view;

  /** Shows an earlier paper beside the form, or no longer. */
  toggleLook(number: string): void {
    this.#show({ ...this.#view, looked: this.#view.looked === number ? '' : number });
  }

  /** Somebody else is at the desk, or the office is another: what was answered before holds no more. */
  askAnew(): void {
    for (const question of this.#questions) question.forget();
    this.#show(nothing);
    this.#look();
  }

  #look(): void {
    const { draft } = this.#intake.view();
    if (draft !== this.#draft) {
      this.#draft = draft;
      for (const question of this.#questions) question.forget();
      this.#show(nothing);
    }
    const form = this.#intake.form();
    for (const question of this.#questions) question.look(form);
  }

  #show(view: MatterView): void {
    this.#view = view;
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/**
 * The first one has keys: it stays the first as long as it is among those found, however much surer another is by the words that were typed
 * since. A key that was meant for one paper must not link another.
 */
function withFirstInPlace(shown: readonly RepeatFound[], found: readonly RepeatFound[]): readonly RepeatFound[] {
  const first = found.find(({ row }) => row.number === shown[0]?.row.number);
  return first ? [first, ...found.filter((one) => one !== first)] : found;
}

type Put = (query: object, asked: Asked) => Promise<unknown>;
/** While this part of a question stands, its last answer stays in sight until the next one is there. */
type About = (query: object) => unknown;

/** One question at a time; the same one is asked once. */
class Question {
  readonly #key: (form: IntakeForm) => object | undefined;
  readonly #put: Put;
  readonly #about: About;
  readonly #later: MatterQuestions['later'];
  readonly #onAnswer: (answer: unknown) => void;
  #asked = '';
  #askedAbout = '';
  #cancel: () => void = () => {};
  #end = new AbortController();

  constructor(
    key: (form: IntakeForm) => object | undefined,
    put: Put,
    about: About,
    later: MatterQuestions['later'],
    onAnswer: (answer: unknown) => void,
  ) {
    this.#key = key;
    this.#put = put;
    this.#about = about;
    this.#later = later;
    this.#onAnswer = onAnswer;
  }

  forget(): void {
    this.#asked = '';
    this.#askedAbout = '';
    this.#cancel();
    this.#end.abort();
  }

  look(form: IntakeForm): void {
    const query = this.#key(form);
    const asked = query ? JSON.stringify(query) : '';
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#cancel();
    this.#end.abort();
    const about = query ? JSON.stringify(this.#about(query)) : '';
    if (!query || about !== this.#askedAbout) this.#onAnswer(undefined);
    this.#askedAbout = about;
    if (!query) return;
    const end = new AbortController();
    this.#end = end;
    const settle = (answer: unknown) => {
      if (!end.signal.aborted) this.#onAnswer(answer);
    };
    this.#cancel = this.#later(PAUSE_MS, () => {
      this.#put(query, { signal: end.signal }).then(settle, () => {
        settle(undefined);
        // The next letter asks again.
        if (!end.signal.aborted) this.#asked = '';
      });
    });
  }
}

function repeatsQuery(form: IntakeForm): RepeatsQuery | undefined {
  if (form['applicant.type'] === 'anonymous') return undefined;
  const line = (path: keyof IntakeForm) => cleanLine(form[path].slice(0, LONGEST_LINE));
  const person = {
    idNumber: line('applicant.idNumber').slice(0, 100),
    name: line('applicant.name'),
    phone: line('applicant.phone'),
    place: line('applicant.place'),
    street: line('applicant.street'),
  };
  const said = whatIsSaid(form);
  return said && person.idNumber + person.name + person.phone !== '' ? { person, ...said } : undefined;
}

function subjectsQuery(form: IntakeForm) {
  const said = whatIsSaid(form);
  return said && { ...said, limit: SUGGESTED };
}

function executorsQuery(form: IntakeForm) {
  return form['paper.subject'] === '' ? undefined : { subject: form['paper.subject'] };
}

function competentQuery(form: IntakeForm) {
  const subject = form['paper.subject'];
  return subject === '' || form['paper.addressee.own'] === 'other'
    ? undefined
    : { subject, place: form['applicant.place.id'] };
}

function whatIsSaid(form: IntakeForm): { summary: string; text: string } | undefined {
  const summary = form['paper.summary'].slice(0, LONGEST_SUMMARY).trim();
  const text = form['paper.text'].slice(0, LONGEST_ASKED).trim();
  return summary.length + text.length < SHORTEST ? undefined : { summary, text };
}
