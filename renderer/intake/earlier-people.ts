import type { PeopleQuery, PersonFound } from '../../shared/contract/people.ts';
import { cleanLine } from '../../shared/domain/text/clean-text.ts';
import { plainDigits } from '../../shared/domain/text/digits.ts';
import { phonesIn } from '../../shared/domain/text/phone.ts';
import { foldedWords, startsIn } from '../inputs/text-match.ts';
import type { IntakeForm } from './draft.ts';
import type { OpenIntake } from './open-intake.ts';

/** Earlier applicants who may be the one at the desk. */
export type EarlierView = {
  /** Found by the whole number, or by the phone. */
  byNumber: readonly PersonFound[];
  /** Whose names begin as typed. */
  byName: readonly PersonFound[];
};

/** As many as number keys can pick. */
const MOST_NAMES = 9;
const MOST_OFFERS = 3;
const SHORTEST_NAME = 3;
/** Of a longer text nobody is looked for. */
const LONGEST_NAME = 300;

type Find = (query: PeopleQuery, signal: AbortSignal) => Promise<PersonFound[]>;

/**
 * Looks for the person while the number, the phone or the name is typed. An answer to what is typed no longer is dropped; no
 * answer offers nobody.
 */
export class EarlierPeople {
  readonly #intake: OpenIntake;
  readonly #watchers = new Set<() => void>();
  readonly #number: Asking;
  readonly #name: Asking;
  #view: EarlierView = { byNumber: [], byName: [] };

  constructor(intake: OpenIntake, find: Find) {
    this.#intake = intake;
    this.#number = new Asking(find, (byNumber) => this.#show('byNumber', byNumber));
    this.#name = new Asking(find, (byName) => this.#show('byName', byName));
    intake.subscribe(() => this.#look());
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly view = (): EarlierView => this.#view;

  /** Somebody else is at the desk, or the office is another: what was answered before holds no more. */
  askAnew(): void {
    this.#number.forget();
    this.#name.forget();
    this.#look();
  }

  #look(): void {
    const form = this.#intake.form();
    this.#number.ask(byNumber(form));
    this.#name.ask(byName(form));
  }

  #show(part: keyof EarlierView, people: readonly PersonFound[]): void {
    // Nobody again, as at most keys: nothing has to be drawn for that.
    if (people.length === 0 && this.#view[part].length === 0) return;
    this.#view = { ...this.#view, [part]: people };
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/** One question at a time; the same one is asked once. */
class Asking {
  readonly #find: Find;
  readonly #onAnswer: (people: readonly PersonFound[]) => void;
  #asked = '';
  #end = new AbortController();

  constructor(find: Find, onAnswer: (people: readonly PersonFound[]) => void) {
    this.#find = find;
    this.#onAnswer = onAnswer;
  }

  forget(): void {
    this.#asked = '';
    this.#end.abort();
    this.#onAnswer([]);
  }

  ask(query: PeopleQuery | undefined): void {
    const asked = query ? JSON.stringify(query) : '';
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#end.abort();
    // Nobody is offered for a number that is another now; of names the list stays until the next one is there.
    if (!query || query.name === undefined) this.#onAnswer([]);
    if (!query) return;
    const end = new AbortController();
    this.#end = end;
    const settle = (people: readonly PersonFound[]) => {
      if (!end.signal.aborted) this.#onAnswer(people);
    };
    this.#find(query, end.signal).then(settle, () => {
      settle([]);
      // The next letter asks again.
      if (!end.signal.aborted) this.#asked = '';
    });
  }
}

function byNumber(form: IntakeForm): PeopleQuery | undefined {
  if (form['applicant.type'] === 'anonymous') return undefined;
  const idNumber = plainDigits(form['applicant.idNumber'].slice(0, 100));
  if (/^\d{12}$/.test(idNumber)) return { idNumber, limit: MOST_OFFERS };
  const [phone] = phonesIn(form['applicant.phone']);
  return phone !== undefined && phone.length >= 6 ? { phone, limit: MOST_OFFERS } : undefined;
}

function byName(form: IntakeForm): PeopleQuery | undefined {
  if (form['applicant.type'] === 'anonymous') return undefined;
  const name = nameToAsk(form['applicant.name']);
  return name === undefined ? undefined : { name, limit: MOST_NAMES };
}

/** Undefined while it is too short to look for anybody. */
function nameToAsk(typed: string): string | undefined {
  const name = cleanLine(typed.slice(0, LONGEST_NAME));
  return name.length >= SHORTEST_NAME ? name : undefined;
}

/** Whose names begin as typed: nobody's, while that is too short to look for anybody. */
export function namesBeginning(typed: string): (name: string) => boolean {
  const asked = nameToAsk(typed);
  if (asked === undefined) return () => false;
  const wanted = foldedWords(asked);
  return (name) => startsIn(foldedWords(name), wanted, 'every');
}
