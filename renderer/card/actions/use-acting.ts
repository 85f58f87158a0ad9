import { useEffect, useRef, useState } from 'react';
import { type FormAction, warningKey } from '../../../shared/contract/actions.ts';
import type { Issue, Problem } from '../../../shared/contract/problems.ts';
import { office } from '../../client/connection.ts';
import { problemOf } from '../../client/problem.ts';
import type { About } from './about.ts';
import type { Values } from './forms.ts';
import { dataOf, firstValues, type Known, withValue } from './values.ts';

/** What was typed into a form, and what the office had against it. */
type Kept = { draft: string; values: Values; problem?: Problem | undefined };

type Forms = Readonly<Partial<Record<FormAction, Kept>>>;

/** How a card was left: its forms that were not sent, and the one that was open. */
type Left = { kept: Forms; open: FormAction | undefined };

/** Cards that were left with something begun, the one left last at the end. */
const left = new Map<string, Left>();
const MOST_PAPERS = 20;

export type Acting = ReturnType<typeof useActing>;

/**
 * The forms of one card: closed, the list of what can be done, or one form. What was typed in each is kept as long as the window is open,
 * also while other screens are looked at, and forgotten once it is done. Whoever leaves a form, be it for a scanned talon, finds it open
 * when they come back.
 */
export function useActing(number: string) {
  const [at, setAt] = useState<'closed' | 'list' | FormAction>(() => left.get(number)?.open ?? 'closed');
  const [kept, setKept] = useState(() => left.get(number)?.kept ?? {});
  useEffect(() => {
    left.delete(number);
    const open = at === 'closed' || at === 'list' ? undefined : at;
    if (Object.keys(kept).length > 0) left.set(number, { kept, open });
    for (const oldest of [...left.keys()].slice(0, -MOST_PAPERS)) left.delete(oldest);
  }, [number, kept, at]);
  const [done, setDone] = useState<FormAction>();
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);

  const keep = (action: FormAction, change: Partial<Kept>) =>
    setKept((before) => ({ ...before, [action]: { ...before[action], ...change } as Kept }));

  return {
    at,
    kept,
    busy,
    /** What was done last, until the next form opens. */
    done,
    toggle: () => setAt((before) => (before === 'closed' ? 'list' : 'closed')),
    close: () => setAt('closed'),
    /** One step back; whether there was one. */
    back(): boolean {
      setAt(at === 'closed' || at === 'list' ? 'closed' : 'list');
      return at !== 'closed';
    },
    /** @param given what stands in the form at first, beside what it begins with; a form kept about something else begins anew */
    open(action: FormAction, about: About, given: Values = {}) {
      setDone(undefined);
      const stands = kept[action]?.values;
      const isOther = Object.entries(given).some(([path, value]) => stands?.[path] !== value);
      if (!stands || isOther) keep(action, { draft: crypto.randomUUID(), values: firstValues(action, about, given) });
      setAt(action);
    },
    set(action: FormAction, path: string, value: string, about: About) {
      setKept((before) => {
        const form = before[action];
        return form ? { ...before, [action]: { ...form, values: withValue(form.values, path, value, about) } } : before;
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
        setKept(({ [action]: _done, ...others }) => others);
        setDone(action);
        setAt('closed');
      } catch (error) {
        keep(action, { problem: problemOf(error) });
      } finally {
        sending.current = false;
        setBusy(false);
      }
    },
  };
}

/** What may be gone past. */
export function warningsIn(problem: Problem | undefined): Issue[] {
  return problem?.code === 'actionWarned' ? (problem.issues ?? []) : [];
}
