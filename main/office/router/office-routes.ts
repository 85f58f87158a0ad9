import { digitsOf } from '../../../shared/domain/keys/recovery-code.ts';
import { snapshots } from '../live.ts';
import { closedYears } from '../safety/purge.ts';
import { printRecoverySheet, renderRecoverySheet } from '../services/recovery-sheet.ts';
import type { Answering } from './answering.ts';

/** The office as a whole: opening it, its keys, its safety. */
export function officeRoutes({ guarded, live, inOffice, lifecycle, papers, ports }: Answering) {
  return {
    office: {
      watch: guarded.office.watch.handler(({ signal }) => snapshots(lifecycle.changes, lifecycle.state, signal)),
      openDemo: guarded.office.openDemo.handler(() => lifecycle.openDemo()),
      leaveDemo: guarded.office.leaveDemo.handler(() => lifecycle.leaveDemo()),
      setUp: guarded.office.setUp.handler(({ input }) => lifecycle.setUp(input)),
      unlock: guarded.office.unlock.handler(({ input }) => lifecycle.unlock(input.passphrase)),
      recover: guarded.office.recover.handler(({ input }) => lifecycle.recover(input.code, input.passphrase)),
      retry: guarded.office.retry.handler(() => lifecycle.retry()),
      stop: guarded.office.stop.handler(() => lifecycle.stopStep()),
      mend: guarded.office.mend.handler(({ input }) => lifecycle.mend(input.by)),
      restore: guarded.office.restore.handler(({ input }) => lifecycle.restore(input.backup)),
      backupsIn: guarded.office.backupsIn.handler(({ input }) => lifecycle.backupsIn(input.folder)),
    },
    keys: {
      watch: guarded.keys.watch.handler(({ signal }) =>
        live(
          ({ keys }) => keys.changes,
          ({ keys }) => keys.state(),
          signal,
        ),
      ),
      sheet: guarded.keys.sheet.handler(() =>
        inOffice(async (working) => {
          const pdf = await renderRecoverySheet(working, await papers());
          return { pdf: Buffer.from(pdf).toString('base64') };
        }),
      ),
      printSheet: guarded.keys.printSheet.handler(() =>
        inOffice(async (working) => printRecoverySheet(working, await papers(), ports.printing)),
      ),
      confirmSheet: guarded.keys.confirmSheet.handler(({ input }) =>
        inOffice(({ keys }) => keys.confirmRecovery(digitsOf(input.group))),
      ),
      renewCode: guarded.keys.renewCode.handler(() => inOffice(({ keys }) => keys.renewRecovery())),
      changePassphrase: guarded.keys.changePassphrase.handler(({ input }) =>
        inOffice(({ keys }) => keys.changePassphrase(input.current, input.next)),
      ),
      changeKey: guarded.keys.changeKey.handler(({ input }) => lifecycle.changeKey(input.passphrase)),
    },
    safety: {
      watch: guarded.safety.watch.handler(({ signal }) =>
        live(
          ({ office }) => office.safetyChanged,
          ({ safety }) => safety.view(),
          signal,
        ),
      ),
      backUpNow: guarded.safety.backUpNow.handler(() => inOffice(({ safety }) => safety.backups.backUpNow())),
      saveBackups: guarded.safety.saveBackups.handler(({ input }) =>
        inOffice(({ safety }) => safety.backups.save(input)),
      ),
      closedYears: guarded.safety.closedYears.handler(() => inOffice(({ office }) => closedYears(office))),
      purge: guarded.safety.purge.handler(({ input }) => lifecycle.purge(input.year, input.passphrase)),
    },
  };
}
