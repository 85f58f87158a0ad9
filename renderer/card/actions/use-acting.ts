import { useEffect, useRef, useState } from 'react';
import { type FormAction, warningKey } from '../../../shared/contract/actions.ts';
import type { Issue, Problem } from '../../../shared/contract/problems.ts';
import { office } from '../../client/connection.ts';
import { problemOf } from '../../client/problem.ts';
import { useSession } from '../../people/session.ts';
import type { About } from './about.ts';
import type { Values } from './forms.ts';
import { dataOf, firstValues, type Known, withValue } from './values.ts';

/** What was typed into a form, and what the office had against it. */
type Kept = { draft: string; values: Values; problem?: Problem | undefined };

type Forms = Readonly<Partial<Record<FormAction, Kept>>>;

/** Where somebody stands at a card; `done`: what was done last, until the next form opens. */
type Stand = { at: 'closed' | 'list' | FormAction; kept: Forms; done?: FormAction | undefined };
const CLOSED: Stand = { at: 'closed', kept: {} };

/** Whose forms they are; nobody's where nobody was chosen yet. */
type Stands = Readonly<Record<string, Stand>>;
const NOBODY = '';

/** Cards that were left with something begun, the one left last at the end. */
const left = new Map<string, Stands>();
const MOST_PAPERS = 20;

export type Acting = ReturnType<typeof useActing>;

/**
 * The forms of one card: closed, the list of what can be done, or one form. What was typed in each is kept as long as the window is open,
 * also while other screens are looked at, and forgotten once it is done. Whoever leaves a form, be it for a scanned talon, finds it open
 * when they come back. Each has their own: who takes the place sees nothing of it, and does not lose it.
 */
export function useActing(number: string) {
  const person = useSession()?.person?.id;
  const [whose, setWhose] = useState(person ?? NOBODY);
  const [stands, setStands] = useState<Stands>(() => left.get(number) ?? {});
  // While nobody is signed in, what was begun stays where it is, beneath the sign-in.
  if (person !== undefined && person !== whose) {
    setWhose(person);
    if (whose === NOBODY) setStands((before) => takenOver(before, person));
  }
  const { at, kept, done } = stands[whose] ?? CLOSED;
  useEffect(() => {
    left.delete(number);
    const begun = Object.entries(stands).filter(([, stand]) => Object.keys(stand.kept).length > 0);
    if (begun.length > 0)
      left.set(number, Object.fromEntries(begun.map(([of, stand]) => [of, { at: leftAt(stand), kept: stand.kept }])));
    for (const oldest of [...left.keys()].slice(0, -MOST_PAPERS)) left.delete(oldest);
  }, [number, stands]);
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);

  const change = (changed: (stand: Stand) => Partial<Stand>) =>
    setStands((before) => {
      const stand = before[whose] ?? CLOSED;
      return { ...before, [whose]: { ...stand, ...changed(stand) } };
    });
  const setAt = (next: Stand['at']) => change(() => ({ at: next }));
  const keep = (action: FormAction, kept: Partial<Kept>) =>
    change((stand) => ({ kept: { ...stand.kept, [action]: { ...stand.kept[action], ...kept } as Kept } }));

  return {
    whose,
    at,
    kept,
    busy,
    done,
    toggle: () => change((stand) => ({ at: stand.at === 'closed' ? 'list' : 'closed' })),
    close: () => setAt('closed'),
    /** One step back; whether there was one. */
    back(): boolean {
      setAt(at === 'closed' || at === 'list' ? 'closed' : 'list');
      return at !== 'closed';
    },
    /** @param given what stands in the form at first, beside what it begins with; a form kept about something else begins anew */
    open(action: FormAction, about: About, given: Values = {}) {
      change(() => ({ done: undefined }));
      const typed = kept[action]?.values;
      const isOther = Object.entries(given).some(([path, value]) => typed?.[path] !== value);
      if (!typed || isOther) keep(action, { draft: crypto.randomUUID(), values: firstValues(action, about, given) });
      setAt(action);
    },
    set(action: FormAction, path: string, value: string, about: About) {
      change((stand) => {
        const form = stand.kept[action];
        const values = form && withValue(form.values, path, value, about);
        return form && values ? { kept: { ...stand.kept, [action]: { ...form, values } } } : {};
      });
    },
    /** Sends the form; warnings that are shown count as seen. */
    async send(action: FormAction, about: About, known: Known) {
      const form = kept[action];
      if (!form || sending.current) return;
      sending.current = true;
      setBusy(true);
      try {
        const data = dataOf(action, form.values, about, known);
        const seen = warningsIn(form.problem).map(warningKey);
        await office.papers.act({ number, draft: form.draft, action, data, seen });
        change(({ kept: { [action]: _sent, ...others } }) => ({ kept: others, done: action, at: 'closed' }));
      } catch (error) {
        keep(action, { problem: problemOf(error) });
      } finally {
        sending.current = false;
        setBusy(false);
      }
    },
  };
}

/** Of the list nothing is kept. */
const leftAt = ({ at }: Stand) => (at === 'list' ? 'closed' : at);

/** What was begun before anybody was chosen is theirs who is chosen then. */
function takenOver({ [NOBODY]: nobodys = CLOSED, ...others }: Stands, person: string): Stands {
  const own = others[person] ?? CLOSED;
  const at = nobodys.at === 'closed' ? own.at : nobodys.at;
  return { ...others, [person]: { at, kept: { ...own.kept, ...nobodys.kept } } };
}

/** What may be gone past. */
export function warningsIn(problem: Problem | undefined): Issue[] {
  return problem?.code === 'actionWarned' ? (problem.issues ?? []) : [];
}
