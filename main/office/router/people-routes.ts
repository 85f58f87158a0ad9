import { anyOf } from '../live.ts';
import { deskState, directoryOf } from '../services/desk-state.ts';
import { chooseStartRule, enterDay, lawDays, takeBackDay } from '../services/law-days.ts';
import type { Answering } from './answering.ts';

/** Who works here and what the office goes by: sign-in, staff, desk, lists, calendar. */
export function peopleRoutes({ guarded, live, inOffice }: Answering) {
  return {
    session: {
      watch: guarded.session.watch.handler(({ signal }) =>
        live(
          ({ office, accounts, keys }) =>
            anyOf(accounts.changes, office.directoryChanged, office.minutePassed, keys.changes),
          ({ accounts }) => accounts.now(),
          signal,
          'nobody',
        ),
      ),
      signIn: guarded.session.signIn.handler(({ input }) => inOffice(({ accounts }) => accounts.signIn(input))),
      lock: guarded.session.lock.handler(() => inOffice(async ({ office }) => office.session.end())),
      choose: guarded.session.choose.handler(({ input }) => inOffice(({ accounts }) => accounts.choose(input.person))),
      touch: guarded.session.touch.handler(() => inOffice(async ({ office }) => office.session.touch())),
      changePassword: guarded.session.changePassword.handler(({ input }) =>
        inOffice(({ accounts }) => accounts.changePassword(input.current, input.next)),
      ),
      setPin: guarded.session.setPin.handler(({ input }) =>
        inOffice(({ accounts }) => accounts.setPin(input.password, input.pin)),
      ),
      newPasswordByCode: guarded.session.newPasswordByCode.handler(({ input }) =>
        inOffice(({ accounts }) => accounts.newPasswordByCode(input.person, input.code, input.next)),
      ),
    },
    staff: {
      watch: guarded.staff.watch.handler(({ signal }) =>
        live(
          ({ office }) => anyOf(office.directoryChanged, office.minutePassed),
          ({ staff }) => staff.now(),
          signal,
          'administrator',
        ),
      ),
      save: guarded.staff.save.handler(({ input }) => inOffice(({ staff }) => staff.save(input))),
      givePassword: guarded.staff.givePassword.handler(({ input }) =>
        inOffice(async ({ staff }) => ({ password: (await staff.givePassword(input.person)).password })),
      ),
      setLeft: guarded.staff.setLeft.handler(({ input }) => inOffice(({ staff }) => staff.setLeft(input))),
      setAbsence: guarded.staff.setAbsence.handler(({ input }) => inOffice(({ staff }) => staff.setAbsence(input))),
      looks: guarded.staff.looks.handler(({ input }) => inOffice(({ looks }) => looks.page(input.offset, input.limit))),
    },
    desk: {
      watch: guarded.desk.watch.handler(({ signal }) =>
        live(
          ({ office }) => anyOf(office.papersChanged, office.directoryChanged, office.minutePassed),
          ({ office }) => deskState(office),
          signal,
        ),
      ),
      saveSettings: guarded.desk.saveSettings.handler(({ input }) => inOffice(({ office }) => office.saveDesk(input))),
    },
    directory: {
      watch: guarded.directory.watch.handler(({ signal }) =>
        live(
          ({ office }) => anyOf(office.directoryChanged, office.minutePassed),
          ({ office }) => directoryOf(office),
          signal,
        ),
      ),
    },
    lawDays: {
      watch: guarded.lawDays.watch.handler(({ signal }) =>
        live(
          ({ office }) => anyOf(office.directoryChanged, office.minutePassed),
          ({ office }) => lawDays(office),
          signal,
        ),
      ),
      enter: guarded.lawDays.enter.handler(({ input }) => inOffice(({ office }) => enterDay(office, input))),
      chooseStart: guarded.lawDays.chooseStart.handler(({ input }) =>
        inOffice(({ office }) => chooseStartRule(office, input.startRule)),
      ),
      takeBack: guarded.lawDays.takeBack.handler(({ input }) => inOffice(({ office }) => takeBackDay(office, input))),
    },
  };
}
