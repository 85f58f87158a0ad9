import { randomInt } from 'node:crypto';
import type { Staff, StaffSave } from '../../../shared/contract/staff.ts';
import { hashOf } from '../../../shared/domain/log/line.ts';
import { createGate } from '../gate.ts';
import type { OpenOffice } from '../open/open-office.ts';
import type { Member } from '../open/records.ts';
import { randomName } from '../open/site.ts';
import { ProblemError } from '../problem-error.ts';
import { verifierOf } from './passwords.ts';

export type StaffDesk = ReturnType<typeof createStaffDesk>;

/**
 * What an administrator does with the people of the office. Each is a line in the person's record and travels. Where there is no administrator
 * yet, whoever sits here may name one, and no more: from then on it takes one. What would leave the office without an administrator who can
 * get in is refused here, with words; what comes together from several desks is held to the same by the records' own rules
 * (shared/books/office-state.ts).
 */
export function createStaffDesk(office: OpenOffice) {
  const { session } = office;
  const oneByOne = createGate();
  const records = () => office.records;

  function mayChange(): boolean {
    const person = session.person();
    if (!person) return false;
    // Whom a registry has entered, it or an administrator changes; its rules would not count anything else.
    const isNobodys = session.administrators().length === 0 && office.site.grant === undefined;
    return isNobodys || session.memberOf(person.id)?.isAdministrator === true;
  }

  function mustBeAllowed(): void {
    if (!mayChange())
      throw new ProblemError(session.administrators().length === 0 ? 'administratorFirst' : 'notAllowed');
  }

  /** @throws ProblemError `unknownPerson` */
  function known(id: string) {
    const person = records().staff.find((one) => one.id === id);
    const member = records().memberOf(id);
    if (!person || !member) throw new ProblemError('unknownPerson');
    return { person, member };
  }

  /** @throws ProblemError `lastAdministrator` when nobody would be left who may and can */
  function mustKeepAdministrator(without: string): void {
    const able = session.administrators().filter(({ id }) => {
      const { left, verifier } = session.memberOf(id) ?? {};
      return !left?.on && (!session.asked() || verifier !== undefined);
    });
    if (able.length > 0 && able.every(({ id }) => id === without)) throw new ProblemError('lastAdministrator');
  }

  const write = (id: string, action: string, data: Record<string, unknown>) =>
    office.writeRecord(`staff:${id}`, { do: action, data }, session.clerk());

  const alone = <T>(task: () => Promise<T>): Promise<T> =>
    oneByOne(async () => {
      mustBeAllowed();
      return task();
    });

  return {
    now(): Staff {
      return {
        people: records().staff.map((person) => {
          const { phone = '', roles = [], verifier, once, left, absence, isAdministrator } = known(person.id).member;
          const given = roles.filter((role) => role !== 'administrator');
          return {
            ...person,
            phone,
            roles: isAdministrator ? [...given, 'administrator'] : given,
            password: verifier !== undefined,
            once: once === true,
            ...(left?.on && { left }),
            ...(absence?.from && { absence }),
          };
        }),
        mayChange: mayChange(),
        rolesGiven: records().rolesGiven,
        hasAdministrator: session.administrators().length > 0,
      };
    },
    save: ({ id: whose, name, post, phone, roles }: StaffSave) =>
      alone(async () => {
        const before = whose === '' ? undefined : known(whose).member;
        const id = whose === '' ? randomName() : whose;
        const administrator = roles.includes('administrator');
        const others = roles.filter((role) => role !== 'administrator');
        if (before?.isAdministrator && !administrator) mustKeepAdministrator(id);
        const isNoneLeft = !administrator && session.administrators().length === 0;
        if (isNoneLeft && (others.length > 0 || records().rolesGiven)) throw new ProblemError('administratorFirst');
        // Nobody's roles are given by correcting a name: as long as nobody has any, all may do everything.
        const hasRoles = others.length > 0 || before?.roles !== undefined;
        const data = { name, post, administrator, ...(hasRoles && { roles: others }) };
        if (!before || hashOf(data) !== hashOf(setOf(before))) await write(id, 'set', data);
        if (phone !== (before?.phone ?? '')) await write(id, 'phone', { phone });
        return { id };
      }),
    /** @returns the password, which nobody can tell afterwards */
    givePassword: (id: string) =>
      alone(async () => {
        known(id);
        // The first password is the administrator's own (accounts.ts): what is shown here would be covered by the sign-in.
        if (!session.asked()) throw new ProblemError('administratorFirst');
        if (id === session.atWork()) throw new ProblemError('notAllowed');
        const password = oncePassword();
        await write(id, 'verifier', { verifier: await verifierOf(password), once: true });
        return { password };
      }),
    setLeft: ({ person, on, substitute }: { person: string; on: string; substitute: string }) =>
      alone(async () => {
        known(person);
        if (substitute !== '') known(substitute);
        if (on !== '') mustKeepAdministrator(person);
        await write(person, 'leave', { on, substitute });
      }),
    setAbsence: ({ person, ...absence }: { person: string; from: string; to: string; substitute: string }) =>
      alone(async () => {
        known(person);
        const { from, to, substitute } = absence;
        if (substitute !== '') known(substitute);
        if ((from === '') !== (to === '') || to < from)
          throw new ProblemError('invalidEntry', { issues: [{ path: ['to'], code: 'invalid' }] });
        await write(person, 'absence', absence);
      }),
  };
}

/** What the last line has said that says all of a person. */
function setOf({ name, post, isAdministrator, roles }: Member) {
  const others = roles?.filter((role) => role !== 'administrator');
  return { name, post, administrator: isAdministrator, ...(others && { roles: others }) };
}

/** Read out and typed once: digits are the same in every layout of the keyboard. Twelve of them, since tries are counted. */
function oncePassword(): string {
  const groups = Array.from({ length: 3 }, () => String(randomInt(10_000)).padStart(4, '0'));
  return groups.join('-');
}
