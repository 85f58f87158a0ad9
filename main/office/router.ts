import { ValidationError } from '@orpc/contract';
import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../shared/contract/index.ts';
import { digitsOf } from '../../shared/domain/keys/recovery-code.ts';
import type { Papers } from '../papers/index.ts';
import { asProblem } from './as-problem.ts';
import type { Lifecycle } from './lifecycle.ts';
import { anyOf, type Changes, snapshots } from './live.ts';
import { linkRegistered, linkRepeat } from './matters/link-repeat.ts';
import { findRepeats, repeatsOf } from './matters/repeats.ts';
import { findCompetent, suggestExecutors, suggestSubjects } from './matters/suggestions.ts';
import { admit, needOf } from './people/admit.ts';
import type { Need } from './people/needs.ts';
import type { OfficePorts } from './ports.ts';
import { ProblemError } from './problem-error.ts';
import { closedYears } from './safety/purge.ts';
import { act } from './services/act.ts';
import { openCard } from './services/card.ts';
import { controlOf, controlPage, overdueHidden } from './services/control.ts';
import { deskState, directoryOf } from './services/desk-state.ts';
import { findPapers } from './services/find-papers.ts';
import { journalPage } from './services/journal.ts';
import { enterDay, lawDays, takeBackDay } from './services/law-days.ts';
import { letterTexts, previewLetterText, resetLetterText, saveLetterText } from './services/letter-texts.ts';
import { issueLetter, lettersOfPaper, previewLetter, printLetter } from './services/letters.ts';
import { listPaper } from './services/list-paper.ts';
import { findPeople, papersOfPerson } from './services/people.ts';
import { findPlaces, placesOfCode } from './services/places.ts';
import { sendToPrinter } from './services/print-pdf.ts';
import { printRecoverySheet, renderRecoverySheet } from './services/recovery-sheet.ts';
import { previewTalon } from './services/talon-preview.ts';
import { issuePrint, type PrintDesk, printPaper, renderPrint } from './services/talons.ts';
import type { Working } from './working.ts';

