import { useMemo, useSyncExternalStore } from 'react';
import { dateIn } from '../../shared/words/forms.ts';
import { connectionNow, Disconnected, office } from '../client/connection.ts';
import { pauseUntilWorthwhile } from '../client/pause.ts';
import { problemOf } from '../client/problem.ts';
import { now } from '../clock.ts';
import { placesOfOffice } from '../inputs/use-found-places.ts';
import type { IntakeForm } from './draft.ts';
import { asInForm } from './earlier-applicant.ts';
import { EarlierPeople, type EarlierView } from './earlier-people.ts';
import type { IntakeView } from './intake-view.ts';
import { MatterOffers, type MatterView } from './matter-offers.ts';
import { OpenIntake } from './open-intake.ts';

/** Between two attempts while the office is coming back. */
const PAUSE_MS = 500;

const never = new AbortController().signal;

/** The one form of this window, for as long as the window lives. */
export const intake = new OpenIntake(
  {
    register: (request) => office.papers.register(request),
    newDraft: () => crypto.randomUUID(),
    isConnected: () => connectionNow().state !== 'lost',
    isBrokenOff: (error) => error instanceof Disconnected,
    problemOf,
    pause: () => pauseUntilWorthwhile(PAUSE_MS, never),
  },
  dateIn(now(), Intl.DateTimeFormat().resolvedOptions().timeZone),
);

export function useIntakeView(): IntakeView {
  return useSyncExternalStore(intake.subscribe, intake.view);
}

/** One value taken from the typed ones; drawn anew only when it changes. `select` gives a primitive. */
export function useTyped<T extends string | number | boolean>(select: (form: IntakeForm) => T): T {
  return useSyncExternalStore(intake.subscribe, () => select(intake.form()));
}

const later = (milliseconds: number, task: () => void) => {
  const timer = window.setTimeout(task, milliseconds);
  return () => window.clearTimeout(timer);
};

const matters = new MatterOffers(intake, {
  repeats: (query, asked) => office.matters.repeats(query, asked),
  subjects: (query, asked) => office.matters.subjects(query, asked),
  executors: (query, asked) => office.matters.executors(query, asked),
  competent: (query, asked) => office.matters.competent(query, asked),
  later,
});

/** What the office knows about the matter of the form. */
export function useMatter(): MatterView {
  return useSyncExternalStore(matters.subscribe, matters.view);
}

/** The same, at the moment of a key. */
export const matterNow = matters.view;

export const toggleLook = (number: string) => matters.toggleLook(number);

const people = new EarlierPeople(intake, (query, signal) => office.people.find(query, { signal }));

/** Asked for before the letter is drawn: the office answers meanwhile. */
export const placesOfForm = placesOfOffice();
intake.subscribe(() => {
  const form = intake.form();
  placesOfForm.ask(form['applicant.place'], form['applicant.place.id']);
});

let askedFor = '';

/**
 * What was answered to another one is asked again.
 *
 * @param whom names the person at the desk and the office that answers
 */
export function askFor(whom: string): void {
  if (whom === askedFor) return;
  askedFor = whom;
  people.askAnew();
  matters.askAnew();
}

/** Those of the number or the phone, at the moment of a key. */
export function peopleByNumberNow(): EarlierView['byNumber'] {
  return asInForm(people.view().byNumber, intake.form()['applicant.type']);
}

/** Earlier applicants who may be the one at the desk; of one number's, those in the role that the form says. */
export function useEarlierPeople(): EarlierView {
  const { byNumber, byName } = useSyncExternalStore(people.subscribe, people.view);
  const type = useTyped((form) => form['applicant.type']);
  return useMemo(() => ({ byNumber: asInForm(byNumber, type), byName }), [byNumber, byName, type]);
}
