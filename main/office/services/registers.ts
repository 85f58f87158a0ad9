import { randomUUID } from 'node:crypto';
import type {
  ControlRegister,
  JournalRegister,
  RegisterRequest,
  RegisterState,
} from '../../../shared/contract/registers.ts';
import type { Row } from '../../../shared/contract/shapes.ts';
import type { RegisterFoot, RegisterRow } from '../../papers/register/content.ts';
import { type Press, startPress } from '../../papers/register/press.ts';
import { describe } from '../../store/errors.ts';
import { createChanges } from '../live.ts';
import type { OpenOffice } from '../open/open-office.ts';
import type { Printing } from '../ports.ts';
import { ProblemError } from '../problem-error.ts';
import { controlList } from './control-register.ts';
import { journalPage, selectorOf } from './journal.ts';
import { sendToPrinter } from './print-pdf.ts';
import { notePrinted } from './printed-registers.ts';
import { journalRows } from './register-rows.ts';
import { registerWords } from './register-words.ts';

/** So many registers are made or kept at once, in memory only; the oldest gives way. */
const KEPT = 3;

/** Rows by which the columns are shared out: the first ones, and some from further on, since one day's papers are much alike. */
const SAMPLE = 400;
const FURTHER_ON = { parts: [1 / 3, 2 / 3, 1], rows: 100 };

/** `about`: its period, as it is on record who looked at what. */
type Job = { of: RegisterRequest['of']; about: string; state: RegisterState; press: Press; pdf?: Uint8Array };

export type Registers = ReturnType<typeof createRegisters>;

/**
 * Registers of journals as PDFs, made beside the work: papers are read in small slices, set in another thread, and nothing of them is
 * written to disk.
 */
export function createRegisters(office: OpenOffice, fontsFolder: string) {
  const changes = createChanges();
  const jobs = new Map<string, Job>();

  /** @throws ProblemError `noClerk`: whoever makes a register signs it */
  function begin(request: RegisterRequest, about: string): { id: string } {
    office.clerk();
    const id = randomUUID();
    const job: Job = {
      of: request.of,
      about,
      state: { phase: 'making', done: 0, total: 0 },
      press: startPress(fontsFolder, (done) => {
        // Headings are lines too.
        if (job.state.phase === 'making') become(job, { ...job.state, done: Math.min(done, job.state.total) });
      }),
    };
    jobs.set(id, job);
    for (const [other] of [...jobs].slice(0, -KEPT)) cancel(other);
    const making = request.of === 'control' ? makeControl(request, job) : make(request, job);
    making.catch((error: unknown) => {
      if (job.state.phase !== 'making') return;
      office.log('error', 'a register failed', { detail: describe(error) });
      become(job, { phase: 'failed', problem: 'fault' });
      job.press.stop();
    });
    return { id };
  }

  async function makeControl(request: ControlRegister, job: Job): Promise<void> {
    const list = await controlList(office, request);
    if (job.state.phase !== 'making') return;
    become(job, { phase: 'making', done: 0, total: list.total });
    job.press.begin(list.head, list.sample);
    for await (const lines of list.lines) {
      if (job.state.phase !== 'making') return;
      await job.press.add(lines);
    }
    await finish(job, list.foot, list.total);
  }

  async function finish(job: Job, foot: RegisterFoot, papers: number): Promise<void> {
    const { pdf, pages } = await job.press.finish(foot);
    job.press.stop();
    if (job.state.phase !== 'making') return;
    job.pdf = pdf;
    become(job, { phase: 'ready', papers, pages, bytes: pdf.length });
  }

  async function make(request: JournalRegister, job: Job): Promise<void> {
    const words = registerWords(office, request);
    const rows = journalRows(office, request.selection);
    // The set begins with the first slice; counted right behind it, so that the bar knows its length.
    const sample: Row[] = [];
    let ended = false;
    while (sample.length < SAMPLE && !ended) {
      const { value, done } = await rows.next();
      if (done) ended = true;
      else sample.push(...value);
    }
    const total = await office.store.papers.count({ selector: selectorOf(office, request.selection) }).exec();
    if (job.state.phase !== 'making') return;
    become(job, { phase: 'making', done: 0, total });
    const counted = { papers: 0, kinds: new Map<string, number>(), statuses: new Map<string, number>() };
    const set = (slice: readonly Row[]): RegisterRow[] =>
      slice.map((row) => {
        counted.papers += 1;
        counted.kinds.set(row.kind, (counted.kinds.get(row.kind) ?? 0) + 1);
        counted.statuses.set(row.status, (counted.statuses.get(row.status) ?? 0) + 1);
        return words.cells(row, counted.papers);
      });
    const further = await rowsFurtherOn(request, total);
    // With the greatest number: its column holds them all.
    job.press.begin(
      words.head,
      [...sample, ...further].map((row) => words.cells(row, total)),
    );
    await job.press.add(set(sample));
    for await (const slice of rows) {
      if (job.state.phase !== 'making') return;
      await job.press.add(set(slice));
    }
    await finish(job, words.foot(counted), counted.papers);
  }

  async function rowsFurtherOn({ selection }: JournalRegister, total: number): Promise<Row[]> {
    const { parts, rows: limit } = FURTHER_ON;
    const left = total - SAMPLE - limit;
    if (left <= 0) return [];
    const pages = parts.map((part) =>
      journalPage(office, { ...selection, offset: SAMPLE + Math.floor(left * part), limit }),
    );
    return (await Promise.all(pages)).flatMap(({ rows }) => rows);
  }

  function become(job: Job, state: RegisterState): void {
    job.state = state;
    changes.notify();
  }

  function cancel(id: string): void {
    const job = jobs.get(id);
    if (!job) return;
    jobs.delete(id);
    job.press.stop();
    delete job.pdf;
    become(job, { phase: 'gone' });
  }

  function ready(id: string): Uint8Array {
    const pdf = jobs.get(id)?.pdf;
    if (!pdf) throw new ProblemError('registerGone');
    return pdf;
  }

  return {
    changes,
    begin,
    cancel,
    stateOf: (id: string): RegisterState => jobs.get(id)?.state ?? { phase: 'gone' },
    aboutOf: (id: string): string => jobs.get(id)?.about ?? '',
    /** @throws ProblemError `registerGone` */
    piece: (id: string, offset: number, limit: number): Uint8Array => ready(id).subarray(offset, offset + limit),
    /**
     * Prints it and puts it on record once the printer's queue has taken it.
     *
     * @throws ProblemError `registerGone`, `noClerk`, `printerMissing`, `printFailed`
     */
    async print(id: string, printing: Printing | undefined): Promise<void> {
      const sheets = { pdf: ready(id), printer: office.desk().sheetPrinter, title: 'Kense' };
      const { of } = jobs.get(id)!;
      const by = office.clerk();
      // A sheet is fed upright, whichever way its page is read.
      await sendToPrinter(printing, sheets, { widthMm: 210, heightMm: 297 });
      await notePrinted(office, { of, at: new Date(office.now()).toISOString(), by });
      changes.notify();
    },
    /** Lets go of everything. */
    stop(): void {
      for (const id of [...jobs.keys()]) cancel(id);
    },
  };
}
