import type { Person } from '../../../shared/contract/shapes.ts';
import { roles as allRoles, type Role } from '../../../shared/domain/life/rights.ts';
import { createChanges } from '../live.ts';
import type { Member, Records } from '../open/records.ts';
import { ProblemError } from '../problem-error.ts';
import { localDate } from '../services/local-time.ts';

type Host = {
  records: () => Pick<Records, 'settings' | 'staff' | 'memberOf' | 'rolesGiven'>;
  /** Who was chosen at this desk, and after how many idle minutes it locks. */
  desk: () => { clerk: string; lockAfter: number };
  now: () => number;
};

/** Who is signed in. `verifiers`: the password of then, and the one that is being written; any other ends the session. */
type Held = { person: string; verifiers: readonly string[]; touchedAt: number };

/**
 * Who works at this desk. Where nobody of the office has a password, it is whoever was chosen; as soon as somebody has one, people sign in, and
 * what they may do is asked of the records each time: a person who leaves, or whose password is made anew elsewhere, is signed out as soon
 * as this computer knows. A session lives in memory alone, and ends with the program.
 */
export function createSession({ records, desk, now }: Host) {
  const changes = createChanges();
  let held: Held | undefined;

  const today = () => localDate(now(), records().settings.zone);
  /** A person who left is in the lists, and may do nothing. */
  const memberOf = (person: string): Member | undefined => {
    const member = records().memberOf(person);
    return member && worksOn(member, today()) ? member : undefined;
  };
  const personOf = (person: string): Person | undefined => records().staff.find(({ id }) => id === person);
  const working = () => records().staff.filter(({ id }) => memberOf(id));
  const asked = () => records().staff.some(({ id }) => records().memberOf(id)?.verifier !== undefined);

  function signedIn(): string | undefined {
    if (!held?.verifiers.includes(memberOf(held.person)?.verifier ?? '')) return undefined;
    const idle = desk().lockAfter * 60_000;
    // A clock that was set back does not lengthen it.
    held.touchedAt = Math.min(held.touchedAt, now());
    return idle > 0 && now() - held.touchedAt >= idle ? undefined : held.person;
  }

  const mustChange = () => memberOf(signedIn() ?? '')?.once === true;
  const atWork = () => (!asked() ? desk().clerk : mustChange() ? '' : (signedIn() ?? ''));
  const administrators = () => working().filter(({ id }) => memberOf(id)?.isAdministrator);

  function rolesOf(person: string): readonly Role[] {
    const member = memberOf(person);
    if (!member) return [];
    if (!records().rolesGiven) return allRoles;
    const held = (member.roles ?? []).filter((role) => role !== 'administrator');
    return member.isAdministrator ? [...held, 'administrator'] : held;
  }

  /** Whoever is at work, and those of whom he has the papers while they are away, or since they left. */
  function standsFor(): string[] {
    const person = atWork();
    if (person === '') return [];
    const others = records().staff.filter(({ id }) => substituteOf(records().memberOf(id), today()) === person);
    return [person, ...others.map(({ id }) => id)];
  }

  const session = {
    changes,
    /** People sign in here. */
    asked,
    /** Who is signed in, also with a password that has to be changed first. */
    signedIn,
    mustChange,
    /** Whether work may go on at this desk. */
    isOpen: () => !asked() || atWork() !== '',
    /** Id of who works here, '' for nobody. */
    atWork,
    /** Who works in the office today, by name. */
    working,
    memberOf,
    administrators,
    person: () => (memberOf(atWork()) ? personOf(atWork()) : undefined),
    /** @throws ProblemError `notSignedIn`; `noClerk` when nobody is chosen, or whoever was is no longer on the staff */
    clerk(): Person {
      const { id, name, post } = session.person() ?? {};
      if (id === undefined || name === undefined || post === undefined)
        throw new ProblemError(asked() ? 'notSignedIn' : 'noClerk');
      return { id, name, post };
    },
    /** Everything, in an office that has given nobody a role yet. */
    roles: () => rolesOf(atWork()),
    /** For papers: what who works here may do, and whose are his. */
    actor: () => ({ roles: rolesOf(atWork()), people: standsFor() }),
    /** Whether who works here may change what is the administrator's. Where nobody signs in, nobody is refused. */
    isAdministrator: () => !asked() || memberOf(atWork())?.isAdministrator === true,
    /** @param coming a new verifier of theirs that is about to be written: the session goes on with it */
    begin(person: string, coming?: string) {
      const verifiers = [memberOf(person)?.verifier, coming].filter((verifier) => verifier !== undefined);
      held = { person, verifiers, touchedAt: now() };
      changes.notify();
    },
    end() {
      held = undefined;
      changes.notify();
    },
    touch() {
      if (held && signedIn() !== undefined) held.touchedAt = now();
    },
    stop: () => clearInterval(sweeping),
  };
  /** What ends a session by itself is told. */
  const sweeping = setInterval(() => held && signedIn() === undefined && session.end(), SWEEP_MS);
  sweeping.unref();
  return session;
}

const SWEEP_MS = 1_000;

function worksOn({ left }: Pick<Member, 'left'>, today: string): boolean {
  return !left || left.on === '' || today < left.on;
}

/** Who has the papers of a person on a day; undefined where they have them themselves, or nobody was named. */
function substituteOf(member: Member | undefined, on: string): string | undefined {
  if (!member) return undefined;
  if (!worksOn(member, on)) return member.left?.substitute;
  const { absence } = member;
  const isAway = absence && absence.from !== '' && absence.from <= on && (absence.to === '' || on <= absence.to);
  return isAway ? absence.substitute : undefined;
}
