import { type Session, SHORTEST_PASSWORD, type SignIn } from '../../../shared/contract/session.ts';
import { pinFault } from '../../../shared/domain/identity/pin.ts';
import { createGate } from '../gate.ts';
import { createChanges } from '../live.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { ProblemError } from '../problem-error.ts';
import type { Keyring } from '../profile/keyring.ts';
import { fitsVerifier, verifierOf } from './passwords.ts';
import { createPins } from './pins.ts';
import { createTries, MOST_PASSWORDS, MOST_PINS } from './tries.ts';

export type Accounts = Awaited<ReturnType<typeof openAccounts>>;

/** Signing in at this desk, and what one may change of one's own way in. One secret is looked at at a time. */
export async function openAccounts(office: OpenOffice, keys: Keyring, machine: string) {
  const { session } = office;
  const tried = createChanges();
  const oneByOne = createGate();
  const tries = createTries(office.store, office.now);
  const pins = createPins(office, machine);
  const people = session.working().map(({ id }) => id);
  await pins.load(people);
  for (const person of people) {
    await tries.read(passwordTries(person), session.memberOf(person)?.verifier ?? '');
    await tries.read(pinTries(person), pins.nameOf(person));
  }

  /** @throws ProblemError `unknownPerson` for who has no password or works here no more */
  function passwordOf(person: string): string {
    const verifier = session.memberOf(person)?.verifier;
    if (verifier === undefined) throw new ProblemError('unknownPerson');
    return verifier;
  }

  const trying = (task: () => Promise<void>) => oneByOne(task).finally(tried.notify);

  const tryPassword = (person: string, password: string) => {
    const of = passwordOf(person);
    return tries.take(passwordTries(person), { of, most: MOST_PASSWORDS }, () => fitsVerifier(of, password));
  };

  async function tryPin(person: string, pin: string): Promise<void> {
    if (!pins.has(person, passwordOf(person))) throw new ProblemError('pinOff');
    const of = pins.nameOf(person);
    await tries
      .take(pinTries(person), { of, most: MOST_PINS }, () => pins.fits(person, pin))
      .catch((error) => {
        throw error instanceof ProblemError && error.problem.code === 'triesOver' ? new ProblemError('pinOff') : error;
      });
  }

  const authorOf = (person: string) => {
    const found = session.working().find(({ id }) => id === person);
    if (!found) throw new ProblemError('unknownPerson');
    return found;
  };

  async function setOwn(person: string, next: string): Promise<void> {
    if (next.length < SHORTEST_PASSWORD) throw new ProblemError('passwordTooShort');
    const verifier = await verifierOf(next);
    const by = authorOf(person);
    session.begin(person, verifier);
    await office.writeRecord(`staff:${person}`, { do: 'verifier', data: { verifier, once: false } }, by);
  }

  function now(): Session {
    const of = (person: string) => session.memberOf(person)?.verifier;
    const person = session.asked() ? session.signedIn() : session.atWork();
    const found = session.working().find(({ id }) => id === person);
    return {
      asked: session.asked(),
      ...(found && { person: found }),
      roles: [...session.roles()],
      administrator: session.isAdministrator(),
      mustChange: session.mustChange(),
      people: session.working().map((one) => {
        const verifier = of(one.id);
        const at = tries.now(passwordTries(one.id), verifier ?? '');
        const atPin = tries.now(pinTries(one.id), pins.nameOf(one.id));
        const until = Math.max(at.waitUntil, atPin.waitUntil);
        return {
          ...one,
          password: verifier !== undefined,
          pin: verifier !== undefined && pins.has(one.id, verifier) && atPin.wrong < MOST_PINS,
          waitUntil: until === 0 ? '' : new Date(until).toISOString(),
          closed: at.wrong >= MOST_PASSWORDS,
        };
      }),
      recovery: keys.state().recovery !== undefined,
    };
  }

  return {
    changes: { listen: (listener: () => void) => both(session.changes.listen(listener), tried.listen(listener)) },
    now,
    signIn: ({ person, by, secret }: SignIn) =>
      trying(async () => {
        if (by === 'pin') await tryPin(person, secret);
        else await tryPassword(person, secret);
        session.begin(person);
      }),
    /**
     * One's own password. The first of the office is its administrator's: nobody else could give one to the others.
     *
     * @throws ProblemError `notSignedIn`, `administratorFirst`, `passwordTooShort`, `passwordSame`, and what a wrong one brings
     */
    changePassword: (current: string, next: string) =>
      trying(async () => {
        if (!session.asked()) {
          if (!session.memberOf(session.atWork())?.isAdministrator) throw new ProblemError('administratorFirst');
          return setOwn(session.atWork(), next);
        }
        const person = session.signedIn();
        if (person === undefined) throw new ProblemError('notSignedIn');
        if (next.length < SHORTEST_PASSWORD) throw new ProblemError('passwordTooShort');
        if (current === next) throw new ProblemError('passwordSame');
        await tryPassword(person, current);
        await setOwn(person, next);
      }),
    /** @param pin '' for none from here on */
    setPin: (password: string, pin: string) =>
      trying(async () => {
        const person = session.signedIn();
        if (person === undefined) throw new ProblemError('notSignedIn');
        const fault = pin === '' ? undefined : pinFault(pin);
        if (fault) throw new ProblemError(fault);
        await tryPassword(person, password);
        if (pin === '') await pins.remove(person);
        else await pins.set(person, pin, passwordOf(person));
      }),
    /** The way back of an administrator who has forgotten the password. */
    newPasswordByCode: (person: string, code: string, next: string) =>
      trying(async () => {
        if (next.length < SHORTEST_PASSWORD) throw new ProblemError('passwordTooShort');
        await keys.proveRecovery(code);
        if (!session.memberOf(person)?.isAdministrator) throw new ProblemError('notAllowed');
        await setOwn(person, next);
      }),
    /** Chooses who works here, where nobody signs in. */
    async choose(person: string): Promise<void> {
      if (session.asked()) throw new ProblemError('notAllowed');
      await office.saveDesk({ ...office.desk(), clerk: authorOf(person).id });
    },
  };
}

const passwordTries = (person: string) => `tries:password:${person}`;
const pinTries = (person: string) => `tries:pin:${person}`;

const both = (one: () => void, other: () => void) => () => {
  one();
  other();
};
