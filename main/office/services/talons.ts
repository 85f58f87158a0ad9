import { type AppealEntry, appeals } from '../../../shared/books/appeals.ts';
import type { PrintFormat } from '../../../shared/contract/shapes.ts';
import { fold } from '../../../shared/domain/log/fold.ts';
import type { Paper } from '../../../shared/domain/log/line.ts';
import { initials, shortName, withoutTrade } from '../../../shared/domain/text/person-name.ts';
import { formatDate } from '../../../shared/words/forms.ts';
import { talonWords } from '../../../shared/words/talon.ts';
import type { Papers, Talon } from '../../papers/index.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import type { Printing } from '../ports.ts';
import { ProblemError } from '../problem-error.ts';
import { localDate, localTime } from './local-time.ts';
import { sendToPrinter } from './print-pdf.ts';
import type { PrintLog, Turn } from './prints.ts';

/** What prints of papers are made with. */
export type PrintDesk = { office: OpenOffice; papers: Papers; prints: PrintLog };

/**
 * The talon of a registered paper (domain §2.1), or its label, as PDF, the way it would come out now. It shows what was accepted:
 * who took the paper stands in the first line of its log, with the name and post of that day.
 *
 * @throws ProblemError `unknownPaper`
 */
export async function renderPrint(
  desk: PrintDesk,
  number: string,
  format: PrintFormat,
): Promise<{ pdf: Uint8Array; duplicate: boolean }> {
  const turn = await desk.prints.next(number, { format });
  return { pdf: await set(desk, number, format, turn), duplicate: turn.duplicate };
}

/** Puts it on record as printed by the page or saved as a file, and gives it out. @throws ProblemError `unknownPaper` */
export function issuePrint(
  desk: PrintDesk,
  { number, format, way }: { number: string; format: PrintFormat; way: 'window' | 'file' },
): Promise<Uint8Array> {
  return desk.prints.take({ number, format, way }, (turn) => set(desk, number, format, turn));
}

/** @throws ProblemError `printerMissing`, `printFailed`, `unknownPaper` */
export async function printPaper(
  desk: PrintDesk,
  printing: Printing | undefined,
  number: string,
  format: PrintFormat,
): Promise<void> {
  await desk.prints.take({ number, format, way: 'printer' }, async (turn) => {
    const pdf = await set(desk, number, format, turn);
    const { printer, labelPrinter } = desk.office.desk();
    await sendToPrinter(printing, {
      pdf,
      printer: format === 'label58' ? labelPrinter : printer,
      title: `Kense ${number}`,
    });
  });
}

async function set(
  { office, papers }: PrintDesk,
  number: string,
  format: PrintFormat,
  turn: Turn,
): Promise<Uint8Array> {
  const found = await office.store.papers.findOne(number).exec();
  if (!found) throw new ProblemError('unknownPaper');
  const talon = talonOf(office, found.toJSON() as StoredPaper as Paper<AppealEntry>);
  if (turn.duplicate) talon.duplicateOn = formatDate(localDate(Date.parse(turn.at), office.records.settings.zone));
  return format === 'label58' ? papers.renderLabel(talon) : papers.renderTalon(talon, format);
}

export function talonOf(office: OpenOffice, paper: Paper<AppealEntry>): Talon {
  const { receipt, applicant, paper: written } = paper.entry;
  const { settings } = office.records;
  const { state } = fold(appeals, paper, office.assets.law);
  const receiver = (paper.log.find((line) => line.do === 'register') ?? paper.log[0]!).by;
  const at = Date.parse(receipt.acceptedAt);
  const kind = office.assets.law.kindOf(written.kind);
  return {
    number: paper.id,
    official: state.official,
    statusUrl: statusUrl(settings.channels.site, paper.id),
    sample: receipt.sample,
    duplicateOn: '',
    body: settings.name,
    acceptedDate: formatDate(localDate(at, receipt.zone)),
    acceptedTime: localTime(at, receipt.zone),
    kind: kind ? { kk: capital(kind.kk), ru: capital(kind.ru) } : { kk: written.kind, ru: written.kind },
    applicant: applicantOnTalon(applicant),
    sheets: written.sheets,
    attachments: written.attachments,
    dueDate: state.dueOn === '' ? undefined : formatDate(state.dueOn),
    receiver: { name: shortName(receiver.name), post: receiver.post },
    channels: settings.channels,
  };
}

/** By initials only: talons get lost. A firm's name is no secret and has no initials. */
function applicantOnTalon(applicant: AppealEntry['applicant']): string {
  if (applicant.type === 'legalEntity') return applicant.name;
  if (applicant.type === 'anonymous') return `${talonWords.anonymous.kk} / ${talonWords.anonymous.ru}`;
  return initials(applicant.type === 'collective' ? applicant.contact : withoutTrade(applicant.name));
}

/** Where a citizen follows the paper; the bare number where the office has no site. */
function statusUrl(site: string, number: string): string {
  if (site === '') return number;
  const address = /^https?:\/\//.test(site) ? site : `https://${site}`;
  return `${address.replace(/\/+$/, '')}/${number}`;
}

/** Kinds are named in the middle of sentences elsewhere. */
function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
