import { randomUUID } from 'node:crypto';
import type { RegisterRequest, RegisterState } from '../../../shared/contract/registers.ts';
import type { Row } from '../../../shared/contract/shapes.ts';
import type { RegisterRow } from '../../papers/register/content.ts';
import { type Press, startPress } from '../../papers/register/press.ts';
import { describe } from '../../store/errors.ts';
import { createChanges } from '../live.ts';
import type { OpenOffice } from '../open/open-office.ts';
import type { Printing } from '../ports.ts';
import { ProblemError } from '../problem-error.ts';
import { journalPage, selectorOf } from './journal.ts';
import { sendToPrinter } from './print-pdf.ts';
import { journalRows } from './register-rows.ts';
import { type RegisterWords, registerWords } from './register-words.ts';

/** So many registers are made or kept at once, in memory only; the oldest gives way. */
const KEPT = 3;

/** Rows by which the columns are shared out: the first ones, and some from further on, since one day's papers are much alike. */
const SAMPLE = 400;
const FURTHER_ON = { parts: [1 / 3, 2 / 3, 1], rows: 100 };

type Job = { state: RegisterState; press: Press; pdf?: Uint8Array };

export type Registers = ReturnType<typeof createRegisters>;

/**
 * Registers of journals as PDFs, made beside the work: papers are read in small slices, set in another thread, and nothing of them is
 * written to disk.
 */
export function createRegisters(office: OpenOffice, fontsFolder: string) {
  const changes = createChanges();
  const jobs = new Map<string, Job>();

  /** @throws ProblemError `noClerk`: whoever makes a register signs it */
  function begin(request: RegisterRequest): { id: string } {
    const words = registerWords(office, request);
    const id = randomUUID();
    const job: Job = {
      state: { phase: 'making', done: 0, total: 0 },
      press: startPress(fontsFolder, (done) => {
        if (job.state.phase === 'making') become(job, { ...job.state, done });
      }),
    };
    jobs.set(id, job);
    for (const [other] of [...jobs].slice(0, -KEPT)) cancel(other);
    make(request, words, job).catch((error: unknown) => {
      if (job.state.phase !== 'making') return;
      office.log('error', 'a register failed', { detail: describe(error) });
      become(job, { phase: 'failed', problem: 'fault' });
      job.press.stop();
    });
    return { id };
  }

  async function make(request: RegisterRequest, words: RegisterWords, job: Job): Promise<void> {
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
    const { pdf, pages } = await job.press.finish(words.foot(counted));
    job.press.stop();
    if (job.state.phase !== 'making') return;
    job.pdf = pdf;
    become(job, { phase: 'ready', papers: counted.papers, pages, bytes: pdf.length });
  }

  async function rowsFurtherOn({ selection }: RegisterRequest, total: number): Promise<Row[]> {
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
    /** @throws ProblemError `registerGone` */
    piece: (id: string, offset: number, limit: number): Uint8Array => ready(id).subarray(offset, offset + limit),
    /** @throws ProblemError `registerGone`, `printerMissing`, `printFailed` */
    async print(id: string, printing: Printing | undefined): Promise<void> {
      const job = { pdf: ready(id), printer: office.desk().sheetPrinter, title: 'Kense' };
      // A sheet is fed upright, whichever way its page is read.
      await sendToPrinter(printing, job, { widthMm: 210, heightMm: 297 });
    },
    /** Lets go of everything. */
    stop(): void {
      for (const id of [...jobs.keys()]) cancel(id);
    },
  };
}
