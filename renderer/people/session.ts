import { createContext, useContext, useState } from 'react';
import type { Session } from '../../shared/contract/session.ts';
import { useLive } from '../client/use-live.ts';

/** What the page knows of who works here; undefined until the office has told. */
export const SessionContext = createContext<Session | undefined>(undefined);

/** Who works at this desk, as the office said last. */
export function useSession(): Session | undefined {
  return useContext(SessionContext);
}

export type SessionView = {
  session: Session | undefined;
  /** Nobody may see the work now: people sign in here, and nobody has, or it is not known. */
  isShut: boolean;
  /** Ids of who was signed in since this page was opened, the last first. */
  lately: readonly string[];
};

const MOST_LATELY = 4;

/**
 * Follows who works here. While the office opens anew nobody is taken for signed in who was before; where people do not sign in nothing is
 * covered for that moment.
 *
 * @param ready whether the office is open
 */
export function useSessionView(ready: boolean): SessionView {
  const { value } = useLive((client, signal) => client.session.watch(undefined, { signal }), [ready]);
  const [known, setKnown] = useState<Session>();
  if (value && value !== known) setKnown(value);
  const session = value ?? known;
  const [lately, setLately] = useState<readonly string[]>([]);
  const person = session?.asked ? session.person?.id : undefined;
  if (person !== undefined && lately[0] !== person)
    setLately([person, ...lately.filter((id) => id !== person)].slice(0, MOST_LATELY));
  return { lately, session, isShut: session !== undefined && !isOpen(value ?? (known?.asked ? undefined : known)) };
}

function isOpen(session: Session | undefined): boolean {
  if (!session) return false;
  return !session.asked || (session.person !== undefined && !session.mustChange);
}
