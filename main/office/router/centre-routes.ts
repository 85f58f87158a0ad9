import { anyOf } from '../live.ts';
import type { Answering } from './answering.ts';

/** The registry: joining it, the exchange with it, bundles on a stick. */
export function centreRoutes({ guarded, live, inOffice, lifecycle, ports }: Answering) {
  return {
    enrolment: {
      watch: guarded.enrolment.watch.handler(({ signal }) =>
        live(
          ({ office, enrolment }) => anyOf(enrolment.changes, office.papersChanged, office.directoryChanged),
          ({ enrolment }) => enrolment.now(),
          signal,
        ),
      ),
      request: guarded.enrolment.request.handler(({ input }) => inOffice(({ enrolment }) => enrolment.ask(input))),
      file: guarded.enrolment.file.handler(() => inOffice(async ({ enrolment }) => ({ text: await enrolment.file() }))),
      withdraw: guarded.enrolment.withdraw.handler(() => inOffice(({ enrolment }) => enrolment.withdraw())),
      look: guarded.enrolment.look.handler(({ input }) => inOffice(({ enrolment }) => enrolment.look(input.answer))),
      join: guarded.enrolment.join.handler(({ input }) => lifecycle.join(input.answer, input.fingerprint)),
    },
    sync: {
      watch: guarded.sync.watch.handler(({ signal }) =>
        live(
          ({ office, sync, bundles }) =>
            anyOf(sync.changes, bundles.changes, office.papersChanged, office.directoryChanged),
          ({ sync }) => sync.status(),
          signal,
        ),
      ),
      overview: guarded.sync.overview.handler(({ signal }) =>
        live(
          ({ office, sync, bundles }) =>
            anyOf(sync.changes, bundles.changes, office.papersChanged, office.directoryChanged),
          ({ sync }) => sync.overview(),
          signal,
        ),
      ),
      retry: guarded.sync.retry.handler(() => inOffice(async ({ sync }) => sync.retry())),
      accept: guarded.sync.accept.handler(() => inOffice(async ({ sync }) => sync.accept())),
    },
    bundles: {
      watch: guarded.bundles.watch.handler(({ signal }) =>
        live(
          ({ office, bundles }) => anyOf(bundles.changes, office.papersChanged, office.directoryChanged),
          async ({ bundles }) => ({ ...(await bundles.now()), choosesFolder: ports.chooseFolder !== undefined }),
          signal,
        ),
      ),
      chooseFolder: guarded.bundles.chooseFolder.handler(async () => ({
        folder: (await ports.chooseFolder?.()) ?? '',
      })),
      filesIn: guarded.bundles.filesIn.handler(({ input }) => inOffice(({ bundles }) => bundles.filesIn(input.folder))),
      make: guarded.bundles.make.handler(({ input }) => inOffice(({ bundles }) => bundles.make(input))),
      takeIn: guarded.bundles.takeIn.handler(({ input }) => inOffice(({ bundles }) => bundles.takeIn(input))),
    },
  };
}