/** The contract, answered. Input is validated by the contract before a handler runs; every failure leaves as a problem. */
export function createRouter(lifecycle: Lifecycle, papers: () => Promise<Papers>, ports: OfficePorts) {
  const guarded = implement(contract).use(async ({ next, path }) => {
    try {
      await admitCall(path);
      return await next();
    } catch (error) {
      throw leaving(error);
    }
  });

  /** An office that is not open has nobody to ask; what needs one says so itself. Holds nothing of it while the call goes on. */
  async function admitCall(path: readonly string[]): Promise<void> {
    const need = needOf(path);
    if (need === 'nobody') return;
    const working = await lifecycle.working().catch(() => undefined);
    if (working) admit(working.office, need);
  }

  function leaving(error: unknown): unknown {
    if (error instanceof ORPCError) return refusedByContract(error) ?? error;
    const { problem } = asProblem(error);
    lifecycle.noteRefusal(problem.code);
    if (problem.code === 'fault') ports.log('error', 'fault', { detail: problem.detail, stack: placesOf(error) });
    return new ORPCError('PROBLEM', { data: problem });
  }

  /** Live snapshots of the open office; their failures leave as problems too. */
  async function* live<T>(
    changesOf: (working: Working) => Pick<Changes, 'listen'>,
    take: (working: Working) => Promise<T> | T,
    signal: AbortSignal | undefined,
    need: Need = 'anybody',
  ): AsyncGenerator<T> {
    try {
      const working = await lifecycle.working();
      const current = () => {
        if (!lifecycle.holds(working)) throw new ProblemError('notOpen');
        // Whoever is signed out sees no more of what came before.
        admit(working.office, need);
        return take(working);
      };
      const { changes } = working.office.session;
      yield* snapshots(anyOf(changesOf(working), changes, lifecycle.changes), current, signal);
    } catch (error) {
      throw leaving(error);
    }
  }

  const inOffice = async <T>(task: (working: Working) => Promise<T>) => task(await lifecycle.working());
  const atPrinter = <T>(task: (desk: PrintDesk) => Promise<T>, number: string) =>
    inOffice(async ({ office, prints, looks }) => {
      const done = await task({ office, prints, papers: await papers() });
      looks.note('print', number);
      return done;
    });
  const papersChanged = ({ office }: Working) => office.papersChanged;
  /** Papers, the day, the calendar, the staff. */
  const onControl = ({ office }: Working) => anyOf(office.papersChanged, office.minutePassed, office.directoryChanged);

  return guarded.router({
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
    enrolment: {
      watch: guarded.enrolment.watch.handler(({ signal }) =>
        live(
          ({ office, enrolment }) => anyOf(enrolment.changes, office.directoryChanged),
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
          ({ office, sync }) => anyOf(sync.changes, office.papersChanged, office.directoryChanged),
          ({ sync }) => sync.status(),
          signal,
        ),
      ),
      overview: guarded.sync.overview.handler(({ signal }) =>
        live(
          ({ office, sync }) => anyOf(sync.changes, office.papersChanged, office.directoryChanged),
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
          ({ office, bundles }) => anyOf(bundles.changes, office.directoryChanged),
          ({ bundles }) => bundles.now(),
          signal,
        ),
      ),
      filesIn: guarded.bundles.filesIn.handler(({ input }) => inOffice(({ bundles }) => bundles.filesIn(input.folder))),
      make: guarded.bundles.make.handler(({ input }) => inOffice(({ bundles }) => bundles.make(input))),
      takeIn: guarded.bundles.takeIn.handler(({ input }) => inOffice(({ bundles }) => bundles.takeIn(input))),
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
          ({ office }) => office.directoryChanged,
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
      takeBack: guarded.lawDays.takeBack.handler(({ input }) => inOffice(({ office }) => takeBackDay(office, input))),
    },
    papers: {
      register: guarded.papers.register.handler(({ input: { link, ...paper } }) =>
        inOffice(async ({ office, registrar }) => {
          const answer = await registrar.register(paper);
          return link ? linkRegistered(office, answer, link) : answer;
        }),
      ),
      journal: guarded.papers.journal.handler(({ input, signal }) =>
        live(
          ({ office }) => anyOf(office.papersChanged, office.minutePassed),
          ({ office }) => journalPage(office, input),
          signal,
        ),
      ),
      card: guarded.papers.card.handler(({ input, signal }) =>
        live(
          ({ office, prints }) => anyOf(office.papersChanged, office.directoryChanged, prints.changes),
          ({ office, prints, scans, looks }) => {
            looks.note('card', input.number);
            return openCard(office, { prints, scans }, input.number);
          },
          signal,
        ),
      ),
      act: guarded.papers.act.handler(({ input }) => inOffice(({ office }) => act(office, input))),
      noteExport: guarded.papers.noteExport.handler(({ input }) =>
        inOffice(async ({ looks }) => looks.note('export', input.number)),
      ),
      find: guarded.papers.find.handler(({ input }) =>
        inOffice(({ office, looks }) => {
          looks.noteSearch(input.text);
          return findPapers(office, input.text, input.limit);
        }),
      ),
    },
    control: {
      watch: guarded.control.watch.handler(({ input, signal }) =>
        live(
          (working) => anyOf(onControl(working), working.registers.changes),
          ({ office }) => controlOf(office, input.executor),
          signal,
        ),
      ),
      list: guarded.control.list.handler(({ input, signal }) =>
        live(onControl, ({ office }) => controlPage(office, input), signal),
      ),
      hidden: guarded.control.hidden.handler(({ input, signal }) =>
        live(onControl, ({ office }) => overdueHidden(office, input), signal),
      ),
      reminder: guarded.control.reminder.handler(({ signal }) =>
        live(
          (working) => anyOf(onControl(working), working.reminders.changes, working.office.session.changes),
          ({ reminders }) => reminders.now(),
          signal,
        ),
      ),
      reminded: guarded.control.reminded.handler(() => inOffice(({ reminders }) => reminders.noteRead())),
    },
    scans: {
      limits: guarded.scans.limits.handler(() => inOffice(async ({ scans }) => scans.limits())),
      begin: guarded.scans.begin.handler(({ input }) => inOffice(async ({ scans }) => ({ id: scans.begin(input) }))),
      add: guarded.scans.add.handler(({ input }) =>
        inOffice(async ({ scans }) => scans.add(input.id, input.offset, Buffer.from(input.data, 'base64'))),
      ),
      attach: guarded.scans.attach.handler(({ input }) =>
        inOffice(async ({ scans }) => void (await scans.attach(input.id))),
      ),
      read: guarded.scans.read.handler(({ input }) =>
        inOffice(async ({ scans }) => {
          const { data, bytes } = await scans.read(input.sha256, input.offset);
          return { data: base64(data), bytes };
        }),
      ),
    },
    people: {
      find: guarded.people.find.handler(({ input }) =>
        inOffice(({ office, looks }) => {
          looks.noteSearch(input.idNumber);
          return findPeople(office, input);
        }),
      ),
      papers: guarded.people.papers.handler(({ input, signal }) =>
        live(papersChanged, ({ office }) => papersOfPerson(office, input), signal),
      ),
    },
    matters: {
      repeats: guarded.matters.repeats.handler(({ input }) =>
        inOffice(({ office, learning }) => findRepeats(office, learning, input)),
      ),
      repeatsOf: guarded.matters.repeatsOf.handler(({ input }) =>
        inOffice(({ office, learning }) => repeatsOf(office, learning, input.number)),
      ),
      link: guarded.matters.link.handler(({ input }) =>
        inOffice(({ office }) => linkRepeat(office, input.number, input.link)),
      ),
      subjects: guarded.matters.subjects.handler(({ input }) =>
        inOffice(async ({ office, learning }) => suggestSubjects(office, learning, input)),
      ),
      executors: guarded.matters.executors.handler(({ input }) =>
        inOffice(({ office, learning }) => suggestExecutors(office, learning, input.subject)),
      ),
      competent: guarded.matters.competent.handler(({ input }) =>
        inOffice(({ office }) => findCompetent(office, input)),
      ),
    },
    places: {
      find: guarded.places.find.handler(({ input }) =>
        inOffice(({ office }) => findPlaces(office, input.text, input.limit)),
      ),
      get: guarded.places.get.handler(({ input }) => inOffice(({ office }) => placesOfCode(office, input.code))),
    },
    drafts: {
      watch: guarded.drafts.watch.handler(({ signal }) =>
        live(
          ({ drafts }) => drafts.changes,
          ({ drafts }) => drafts.all(),
          signal,
        ),
      ),
      save: guarded.drafts.save.handler(({ input }) => inOffice(({ drafts }) => drafts.save(input))),
      remove: guarded.drafts.remove.handler(({ input }) => inOffice(({ drafts }) => drafts.remove(input.id))),
    },
    talons: {
      preview: guarded.talons.preview.handler(({ input }) =>
        inOffice(async ({ office }) => {
          const pdf = await previewTalon(office, await papers(), input.intake, input.format);
          return { pdf: base64(pdf) };
        }),
      ),
      render: guarded.talons.render.handler(({ input }) =>
        atPrinter(async (desk) => {
          const { pdf, duplicate } = await renderPrint(desk, input.number, input.format);
          return { pdf: base64(pdf), duplicate };
        }, input.number),
      ),
      print: guarded.talons.print.handler(({ input }) =>
        atPrinter((desk) => printPaper(desk, ports.printing, input.number, input.format), input.number),
      ),
      issue: guarded.talons.issue.handler(({ input }) =>
        atPrinter(async (desk) => ({ pdf: base64(await issuePrint(desk, input)) }), input.number),
      ),
      printers: guarded.talons.printers.handler(async () => ({
        able: ports.printing !== undefined,
        printers: (await ports.printing?.list()) ?? [],
      })),
    },
    letters: {
      ofPaper: guarded.letters.ofPaper.handler(({ input, signal }) =>
        live(
          ({ office, prints }) => anyOf(office.papersChanged, office.directoryChanged, prints.changes),
          ({ office }) => lettersOfPaper(office, input.number),
          signal,
        ),
      ),
      preview: guarded.letters.preview.handler(({ input }) =>
        atPrinter((desk) => previewLetter(desk, input), input.number),
      ),
      print: guarded.letters.print.handler(({ input }) =>
        atPrinter((desk) => printLetter(desk, ports.printing, input), input.number),
      ),
      issue: guarded.letters.issue.handler(({ input }) =>
        atPrinter(async (desk) => ({ file: base64(await issueLetter(desk, input)) }), input.number),
      ),
      texts: guarded.letters.texts.handler(({ signal }) =>
        live(
          ({ office }) => office.directoryChanged,
          ({ office }) => letterTexts(office),
          signal,
        ),
      ),
      saveText: guarded.letters.saveText.handler(({ input }) =>
        inOffice(({ office }) => saveLetterText(office, input, input.text)),
      ),
      resetText: guarded.letters.resetText.handler(({ input }) =>
        inOffice(({ office }) => resetLetterText(office, input)),
      ),
      previewText: guarded.letters.previewText.handler(({ input }) =>
        inOffice(async ({ office }) => {
          const { pdf, pages } = await previewLetterText(office, await papers(), input, input.text);
          return { pdf: base64(pdf), pages };
        }),
      ),
    },
    lists: {
      watch: guarded.lists.watch.handler(({ signal }) =>
        live(
          ({ office, lists }) => anyOf(lists.changes, office.papersChanged),
          ({ lists }) => lists.watch(),
          signal,
        ),
      ),
      handOver: guarded.lists.handOver.handler(({ input }) => inOffice(({ lists }) => lists.handOver(input))),
      dispatch: guarded.lists.dispatch.handler(({ input }) => inOffice(({ lists }) => lists.dispatch(input))),
      render: guarded.lists.render.handler(({ input }) =>
        inOffice(async ({ office, lists }) => {
          const list = listPaper(office, await lists.one(input), input.language);
          const { pdf, pages } = await (await papers()).renderList(list);
          return { pdf: base64(pdf), pages };
        }),
      ),
      print: guarded.lists.print.handler(({ input }) =>
        inOffice(({ office, lists }) =>
          lists.printed(input, async (kept) => {
            const { pdf } = await (await papers()).renderList(listPaper(office, kept, input.language));
            const job = { pdf, printer: office.desk().sheetPrinter, title: 'Kense' };
            // A sheet is fed upright, whichever way its page is read.
            await sendToPrinter(ports.printing, job, { widthMm: 210, heightMm: 297 });
          }),
        ),
      ),
      issue: guarded.lists.issue.handler(({ input }) =>
        inOffice(({ office, lists }) =>
          lists.printed(input, async (kept) => {
            const { pdf } = await (await papers()).renderList(listPaper(office, kept, input.language));
            return { pdf: base64(pdf) };
          }),
        ),
      ),
    },
    views: {
      watch: guarded.views.watch.handler(({ signal }) =>
        live(
          ({ views }) => views.changes,
          ({ views }) => views.now(),
          signal,
        ),
      ),
      saveColumns: guarded.views.saveColumns.handler(({ input }) =>
        inOffice(({ views }) => views.saveColumns(input.columns)),
      ),
      save: guarded.views.save.handler(({ input }) => inOffice(({ views }) => views.save(input))),
      remove: guarded.views.remove.handler(({ input }) => inOffice(({ views }) => views.remove(input.id))),
    },
    registers: {
      start: guarded.registers.start.handler(({ input }) =>
        inOffice(async ({ registers, looks }) => {
          looks.note('register', input.of === 'journal' ? `${input.selection.from} – ${input.selection.to}` : '');
          return registers.begin(input);
        }),
      ),
      watch: guarded.registers.watch.handler(({ input, signal }) =>
        live(
          ({ registers }) => registers.changes,
          ({ registers }) => registers.stateOf(input.id),
          signal,
        ),
      ),
      cancel: guarded.registers.cancel.handler(({ input }) =>
        inOffice(async ({ registers }) => registers.cancel(input.id)),
      ),
      piece: guarded.registers.piece.handler(({ input }) =>
        inOffice(async ({ registers }) => ({ pdf: base64(registers.piece(input.id, input.offset, input.limit)) })),
      ),
      print: guarded.registers.print.handler(({ input }) =>
        inOffice(({ registers }) => registers.print(input.id, ports.printing)),
      ),
    },
  });
}

/** What the contract itself refuses (a text beyond all bounds) is a form to be corrected like any other. */
function refusedByContract(error: ORPCError<string, unknown>): unknown {
  if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof ValidationError)) return undefined;
  const issues = error.cause.issues.map(({ path = [] }) => ({
    path: path.map((step) => (typeof step === 'object' ? step.key : step)).filter((step) => typeof step !== 'symbol'),
    code: 'invalid',
  }));
  return new ORPCError('PROBLEM', { data: new ProblemError('invalidEntry', { issues }).problem });
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** Where it happened, without the message: that may speak of a paper. */
function placesOf(error: unknown): string[] | undefined {
  return error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : undefined;
}
