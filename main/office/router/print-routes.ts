import { anyOf } from '../live.ts';
import { needOf } from '../people/admit.ts';
import { letterTexts, previewLetterText, resetLetterText, saveLetterText } from '../services/letter-texts.ts';
import { issueLetter, lettersOfPaper, previewLetter, printLetter } from '../services/letters.ts';
import { listPaper } from '../services/list-paper.ts';
import { localDate } from '../services/local-time.ts';
import { sendToPrinter } from '../services/print-pdf.ts';
import { previewTalon } from '../services/talon-preview.ts';
import { issuePrint, printPaper, renderPrint } from '../services/talons.ts';
import { type Answering, base64 } from './answering.ts';

/** What is printed: talons, letters, lists, registers. */
export function printRoutes({ guarded, live, inOffice, atPrinter, papers, ports }: Answering) {
  return {
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
          ({ office }) => anyOf(office.papersChanged, office.directoryChanged),
          ({ lists }) => lists.watch(),
          signal,
          needOf(['lists', 'watch']),
        ),
      ),
      made: guarded.lists.made.handler(({ input, signal }) =>
        live(
          ({ lists }) => lists.changes,
          ({ lists }) => lists.made(input),
          signal,
          needOf(['lists', 'made']),
        ),
      ),
      handOver: guarded.lists.handOver.handler(({ input }) => inOffice(({ lists }) => lists.handOver(input))),
      dispatch: guarded.lists.dispatch.handler(({ input }) => inOffice(({ lists }) => lists.dispatch(input))),
      render: guarded.lists.render.handler(({ input }) =>
        inOffice(async ({ office, lists, looks }) => {
          looks.note('list', input.list);
          const list = listPaper(office, await lists.one(input), input.language);
          const { pdf, pages } = await (await papers()).renderList(list);
          return { pdf: base64(pdf), pages };
        }),
      ),
      print: guarded.lists.print.handler(({ input }) =>
        inOffice(({ office, lists, looks }) =>
          lists.printed(input, async (kept) => {
            const { pdf } = await (await papers()).renderList(listPaper(office, kept, input.language));
            const job = { pdf, printer: office.desk().sheetPrinter, title: 'Kense' };
            // A sheet is fed upright, whichever way its page is read.
            await sendToPrinter(ports.printing, job, { widthMm: 210, heightMm: 297 });
            looks.note('printList', input.list);
          }),
        ),
      ),
      issue: guarded.lists.issue.handler(({ input }) =>
        inOffice(({ office, lists, looks }) =>
          lists.printed(input, async (kept) => {
            looks.note('printList', input.list);
            const { pdf } = await (await papers()).renderList(listPaper(office, kept, input.language));
            return { pdf: base64(pdf) };
          }),
        ),
      ),
    },
    registers: {
      start: guarded.registers.start.handler(({ input }) =>
        inOffice(async ({ office, registers, looks }) => {
          const today = localDate(office.now(), office.records.settings.zone);
          const about = input.of === 'journal' ? `${input.selection.from} – ${input.selection.to}` : today;
          looks.note('register', about);
          return registers.begin(input, about);
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
        inOffice(async ({ registers, looks }) => {
          await registers.print(input.id, ports.printing);
          looks.note('printRegister', registers.aboutOf(input.id));
        }),
      ),
    },
  };
}
